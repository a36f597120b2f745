"""结论 (verdicts): the engine's result for one expectation, read into checks and located issues.

An expectation that raised, that failed without naming a fault, or whose list of rows is shorter
than its count has not been carried out: that is an error of its own kind, never a pass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hotline_lib.guards.faults import Fault
from hotline_lib.ingest.raw import RawTable
from hotline_lib.model.errors import Problem
from hotline_lib.model.guards import GuardCheck, GuardIssue
from hotline_lib.model.tables import Severity


@dataclass(frozen=True)
class Verdict:
    """一项结论 (verdict): the check, its issues, and whether the check waits for others to be mended."""

    check: GuardCheck
    issues: tuple[GuardIssue, ...]
    blocked: bool = False


def read_verdict(raw: RawTable, expectation: Any, result: dict[str, Any]) -> Verdict:
    """结论: reads one scrubbed result; `expectation` is the object that was run."""
    rows = len(raw.frame)
    if result["exception_info"]["raised_exception"]:
        return could_not_run(raw, expectation, str(result["exception_info"]["exception_message"]))
    details = result["result"].get("details") or {}
    faults: list[tuple[int | None, Fault]]
    if reason := details.get("blocked"):
        return blocked(raw, expectation, str(reason))
    if "unexpected_count" in result["result"]:
        found = result["result"].get("unexpected_index_list") or []
        if len(found) != result["result"]["unexpected_count"]:
            return could_not_run(raw, expectation, "引擎给出的行不全")
        rows = result["result"]["element_count"]
        faults = [(int(row["row"]), f) for row in found for f in expectation.faults(row)]
        failed = len(found)
    else:
        made = [Fault(**f) for f in details.get("faults", ())]
        faults = [(f.row, f) for f in made]
        failed = len(made)
    if result["success"] == bool(faults):
        return could_not_run(raw, expectation, "引擎的结论与所列问题不符")
    severity = severity_of(expectation)
    check = GuardCheck(
        table=raw.spec.label,
        expectation=expectation.description,
        severity=severity,
        rows=rows,
        failed=failed,
    )
    issues = tuple(
        GuardIssue(
            table=raw.spec.label,
            expectation=expectation.description,
            severity=severity,
            problem=_problem(raw, row, fault),
        )
        for row, fault in faults
    )
    return Verdict(check, issues)


def could_not_run(raw: RawTable, expectation: Any, reason: str) -> Verdict:
    """未能检查 (could not check): an error whatever the severity of the check."""
    problem = Problem(
        file=raw.file,
        expected=f"检查“{expectation.description}”未能进行（{reason}）",
        action="查清之前不能视为合格，请核对该表的列与参数文件，或联系维护人员。",
    )
    issue = GuardIssue(
        table=raw.spec.label,
        expectation=expectation.description,
        severity=Severity.error,
        problem=problem,
    )
    return Verdict(_not_carried_out(raw, expectation, reason), (issue,))


def blocked(raw: RawTable, expectation: Any, reason: str) -> Verdict:
    """待更正后再查 (blocked): not decided because of something that another check reports.

    It carries the issue it would have if no other check did report it; `check` drops the issue
    when the table is refused anyway.
    """
    verdict = could_not_run(raw, expectation, reason)
    return Verdict(verdict.check, verdict.issues, blocked=True)


def severity_of(expectation: Any) -> Severity:
    """轻重: Great Expectations' `critical` is our error."""
    critical = str(getattr(expectation.severity, "value", expectation.severity)) == "critical"
    return Severity.error if critical else Severity.warning


def _not_carried_out(raw: RawTable, expectation: Any, reason: str) -> GuardCheck:
    return GuardCheck(
        table=raw.spec.label,
        expectation=expectation.description,
        severity=severity_of(expectation),
        rows=len(raw.frame),
        failed=0,
        could_not_run=reason,
    )


def _problem(raw: RawTable, row: int | None, fault: Fault) -> Problem:
    return Problem(
        file=raw.file,
        row=row,
        column=fault.column,
        found=fault.found,
        expected=fault.expected,
        action=fault.action,
    )
