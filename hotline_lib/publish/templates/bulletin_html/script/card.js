// 来由卡 (card): shows the lineage of a figure or the text of a flag, beside it or at the foot of a phone.
// It opens by pointing at a number or moving the focus there, and stays once pinned (click, tap, Enter).

const card = make("div", { id: "card", class: "card", role: "dialog", tabindex: "-1", hidden: "" });
card.setAttribute("aria-label", "数字的来由");
document.body.append(card);

const status = make("p", { class: "unseen", role: "status" });
document.body.append(status);

let anchor = null;
let pinned = false;
let trail = []; // the quantities followed from the first one
let waiting = 0; // the timer of pointing
let quiet = false; // while the focus moves without opening the card

/** An element with attributes and children; text is always text, never markup. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function button(text, action, attributes = {}) {
  const made = make("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", action);
  return made;
}

/** Moves the focus without opening the card of what receives it. */
function focusQuietly(element) {
  quiet = true;
  element.focus({ preventScroll: true });
  quiet = false;
}

/** Tells a screen reader. */
function say(text) {
  status.textContent = text;
}

function openCard(target, pin = false) {
  clearTimeout(waiting);
  if (anchor && anchor !== target) anchor.removeAttribute("aria-expanded");
  anchor = target;
  pinned = pin;
  trail = [];
  fill(target.matches(".flag") ? flagContent(target) : lineageContent(Number(target.dataset.q)));
  card.hidden = false;
  card.classList.toggle("pinned", pinned);
  if (target.matches(".figure")) target.setAttribute("aria-expanded", "true");
  place();
}

function closeCard() {
  if (card.hidden) return;
  const inside = card.contains(document.activeElement);
  card.hidden = true;
  pinned = false;
  if (anchor) {
    anchor.removeAttribute("aria-expanded");
    if (inside) focusQuietly(anchor);
  }
  anchor = null;
}

function fill(content) {
  const close = button("关闭", closeCard, { class: "close" });
  card.replaceChildren(close, ...content);
}

/** Another quantity in the same card, with a way back. */
function follow(number) {
  trail.push(number);
  pinned = true;
  card.classList.add("pinned");
  fill(lineageContent(number));
  card.focus({ preventScroll: true });
  place();
}

function back() {
  trail.pop();
  fill(lineageContent(trail.length ? trail[trail.length - 1] : Number(anchor.dataset.q)));
  card.focus({ preventScroll: true });
  place();
}

function flagContent(flag) {
  const { kind, text } = flagText(flag.id);
  return [
    make("p", { class: "what" }, kind),
    make("p", {}, text),
    make("p", {}, entryLink(flag)),
  ];
}

function entryLink(flag) {
  return make("a", { href: flag.getAttribute("href") }, `审核栏第 ${flag.dataset.n.replace("!", "")} 项`);
}

function lineageContent(number) {
  const quantity = quantityAt(number);
  const own = anchor && Number(anchor.dataset.q) === number && !trail.length;
  const parts = [make("p", { class: "what" }, heading(quantity, own))];
  const lines = make("dl");
  const line = (term, ...children) => lines.append(make("dt", {}, term), make("dd", {}, ...children));
  if (quantity.formula) line("公式", quantity.formula);
  if (quantity.inputs.length) line("由", inputList(quantity.inputs));
  if (quantity.origin) line("来件", ...originContent(quantity));
  line("精确值", exactText(quantity));
  if (quantity.rule) {
    line("依据", `${quantity.rule.title}（${quantity.rule.from} 起）`, make("span", { class: "soft" }, quantity.rule.source));
  }
  if (quantity.note) line("注", quantity.note);
  if (quantity.previous) line("上期", quantity.previous);
  const flags = own ? flagsBeside(anchor) : [];
  if (flags.length) line("标记", ...flags);
  parts.push(lines);
  const cells = cellsToJumpTo(number, own ? anchor : null);
  const commands = make("p", { class: "commands" });
  if (trail.length) commands.append(button("返回", back));
  if (cells.length) commands.append(button(jumpText(cells), () => jump(cells), { class: "jump" }));
  if (commands.childElementCount) parts.push(commands);
  return parts;
}

/** 何数: the row and column of a cell, the label of a figure in the text, and its printed value. */
function heading(quantity, own) {
  const cell = own && anchor.closest("tbody") && rowHead(anchor.closest("tr"));
  const subject = cell ? `${plainText(cell)} · ${quantity.label}` : quantity.label;
  return own ? `${subject}：${anchor.textContent}` : subject;
}

/** The head of a row; a merged one stands in a row above. */
function rowHead(row) {
  const head = row.querySelector("th");
  return head || (row.previousElementSibling ? rowHead(row.previousElementSibling) : null);
}

function plainText(element) {
  return element.textContent.trim();
}

function exactText(quantity) {
  const near = quantity.near ? `（约 ${quantity.near}）` : "";
  return `${quantity.value}${near}${quantity.unit ? ` ${quantity.unit}` : ""}`;
}

function inputList(inputs) {
  const items = inputs.map((input) => {
    const text = `${input.name}：${input.value}`;
    return make("li", {}, input.number < 0 ? text : button(text, () => follow(input.number), { class: "input" }));
  });
  return make("ul", {}, ...items);
}

function originContent(quantity) {
  const { file, row, column } = quantity.origin;
  const others = valuesOfInputRow(quantity.origin).map((q) => `${q.label} ${q.value}`);
  const shown = [`${file} 第 ${row} 行“${column}”列`];
  if (others.length > 1) shown.push(make("span", { class: "soft" }, `该行：${others.join("，")}`));
  return shown;
}

function flagsBeside(figure) {
  const found = [];
  for (let next = figure.nextElementSibling; next && next.matches(".flag"); next = next.nextElementSibling) {
    const { kind, text } = flagText(next.id);
    found.push(make("span", { class: "flagged" }, `${kind}：${text} `, entryLink(next)));
  }
  return found;
}

function jumpText(cells) {
  const rows = new Set(cells.map((cell) => cell.closest("tr")));
  return rows.size === 1 ? "到所出的行" : `到所出的 ${rows.size} 行`;
}

function jump(cells) {
  closeCard();
  const first = trace(cells).querySelector(".figure, .flag");
  if (first) moveTo(first, { quietly: true });
}

/** Beside its figure where there is room; the style sheet puts it at the foot of a narrow screen. */
function place() {
  card.style.left = card.style.top = "";
  if (matchMedia("(max-width: 40rem)").matches || !anchor) return;
  const box = anchor.getBoundingClientRect();
  const own = card.getBoundingClientRect();
  const edge = document.documentElement.clientWidth - own.width - 12;
  const left = Math.max(12, Math.min(box.left - 24, edge));
  const below = box.bottom + 8;
  const above = box.top - own.height - 8;
  const top = below + own.height > innerHeight - 12 && above > 12 ? above : below;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}
