/* What the time of each stage's window goes to. */
const LATER = R.windows.some(w => w.stages.some(s => s.shares.earlierPs > 0));
const PARTS = [...(LATER ? [["earlier", "at a segment before"]] : []), ["compute", "compute"], ["load", "load"], ["send", "send"], ["store", "store"], ["contention", "contention"], ["wait", "waiting for inputs"], ["idle", R.barrier ? "done" : "done here"]];
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
        ...PARTS.map(([key, name]) => `${name}: ${time(s.shares[key + "Ps"])} (${percent(s.shares[key + "Ps"] / extent(w))})`),
        `waiting for inputs as predicted: ${time(s.shares.predictedWaitPs)}`].join("<br>");
    }}),
    legend: {top: 0, left: 0, right: 0, itemGap: 12, textStyle: {color: css("text")}, padding: [0, 4]},
    grid: {left: 8, right: phone ? 22 : 30, top: legendHeight(), bottom: 8, containLabel: true},
    xAxis: axis({rest: {type: "value", min: 0, max: 100, interval: 25}, label: {formatter: "{value} %"}}),
    yAxis: axis({rest: {type: "category", inverse: true, data: stages.map(s => modelName(s.model) + " on " + s.chiplet), axisTick: {show: false}},
      label: {interval: 0, width: phone ? 100 : 200, overflow: "truncate"}}),
    series: PARTS.map(([key, name]) => ({name, type: "bar", stack: "all", barCategoryGap: "28%", itemStyle: {color: css(key)},
      data: stages.map(s => extent(w) ? 100 * s.shares[key + "Ps"] / extent(w) : 0)}))
  };
}

/** Of each stage, what takes the largest part. */
function sharesDescription() {
  const largest = s => PARTS.reduce((most, part) => s.shares[part[0] + "Ps"] > s.shares[most[0] + "Ps"] ? part : most);
  return `What the stages of W${R.windows[stageWindow].index} spend most time on: `
    + shareStages().map(s => `${modelName(s.model)} on chiplet ${s.chiplet} ${largest(s)[1]} ${percent(s.shares[largest(s)[0] + "Ps"] / extent(R.windows[stageWindow]))}`).join(", ") + ".";
}

const sharesHeight = () => legendHeight() + 42 + shareStages().length * 30;

section("stages", "What bounds each stage",
  el("p", {"class": "note"}, "Shares of the window's simulated time. Loads, sends and stores as long as they take without contention; contention is what they took longer."),
  el("div", {"class": "bar"}, el("div", {id: "stage-windows", "class": "choice"})), el("div", {id: "shares", "class": "chart"}));
const drawSharesAgain = chart("shares", sharesHeight, sharesDescription, sharesOption);
choice("stage-windows", R.windows.map(w => "W" + w.index), 0, i => { stageWindow = i; drawSharesAgain(); });
