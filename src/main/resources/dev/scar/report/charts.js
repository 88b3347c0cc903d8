/* Bars, shares, Pareto front and percentiles. */
const MOST_BARS = 80;
const bars = R.windows.flatMap(w => w.models.map(m => ({window: w.index, model: m.model, predicted: m.predictedPs, simulated: m.simulatedPs, boundBy: m.boundBy})));
const shownBars = bars.length > MOST_BARS
  ? [...bars].sort((a, b) => b.simulated - a.simulated).slice(0, MOST_BARS) : bars;

function barsOption() {
  const longest = Math.max(1, ...shownBars.map(b => b.simulated));
  const phone = narrow();
  return {
    tooltip: Object.assign(tip(), {trigger: "axis", axisPointer: {type: "shadow"}, formatter: list => {
      const b = shownBars[list[0].dataIndex];
      return `<b>W${b.window} ${esc(modelName(b.model))}</b>, bound by ${esc(b.boundBy)}<br>predicted ${time(b.predicted, 6)}<br>simulated ${time(b.simulated, 6)}<br>δ ${time(b.simulated - b.predicted)} (${percent((b.simulated - b.predicted) / b.predicted)})`;
    }}),
    legend: {top: 0, textStyle: {color: css("text")}},
    grid: {left: 8, right: phone ? 18 : 30, top: 34, bottom: 8, containLabel: true},
    xAxis: axis({rest: {type: "value", max: longest * (phone ? 1.3 : 1.1), splitNumber: phone ? 3 : 6}, label: {formatter: axisTime(longest), showMaxLabel: false}}),
    yAxis: axis({rest: {type: "category", inverse: true, data: shownBars.map(b => "W" + b.window + " " + modelName(b.model)), axisTick: {show: false}},
      label: {interval: 0, width: phone ? 100 : 200, overflow: "truncate"}}),
    series: [
      {name: "predicted", type: "bar", data: shownBars.map(b => b.predicted), itemStyle: {color: css("send")}, barGap: "10%", barCategoryGap: "34%"},
      {name: "simulated", type: "bar", data: shownBars.map(b => b.simulated), itemStyle: {color: css("compute")},
        label: {show: true, position: "right", color: css("muted"), fontSize: 11, formatter: p => {
          const b = shownBars[p.dataIndex];
          return b.simulated > b.predicted ? "δ " + time(b.simulated - b.predicted, 3) : "";
        }}}]
  };
}

const PARTS = [...(R.barrier ? [] : [["earlier", "at an earlier window"]]), ["compute", "compute"], ["load", "load"], ["send", "send"], ["store", "store"], ["contention", "contention"], ["wait", "waiting for inputs"], ["idle", R.barrier ? "done" : "done here"]];
let stageWindow = 0;
const shareStages = () => R.windows[stageWindow] ? R.windows[stageWindow].stages : [];

/** Of one line; on a phone of two, or three with one more part. */
const legendHeight = () => narrow() ? 64 + 26 * (PARTS.length - 7) : 34;

function sharesOption() {
  const w = R.windows[stageWindow], stages = shareStages(), phone = narrow();
  return {
    tooltip: Object.assign(tip(), {trigger: "axis", axisPointer: {type: "shadow"}, formatter: list => {
      const s = stages[list[0].dataIndex];
      return [`<b>${esc(modelName(s.model))}</b> on chiplet ${esc(chipletName(s.chiplet))}, ${s.layers} layers`,
        ...PARTS.map(([key, name]) => `${name}: ${time(s.shares[key])} (${percent(s.shares[key] / extent(w))})`),
        `waiting for inputs as predicted: ${time(s.shares.predictedWait)}`].join("<br>");
    }}),
    legend: {top: 0, left: 0, right: 0, itemGap: 12, textStyle: {color: css("text")}, padding: [0, 4]},
    grid: {left: 8, right: phone ? 22 : 30, top: legendHeight(), bottom: 8, containLabel: true},
    xAxis: axis({rest: {type: "value", min: 0, max: 100, interval: 25}, label: {formatter: "{value} %"}}),
    yAxis: axis({rest: {type: "category", inverse: true, data: stages.map(s => modelName(s.model) + " on " + s.chiplet), axisTick: {show: false}},
      label: {interval: 0, width: phone ? 100 : 200, overflow: "truncate"}}),
    series: PARTS.map(([key, name]) => ({name, type: "bar", stack: "all", barCategoryGap: "28%", itemStyle: {color: css(key)},
      data: stages.map(s => extent(w) ? 100 * s.shares[key] / extent(w) : 0)}))
  };
}

/** Of each stage, what takes the largest part. */
function sharesDescription() {
  const largest = s => PARTS.reduce((most, part) => s.shares[part[0]] > s.shares[most[0]] ? part : most);
  return `What the stages of W${R.windows[stageWindow].index} spend most time on: `
    + shareStages().map(s => `${modelName(s.model)} on chiplet ${s.chiplet} ${largest(s)[1]} ${percent(s.shares[largest(s)[0]] / extent(R.windows[stageWindow]))}`).join(", ") + ".";
}

const sharesHeight = () => legendHeight() + 42 + shareStages().length * 30;

function frontOption() {
  const s = R.search, phone = narrow();
  const slowest = Math.max(R.predictedPs, ...s.pareto.map(p => p[0]));
  const point = p => `latency ${time(p[0], 6)}<br>energy ${energy(p[1])}<br>EDP ${edp(p[0] * 1e-12 * p[1])}`;
  return {
    tooltip: Object.assign(tip(), {trigger: "item", formatter: p => `<b>${esc(p.seriesName)}</b><br>${point(p.value)}`}),
    legend: {top: 0, textStyle: {color: css("text")}},
    grid: {left: 8, right: phone ? 20 : 34, top: 52, bottom: 26, containLabel: true},
    xAxis: axis({rest: {type: "value", scale: true, name: "predicted latency", nameLocation: "middle", nameGap: 28, splitNumber: phone ? 3 : 6}, label: {formatter: axisTime(slowest)}}),
    yAxis: axis({rest: {type: "value", scale: true, name: "energy", nameLocation: "end"}, label: {formatter: v => energy(v)}}),
    series: [
      {name: "Pareto front", type: "line", step: "end", data: s.pareto, symbol: "circle", symbolSize: 7, showAllSymbol: true,
        lineStyle: {color: css("compute"), width: 1.5, opacity: 0.6}, itemStyle: {color: css("compute")}},
      {name: "best by " + s.objective, type: "scatter", data: s.ranked, symbol: "diamond", symbolSize: 11, itemStyle: {color: css("wait")}, z: 3},
      {name: "this run", type: "scatter", data: [[R.predictedPs, R.energyJ.total]], symbol: "circle", symbolSize: 16,
        itemStyle: {color: "transparent", borderColor: css("contention"), borderWidth: 3}, z: 4}]
  };
}

/** Percentiles along 1 / (1 − p), as HdrHistogram plots them. */
function curve(c) {
  const last = c.count > 0 ? c.count : 1;
  return c.points.map(([p, ps]) => [Math.min(100 / Math.max(1e-12, 100 - p), last * 2), Math.max(1, ps)]);
}

const percentileOf = x => x <= 1 ? "0 %" : (100 - 100 / x).toFixed(Math.max(0, Math.round(Math.log10(x)) - 2)) + " %";

function percentilesOption() {
  const phone = narrow(), curves = R.latency.filter(c => c.count > 0);
  const colours = {"packets": css("compute"), "transfers": css("contention"), "transfers without contention": css("send")};
  const most = Math.max(10, ...curves.flatMap(c => curve(c).map(p => p[0])));
  return {
    tooltip: Object.assign(tip(), {trigger: "axis", axisPointer: {type: "line", label: {show: false}}, formatter: list =>
      list.map(p => `${esc(p.seriesName)}: at most ${time(p.value[1])} for ${percentileOf10(p.value[0])}`).join("<br>")}),
    legend: {top: 0, textStyle: {color: css("text")}},
    grid: {left: 8, right: phone ? 22 : 36, top: phone ? 62 : 40, bottom: 26, containLabel: true},
    xAxis: axis({rest: {type: "log", min: 1, max: Math.pow(10, Math.ceil(Math.log10(most))), name: "percentile", nameLocation: "middle", nameGap: 28}, label: {formatter: percentileOf}}),
    yAxis: axis({rest: {type: "log", name: "latency", nameLocation: "end"}, label: {formatter: v => time(v, 3)}}),
    series: curves.map(c => ({name: c.name, type: "line", data: curve(c), symbol: "none", itemStyle: {color: colours[c.name]},
      lineStyle: {color: colours[c.name], width: 2, type: c.name === "transfers without contention" ? "dashed" : "solid"}}))
  };
}

const percentileOf10 = x => Number((100 - 100 / x).toPrecision(Math.min(12, 3 + Math.round(Math.log10(x))))) + " %";

const percentilesDescription = () => "Latency by percentile. " + R.latency.filter(c => c.count > 0)
  .map(c => `${c.name}: mean ${time(c.meanPs)}, at most ${time(c.points[c.points.length - 1][1])}`).join("; ") + ".";

function chartSections() {
  chart("bars", () => 60 + shownBars.length * 38,
    () => `Predicted and simulated latency of ${shownBars.length} models in windows, as in the table of windows and models.`, barsOption);
  $("bars-note").textContent = [bars.length > MOST_BARS ? `The ${MOST_BARS} longest of ${count(bars.length)} are drawn; the table of windows and models below has all.` : "", overlap].join(" ");
  const again = chart("shares", sharesHeight, sharesDescription, sharesOption);
  choice("stage-windows", R.windows.map(w => "W" + w.index), 0, i => { stageWindow = i; again(); });
  if (R.search) {
    const s = R.search;
    $("pareto").hidden = false;
    chart("front", () => narrow() ? 320 : 380,
      () => `Predicted latency and energy of ${s.pareto.length} schedules of the Pareto front; this run: ${time(R.predictedPs)}, ${energy(R.energyJ.total)}.`, frontOption);
    $("pareto-note").textContent = `${count(s.pareto.length)}${s.pareto.length < s.paretoCount ? " of " + count(s.paretoCount) : ""} points that no other schedule found beats in both.`
      + ` No schedule can be faster than ${time(s.boundPs)} or need less than ${energy(s.boundJ)} (lower bound).`
      + (s.stopped ? " The search was cut short." : "");
  }
  chart("percentiles", () => narrow() ? 340 : 380, percentilesDescription, percentilesOption);
  $("latency-note").textContent = R.latency.map(c => `${c.name}: ${count(c.count)}${c.count ? ", mean " + time(c.meanPs) : ""}`).join("; ")
    + `. Packets of ${size(R.packetBytes)}.`;
}
