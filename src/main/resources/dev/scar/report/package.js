/* The package as a drawing: chiplets, DRAM interfaces, and links coloured by utilisation. */
const SVG = "http://www.w3.org/2000/svg";
const TILE = {w: 124, h: 72}, PITCH = {x: 170, y: 118};
const types = [...new Set(R.package.nodes.map(n => n.type).filter(Boolean))];
const typeColour = type => ["#3f7fd0", "#cf6a24", "#2f9a62", "#9a63c9", "#b58b1c", "#c9496a"][types.indexOf(type) % 6];
const resourceAt = new Map(R.resources.map(r => [r.ordinal, r]));
const drams = [...new Set(R.package.interfaces.map(i => i[1]))].length ? 1 + Math.max(...R.package.interfaces.map(i => i[1])) : 0;

function svg(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Places of nodes, in distances of a lattice's neighbours. */
const places = R.package.nodes;
const right = Math.max(...places.map(p => p.x)), bottom = Math.max(...places.map(p => p.y));
const apart = (p, q) => ({dx: (q.x - p.x) * PITCH.x, dy: (q.y - p.y) * PITCH.y});

/** Whether the straight way from a node to another one leads over a third. */
function isBlocked(from, to) {
  const p = places[from], {dx, dy} = apart(p, places[to]);
  if (Math.abs(dx) < 1.01 * PITCH.x && Math.abs(dy) < 1.01 * PITCH.y) return false;
  return places.some((q, node) => {
    if (node === from || node === to) return false;
    const way = apart(p, q);
    let begin = 0, end = 1;
    for (const [step, at, half] of [[dx, way.dx, TILE.w / 2], [dy, way.dy, TILE.h / 2]]) {
      if (step === 0) {
        if (Math.abs(at) >= half) return false;
      } else {
        const cuts = [(at - half) / step, (at + half) / step];
        begin = Math.max(begin, Math.min(...cuts));
        end = Math.min(end, Math.max(...cuts));
      }
    }
    return begin < end;
  });
}

/** Links that go around what is between their ends. */
const bent = R.package.links.map(([from, to]) => isBlocked(from, to));

/** Where a DRAM is drawn, from its node's centre: at a side where nothing else follows, else below the tile's right end. */
const SIDES = [[-1, 0], [1, 0], [0, -1], [0, 1]];
const CLEAR = {x: TILE.w / 2 + 24, y: TILE.h / 2 + 17};
const isFree = (p, [sx, sy]) => places.every(q => {
  const {dx, dy} = apart(p, q);
  return q === p || (sx ? dx * sx <= 0 || Math.abs(dy) > CLEAR.y : dy * sy <= 0 || Math.abs(dx) > CLEAR.x);
});
const placed = new Map();
const spots = R.package.interfaces.map(([node]) => {
  const nth = placed.get(node) || 0, free = SIDES.filter(side => isFree(places[node], side));
  placed.set(node, nth + 1);
  if (free.length === 0) return {dx: TILE.w / 2 - 18, dy: TILE.h / 2 + 16};
  const [sx, sy] = free[nth % free.length];
  return {dx: sx * (TILE.w / 2 + 31), dy: sy * (TILE.h / 2 + 22)};
});
/** Room around the tiles: for DRAM at the sides, and for links that go around. */
const around = bent.some(Boolean);
const EDGE = {x: around || spots.some(s => s.dy === 0) ? 62 : 14, y: around || spots.some(s => Math.abs(s.dy) > TILE.h / 2) ? 62 : 14};
const centre = node => ({x: EDGE.x + TILE.w / 2 + places[node].x * PITCH.x, y: EDGE.y + TILE.h / 2 + places[node].y * PITCH.y});

/** Busy share of a resource in a view: 0 is the whole run, others are windows. */
function loads(view) {
  const busy = new Map();
  if (view === 0) R.resources.forEach(r => busy.set(r.ordinal, r.busyPs / R.simulatedPs));
  else R.windows[view - 1].busy.forEach(([ordinal, ps]) => busy.set(ordinal, ps / extent(R.windows[view - 1])));
  return busy;
}

/** An absolute scale, from no use to all of the time, so that colours of two runs mean the same. */
const heat = t => t <= 0 ? css("line") : `hsl(${50 - 50 * t} 85% ${document.documentElement.dataset.theme === "dark" ? 56 : 47}%)`;

function interactive(element, text) {
  const show = () => { $("package-detail").textContent = text; };
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", text);
  ["mouseenter", "focus", "click"].forEach(event => element.addEventListener(event, show));
  element.append(svg("title", {}, text));
  return element;
}

function resourceText(ordinal, name, share) {
  const r = resourceAt.get(ordinal);
  return `${name}: busy ${percent(share || 0)}` + (r ? `; in the whole run ${size(r.bytes)}, transfers waited ${time(r.transferWaitPs)}` : "; carried nothing");
}

/** Where the way from a tile's centre in a direction leaves the tile. */
function leave(c, dx, dy) {
  const t = Math.min(dx ? (TILE.w / 2 + 3) / Math.abs(dx) : Infinity, dy ? (TILE.h / 2 + 3) / Math.abs(dy) : Infinity);
  return {x: c.x + dx * t, y: c.y + dy * t};
}

function linkShape(from, to, isBent, parallel) {
  const a = centre(from), b = centre(to);
  const dx = b.x - a.x, dy = b.y - a.y, length = Math.hypot(dx, dy) || 1;
  const nx = -dy / length, ny = dx / length;
  const shift = 6 + 7 * parallel;
  const ends = [leave(a, dx, dy), leave(b, -dx, -dy)].map(p => ({x: p.x + nx * shift, y: p.y + ny * shift}));
  if (!isBent) return {path: `M${ends[0].x} ${ends[0].y}L${ends[1].x} ${ends[1].y}`, tip: ends[1], ux: dx / length, uy: dy / length};
  const bend = 0.5 * PITCH.y + shift;
  const start = {x: a.x + nx * TILE.h / 2, y: a.y + ny * TILE.h / 2}, end = {x: b.x + nx * TILE.h / 2, y: b.y + ny * TILE.h / 2};
  const middle = {x: (a.x + b.x) / 2 + nx * (bend + TILE.h / 2), y: (a.y + b.y) / 2 + ny * (bend + TILE.h / 2)};
  const away = Math.hypot(end.x - middle.x, end.y - middle.y) || 1;
  return {path: `M${start.x} ${start.y}Q${middle.x} ${middle.y} ${end.x} ${end.y}`, tip: end, ux: (end.x - middle.x) / away, uy: (end.y - middle.y) / away};
}

function drawLinks(group, busy) {
  const seen = new Map();
  R.package.links.forEach(([from, to], ordinal) => {
    const key = from + ">" + to, copy = seen.get(key) || 0;
    seen.set(key, copy + 1);
    const share = busy.get(ordinal) || 0, paint = heat(share), shape = linkShape(from, to, bent[ordinal], copy);
    const {tip: p, ux, uy} = shape;
    const head = `M${p.x} ${p.y}L${p.x - 9 * ux - 4.5 * uy} ${p.y - 9 * uy + 4.5 * ux}L${p.x - 9 * ux + 4.5 * uy} ${p.y - 9 * uy - 4.5 * ux}Z`;
    group.append(interactive(svg("g", {"class": "link", "data-share": share},
      svg("path", {d: shape.path, fill: "none", stroke: "transparent", "stroke-width": 12}),
      svg("path", {d: shape.path, fill: "none", stroke: paint, "stroke-width": share > 0 ? 4 : 2}),
      svg("path", {d: head, fill: paint})), resourceText(ordinal, `link ${from} to ${to}${copy ? " (" + (copy + 1) + ")" : ""}`, share)));
  });
}

function drawDrams(group, busy) {
  R.package.interfaces.forEach(([node, dram], i) => {
    const c = centre(node), {dx, dy} = spots[i];
    const edge = {x: c.x + Math.max(-TILE.w / 2, Math.min(TILE.w / 2, dx)), y: c.y + Math.max(-TILE.h / 2, Math.min(TILE.h / 2, dy))};
    const ordinal = R.package.links.length + dram, share = busy.get(ordinal) || 0;
    group.append(interactive(svg("g", {"class": "dram", "data-share": share},
      svg("line", {x1: edge.x, y1: edge.y, x2: c.x + dx, y2: c.y + dy, stroke: heat(share), "stroke-width": share > 0 ? 4 : 2}),
      svg("rect", {x: c.x + dx - 19, y: c.y + dy - 12, width: 38, height: 24, rx: 4, fill: css("card"), stroke: heat(share), "stroke-width": 3}),
      svg("text", {x: c.x + dx, y: c.y + dy + 4, "text-anchor": "middle", "font-size": 11}, "D" + dram)), resourceText(ordinal, "DRAM " + dram + " at node " + node, share)));
  });
}

const cut = (text, most) => text.length > most ? text.slice(0, most - 1) + "…" : text;

function drawTile(group, node, view) {
  const n = R.package.nodes[node], c = centre(node), x = c.x - TILE.w / 2, y = c.y - TILE.h / 2;
  const windows = view === 0 ? R.windows : [R.windows[view - 1]];
  const stages = windows.flatMap(w => w.stages.filter(s => s.chiplet === node));
  const span = view === 0 ? R.simulatedPs : extent(R.windows[view - 1]);
  const computing = stages.reduce((sum, s) => sum + s.shares.computePs, 0) / span;
  const title = !n.type ? "no chiplet" : n.enabled ? n.type : n.type + ", off";
  const tile = svg("g", {"class": "tile"}, svg("rect", {x, y, width: TILE.w, height: TILE.h, rx: 6, fill: css("card"),
    stroke: n.type ? typeColour(n.type) : css("line"), "stroke-width": 3, "stroke-dasharray": n.enabled ? "none" : "5 4"}));
  let text = `node ${node}, ${title}`;
  const line = (row, words, faint) => tile.append(svg("text", {x: x + 9, y: y + 19 + 17 * row, "class": faint ? "faint" : "", "font-weight": row === 0 ? 600 : 400}, words));
  if (view > 0 && stages.length) {
    const s = stages[0];
    tile.append(svg("rect", {x: x + 1.5, y: y + 1.5, width: TILE.w - 3, height: TILE.h - 3, rx: 5, fill: colour(s.model), opacity: 0.28}),
      svg("rect", {x: x + 1.5, y: y + TILE.h - 8, width: (TILE.w - 3) * Math.min(1, computing), height: 6, fill: colour(s.model)}));
    line(1, cut(modelName(s.model), 15));
    line(2, `${s.layers} layer${s.layers > 1 ? "s" : ""}`, true);
    text += `: ${modelName(s.model)}, ${s.layers > 1 ? s.layers + " layers " + s.first + " … " + s.last : "layer " + s.first}; computes ${percent(computing)} of the window`;
  } else if (view === 0 && stages.length) {
    const models = [...new Set(stages.map(s => modelName(s.model)))];
    tile.append(svg("rect", {x: x + 1.5, y: y + TILE.h - 8, width: (TILE.w - 3) * Math.min(1, computing), height: 6, fill: css("compute")}));
    line(1, "compute " + percent(computing));
    line(2, `${stages.length} stage${stages.length > 1 ? "s" : ""}`, true);
    text += `: ${stages.length} stage${stages.length > 1 ? "s" : ""} of ${models.join(", ")}; computes ${percent(computing)} of the run`;
  } else if (n.type) {
    line(1, n.enabled ? "unused" : "disabled", true);
    text += ": nothing to do";
  }
  line(0, `${node} ${title}`);
  group.append(interactive(tile, text));
}

let packageView = 0;

function drawPackage() {
  const busy = loads(packageView);
  const width = 2 * EDGE.x + TILE.w + right * PITCH.x, height = 2 * EDGE.y + TILE.h + bottom * PITCH.y;
  const room = $("drawing").clientWidth;
  const scale = Math.max(Math.min(1.15, room / width), right > 3 ? 0.62 : 0.5);
  const drawing = svg("svg", {viewBox: `0 0 ${width} ${height}`, width: Math.round(width * scale), height: Math.round(height * scale), role: "group", "aria-label": "Package " + R.package.name});
  drawLinks(drawing, busy);
  R.package.nodes.forEach((n, node) => drawTile(drawing, node, packageView));
  drawDrams(drawing, busy);
  $("drawing").replaceChildren(drawing);
  $("type-legend").replaceChildren(
    ...types.map(t => el("span", {}, el("i", {"class": "frame", style: "border-color:" + typeColour(t)}), t)),
    el("span", {}, "links and DRAM busy 0 ", el("i", {"class": "heat", style: `margin:0 4px;background:linear-gradient(90deg,${css("line")},${heat(0.01)} 4%,${heat(0.5)},${heat(1)})`}), "100 % of the time"));
}

function packageSection() {
  choice("package-windows", ["whole run", ...R.windows.map(w => "W" + w.index)], 0, i => {
    packageView = i;
    drawPackage();
    $("package-detail").textContent = packageHint();
  });
  $("package-detail").textContent = packageHint();
  drawings.push(drawPackage);
}

const packageHint = () => "The bar in a chiplet is its computing time. Choose a window to see which layers sit where; point at or tap anything for details.";

packageSection();
