/* Header, theme, and drawing it all. */
function figure(name, value, more, bad) {
  return el("div", {"class": bad ? "figure bad" : "figure"}, el("span", {}, name), el("b", {}, value), ...(more ? [el("small", {}, more)] : []));
}

/** The run's number, hashes of what it was made from, and how many further files the table of inputs has. */
function hashes() {
  const files = Object.entries(R.inputs).filter(([name]) => name.endsWith("Sha256"));
  const further = [["model", "models"], ["base", "bases"]]
    .map(([one, many]) => [Object.keys(R.inputs).filter(name => name.startsWith(one + "Sha256:")).length, one, many])
    .filter(([n]) => n > 0).map(([n, one, many]) => n + " " + (n > 1 ? many : one));
  const parts = files.map(([name, hash]) => [inputName(name).replace(" SHA-256", "") + " ", el("code", {title: hash}, hash.slice(0, 12))]);
  if (further.length) {
    parts.push([`+ ${further.join(" and ")}, see `, el("a", {href: "#table-inputs", onclick: () => { $("table-inputs").open = true; }}, "Inputs")]);
  }
  const run = R.inputs.run ? ["Run ", el("code", {}, R.inputs.run), ". "] : [];
  return [...run, "SHA-256: ", ...parts.flatMap((part, i) => [i ? ", " : "", ...part])];
}

function overview() {
  $("title").textContent = `${R.scenario.name} on ${R.package.name}`;
  $("subtitle").textContent = [`${R.scenario.title}; ${R.package.title}`, R.inputs.seed && "seed " + R.inputs.seed, !R.barrier && "no barrier between windows", "scar " + R.inputs.version].filter(Boolean).join(" · ");
  const list = [
    figure("predicted latency", time(R.predictedPs)),
    figure("simulated latency", time(R.simulatedPs)),
    figure("δ, simulated − predicted", time(R.deltaPs), percent(R.deltaPs / R.predictedPs) + " of the prediction"),
    figure("energy", energy(R.energyJ.total), `compute ${energy(R.energyJ.compute)}, NoP ${energy(R.energyJ.nop)}, DRAM ${energy(R.energyJ.dram)}${R.energyJ.static ? `, static ${energy(R.energyJ.static)}` : ""}`),
    figure("EDP, predicted", edp(R.predictedEdpJs), "simulated " + edp(R.simulatedEdpJs))];
  if (R.search) {
    list.push(figure("lower bound of " + R.search.objective, digits(R.search.boundScore, 4), `found ${digits(R.search.score, 4)}, gap ${percent(R.search.gap)}`));
  }
  list.push(figure("laws of physics", R.lawsBroken ? R.lawsBroken + " broken" : "all " + R.laws + " hold", count(R.linkEvents) + " link events", R.lawsBroken > 0));
  $("figures").replaceChildren(...list);
  $("command").textContent = R.command;
  $("hashes").replaceChildren(...hashes());
}

/** Why it is late, in a sentence and a table. */
function lateness() {
  const late = R.lateness, parts = late.parts, most = 5;
  $("lateness").append(el("p", {}, el("b", {}, "Why late? "), late.sentence + "."));
  if (parts.length > 0) $("lateness").append(sortable([["late by", p => p.waitPs, time], ["at", p => p.resource], ["behind", p => p.behind],
    ["waiting", p => `W${p.window} ${p.model}`], ["share", p => p.waitPs / R.simulatedPs, percent], ["transfers", p => p.times, count]], parts.slice(0, most)));
  const rest = parts.slice(most).reduce((sum, p) => sum + p.waitPs, 0);
  if (rest > 0) $("lateness").append(el("p", {"class": "note"}, `and ${time(rest)} in ${count(parts.length - most)} more, see summary.json`));
  if (R.whatIf.length > 0) $("lateness").append(sortable([["what if", w => w.change], ["change", w => w.simulatedPs / R.simulatedPs - 1, percent], ["simulated", w => w.simulatedPs, time],
    ["instead of", () => R.simulatedPs, time], ["predicted", w => w.predictedPs, time]], R.whatIf));
}

overview();
lateness();
