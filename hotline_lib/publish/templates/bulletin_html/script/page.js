// 页面 (page): the current section in the contents, light and dark, from number to number, from flag to flag.

const bar = make("div", { class: "bar", role: "group", "aria-label": "查看" });
const themes = matchMedia("(prefers-color-scheme: dark)");
const theme = button("深色", switchTheme, { class: "theme" });

/** Kept only while the page is open: nothing is stored. */
function switchTheme() {
  const dark = document.documentElement.dataset.theme || (themes.matches ? "dark" : "light");
  document.documentElement.dataset.theme = dark === "dark" ? "light" : "dark";
  nameTheme();
}

function nameTheme() {
  const now = document.documentElement.dataset.theme || (themes.matches ? "dark" : "light");
  theme.textContent = now === "dark" ? "浅色" : "深色";
  theme.setAttribute("aria-label", `改用${theme.textContent}显示`);
}

let visited = null;

/** Goes to the next visible item of a kind, before or after the one last visited. */
function step(selector, forward) {
  const items = [...document.querySelectorAll(selector)].filter(isVisible);
  if (!items.length) return;
  const from = visited && isVisible(visited) ? visited : null;
  const side = forward ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const ahead = items.filter((item) => from && from.compareDocumentPosition(item) & side);
  const first = forward ? items[0] : items[items.length - 1];
  visited = (forward ? ahead[0] : ahead[ahead.length - 1]) || first;
  if (visited.matches(STOPS)) makeStop(visited);
  visited.scrollIntoView({ block: "center", inline: "center", behavior: "auto" });
  openCard(visited, true);
  say(plainText(card.querySelector(".what")));
}

document.addEventListener("focusin", (event) => {
  visited = itemAt(event.target) || visited;
});

const FIGURES = "main .figure[data-q]";
const FLAGS = "main .flag, header .flag, footer .flag";
if (document.querySelector(FIGURES)) {
  bar.append(button("上一个数", () => step(FIGURES, false)), button("下一个数", () => step(FIGURES, true)));
}
if (document.querySelector(FLAGS)) bar.append(button("下一处标记", () => step(FLAGS, true)));
bar.append(theme);
document.querySelector(".side").append(bar);
nameTheme();
themes.addEventListener("change", nameTheme);
addEventListener("resize", () => {
  if (!card.hidden) place();
});

// On a narrow screen the contents begin folded.
if (matchMedia("(max-width: 64rem)").matches) document.querySelector(".contents details").open = false;

const links = new Map();
for (const link of document.querySelectorAll(".contents a")) links.set(link.getAttribute("href").slice(1), link);

/** The section that has passed the upper part of the window, the last such one. */
function markCurrent() {
  let current = null;
  for (const [id, link] of links) {
    const part = document.getElementById(id);
    if (part && part.getBoundingClientRect().top < innerHeight / 3) current = link;
  }
  for (const link of links.values()) {
    if (link === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

let scheduled = false;
addEventListener("scroll", () => {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    markCurrent();
  });
}, { passive: true });
markCurrent();
