// 附表 (tables): sorting by a column and filtering rows. Rows stay in their band; a total stays last; rows
// joined by a merged cell move and show together.

const tools = new Map();

for (const figure of document.querySelectorAll(".appendix figure.table")) equip(figure);

function equip(figure) {
  const tables = [...figure.querySelectorAll("table")].map(readTable);
  const state = { figure, tables, column: null, descending: false };
  for (const table of tables) addSortButtons(table, state);
  addFilter(state);
  tools.set(figure, state);
}

/** A table as bands of row blocks; each row knows the text of every column, merged cells included. */
function readTable(element) {
  const heads = leafHeads(element.tHead);
  const bands = [...element.tBodies].map((body) => ({ body, blocks: readBlocks(body), tier: tierOf(body) }));
  return { element, heads, bands, title: element.caption ? plainText(element.caption) : "" };
}

function tierOf(body) {
  const row = body.rows[0];
  return row && row.matches(".tier") ? plainText(row) : "";
}

/** The lowest head of each column. */
function leafHeads(head) {
  const grid = layOut([...head.rows]);
  return grid[grid.length - 1].map((cell) => cell);
}

/** Which cell covers each place of the rows. */
function layOut(rows) {
  const grid = rows.map(() => []);
  rows.forEach((row, r) => {
    let column = 0;
    for (const cell of row.cells) {
      while (grid[r][column]) column += 1;
      for (let down = 0; down < cell.rowSpan && r + down < rows.length; down += 1) {
        for (let right = 0; right < cell.colSpan; right += 1) grid[r + down][column + right] = cell;
      }
      column += cell.colSpan;
    }
  });
  return grid;
}

function readBlocks(body) {
  const rows = [...body.rows].filter((row) => !row.matches(".tier"));
  const grid = layOut(rows);
  const blocks = [];
  rows.forEach((row, r) => {
    const joined = r > 0 && grid[r].some((cell) => cell.parentElement !== row);
    const own = { row, cells: grid[r] };
    if (joined) blocks[blocks.length - 1].rows.push(own);
    else blocks.push({ rows: [own], order: blocks.length, total: row.matches(".total") });
  });
  return blocks;
}

// ---- sorting ----

const inChinese = new Intl.Collator("zh-CN", { numeric: true });

/** The number of a printed cell, or `null`; thousands, percent and the sign of points are understood. */
function numberOf(text) {
  const plain = text.replace(/[,，%\s]/g, "").replace("−", "-");
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** What a block is sorted by: its number, added up where several rows are joined, or its text. */
function keyOf(block, column) {
  const cells = [...new Set(block.rows.map((row) => row.cells[column]))];
  const texts = cells.map(plainText);
  const numbers = texts.map(numberOf);
  const whole = numbers.every((number) => number !== null);
  return { text: texts.join(""), number: whole ? numbers.reduce((sum, number) => sum + number, 0) : null };
}

function compareKeys(one, other, descending) {
  if (!one.text || !other.text) return Boolean(other.text) - Boolean(one.text) || 0;
  const turn = descending ? -1 : 1;
  if (one.number !== null && other.number !== null) return turn * (one.number - other.number);
  if (one.number !== null || other.number !== null) return one.number !== null ? -1 : 1;
  return turn * inChinese.compare(one.text, other.text);
}

function sortBand(band, column, descending) {
  const keys = new Map(band.blocks.map((block) => [block, column === null ? null : keyOf(block, column)]));
  const ordered = [...band.blocks].sort((a, b) => {
    if (a.total !== b.total) return a.total ? 1 : -1;
    const first = column === null ? 0 : compareKeys(keys.get(a), keys.get(b), descending);
    return first || a.order - b.order;
  });
  for (const block of ordered) for (const { row } of block.rows) band.body.append(row);
}

function applySort(state) {
  for (const { bands } of state.tables) for (const band of bands) sortBand(band, state.column, state.descending);
}

/** Numbers begin with the largest, words with the first; a third press restores the printed order. */
function nextOrder(state, column) {
  const blocks = state.tables.flatMap((table) => table.bands.flatMap((band) => band.blocks));
  const numeric = blocks.some((block) => keyOf(block, column).number !== null);
  if (state.column !== column) return { column, descending: numeric };
  return state.descending === numeric ? { column, descending: !numeric } : { column: null, descending: false };
}

function sortBy(state, column) {
  Object.assign(state, nextOrder(state, column));
  applySort(state);
  showOrder(state);
  const head = plainText(state.tables[0].heads[column]);
  say(state.column === null ? "已恢复通报的次序" : `已按“${head}”${state.descending ? "从大到小" : "从小到大"}排列`);
}

function showOrder(state) {
  for (const { heads } of state.tables) {
    heads.forEach((head, column) => {
      if (column === state.column) head.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }
  refresh(state);
}

/** The heads of a figure are one tab stop; arrow keys lead to the others. Later groups repeat the heads. */
function addSortButtons(table, state) {
  const made = table.heads.map((head, column) => {
    const sort = button("", () => sortBy(state, column), { class: "sort", tabindex: "-1" });
    sort.append(...head.childNodes);
    head.append(sort);
    return sort;
  });
  if (table === state.tables[0]) made[0].setAttribute("tabindex", "0");
  table.element.tHead.addEventListener("keydown", (event) => {
    const at = made.indexOf(event.target);
    const next = made[at + { ArrowRight: 1, ArrowLeft: -1 }[event.key]];
    if (at < 0 || !next) return;
    event.preventDefault();
    made[at].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
}

// ---- filtering ----

function addFilter(state) {
  const rows = state.tables.flatMap((table) => table.bands.flatMap((band) => band.blocks));
  const search = make("input", { type: "search", placeholder: "单位名称或其他文字", autocomplete: "off" });
  const bands = bandChoices(state);
  const select = make("select", {}, make("option", { value: "" }, "全部"), ...bands.map(({ name }) => make("option", {}, name)));
  const flagged = make("input", { type: "checkbox" });
  const count = make("output", { class: "count" });
  const reset = button("恢复", () => resetTable(state), { class: "reset" });
  const form = make("form", { class: "tools", role: "search", "aria-label": "表的筛选" });
  form.append(make("label", {}, "筛选 ", search));
  if (bands.length > 1) form.append(make("label", {}, "组别 ", select));
  if (state.figure.querySelector("tbody .flag")) form.append(make("label", {}, flagged, " 只看有发现的行"));
  form.append(count, reset);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => applyFilter(state));
  Object.assign(state, { search, select, flagged, count, reset, bands, total: rows.flatMap((block) => block.rows).length });
  state.figure.querySelector(".scroll").before(form);
  refresh(state);
}

/** The bands that can be chosen: groups, and the tiers inside them. */
function bandChoices(state) {
  const choices = [];
  for (const table of state.tables) {
    const group = table.title.split("：").slice(-1)[0];
    if (state.tables.length > 1) choices.push({ name: group, has: (other) => other === table });
    for (const band of table.bands) {
      const name = state.tables.length > 1 ? `${group} · ${band.tier}` : band.tier;
      if (band.tier) choices.push({ name, has: (_, inner) => inner === band });
    }
  }
  return choices;
}

function applyFilter(state) {
  const wanted = state.search.value.trim().toLocaleLowerCase("zh-CN");
  const choice = state.bands[state.select.selectedIndex - 1];
  for (const table of state.tables) {
    let any = false;
    for (const band of table.bands) {
      const inside = !choice || choice.has(table, band);
      const shown = band.blocks.filter((block) => inside && block.rows.some((row) => fits(row, wanted, state)));
      for (const block of band.blocks) for (const { row } of block.rows) row.hidden = !shown.includes(block);
      band.body.hidden = !shown.length;
      any = any || shown.length > 0;
    }
    table.element.hidden = !any;
  }
  refresh(state);
}

function fits({ row, cells }, wanted, state) {
  if (state.flagged.checked && !row.querySelector(".flag")) return false;
  return !wanted || cells.some((cell) => plainText(cell).toLocaleLowerCase("zh-CN").includes(wanted));
}

function refresh(state) {
  const rows = state.tables.flatMap((table) => [...table.element.querySelectorAll("tbody tr:not(.tier)")]);
  const shown = rows.filter((row) => !row.hidden).length;
  state.count.textContent = shown === state.total ? `共 ${state.total} 行` : `显示 ${shown} 行，共 ${state.total} 行`;
  state.reset.disabled = shown === state.total && state.column === null;
  state.figure.classList.toggle("narrowed", shown !== state.total);
  const group = stopOf.get(state.figure);
  const first = group && !isVisible(group) && itemsOf(state.figure)[0];
  if (first) makeStop(first);
}

function clearFilter(state) {
  state.search.value = "";
  state.select.selectedIndex = 0;
  state.flagged.checked = false;
  applyFilter(state);
}

function resetTable(state) {
  state.column = null;
  applySort(state);
  showOrder(state);
  clearFilter(state);
  state.search.focus();
  say("已恢复全部的行与通报的次序");
}

/** Takes a filter away, so that a row can be jumped to. */
function showEveryRow(figure) {
  const state = tools.get(figure);
  if (state && figure.classList.contains("narrowed")) clearFilter(state);
}

// The printed page is the bulletin: all rows, in the order of the bulletin.
addEventListener("beforeprint", () => {
  for (const { tables } of tools.values()) {
    for (const { bands } of tables) for (const band of bands) sortBand(band, null, false);
  }
});
addEventListener("afterprint", () => {
  for (const state of tools.values()) applySort(state);
});
