"""处理意见的读取 (reading of decisions), each held against the findings that exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.decisions import Decisions
from hotline_lib.model.errors import InputError, Problem
from hotline_lib.model.findings import Finding

FILE = "decisions.yml"


def read_decisions(folder: Path, shown: str, findings: Iterable[Finding]) -> Decisions:
    """处理意见 of `data/<place>/<period>/`, which messages print as `shown`; none without the file.

    Raises `ParamsError` for a faulty file, `InputError` for a decision on a finding that does not
    exist (any more) and for two decisions on one finding.
    """
    path, file = folder / FILE, f"{shown}/{FILE}"
    if not path.is_file():
        return Decisions()
    decisions = read_model(path, file, Decisions)
    problems = [*_unknown(decisions, findings, file), *_twice(decisions, file)]
    if problems:
        raise InputError(problems)
    return decisions


def _unknown(decisions: Decisions, findings: Iterable[Finding], file: str) -> list[Problem]:
    known = {f.id for f in findings}
    return [
        Problem(
            file=file,
            column=f"decisions.{number}.finding",
            found=decision.finding,
            expected="核对结果中没有这一发现（可能已经消失，或所印、所算之数已变）",
            action="请用 hotline audit 查看现有编号，改正或删去这一条",
        )
        for number, decision in enumerate(decisions.decisions)
        if decision.finding not in known
    ]


def _twice(decisions: Decisions, file: str) -> list[Problem]:
    counted = Counter(d.finding for d in decisions.decisions)
    return [
        Problem(
            file=file,
            column="decisions",
            found=finding,
            expected="一个发现只写一条处理意见",
            action="请只留一条",
        )
        for finding, count in counted.items()
        if count > 1
    ]
