/* Light and dark, and drawing anew when the page's width changes. */
function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  drawings.forEach(draw => draw());
}

const preference = matchMedia("(prefers-color-scheme: dark)");
setTheme(preference.matches ? "dark" : "light");
preference.addEventListener("change", e => setTheme(e.matches ? "dark" : "light"));

// Paper is light: colours of charts are in their pixels, so that a style sheet alone cannot change them.
const paper = matchMedia("print");
let before = null;
paper.addEventListener("change", e => {
  if (e.matches) before = document.documentElement.dataset.theme;
  setTheme(e.matches ? "light" : before);
});
$("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));

let lastWidth = document.documentElement.clientWidth;
addEventListener("resize", () => {
  if (document.documentElement.clientWidth !== lastWidth) {
    lastWidth = document.documentElement.clientWidth;
    drawings.forEach(draw => draw());
  }
});
