// 数字 (figures): pointing, tapping and the keyboard. The numbers of the text are one tab stop, those of each
// table another; arrow keys go from number to number (in a table by row and column), Enter opens the card.

const STOPS = "main .figure[data-q], main tbody .flag";
const stopOf = new Map();

function groupOf(item) {
  return item.closest("figure.table") || document.body;
}

function itemsOf(group) {
  const all = [...document.querySelectorAll(STOPS)];
  return all.filter((item) => groupOf(item) === group && isVisible(item));
}

function isVisible(item) {
  return item.getClientRects().length > 0;
}

/** Makes an item the tab stop of its group; only that one is a button to assistive technology. */
function makeStop(item) {
  const group = groupOf(item);
  const before = stopOf.get(group);
  if (before && before !== item) {
    for (const name of ["aria-haspopup", "aria-expanded"]) before.removeAttribute(name);
    if (before.matches(".figure")) for (const name of ["tabindex", "role"]) before.removeAttribute(name);
    else before.setAttribute("tabindex", "-1");
  }
  stopOf.set(group, item);
  item.setAttribute("tabindex", "0");
  if (item.matches(".figure")) {
    item.setAttribute("role", "button");
    item.setAttribute("aria-haspopup", "dialog");
  }
}

function moveTo(item, { quietly = false } = {}) {
  makeStop(item);
  if (quietly) focusQuietly(item);
  else item.focus({ preventScroll: true });
  item.scrollIntoView({ block: quietly ? "center" : "nearest", inline: "nearest", behavior: "auto" });
  if (!quietly && !card.hidden) place();
}

/** Where an arrow key leads from an item; `null` where there is nothing further. */
function neighbour(item, key, toEnd) {
  const items = itemsOf(groupOf(item));
  const at = items.indexOf(item);
  if (key === "Home") return toEnd || !item.closest("tbody") ? items[0] : inRow(items, item)[0];
  if (key === "End") return (toEnd || !item.closest("tbody") ? items : inRow(items, item)).slice(-1)[0];
  if (key === "ArrowLeft") return items[at - 1] || null;
  if (key === "ArrowRight") return items[at + 1] || null;
  const step = key === "ArrowUp" ? -1 : 1;
  return item.closest("tbody") ? inNextRow(items, item, step) : items[at + step] || null;
}

function inRow(items, item) {
  return items.filter((other) => other.closest("tr") === item.closest("tr"));
}

/** The item of the next row up or down that stands nearest below or above. */
function inNextRow(items, item, step) {
  const rows = [...new Set(items.map((other) => other.closest("tr")))];
  const row = rows[rows.indexOf(item.closest("tr")) + step];
  const middle = (element) => {
    const box = element.getBoundingClientRect();
    return box.left + box.width / 2;
  };
  const distance = (other) => Math.abs(middle(other) - middle(item));
  const candidates = items.filter((other) => other.closest("tr") === row);
  return candidates.sort((a, b) => distance(a) - distance(b))[0] || null;
}

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

function itemAt(target) {
  return target instanceof Element ? target.closest("main .figure[data-q], main .flag, footer .flag, header .flag") : null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (card.hidden) clearTraces();
    else closeCard();
    return;
  }
  const item = event.target instanceof Element && event.target.closest(STOPS);
  if (!item || event.altKey || event.metaKey) return;
  if (ARROWS.includes(event.key)) {
    event.preventDefault();
    const next = neighbour(item, event.key, event.ctrlKey);
    if (next) moveTo(next);
  } else if ((event.key === "Enter" || event.key === " ") && item.matches(".figure")) {
    event.preventDefault();
    openCard(item, true);
    card.focus({ preventScroll: true });
  }
});

document.addEventListener("focusin", (event) => {
  const item = itemAt(event.target);
  if (!item || quiet) return;
  if (item.matches(STOPS)) makeStop(item);
  if (!pinned || anchor !== item) openCard(item);
});

document.addEventListener("focusout", (event) => {
  const next = event.relatedTarget;
  if (pinned || card.hidden || (next && (card.contains(next) || itemAt(next)))) return;
  closeCard();
});

document.addEventListener("click", (event) => {
  const item = itemAt(event.target);
  if (item && item.matches(".figure")) {
    const again = pinned && anchor === item;
    makeStop(item);
    focusQuietly(item);
    if (again) closeCard();
    else openCard(item, true);
  } else if (!event.composedPath().some((node) => node === card || node === bar)) {
    closeCard();
  }
});

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  clearTimeout(waiting);
  const item = itemAt(event.target);
  if (pinned || card.contains(event.target)) return;
  if (item && item !== anchor) waiting = setTimeout(() => openCard(item), 180);
  else if (!item && !card.hidden && document.activeElement !== anchor) waiting = setTimeout(closeCard, 320);
});

for (const flag of document.querySelectorAll("main tbody .flag")) flag.setAttribute("tabindex", "-1");
for (const group of [document.body, ...document.querySelectorAll("figure.table")]) {
  const first = [...group.querySelectorAll(STOPS)].find((item) => groupOf(item) === group);
  if (first) makeStop(first);
}
