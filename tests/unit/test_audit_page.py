"""The audit page: complete, self-contained, safe with hostile text, the same bytes for the same report."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from hotline_lib.model.decisions import Decision, Decisions, Verdict
from hotline_lib.model.findings import Evidence, Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.differing import differing
from hotline_lib.run.audit.page import audit_page
from hotline_lib.run.audit.report import AuditReport, Coverage, PartCoverage

HOSTILE = "<script>alert(1)</script>\"'&{{ 7*7 }}"


def part(name: str) -> PartCoverage:
    counts = dict.fromkeys(list(PartCoverage.model_fields)[1:], 1)
    return PartCoverage(part=name, **counts)


def made(**other: object) -> Finding:
    values: dict[str, object] = {
        "kind": FindingKind.value,
        "severity": FindingSeverity.error,
        "where": "附件1",
        "row": "甲局",
        "item": "综合指标值",
        "printed": "96.9",
        "computed": "96.8",
        "cause": "未能找到原因",
    }
    return Finding.model_validate({**values, **other})


def report(*findings: Finding, decisions: Decisions | None = None) -> AuditReport:
    coverage = Coverage(parts=(part("正文"), part("附件1")))
    return AuditReport(findings=findings, coverage=coverage, decisions=decisions or Decisions())


def page(*findings: Finding, decisions: Decisions | None = None) -> str:
    return audit_page(report(*findings, decisions=decisions), place_name="某地", period_label="2024年4月")


PROOF = Evidence(
    quantity="hotline.a.index",
    formula="指标值 = 0.3 × 甲",
    inputs=("办结率 1（hotline.a.closing_rate）",),
    rule="热线综合指标值（2024-04-01起施行）",
    tested=("舍去尾数", "串行"),
    leads=("若“有效回访数”为33（应为32），则得此数",),
)


def test_a_finding_shows_all_that_is_known_of_it() -> None:
    text = page(made(evidence=PROOF, note="另有说明"))
    shown = ("某地 2024年4月 核对报告", "甲局 · 综合指标值", "未能找到原因", "另有说明", "指标值 = 0.3 × 甲")
    proof = (PROOF.inputs[0], PROOF.rule, PROOF.leads[0], "舍去尾数、串行", "hotline.a.index", made().id)
    for words in (*shown, *proof, "96.<mark>9</mark>", "96.<mark>8</mark>", "未处理", "尚有 1 处"):
        assert words in text


def test_a_decision_is_shown_and_a_doubt_stays_open() -> None:
    doubtful = made(row="乙局")
    decisions = Decisions(
        decisions=(
            Decision(finding=made().id, decision=Verdict.correct, by="审核人", reason="原表为96.8"),
            Decision(finding=doubtful.id, decision=Verdict.doubtful, by="审核人", reason="待查"),
        )
    )
    text = page(made(), doubtful, decisions=decisions)
    assert "更正（审核人）：原表为96.8" in text
    assert "尚有 1 处" in text
    assert 'data-state="更正"' in text
    assert 'data-state="存疑"' in text


def test_findings_of_mere_form_stand_apart_and_want_a_decision_as_a_release_does() -> None:
    text = page(made(severity=FindingSeverity.form, kind=FindingKind.print_form))
    assert "仅涉形式（1 处）" in text
    assert "尚有 1 处没有处理意见" in text


def test_no_findings_is_said_and_needs_no_script() -> None:
    text = page()
    assert "所印与计算处处相符" in text
    assert "<script" not in text


@pytest.mark.parametrize("field", ["where", "row", "item", "printed", "computed", "cause", "note"])
def test_hostile_text_stays_text(field: str) -> None:
    text = page(made(**{field: HOSTILE}))
    assert "<script>alert" not in text
    assert "{{ 7*7 }}" in text
    assert text.count("<script>") == 1


def test_the_policy_lets_run_only_what_the_page_brings() -> None:
    text = page(made())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        source = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        assert source is not None
        digest = base64.b64encode(hashlib.sha256(source[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert not re.search(r'(?:src|href)="(?!#)|style="|\bon\w+="|url\(|@import|https?:', text)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page(made(evidence=PROOF), made(row="乙局")) == page(made(evidence=PROOF), made(row="乙局"))


@pytest.mark.parametrize(
    ("left", "right", "cut"),
    [
        ("96.9", "96.8", (("96.", "9", ""), ("96.", "8", ""))),
        ("10.87%", "10.88%", (("10.8", "7", "%"), ("10.8", "8", "%"))),
        ("", "甲", (("", "", ""), ("", "甲", ""))),
        ("甲甲", "甲", (("甲", "甲", ""), ("甲", "", ""))),
        ("同", "同", (("同", "", ""), ("同", "", ""))),
        ("1473", "1488", (("14", "73", ""), ("14", "88", ""))),
    ],
)
def test_texts_are_cut_where_they_differ(left: str, right: str, cut: tuple[tuple[str, ...], ...]) -> None:
    assert differing(left, right) == cut
