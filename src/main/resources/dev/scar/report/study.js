/* A study: its front, all points along parallel axes, what each axis does, and a table. A row is number, values by axis, numbers by metric. */
const AXES = R.axes.length, FRONT = new Set(R.front), BEST = R.metrics.findIndex(m => m.label === R.best);
const KINDS = {time, energy, size, share: percent, power: v => digits(v, 4) + "\u00a0W", count: v => count(v), number: v => digits(v, 4)};
const shown = (m, value) => value === null ? "" : (value < 0 ? "-" : "") + KINDS[R.metrics[m].kind](Math.abs(value));
const value = (row, m) => row[2][m];
const cost = (row, m) => R.metrics[m].moreIsBetter ? -value(row, m) : value(row, m);
const rows = R.rows, done = rows.filter(row => row[3]);
const known = R.metrics.map((m, i) => i).filter(i => rows.some(row => value(row, i) !== null));
/** The page of a point's own run, if it was written. */
const runOf = row => R.runs[row[0]] === undefined ? null : R.runs[row[0]] + "/report.html";
const pointText = row => [`<b>point ${row[0]}</b>`, ...R.axes.map((a, i) => `${esc(a)}: ${esc(row[1][i])}`),
  ...known.filter(m => R.metrics[m].asked).map(m => `${esc(R.metrics[m].label)}: ${shown(m, value(row, m))}`), ...(runOf(row) ? ["click for its report"] : [])].join("<br>");
const ends = (m, of) => of.reduce((e, row) => [Math.min(e[0], value(row, m)), Math.max(e[1], value(row, m))], [Infinity, -Infinity]);

$("title").textContent = R.title;
$("subtitle").textContent = `${R.name} · ${R.counts}`;
$("command").textContent = R.command;
const winner = done.length ? done.reduce((a, b) => cost(b, BEST) < cost(a, BEST) ? b : a) : null;
const card = (name, text, more) => el("div", {"class": "figure"}, el("span", {}, name), el("b", {}, text), ...(more ? [el("small", {}, more)] : []));
$("figures").replaceChildren(
  card("points with a result", count(R.results), rows.length < R.results ? `${count(rows.length)} of them on this page` : ""),
  card("on the Pareto front", count(R.front.length), "of " + R.objectives.join(", ")),
  ...(winner ? [card("best " + R.best, shown(BEST, value(winner, BEST)), `point ${winner[0]}: ` + R.axes.map((a, i) => `${a} ${winner[1][i]}`).join(", "))] : []),
  ...(R.changes.length ? [card("stays the best", `${R.changes.filter(c => c.stays).length} of ${R.changes.length}`, "changes of single numbers, see Robustness")] : []));

/* The front. */
let xMetric = R.metrics.findIndex(m => m.label === R.objectives[0]), yMetric = R.metrics.findIndex(m => m.label === (R.objectives[1] || R.best));
const place = row => ({value: [value(row, xMetric), value(row, yMetric)], row});
function frontOption() {
  const phone = narrow(), inside = rows.filter(r => r[3] && !FRONT.has(r[0])), outside = rows.filter(r => !r[3]);
  const axisOf = (m, more) => axis({rest: Object.assign({type: "value", scale: true, name: R.metrics[m].label}, more), label: {formatter: v => shown(m, v)}});
  const dots = (name, of, color, size) => ({name, type: "scatter", data: of.map(place), symbolSize: size, itemStyle: {color, opacity: 0.75}, large: false});
  return {
    tooltip: Object.assign(tip(), {trigger: "item", formatter: p => pointText(p.data.row)}),
    legend: {top: 0, textStyle: {color: css("text")}},
    grid: {left: 8, right: phone ? 20 : 34, top: 52, bottom: 26, containLabel: true},
    xAxis: axisOf(xMetric, {nameLocation: "middle", nameGap: 28, splitNumber: phone ? 3 : 6}),
    yAxis: axisOf(yMetric, {nameLocation: "end"}),
    series: [dots("outside the constraints", outside, css("store"), 6), dots("covered", inside, css("send"), 7),
      Object.assign(dots("Pareto front", rows.filter(r => FRONT.has(r[0])), css("compute"), 11), {z: 4}),
      ...(winner ? [{name: "best " + R.best, type: "scatter", data: [place(winner)], symbolSize: 17, z: 5,
        itemStyle: {color: "transparent", borderColor: css("contention"), borderWidth: 3}}] : [])]
  };
}
section("pareto", "Pareto front", el("div", {"class": "bar"}, "across ", el("div", {id: "x-choice", "class": "choice"})), el("div", {"class": "bar"}, "up ", el("div", {id: "y-choice", "class": "choice"})),
  el("div", {id: "front", "class": "chart"}), el("p", {"class": "note"}, `No other point is as good as these in everything and better in something, by ${R.objectives.join(", ")}.`));
const redrawFront = chart("front", () => narrow() ? 340 : 440, () => `${R.metrics[xMetric].label} and ${R.metrics[yMetric].label} of ${rows.length} points, ${R.front.length} of them on the Pareto front.`, frontOption,
  made => { made.off("click"); made.on("click", p => { if (p.data.row && runOf(p.data.row)) location.href = runOf(p.data.row); }); });
const labels = known.map(m => R.metrics[m].label);
choice("x-choice", labels, known.indexOf(xMetric), i => { xMetric = known[i]; redrawFront(); });
choice("y-choice", labels, known.indexOf(yMetric), i => { yMetric = known[i]; redrawFront(); });

/* Parallel coordinates. */
const alongside = known.filter(m => R.metrics[m].asked);
function parallelOption() {
  const most = 2000, step = Math.max(1, Math.ceil(done.length / most));
  const lines = done.filter((r, i) => i % step === 0 || FRONT.has(r[0]));
  const data = of => of.map(r => [...r[1], ...alongside.map(m => value(r, m))]);
  const color = css("send");
  return {
    legend: {top: 0, textStyle: {color: css("text")}},
    parallel: {left: 30, right: narrow() ? 40 : 80, top: 64, bottom: 24, parallelAxisDefault: {nameTextStyle: {color: css("text"), fontSize: 12}, axisLine: {lineStyle: {color: css("line")}},
      axisLabel: {color: css("text"), fontSize: 11}, axisTick: {lineStyle: {color: css("line")}}}},
    parallelAxis: [...R.axes.map((name, dim) => ({dim, name, type: "category", data: R.levels[dim]})),
      ...alongside.map((m, i) => ({dim: AXES + i, name: R.metrics[m].label, type: "value", scale: true, inverse: R.metrics[m].moreIsBetter, axisLabel: {formatter: v => shown(m, v)}}))],
    series: [{name: "covered", type: "parallel", data: data(lines.filter(r => !FRONT.has(r[0]))), lineStyle: {color, width: 1, opacity: 0.25}, itemStyle: {color}, progressive: 0},
      {name: "Pareto front", type: "parallel", data: data(lines.filter(r => FRONT.has(r[0]))), lineStyle: {color: css("compute"), width: 2, opacity: 0.9}, itemStyle: {color: css("compute")}, progressive: 0}]
  };
}
if (AXES > 0) {
  section("parallel", "All points", el("div", {id: "lines", "class": "chart"}), el("p", {"class": "note"}, "A line per point. Drag along an axis to choose a part of it; lines outside become faint."));
  chart("lines", () => 420, () => `${done.length} points as lines along ${[...R.axes, ...labels].join(", ")}.`, parallelOption);
}

/* The effect of an axis: of the points with each of its values, the best one and the middle one. */
let effectAxis = 0;
const median = list => list.length ? list.sort((a, b) => a - b)[Math.floor((list.length - 1) / 2)] : null;
function effectOption() {
  const levels = R.levels[effectAxis];
  const of = levels.map(level => done.filter(r => r[1][effectAxis] === level).map(r => value(r, BEST)).filter(v => v !== null));
  const pick = R.metrics[BEST].moreIsBetter ? Math.max : Math.min;
  const line = (name, data, color) => ({name, type: "line", data, symbolSize: 9, lineStyle: {color}, itemStyle: {color}});
  return {
    tooltip: Object.assign(tip(), {trigger: "axis", formatter: list => `<b>${esc(R.axes[effectAxis])} ${esc(list[0].name)}</b><br>` + list.map(p => `${p.seriesName}: ${shown(BEST, p.value)}`).join("<br>")}),
    legend: {top: 0, textStyle: {color: css("text")}},
    grid: {left: 8, right: 24, top: 40, bottom: 8, containLabel: true},
    xAxis: axis({rest: {type: "category", data: levels}, label: {}}),
    yAxis: axis({rest: {type: "value", scale: true, name: R.best}, label: {formatter: v => shown(BEST, v)}}),
    series: [line("best", of.map(list => list.length ? pick(...list) : null), css("compute")), line("median", of.map(median), css("send"))]
  };
}
if (AXES > 0) {
  section("effect", "Effect of each axis", el("div", {id: "effect-choice", "class": "choice"}), el("div", {id: "effects", "class": "chart"}),
    el("p", {"class": "note"}, `Of all points with a value within the constraints, the best and the median ${R.best}.`));
  const redrawEffect = chart("effects", () => 320, () => `Best and median ${R.best} by ${R.axes[effectAxis]}.`, effectOption);
  choice("effect-choice", R.axes, 0, i => { effectAxis = i; redrawEffect(); });
}

if (R.changes.length) {
  section("robustness", "Robustness", el("p", {"class": "note"}, `The best point and its nearest rivals with one number changed in all of them.`),
    sortable([["number", c => c.place], ["times", c => c.factor, v => String(v)], ["still the best", c => c.stays ? "yes" : "no"],
      ["best " + R.best, c => c.value, v => v === null ? "no result" : shown(BEST, v)]], R.changes));
}

/* The table, of which words choose rows. */
const cells = row => [row[0], ...row[1], ...known.map(m => shown(m, value(row, m)))].join(" ").replace(/\u00a0/g, " ").toLowerCase();
const search = el("input", {type: "search", placeholder: "words that rows must have", "aria-label": "Filter rows"});
const box = el("div"), said = el("p", {"class": "note", "aria-live": "polite"});
function fillTable() {
  const most = 500, words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = rows.filter(row => words.every(word => cells(row).includes(word)));
  said.textContent = found.length > most ? `${count(most)} of ${count(found.length)} rows` : `${count(found.length)} rows`;
  box.replaceChildren(sortable([["point", r => r[0], String], ["front", r => FRONT.has(r[0]) ? "yes" : r[3] ? "" : "outside"], ...(Object.keys(R.runs).length ? [["its run", r => runOf(r) ? r[0] : Infinity, v => isFinite(v) ? el("a", {href: R.runs[v] + "/report.html"}, `report ${v}`) : ""]] : []), ...R.axes.map((a, i) => [a, r => r[1][i]]),
    ...known.map(m => [R.metrics[m].label, r => value(r, m) === null ? -Infinity : value(r, m), v => isFinite(v) ? shown(m, v) : ""])], found.slice(0, most)));
}
section("points", "Points", search, said, box);
search.addEventListener("input", fillTable);
fillTable();

