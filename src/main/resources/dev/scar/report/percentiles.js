/* Latency of packets and transfers. */
/** Percentiles along 1 / (1 − p), as HdrHistogram plots them. */
function curve(c) {
  const last = c.count > 0 ? c.count : 1;
  return c.points.map(({percentile: p, valuePs: ps}) => [Math.min(100 / Math.max(1e-12, 100 - p), last * 2), Math.max(1, ps)]);
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
    xAxis: axis({rest: {type: "log", min: 1, max: most, name: "percentile", nameLocation: "middle", nameGap: 28}, label: {formatter: percentileOf}}),
    yAxis: axis({rest: {type: "log", name: "latency", nameLocation: "end"}, label: {formatter: v => time(v, 3)}}),
    series: curves.map(c => ({name: c.name, type: "line", data: curve(c), symbol: "none", itemStyle: {color: colours[c.name]},
      lineStyle: {color: colours[c.name], width: 2, type: c.name === "transfers without contention" ? "dashed" : "solid"}}))
  };
}

const percentileOf10 = x => Number((100 - 100 / x).toPrecision(Math.min(12, 3 + Math.round(Math.log10(x))))) + " %";

const percentilesDescription = () => "Latency by percentile. " + R.latency.filter(c => c.count > 0)
  .map(c => `${c.name}: mean ${time(c.meanPs)}, at most ${time(c.points[c.points.length - 1].valuePs)}`).join("; ") + ".";

section("latency", "Latency of packets and transfers by percentile", el("div", {id: "percentiles", "class": "chart"}), el("p", {id: "latency-note", "class": "note"}));
chart("percentiles", () => narrow() ? 340 : 380, percentilesDescription, percentilesOption);
$("latency-note").textContent = R.latency.map(c => `${c.name}: ${count(c.count)}${c.count ? ", mean " + time(c.meanPs) : ""}`).join("; ")
  + `. Packets of ${size(R.packetBytes)}.`;
