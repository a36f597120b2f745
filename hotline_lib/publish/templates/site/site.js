"use strict";
(function () {
  const root = document.documentElement;
  const themes = matchMedia("(prefers-color-scheme: dark)");
  const theme = document.getElementById("theme");

  /** Kept only while the page is open: nothing is stored. */
  function shownTheme() {
    return root.dataset.theme || (themes.matches ? "dark" : "light");
  }

  function nameTheme() {
    theme.textContent = shownTheme() === "dark" ? "浅色" : "深色";
    theme.setAttribute("aria-label", `改用${theme.textContent}显示`);
  }

  theme.addEventListener("click", () => {
    root.dataset.theme = shownTheme() === "dark" ? "light" : "dark";
    nameTheme();
  });
  themes.addEventListener("change", nameTheme);
  theme.hidden = false;
  nameTheme();

  const data = document.getElementById("entries");
  const query = document.getElementById("query");
  if (!data || !query) return;

  const LIMIT = 40;
  const entries = JSON.parse(data.textContent);
  const found = document.getElementById("found");
  const results = document.getElementById("results");
  const haystacks = entries.map((e) => `${e.text} ${e.where} ${e.words} ${e.kind}`.toLowerCase());

  /** How well an entry fits: its own name before other words; -1 where a word is missing. */
  function rank(words, number) {
    if (!words.every((word) => haystacks[number].includes(word))) return -1;
    const text = entries[number].text.toLowerCase();
    if (text === words.join(" ")) return 3;
    if (words.some((word) => text.startsWith(word))) return 2;
    return words.some((word) => text.includes(word)) ? 1 : 0;
  }

  function item(entry) {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = entry.href;
    for (const [tag, kind, text] of [["span", "kind", entry.kind], ["span", "text", entry.text], ["small", "", entry.where]]) {
      const part = document.createElement(tag);
      part.className = kind;
      part.textContent = text;
      if (text) link.append(part);
    }
    line.append(link);
    return line;
  }

  function search() {
    const words = query.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const hits = words.length
      ? entries.map((_, n) => [rank(words, n), n]).filter(([r]) => r >= 0).sort((a, b) => b[0] - a[0] || a[1] - b[1])
      : [];
    results.replaceChildren(...hits.slice(0, LIMIT).map(([, n]) => item(entries[n])));
    results.hidden = !hits.length;
    if (!words.length) found.textContent = "";
    else if (!hits.length) found.textContent = "没有找到。";
    else found.textContent = `找到 ${hits.length} 条${hits.length > LIMIT ? `，列出前 ${LIMIT} 条` : ""}。`;
  }

  query.addEventListener("input", search);
  query.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      query.value = "";
      search();
    } else if (event.key === "ArrowDown" && results.firstElementChild) {
      event.preventDefault();
      results.querySelector("a").focus();
    } else if (event.key === "Enter" && results.firstElementChild) {
      results.querySelector("a").click();
    }
  });
  results.addEventListener("keydown", (event) => {
    const line = event.target.closest("li");
    if (!line || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const next = event.key === "ArrowDown" ? line.nextElementSibling : line.previousElementSibling;
    (next ? next.firstElementChild : query).focus();
  });
  document.getElementById("search").hidden = false;
})();
