"""Decisions: a stable id a finding, one decision each, and none on what does not exist."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hotline_lib.ingest.decisions import read_decisions
from hotline_lib.model.decisions import Verdict
from hotline_lib.model.errors import InputError, ParamsError
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity


def made(**other: str) -> Finding:
    parts = {"where": "附件1", "row": "甲局", "item": "办结率", "printed": "98%", "computed": "89%"} | other
    return Finding(kind=FindingKind.value, severity=FindingSeverity.error, cause="相邻两位颠倒", **parts)


def written(folder: Path, text: str) -> Path:
    (folder / "decisions.yml").write_text(text, encoding="utf-8")
    return folder


def one(finding: Finding, decision: str = "照算", more: str = "") -> str:
    return f"- {{finding: {finding.id}, decision: {decision}, by: 审核人, reason: 已核对原表{more}}}\n"


def test_the_id_is_made_of_what_a_reviewer_sees_and_not_of_the_cause() -> None:
    finding = made()
    better = finding.model_copy(update={"cause": "未能找到原因", "severity": FindingSeverity.notice})
    assert finding.id == better.id == "value-de55f5ed2b"
    others = [made(**{part: "别的"}) for part in ("where", "row", "item", "printed", "computed")]
    moved = finding.model_copy(update={"kind": FindingKind.extra})
    assert len({f.id for f in (finding, moved, *others)}) == 7


def test_parts_do_not_run_into_each_other() -> None:
    assert made(row="甲", item="局办结率").id != made(row="甲局", item="办结率").id


def test_decisions_are_found_by_their_finding(tmp_path: Path) -> None:
    first, second = made(), made(row="乙局")
    more = ", decided_on: 2024-05-20"
    folder = written(tmp_path, "decisions:\n" + one(first, more=more) + one(second, "存疑"))
    decisions = read_decisions(folder, "data/x/2024-04", [first, second])
    decision = decisions.of(first)
    assert decision is not None
    assert decision.decided_on == date(2024, 5, 20)
    assert decision.text == "照算（审核人，2024-05-20）：已核对原表"
    assert decisions.of(made(row="丙局")) is None


def test_a_doubt_is_written_down_and_stays_open(tmp_path: Path) -> None:
    findings = [made(row=name) for name in ("甲局", "乙局", "丙局")]
    folder = written(tmp_path, "decisions:\n" + one(findings[0]) + one(findings[1], "存疑"))
    decisions = read_decisions(folder, "data/x/2024-04", findings)
    assert [f.row for f in decisions.open(findings)] == ["乙局", "丙局"]
    assert [v.value for v in Verdict if not v.settles] == ["存疑"]


def test_without_the_file_nothing_is_decided(tmp_path: Path) -> None:
    assert read_decisions(tmp_path, "data/x/2024-04", [made()]).open([made()]) == (made(),)


def test_a_decision_on_no_finding_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, "decisions:\n" + one(made()) + one(made(row="乙局")))
    with pytest.raises(InputError) as refused:
        read_decisions(folder, "data/x/2024-04", [made()])
    [problem] = refused.value.problems
    assert (problem.file, problem.column) == ("data/x/2024-04/decisions.yml", "decisions.1.finding")
    assert problem.found == made(row="乙局").id


def test_two_decisions_on_one_finding_are_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, "decisions:\n" + one(made()) + one(made(), "照印"))
    with pytest.raises(InputError, match="一个发现只写一条处理意见"):
        read_decisions(folder, "data/x/2024-04", [made()])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "decisions: [{finding: a, decision: 不管, by: 审核人, reason: 无}]",
            "应为 '照算', '照印', '更正' or '存疑' 之一",
        ),
        ("decisions: [{finding: a, decision: 照算, by: 审核人}]", "缺少此项"),
        ("decisions: [{finding: a, decision: 照算, by: '', reason: 无}]", "by"),
        ("decision: []", "没有这一项"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ParamsError, match=words):
        read_decisions(written(tmp_path, text), "data/x/2024-04", [made()])
