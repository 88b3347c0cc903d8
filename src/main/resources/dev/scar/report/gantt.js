/* The schedule: a row per chiplet that is used, predicted above simulated, as in the paper's figure 9. */
const KINDS = ["compute", "load", "send", "store", "several mini-batches", "contention"];
const used = [...new Set(R.windows.flatMap(w => w.stages.map(s => s.chiplet)))].sort((a, b) => a - b);
const rowOf = new Map(used.map((node, row) => [node, row]));
const chipletName = node => node + " " + (R.package.nodes[node].type || "");

/** Whole stages: row, from, to, side (0 predicted, 1 simulated), window, stage. */
const stageBars = [];
/** What stages do: row, from, to, side, window, stage, kind, mini-batch, how many. */
const spanBars = [];
R.windows.forEach((w, wi) => w.stages.forEach((s, si) => [s.predicted, s.simulated].forEach((list, side) => {
  const row = rowOf.get(s.chiplet);
  if (list.length) stageBars.push([row, list[0][1], Math.max(...list.map(x => x[2])), side, wi, si]);
  list.forEach(([kind, from, to, miniBatch, many]) => spanBars.push([row, from, to, side, wi, si, kind, miniBatch, many]));
})));

function barShape(api, params, inset) {
  const side = api.value(3);
  const from = api.coord([api.value(1), api.value(0)]);
  const to = api.coord([api.value(2), api.value(0)]);
  const row = api.size([0, 1])[1];
  const height = Math.max(3, row * 0.4);
  const y = from[1] + (side === 0 ? -height - 1 : 1);
  const area = params.coordSys;
  const shape = echarts.graphic.clipRectByRect(
    {x: from[0], y: y + inset, width: Math.max(0.6, to[0] - from[0]), height: height - 2 * inset},
    {x: area.x, y: area.y, width: area.width, height: area.height});
  return shape;
}

function stageBar(params, api) {
  const shape = barShape(api, params, 0);
  return shape && {type: "rect", shape, style: {fill: colour(stageOf(api.value(4), api.value(5)).model), opacity: 0.3}};
}

function spanBar(params, api) {
  const shape = barShape(api, params, 0);
  const kind = api.value(6);
  const model = colour(stageOf(api.value(4), api.value(5)).model);
  return shape && {type: "rect", shape,
    style: {fill: kind === 0 || kind === 4 ? model : css(KINDS[kind])}};
}

function stageLabel(params, api) {
  const shape = barShape(api, params, 0);
  if (!shape || shape.width < 26 || shape.height < 11) return null;
  const s = stageOf(api.value(4), api.value(5));
  return {type: "text", silent: true, style: {
    text: modelName(s.model) + " · " + s.layers, x: shape.x + 4, y: shape.y + shape.height / 2, verticalAlign: "middle",
    fill: "#fff", stroke: colour(s.model), lineWidth: 3, fontSize: 11, overflow: "truncate", ellipsis: "…", width: shape.width - 6}};
}

const stageOf = (w, s) => R.windows[w].stages[s];

function stageTip(v) {
  const s = stageOf(v[4], v[5]);
  const lines = [`<b>${esc(modelName(s.model))}</b> in W${R.windows[v[4]].index} on chiplet ${esc(chipletName(s.chiplet))}, ${v[3] ? "simulated" : "predicted"}`,
    `${s.layers} layer${s.layers > 1 ? "s" : ""}: ${esc(s.first)}${s.layers > 1 ? " … " + esc(s.last) : ""}`];
  if (v.length > 6) {
    const batches = v[8] > 1 ? `mini-batches ${v[7]}–${v[7] + v[8] - 1}` : `mini-batch ${v[7]}`;
    lines.push(`${v[6] === 4 ? "all of" : KINDS[v[6]] + ","} ${batches}${s.miniBatches > 1 ? ` of 0–${s.miniBatches - 1}` : ", the only one"} (${s.miniBatch} sample${s.miniBatch > 1 ? "s" : ""} each)`);
  } else {
    lines.push(`${s.batch} sample${s.batch > 1 ? "s" : ""} in ${s.miniBatches} mini-batch${s.miniBatches > 1 ? "es" : ""}; pale: waiting for inputs`);
  }
  lines.push(`${time(v[1], 6)} to ${time(v[2], 6)}: <b>${time(v[2] - v[1])}</b>`);
  return lines.join("<br>");
}

/** Where windows begin as simulated, and the ends. Windows that begin at once, or too close to each other for two names, have one name. */
function windowMarks(from, to) {
  const marks = [], apart = (to - from) * (narrow() ? 0.1 : 0.035);
  let last;
  R.windows.forEach(w => {
    if (last && w.fromPs - last.xAxis < apart) last.names.push("W" + w.index);
    else marks.push(last = {xAxis: w.fromPs, names: ["W" + w.index]});
    if (w.fromPs > last.xAxis) marks.push({xAxis: w.fromPs, label: {show: false}});
  });
  marks.filter(m => m.names).forEach(m => m.label = {position: "start", formatter: m.names.length > 2 ? `${m.names[0]}…${m.names.at(-1)}` : m.names.join(", ")});
  marks.push({xAxis: R.simulatedPs, label: {show: false}});
  if (R.deltaPs > 0) marks.push({xAxis: R.predictedPs, label: {show: false}, lineStyle: {type: "dotted"}});
  return marks;
}

function ganttOption() {
  const phone = narrow();
  const dims = ["row", "from", "to", "side", "window", "stage", "kind", "miniBatch", "many"];
  const encode = {x: [1, 2], y: 0};
  return {
    tooltip: Object.assign(tip(), {trigger: "item", formatter: p => p.seriesIndex < 2 ? stageTip(p.data) : ""}),
    grid: {left: phone ? 52 : 70, right: phone ? 14 : 22, top: 26, bottom: 82},
    xAxis: axis({rest: {type: "value", min: 0, max: total(), splitNumber: phone ? 3 : 8},
      label: timeLabels(0, total())}),
    yAxis: axis({rest: {type: "category", inverse: true, data: used.map(chipletName), axisTick: {show: false}, splitLine: {show: true, lineStyle: {color: css("line")}}},
      label: {interval: 0, fontSize: used.length > 24 ? 10 : 12}}),
    dataZoom: [
      {type: "slider", xAxisIndex: 0, filterMode: "weakFilter", height: 26, bottom: 12, minSpan: 0, brushSelect: false, labelFormatter: v => time(v, 4),
        textStyle: {color: css("muted")}, borderColor: css("line"), fillerColor: css("accent") + "33",
        handleStyle: {color: css("card"), borderColor: css("accent")}, moveHandleStyle: {color: css("accent"), opacity: 0.5}, showDataShadow: false},
      {type: "inside", xAxisIndex: 0, filterMode: "weakFilter", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false, preventDefaultMouseMove: false}],
    series: [
      {type: "custom", name: "stages", renderItem: stageBar, dimensions: dims.slice(0, 6), encode, data: stageBars, z: 2,
        markLine: {silent: true, symbol: "none", lineStyle: {color: css("muted"), type: "solid", width: 1},
          label: {color: css("muted"), fontSize: 11, distance: 4}, data: windowMarks(0, total())}},
      {type: "custom", name: "spans", renderItem: spanBar, dimensions: dims, encode, data: spanBars, z: 3},
      {type: "custom", name: "labels", renderItem: stageLabel, dimensions: dims.slice(0, 6), encode, data: stageBars, z: 4, silent: true, tooltip: {show: false}}]
  };
}

/** Labels of a part of the time axis, with as many digits as it takes to tell them apart; the ends of a part are no round numbers. */
function timeLabels(from, to) {
  const whole = from <= 0 && to >= total();
  return {formatter: axisTime(to, (to - from) / 10), showMinLabel: whole ? null : false, showMaxLabel: false};
}

const ganttDescription = () => `Schedule of ${R.models.map(m => m.id).join(", ")} on ${used.length} chiplets in ${R.windows.length} windows; `
  + `${time(R.predictedPs)} predicted, ${time(R.simulatedPs)} simulated. The tables below have the numbers.`;

function ganttHeight() {
  return 110 + used.length * (used.length > 40 ? 22 : 46);
}

function zoomTo(from, to) {
  charts.gantt.dispatchAction({type: "dataZoom", dataZoomIndex: 0, startValue: from, endValue: to});
}

function gantt() {
  chart("gantt", ganttHeight, ganttDescription, ganttOption, made => made.on("datazoom", () => {
    const {startValue, endValue} = made.getOption().dataZoom[0];
    made.setOption({xAxis: {axisLabel: timeLabels(startValue, endValue)}, series: [{name: "stages", markLine: {data: windowMarks(startValue, endValue)}}]});
  }));
  choice("gantt-windows", ["all", ...R.windows.map(w => "W" + w.index)], 0, i => {
    if (i === 0) return zoomTo(0, total());
    const w = R.windows[i - 1];
    zoomTo(Math.min(w.fromPs, w.predictedFromPs), Math.max(w.toPs, w.predictedToPs));
  });
  $("no-barrier").hidden = R.barrier;
  $("model-legend").replaceChildren(...R.models.map((m, i) => el("span", {}, el("i", {style: "background:" + colour(i)}), m.id)));
  const merged = R.windows.flatMap(w => w.stages).filter(s => s.merged > 0);
  const zoom = "Zoom with the slider, the buttons, Ctrl and the mouse wheel, or two fingers; hover over or tap a span for details. Mini-batches count from 0, as in the run's files. ";
  $("gantt-note").textContent = zoom + (merged.length
    ? `To keep this page small, ${merged.length} stage${merged.length > 1 ? "s" : ""} with many mini-batches ${merged.length > 1 ? "are" : "is"} drawn coarsely: one span for up to ${count(Math.max(...merged.map(s => s.merged)))} mini-batches with all they do. trace.json.gz has every one.`
    : "Every load, computation, send and store of every mini-batch is drawn.");
}

gantt();
