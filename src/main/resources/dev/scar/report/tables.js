/* Everything as tables. */
function table(id, title, note, open, columns, rows) {
  if (rows.length === 0) return;
  const box = el("details", {id}, el("summary", {}, el("h3", {}, title), el("small", {}, note)), sortable(columns, rows));
  box.open = open;
  $("table-list").append(box);
}

function tableSections() {
  const rows = R.windows.flatMap(w => w.models.map(m => Object.assign({window: "W" + w.index, id: m.model}, m)));
  table("table-models", "Windows and models", [count(rows.length), overlap].filter(Boolean).join(". "), true, [
    ["window", r => r.window], ["model", r => r.id], ["layers", r => r.layers, String], ["chiplets", r => r.chiplets, String], ["samples per mini-batch", r => r.miniBatch, String],
    ["predicted", r => r.predictedPs, time], ["simulated", r => r.simulatedPs, time], ["δ", r => r.simulatedPs - r.predictedPs, time],
    ["δ %", r => (r.simulatedPs - r.predictedPs) / r.predictedPs, percent], ["bound by", r => r.boundBy], ["L2 overflow", r => r.l2OverflowBytes, v => v ? size(v) : "–"]], rows);
  table("table-transfers", "Transfers with the greatest delay",
    R.transfers.length < R.delayedCount ? `${R.transfers.length} of ${count(R.delayedCount)} delayed, of ${count(R.transferCount)}` : `${count(R.delayedCount)} of ${count(R.transferCount)} were delayed`, true, [
      ["transfer", r => r.what], ["mini-batch, from 0", r => r.miniBatch, String], ["bytes", r => r.bytes, size], ["began", r => r.releasePs, v => time(v, 6)],
      ["without contention", r => r.predictedPs, time], ["delay", r => r.delayPs, time], ["longest wait at", r => r.worst]], R.transfers);
  table("table-pairs", "Who waited behind whom", R.pairs.length < R.pairCount ? `${R.pairs.length} of ${count(R.pairCount)}` : count(R.pairCount), false, [
    ["waiting", r => r.waiting], ["at", r => r.resource], ["behind", r => r.behind], ["times", r => r.times, count], ["remains of it", r => r.waitPs, time], ["waited", r => r.grossPs, time]], R.pairs);
  const most = 300;
  const resources = [...R.resources].sort((a, b) => b.busyPs - a.busyPs);
  table("table-resources", "Links, DRAM and ports", resources.length > most ? `the busiest ${most} of ${count(resources.length)} that carried something` : `${resources.length} that carried something`, true, [
    ["name", r => r.name], ["kind", r => r.kind], ["bandwidth", r => r.bytesPerSecond, v => size(v) + "/s"], ["bytes", r => r.bytes, size], ["busy", r => r.busyPs, time],
    ["utilisation", r => r.busyPs / R.simulatedPs, percent], ["transfers late by", r => r.transferWaitPs, time]], resources.slice(0, most));
  table("table-split", "Transfers by model", count(R.transfersByModel.length), false, [
    ["model", r => r.model], ["transfers", r => r.transfers, count], ["bytes", r => r.bytes, size], ["serialisation", r => r.serialisationPs, time],
    ["hops", r => r.hopsPs, time], ["DRAM latency", r => r.dramPs, time], ["waiting", r => r.waitPs, time]], R.transfersByModel);
  table("table-l2", "L2 of chiplets", count(R.l2.length), false, [
    ["chiplet", r => chipletName(r.chiplet)], ["L2", r => r.l2Bytes, size], ["most held", r => r.peakBytes, size], ["of L2", r => r.peakBytes / r.l2Bytes, percent],
    ["longer than L2 holds for", r => r.overflowPs, time]], R.l2);
  table("table-constants", "Constants of the package", count(R.constants.length), false, [["of", r => r.part], ["constant", r => r.name], ["value", r => r.value],
    ["technology", r => r.technology], ["source", r => r.source || "not said"]], R.constants);
  table("table-inputs", "Inputs", count(Object.keys(R.inputs).length), false, [["input", r => inputName(r[0])], ["value", r => r[1]]], Object.entries(R.inputs));
}

section("tables", "Tables", el("p", {"class": "note"}, "A click on a column's title sorts."), el("div", {id: "table-list"}));
tableSections();
