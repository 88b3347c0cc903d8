/* Latency and energy of the schedules that the search found, if one made this run's. */
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

if (R.search) {
  const s = R.search;
  section("pareto", "Latency and energy of the schedules found", el("div", {id: "front", "class": "chart"}), el("p", {id: "pareto-note", "class": "note"}));
  chart("front", () => narrow() ? 320 : 380,
    () => `Predicted latency and energy of ${s.pareto.length} schedules of the Pareto front; this run: ${time(R.predictedPs)}, ${energy(R.energyJ.total)}.`, frontOption);
  $("pareto-note").textContent = `${count(s.pareto.length)}${s.pareto.length < s.paretoCount ? " of " + count(s.paretoCount) : ""} points that no other schedule found beats in both.`
    + ` No schedule can be faster than ${time(s.boundPs)} or need less than ${energy(s.boundJ)} (lower bound).`
    + (s.stopped ? " The search was cut short." : "");
}
