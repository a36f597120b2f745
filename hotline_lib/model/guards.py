"""检查结果 (guard results): what the input checks found, independent of the engine that ran them."""

from __future__ import annotations

from pydantic import Field

from hotline_lib.model.errors import Problem
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.tables import Severity


class GuardIssue(Frozen):
    """一处不合格 (one failed check) at a row, or on a whole table."""

    table: str
    expectation: str = Field(description="检查名称，业务用语")
    severity: Severity
    problem: Problem


class GuardCheck(Frozen):
    """一项检查 (one check) that ran: how many rows it looked at and how many failed."""

    table: str
    expectation: str
    severity: Severity
    rows: int
    failed: int
    could_not_run: str | None = None


class GuardReport(Frozen):
    """检查报告 (report) over all input tables of a period."""

    checks: tuple[GuardCheck, ...]
    issues: tuple[GuardIssue, ...]

    @property
    def errors(self) -> tuple[GuardIssue, ...]:
        """Issues that stop the run."""
        return tuple(i for i in self.issues if i.severity is Severity.error)

    @property
    def warnings(self) -> tuple[GuardIssue, ...]:
        """Issues that a reviewer must read."""
        return tuple(i for i in self.issues if i.severity is Severity.warning)
