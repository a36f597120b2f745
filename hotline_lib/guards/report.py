"""检查报告 (guard report): a page that clerks read offline, and the engine's results as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader

from hotline_lib.model.guards import GuardCheck, GuardIssue, GuardReport
from hotline_lib.model.page_templates import page_environment
from hotline_lib.model.tables import Severity

if TYPE_CHECKING:
    from hotline_lib.guards.check import GuardOutcome

PAGE = "guard_report.html.j2"
_SEVERITY = {"error": "错误", "warning": "提示"}


@dataclass(frozen=True)
class _TablePart:
    """What the page says about one input table."""

    label: str
    rows: int
    checks: tuple[GuardCheck, ...]
    errors: int
    warnings: int

    @property
    def not_run(self) -> int:
        return sum(c.could_not_run is not None for c in self.checks)


def guard_report_html(report: GuardReport, *, place_name: str, period_label: str) -> str:
    """检查报告网页: one self-contained page: the verdict, every issue, every check with its counts.

    It holds no script and refers to nothing outside itself; all text is escaped.
    """
    page = environment().get_template(PAGE)
    return page.render(
        place_name=place_name,
        period_label=period_label,
        errors=report.errors,
        warnings=report.warnings,
        severity=_SEVERITY,
        tables=_table_parts(report),
        issue_groups=[
            {
                "id": "errors",
                "title": "错误",
                "caption": "须更正后重新运行",
                "issues": report.errors,
            },
            {
                "id": "warnings",
                "title": "提示",
                "caption": "不影响生成，请核对",
                "issues": report.warnings,
            },
        ],
    )


def environment() -> Environment:
    """What the page's template is read with."""
    return page_environment(PackageLoader("hotline_lib.guards"))


def guard_results_json(outcome: GuardOutcome) -> str:
    """检查结果 JSON: the engine's results by table id; the same input gives the same bytes."""
    return json.dumps(outcome.results, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _table_parts(report: GuardReport) -> list[_TablePart]:
    """The tables in the order of their first check."""
    parts = []
    for label in dict.fromkeys(c.table for c in report.checks):
        checks = tuple(c for c in report.checks if c.table == label)
        issues = [i for i in report.issues if i.table == label]
        parts.append(
            _TablePart(
                label=label,
                rows=max(c.rows for c in checks),
                checks=checks,
                errors=_count(issues, Severity.error),
                warnings=_count(issues, Severity.warning),
            )
        )
    return parts


def _count(issues: Sequence[GuardIssue], severity: Severity) -> int:
    return sum(i.severity is severity for i in issues)
