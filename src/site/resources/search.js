// Looks through SECTIONS of search-index.js, which also works from the file system: those that have all words, titles first.
addEventListener("DOMContentLoaded", () => {
  const box = document.createElement("input");
  const list = document.createElement("ul");
  box.type = "search";
  box.placeholder = "Search";
  box.setAttribute("aria-label", "Search");
  box.style.cssText = "width: 100%; max-width: 40em; box-sizing: border-box; height: auto; padding: .4em";
  const place = document.querySelector("#bodyColumn") || document.querySelector("main") || document.body;
  place.prepend(box, list);
  const decode = document.createElement("textarea");
  const text = html => { decode.innerHTML = html; return decode.value; };
  const sections = SECTIONS.map(([url, title, body]) => ({ url, title: text(title), body: text(body) }));
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = [];
    for (const section of words.length ? sections : []) {
      const title = section.title.toLowerCase();
      const body = section.body.toLowerCase();
      if (words.every(word => title.includes(word) || body.includes(word))) {
        found.push([words.filter(word => title.includes(word)).length, section]);
      }
    }
    found.sort((a, b) => b[0] - a[0]);
    list.replaceChildren(...found.slice(0, 20).map(([, section]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = section.url;
      link.textContent = section.title;
      const at = Math.max(0, section.body.toLowerCase().indexOf(words[0]) - 40);
      item.append(link, " " + section.url.replace(/\.html.*/, "") + ": … " + section.body.slice(at, at + 120) + " …");
      return item;
    }));
  });
});
