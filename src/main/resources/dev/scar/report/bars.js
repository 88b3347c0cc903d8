/* Predicted and simulated latency of models in windows. */
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
      return `<b>W${b.window} ${esc(b.model)}</b>, bound by ${esc(b.boundBy)}<br>predicted ${time(b.predicted, 6)}<br>simulated ${time(b.simulated, 6)}<br>δ ${time(b.simulated - b.predicted)} (${percent((b.simulated - b.predicted) / b.predicted)})`;
    }}),
    legend: {top: 0, textStyle: {color: css("text")}},
    grid: {left: 8, right: phone ? 18 : 30, top: 34, bottom: 8, containLabel: true},
    xAxis: axis({rest: {type: "value", max: longest * (phone ? 1.3 : 1.1), splitNumber: phone ? 3 : 6}, label: {formatter: axisTime(longest), showMaxLabel: false}}),
    yAxis: axis({rest: {type: "category", inverse: true, data: shownBars.map(b => "W" + b.window + " " + b.model), axisTick: {show: false}},
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

section("comparison", "Predicted and simulated", el("div", {id: "bars", "class": "chart"}), el("p", {id: "bars-note", "class": "note"}));
chart("bars", () => 60 + shownBars.length * 38,
  () => `Predicted and simulated latency of ${shownBars.length} models in windows, as in the table of windows and models.`, barsOption);
$("bars-note").textContent = [bars.length > MOST_BARS ? `The ${MOST_BARS} longest of ${count(bars.length)} are drawn; the table of windows and models below has all.` : "", overlap].join(" ");
