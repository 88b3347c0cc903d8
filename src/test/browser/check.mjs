// Checks a report.html in Chromium: node check.mjs REPORT.html OUT. Exit code 1 says that something is broken; OUT gets screenshots.
import {chromium} from "playwright-core";
import {pathToFileURL} from "node:url";
import {join} from "node:path";
import {createRequire} from "node:module";

const [page, out] = process.argv.slice(2);
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const failures = [];
const check = (holds, what) => {
  console.log((holds ? "ok     " : "FAILED ") + what);
  if (!holds) failures.push(what);
};

/** Whether what is asked comes true within ten seconds: a slow machine draws late, which is not wrong. */
async function eventually(asked) {
  const end = Date.now() + 10_000;
  while (!await asked()) {
    if (Date.now() > end) return false;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  return true;
}

/** Two charts' pixels differ, or a canvas is not blank. */
const drawn = id => {
  const canvas = document.querySelector(`#${id} canvas`);
  if (!canvas || !canvas.width) return false;
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const seen = new Set();
  for (let i = 0; i < pixels.length && seen.size < 6; i += 4) if (pixels[i + 3]) seen.add(`${pixels[i]},${pixels[i + 1]},${pixels[i + 2]}`);
  return seen.size >= 6;
};

async function visit(name, theme, viewport, touch) {
  const context = await chromium.launchPersistentContext(join(process.env.PROFILE, name), {
    executablePath: process.env.CHROMIUM, args, headless: true, colorScheme: theme, viewport, hasTouch: touch, isMobile: touch, deviceScaleFactor: touch ? 2 : 1});
  try {
    const tab = await context.newPage();
    const errors = [], requests = [];
    tab.on("console", message => ["error", "warning"].includes(message.type()) && errors.push(message.text()));
    tab.on("pageerror", error => errors.push(String(error)));
    tab.on("request", request => requests.push(request.url()));
    await tab.goto(pathToFileURL(page).href);
    await tab.waitForFunction(() => document.querySelector("#percentiles canvas"));
    await tab.screenshot({path: join(out, name + ".png"), fullPage: true});
    for (const id of await tab.evaluate(() => [...document.querySelectorAll("main > section:not([hidden])")].map(s => s.id))) {
      await tab.locator("#" + id).screenshot({path: join(out, name + "-" + id + ".png")});
    }

    await tab.addScriptTag({path: createRequire(import.meta.url).resolve("axe-core")});
    const violations = () => tab.evaluate(async () => (await window.axe.run()).violations.map(v => `${v.id} (${v.impact}): ${v.nodes.length}, ${v.nodes[0].target} ${v.nodes[0].failureSummary.split("\n")[1] || ""}`));
    const axe = await violations();
    check(axe.length === 0, `${name}: axe finds nothing ${axe.join(" | ")}`);
    await tab.emulateMedia({media: "print"});
    await tab.setViewportSize({width: 794, height: 1123}); // A4 at 96 dots an inch
    const fits = () => tab.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);
    const themed = wanted => tab.evaluate(wanted => document.documentElement.dataset.theme === wanted, wanted);
    check(await eventually(() => themed("light")), `${name}: paper is light`);
    check(await eventually(fits), `${name}: is not wider than the paper`);
    await tab.screenshot({path: join(out, name + "-print.png"), fullPage: true});
    let printed = [];
    await eventually(async () => (printed = await violations()).length === 0);
    check(printed.length === 0, `${name}: axe finds nothing in print ${printed.join(" | ")}`);
    await tab.setViewportSize(viewport);
    await tab.emulateMedia({media: "screen", reducedMotion: "reduce"});
    check(await eventually(() => tab.evaluate(() => [...document.querySelectorAll("*")].map(e => getComputedStyle(e)).every(s => s.transitionDuration === "0s" && s.animationName === "none" && s.scrollBehavior === "auto"))), `${name}: nothing moves where motion is to be reduced`);
    await tab.emulateMedia({media: "screen", reducedMotion: "no-preference"});
    check(await tab.evaluate(() => R.deltaPs === 0 || R.windows.some(w => w.stages.some(s => s.merged > 0)) || spanBars.some(bar => bar[6] === 5)), `${name}: contention is drawn where there is some`);
    check(await tab.evaluate(() => [...document.querySelectorAll(".table")].every(t => t.tabIndex === 0)), `${name}: tables scroll with the keyboard`);
    check(await eventually(() => themed(theme)), `${name}: follows the browser's ${theme} theme`);
    check(await eventually(fits), `${name}: is not wider than the screen`);
    for (const id of ["gantt", "bars", "shares", "percentiles"]) check(await eventually(() => tab.evaluate(drawn, id)), `${name}: ${id} is drawn`);
    check(await tab.evaluate(() => R.search === undefined || drawings.length > 0 && !!charts.front), `${name}: a search has its Pareto front`);
    const links = await tab.evaluate(() => [R.package.links.length, document.querySelectorAll("#drawing .link").length, document.querySelectorAll("#drawing .tile").length === R.package.nodes.length]);
    check(links[0] === links[1] && links[2], `${name}: the package has every chiplet and link`);
    const crossed = await tab.evaluate(() => {
      const number = (shape, name) => Number(shape.getAttribute(name));
      const tiles = [...document.querySelectorAll("#drawing .tile > rect:first-of-type")].map(r => ({left: number(r, "x"), top: number(r, "y"), right: number(r, "x") + number(r, "width"), bottom: number(r, "y") + number(r, "height")}));
      const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      const pairs = tiles.flatMap((a, i) => tiles.slice(0, i).filter(b => overlap(a, b)));
      const inside = [...document.querySelectorAll("#drawing .dram line")].filter(l => tiles.some(t => number(l, "x1") > t.left && number(l, "x1") < t.right && number(l, "y1") > t.top && number(l, "y1") < t.bottom));
      return [pairs.length, inside.length];
    });
    check(crossed[0] === 0, `${name}: chiplets do not lie on each other`);
    check(crossed[1] === 0, `${name}: DRAMs' lines begin at the edges of chiplets`);
    const hot = await tab.evaluate(() => {
      const heats = [...document.querySelectorAll("#drawing .link")].map(l => [Number(l.dataset.share), l.querySelectorAll("path")[1].getAttribute("stroke")]);
      const used = heats.filter(h => h[0] > 0).map(h => h[1]);
      return used.length === 0 || heats.every(h => h[0] > 0) || !used.includes(heats.find(h => h[0] === 0)[1]);
    });
    check(hot, `${name}: used links have another colour than unused ones`);

    await tab.locator("#gantt").scrollIntoViewIfNeeded();
    const at = await tab.evaluate(() => {
      const [row, from, to, side] = stageBars[stageBars.length > 1 ? 1 : 0];
      const [x, y] = charts.gantt.convertToPixel({xAxisIndex: 0, yAxisIndex: 0}, [(from + to) / 2, row]);
      const box = document.getElementById("gantt").getBoundingClientRect();
      return [box.left + x, box.top + y + (side === 0 ? -8 : 8)];
    });
    await tab.evaluate(y => window.scrollBy(0, y - 300), at[1]);
    const moved = await tab.evaluate(() => {
      const [row, from, to, side] = stageBars[stageBars.length > 1 ? 1 : 0];
      const [x, y] = charts.gantt.convertToPixel({xAxisIndex: 0, yAxisIndex: 0}, [(from + to) / 2, row]);
      const box = document.getElementById("gantt").getBoundingClientRect();
      return [box.left + x, box.top + y + (side === 0 ? -8 : 8)];
    });
    let tooltip = "";
    const shownTip = await eventually(async () => {
      if (touch) await tab.touchscreen.tap(...moved); else { await tab.mouse.move(moved[0] + 1, moved[1]); await tab.mouse.move(...moved); }
      await tab.waitForTimeout(400); // a tap on a tooltip would hide it
      tooltip = await tab.evaluate(() => [...document.querySelectorAll("#gantt > div")].map(d => d.style.visibility !== "hidden" && d.style.opacity !== "0" ? d.innerText : "").join(""));
      return /on chiplet/.test(tooltip);
    });
    check(shownTip, `${name}: a span shows its tooltip (${tooltip.split("\n")[0]})`);
    await tab.screenshot({path: join(out, name + "-tooltip.png")});

    const extent = () => tab.evaluate(() => charts.gantt.getModel().getComponent("xAxis", 0).axis.scale.getExtent());
    const before = await extent();
    const closer = async () => { const now = await extent(); return now[1] - now[0] < before[1] - before[0]; };
    await tab.locator("#gantt-windows button").nth(1).click();
    const windows = await tab.evaluate(() => R.windows.length);
    check(windows === 1 || await eventually(closer), `${name}: a window's button zooms the schedule`);
    await tab.evaluate(() => { const w = R.windows[0], s = w.stages[0].simulated[0]; zoomTo(s[1], s[1] + 3 * (s[2] - s[1])); });
    check(await eventually(closer), `${name}: zooming changes the axis`);
    await tab.locator("#schedule").screenshot({path: join(out, name + "-zoom.png")});
    const whole = async () => { const now = await extent(); return Math.abs(now[0] - before[0]) + Math.abs(now[1] - before[1]) < 1e-6 * before[1]; };
    await tab.locator("#gantt-windows button").nth(0).click();
    check(await eventually(whole), `${name}: the first button shows the whole schedule`);
    if (!touch) {
      await tab.evaluate(() => document.getElementById("gantt").scrollIntoView({block: "center"}));
      const box = await tab.locator("#gantt").boundingBox();
      await tab.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await tab.keyboard.down("Control");
      await tab.mouse.wheel(0, -400);
      await tab.keyboard.up("Control");
      check(await eventually(closer), `${name}: Ctrl and the wheel zoom`);
      await tab.locator("#gantt-windows button").nth(0).click();
    }

    const sums = await tab.evaluate(() => R.windows.flatMap((w, i) => {
      stageWindow = i;
      const series = sharesOption().series;
      return w.stages.map((stage, s) => series.reduce((sum, part) => sum + part.data[s], 0));
    }));
    await tab.locator("#stage-windows button").last().click();
    await tab.locator("#stages").screenshot({path: join(out, name + "-stages-last.png")});
    await tab.locator("#stage-windows button").first().click();
    check(sums.every(sum => Math.abs(sum - 100) < 1e-6), `${name}: shares of every stage add up to its window`);
    check(await tab.evaluate(() => R.windows.every((w, i) => [...loads(i + 1).values()].every(share => share <= 1 + 1e-9))), `${name}: nothing is busier than a window is long`);
    const shown = await tab.evaluate(() => [R.barrier, document.getElementById("no-barrier").offsetHeight > 0, R.inputs.barrier]);
    check(shown[0] !== shown[1] && (shown[2] === "none") === shown[1], `${name}: says where windows overlap`);
    for (const [i, w] of (await tab.evaluate(() => R.windows.map(w => [Math.min(w.fromPs, w.predictedFromPs), Math.max(w.toPs, w.predictedToPs)]))).entries()) {
      if (i >= 8) break;
      await tab.locator("#gantt-windows button").nth(i + 1).click();
      const exact = async () => { const [from, to] = await extent(); return Math.abs(from - w[0]) + Math.abs(to - w[1]) < 0.001 * (w[1] - w[0]); };
      check(await eventually(exact), `${name}: the button of W${i} shows all of it and nothing else`);
    }
    await tab.locator("#gantt-windows button").nth(0).click();

    await tab.locator("#package-windows button").nth(1).click();
    const tile = await tab.evaluate(() => document.querySelector("#drawing").textContent.includes(R.models[R.windows[0].stages[0].model].id.slice(0, 10)));
    check(tile, `${name}: a window shows which model sits where`);
    await tab.locator("#package").screenshot({path: join(out, name + "-window.png")});

    const column = () => tab.evaluate(() => [...document.querySelectorAll("#table-models tbody tr")].map(row => row.children[6].textContent));
    const first = await column();
    await tab.locator("#table-models th button").nth(6).click();
    const down = await column();
    await tab.locator("#table-models th button").nth(6).click();
    const up = await column();
    const right = await tab.evaluate(() => R.windows.flatMap(w => w.models.map(m => m.simulatedPs)).sort((a, b) => b - a).map(v => time(v)));
    check(JSON.stringify(down) === JSON.stringify(right) && JSON.stringify(up) === JSON.stringify([...right].reverse()) && first.length === right.length, `${name}: a table sorts`);

    const counted = await tab.evaluate(() => {
      const first = spanBars.find(bar => bar[7] === 0);
      const column = document.querySelectorAll("#table-transfers tbody tr td:nth-child(2)");
      return [stageTip(first), [...column].map(cell => cell.textContent).join() === R.transfers.map(t => String(t.miniBatch)).join()];
    });
    check(/mini-batch(es)? 0/.test(counted[0]) && counted[1], `${name}: mini-batches count from 0, as in files`);
    const shares = await tab.evaluate(() => [0, 0.5, -0.5, 0.01, -0.01, 1e-6, -1e-6, NaN].map(share => percent(share).replaceAll("\u00a0", " ")).join("; "));
    check(shares === "0 %; 50.0 %; -50.0 %; 1.00 %; -1.00 %; < 0.01 %; > -0.01 %; –", `${name}: shares keep their sign (${shares})`);
    const origin = await tab.evaluate(() => [document.getElementById("hashes").textContent, R.inputs.run, R.inputs.scheduleSha256.slice(0, 12)]);
    check(origin[0].includes("Run " + origin[1]) && origin[0].includes(origin[2]), `${name}: the header names the run (${origin[0]})`);
    if (await tab.evaluate(() => Object.keys(R.inputs).some(key => key.includes("Sha256:")))) {
      await tab.locator("#hashes a").click();
      check(await tab.evaluate(() => document.getElementById("table-inputs").open), `${name}: the header leads to all inputs`);
    }

    const labels = await tab.evaluate(() => Object.keys(charts).map(id => document.getElementById(id).getAttribute("aria-label")));
    check(labels.every(label => label && label.length < 2000 && !/series|undefined|NaN/.test(label)), `${name}: charts are described (${labels[0]})`);
    check(await tab.evaluate(() => document.querySelector("#drawing svg").getAttribute("role") === "group" && [...document.querySelectorAll("#drawing [tabindex]")].every(e => e.getAttribute("aria-label"))), `${name}: parts of the package have names`);
    await tab.locator("#package-windows button").last().focus();
    await tab.keyboard.press("Tab");
    const rings = await tab.evaluate(() => {
      const styled = (selector, part) => {
        const element = document.querySelector("#drawing " + selector);
        element.focus();
        return getComputedStyle(part ? element.querySelector(part) : element);
      };
      const [link, dram, tile] = [styled(".link", "path").stroke, styled(".dram").outlineWidth, styled(".tile").outlineWidth];
      return [link !== "rgba(0, 0, 0, 0)" && dram === "3px" && tile === "3px", link, dram, tile];
    });
    check(rings[0], `${name}: what has the focus is seen (${rings.slice(1).join(", ")})`);
    await tab.locator("#package").screenshot({path: join(out, name + "-focus.png")});

    await tab.locator("#gantt-windows button").last().click();
    const zoomed = await extent();
    const same = async () => { const now = await extent(); return Math.abs(now[0] - zoomed[0]) + Math.abs(now[1] - zoomed[1]) < 1e-6 * zoomed[1]; };
    await tab.locator("#theme").dispatchEvent("click");
    check(await eventually(same), `${name}: another theme keeps the zoom`);
    await tab.locator("#theme").dispatchEvent("click");
    const fills = width => tab.evaluate(width => innerWidth === width && charts.gantt.getWidth() === document.getElementById("gantt").clientWidth, width);
    await tab.setViewportSize({width: viewport.width - 40, height: viewport.height});
    check(await eventually(() => fills(viewport.width - 40)), `${name}: the schedule follows the width`);
    check(await eventually(same), `${name}: another width keeps the zoom`);
    await tab.setViewportSize(viewport);
    check(await eventually(() => fills(viewport.width)), `${name}: and back again`);

    await tab.locator("#theme").dispatchEvent("click");
    check(!await themed(theme), `${name}: the button changes the theme`);
    for (const id of ["gantt", "bars", "shares", "percentiles"]) check(await eventually(() => tab.evaluate(drawn, id)), `${name}: ${id} is drawn in the other theme`);
    check(errors.length === 0, `${name}: no errors on the console ${errors.join(" | ")}`);
    check(requests.every(url => url.startsWith("data:") || url === pathToFileURL(page).href), `${name}: no network ${requests.filter(url => !url.startsWith("data:")).slice(1).join(" ")}`);
  } finally {
    await context.close();
  }
}

for (const theme of ["light", "dark"]) {
  await visit(theme + "-desktop", theme, {width: 1280, height: 900}, false);
  await visit(theme + "-phone", theme, {width: 390, height: 844}, true);
}
if (failures.length) {
  console.log([failures.length + " checks failed:", ...failures].join("\n  ")); // again, for those who read the end only
  process.exit(1);
}
