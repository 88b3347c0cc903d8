/* The critical path. */
function criticalPath() {
  const steps = R.criticalPath;
  if (steps.length === 0) return;
  section("critical-path", "Critical path", el("p", {"class": "note"}, "What the simulated latency consists of, first to last. Mini-batches count from 0."),
    el("div", {id: "path-shares"}), el("div", {id: "path-table"}));
  const known = ["compute", "load", "send", "store", "wait", "contention"], kinds = [...new Set(steps.map(s => s.kind))];
  const paint = k => known.includes(k) ? `var(--${k})` : colour(kinds.indexOf(k));
  const whole = steps.reduce((sum, s) => sum + s.toPs - s.fromPs, 0) || 1;
  const share = k => steps.filter(s => s.kind === k).reduce((sum, s) => sum + s.toPs - s.fromPs, 0) / whole;
  $("path-shares").append(
    el("div", {"class": "shares"}, ...kinds.map(k => el("div", {style: `width:${100 * share(k)}%;background:${paint(k)}`, title: k + " " + percent(share(k))}))),
    el("div", {"class": "legend"}, ...kinds.map(k => el("span", {}, el("i", {style: "background:" + paint(k)}), k + " " + percent(share(k))))));
  $("path-table").append(sortable([["what", s => s.label], ["kind", s => s.kind], ["from", s => s.fromPs, v => time(v, 6)], ["to", s => s.toPs, v => time(v, 6)],
    ["takes", s => s.toPs - s.fromPs, time], ["share", s => (s.toPs - s.fromPs) / whole, percent]], steps));
}

criticalPath();
