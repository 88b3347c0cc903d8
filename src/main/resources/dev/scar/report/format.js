"use strict";
const R = JSON.parse(document.getElementById("data").textContent);
const $ = id => document.getElementById(id);

/** An element with attributes and children; text is never read as HTML. */
function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === "onclick") made.addEventListener("click", value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const escapes = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"};
const esc = text => String(text).replace(/[&<>"']/g, c => escapes[c]);
const digits = (value, n) => value === 0 ? "0" : Number(value.toPrecision(n)).toLocaleString("en-GB", {maximumSignificantDigits: n, useGrouping: false});

function scaled(value, n, steps) {
  for (const [size, unit] of steps) {
    if (Math.abs(value) >= size) return digits(value / size, n) + "\u00a0" + unit;
  }
  const [size, unit] = steps[steps.length - 1];
  return digits(value / size, n) + "\u00a0" + unit;
}

const TIMES = [[1e12, "s"], [1e9, "ms"], [1e6, "µs"], [1e3, "ns"], [1, "ps"]];
const time = (ps, n = 4) => ps === 0 ? "0" : scaled(ps, n, TIMES);
const size = bytes => scaled(bytes, 4, [[1e12, "TB"], [1e9, "GB"], [1e6, "MB"], [1e3, "kB"], [1, "B"]]);
const energy = joules => scaled(joules, 4, [[1, "J"], [1e-3, "mJ"], [1e-6, "µJ"], [1e-9, "nJ"]]);
const edp = value => scaled(value, 4, [[1, "J·s"], [1e-3, "mJ·s"], [1e-6, "µJ·s"], [1e-9, "nJ·s"], [1e-12, "pJ·s"]]);

function percent(share) {
  if (!isFinite(share)) return "–";
  if (share === 0) return "0\u00a0%";
  if (Math.abs(share) < 5e-5) return share < 0 ? ">\u00a0-0.01\u00a0%" : "<\u00a00.01\u00a0%";
  return (100 * share).toFixed(Math.abs(share) < 0.1 ? 2 : 1) + "\u00a0%";
}

const count = n => n.toLocaleString("en-GB").replace(/,/g, "\u202f");

/** Times along an axis up to a longest one, with digits for steps of this length. */
function axisTime(longest, step = longest / 20) {
  const [unit, name] = TIMES.find(([unit]) => longest >= unit) || TIMES[4];
  const places = Math.min(12, Math.max(0, Math.ceil(-Math.log10(step / unit))));
  return ps => ps === 0 ? "0" : Number((ps / unit).toFixed(places)) + " " + name;
}

const css = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
const PALETTE = ["#2f6fb7", "#b8501a", "#27774a", "#a8323e", "#7a52b3", "#856718", "#187684", "#b0408a", "#596878", "#4a751e"];
const colour = i => i < PALETTE.length ? PALETTE[i] : `hsl(${(i * 137.5) % 360} 48% 40%)`;
const modelName = m => R.models[m].id;
const total = () => Math.max(R.predictedPs, R.simulatedPs);
/** How long a window takes as simulated, from the first start of its stages to their last finish. */
const extent = w => w.toPs - w.fromPs;
/** Times of models in a window count from its start, or from that of the run where windows overlap. */
const overlap = R.barrier ? "" : "Without a barrier windows overlap, and these times count from the start of the run.";

/** Buttons of which one is pressed. */
function choice(id, labels, pressed, chosen) {
  const box = $(id);
  box.replaceChildren(...labels.map((label, i) => el("button", {
    type: "button", "aria-pressed": String(i === pressed),
    onclick: () => {
      [...box.children].forEach((b, k) => b.setAttribute("aria-pressed", String(k === i)));
      chosen(i);
    }}, label)));
}

/** Charts by the id of their element. They are drawn again when theme or width change, and keep their zoom. */
const charts = {};
const drawings = [];

/** Options with what all charts have; the description is for those who do not see them. */
function withDefaults(option, description) {
  return Object.assign({animation: false, backgroundColor: "transparent", aria: {enabled: true, label: {description: description()}}}, option());
}

function chart(id, height, description, option, after) {
  drawings.push(() => {
    const zoom = charts[id] && (charts[id].getOption().dataZoom || [])[0];
    if (charts[id]) charts[id].dispose();
    const box = $(id);
    box.style.height = height() + "px";
    box.setAttribute("role", "img");
    charts[id] = echarts.init(box, null, {renderer: "canvas"});
    charts[id].setOption(withDefaults(option, description));
    if (after) after(charts[id]);
    if (zoom) charts[id].dispatchAction({type: "dataZoom", dataZoomIndex: 0, startValue: zoom.startValue, endValue: zoom.endValue});
  });
  return () => drawings.length && redraw(id, height, description, option);
}

function redraw(id, height, description, option) {
  $(id).style.height = height() + "px";
  charts[id].resize();
  charts[id].setOption(withDefaults(option, description), true);
}

const narrow = () => document.documentElement.clientWidth < 560;

const tip = () => ({confine: true, backgroundColor: css("card"), borderColor: css("line"), textStyle: {color: css("text"), fontSize: 13},
  extraCssText: "max-width:340px;white-space:normal;overflow-wrap:anywhere;box-shadow:0 2px 8px #0004"});

function axis(more) {
  return Object.assign({
    axisLabel: Object.assign({color: css("text"), fontSize: 12, hideOverlap: true}, more.label),
    axisLine: {lineStyle: {color: css("line")}}, axisTick: {lineStyle: {color: css("line")}},
    splitLine: {lineStyle: {color: css("line"), opacity: 0.6}},
    nameTextStyle: {color: css("muted"), fontSize: 12}}, more.rest);
}

/** A section of the page, after those before it. */
function section(id, title, ...children) {
  document.querySelector("main").append(el("section", {id}, el("h2", {}, title), ...children));
}

/* Tables that sort. A column is [title, value, text of the value]; columns with a text or number values sort as numbers. */
function sortable(columns, rows) {
  let by = -1, down = false;
  const body = el("tbody"), heads = columns.map(([title, , text], c) => {
    const head = el("th", {scope: "col", "class": text ? "number" : ""}, el("button", {type: "button", onclick: () => {
      down = by === c ? !down : Boolean(text);
      by = c;
      heads.forEach((h, k) => k === c ? h.setAttribute("aria-sort", down ? "descending" : "ascending") : h.removeAttribute("aria-sort"));
      fill();
    }}, title));
    return head;
  });
  const fill = () => {
    const sorted = by < 0 ? rows : [...rows].sort((a, b) => {
      const x = columns[by][1](a), y = columns[by][1](b);
      const order = typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en", {numeric: true});
      return down ? -order : order;
    });
    body.replaceChildren(...sorted.map(row => el("tr", {}, ...columns.map(([, value, text]) => {
      const v = value(row);
      return el("td", {"class": text ? "number" : String(v).length > 40 ? "wide" : ""}, text ? text(v) : String(v));
    }))));
  };
  fill();
  return el("div", {"class": "table", tabindex: "0"}, el("table", {}, el("thead", {}, el("tr", {}, ...heads)), body));
}

/** The name of an input for people: topologySha256 is the topology's SHA-256, baseSha256:x that of x. */
function inputName(key) {
  const [name, of] = key.split(/:(.*)/s);
  const words = name.replace(/Sha256$/, " SHA-256").replace(/([a-z])([A-Z])/g, (all, a, b) => a + " " + b.toLowerCase());
  return of ? words + " of " + of : words;
}
