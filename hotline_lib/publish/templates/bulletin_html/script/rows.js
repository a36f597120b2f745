// 所出各行 (rows): from a quantity to the table rows it came from, and marking them.

const printedAt = new Map();
for (const figure of document.querySelectorAll("main .figure[data-q]")) {
  const number = Number(figure.dataset.q);
  printedAt.set(number, [...(printedAt.get(number) || []), figure]);
}

function cellsPrinting(number) {
  return (printedAt.get(number) || []).filter((figure) => figure.closest("tbody"));
}

/** The cells a quantity came from: its members, else its inputs, else what those came from. */
function cellsBehind(number, depth = 0) {
  const quantity = quantityAt(number);
  const direct = [...quantity.members, ...quantity.inputs.map((input) => input.number)].filter((n) => n >= 0);
  const cells = direct.flatMap(cellsPrinting);
  if (cells.length || depth > 4) return cells;
  return direct.flatMap((n) => cellsBehind(n, depth + 1));
}

/** The cells to jump to from a figure: where a table prints it, and what it came from. */
function cellsToJumpTo(number, from) {
  const cells = [...cellsPrinting(number), ...cellsBehind(number)];
  return [...new Set(cells)].filter((cell) => cell !== from);
}

function clearTraces() {
  for (const traced of document.querySelectorAll(".traced")) traced.classList.remove("traced");
}

/** Marks cells and their rows, shows them even where a filter hid them, and moves to the first. */
function trace(cells) {
  clearTraces();
  for (const cell of cells) {
    cell.closest("td, th").classList.add("traced");
    cell.closest("tr").classList.add("traced");
  }
  const shown = cells.map((cell) => cell.closest("figure.table"));
  for (const figure of new Set(shown)) showEveryRow(figure);
  const first = [...document.querySelectorAll("td.traced, th.traced")][0];
  first.scrollIntoView({ block: "center", inline: "nearest", behavior: calm() });
  const rows = document.querySelectorAll("tr.traced").length;
  say(`已标出 ${rows} 行`);
  return first;
}

/** How to scroll for someone who may have asked for less motion. */
function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
