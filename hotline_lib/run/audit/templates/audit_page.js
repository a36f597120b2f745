"use strict";
// 筛选、定位与处理意见草稿；没有脚本时全部发现照样可读
const filter = document.getElementById("filter");
const draft = document.getElementById("draft");
const findings = [...document.querySelectorAll(".finding")];
const counter = filter.querySelector("output");

function wanted(finding, form) {
  const chosen = ["severity", "kind", "part", "state"];
  const words = form.get("words").trim();
  return chosen.every((name) => !form.get(name) || finding.dataset[name] === form.get(name))
    && (!words || finding.textContent.includes(words));
}

function apply() {
  const form = new FormData(filter);
  const narrowed = [...form.values()].some((value) => value.trim());
  let shown = 0;
  for (const finding of findings) {
    finding.hidden = !wanted(finding, form);
    shown += !finding.hidden;
  }
  for (const group of document.querySelectorAll(".formal, .place, .part")) {
    group.hidden = !group.querySelector(".finding:not([hidden])");
  }
  for (const group of document.querySelectorAll(".formal")) {
    group.open = narrowed && !group.hidden;
  }
  counter.textContent = `显示 ${shown} 处，共 ${findings.length} 处`;
}

function write() {
  const by = draft.querySelector("input").value.trim();
  const lines = [];
  for (const finding of document.querySelectorAll("article.finding")) {
    const verdict = finding.querySelector(".choice select")?.value;
    if (verdict) {
      const reason = finding.querySelector(".choice input").value.trim();
      lines.push(`  - finding: ${finding.dataset.id}`, `    decision: ${verdict}`,
        `    by: ${JSON.stringify(by)}`, `    reason: ${JSON.stringify(reason)}`);
    }
  }
  draft.querySelector("textarea").value = lines.length ? `decisions:\n${lines.join("\n")}\n` : "";
}

const choice = document.getElementById("choice");
for (const finding of document.querySelectorAll("article.finding")) {
  if (finding.dataset.state === "未处理" || finding.dataset.state === "存疑") {
    finding.append(choice.content.cloneNode(true));
  }
}
document.querySelectorAll(".choice, #draft").forEach((area) => area.addEventListener("input", write));
filter.addEventListener("input", apply);
filter.addEventListener("submit", (event) => event.preventDefault());
filter.addEventListener("reset", () => setTimeout(apply));
filter.hidden = false;
draft.hidden = false;
apply();
