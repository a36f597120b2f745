"""审核资料 (review material) of a run: lineage, warnings, findings with marks, changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hotline_lib.model.differences import Changes
from hotline_lib.model.document import FigureMark, Shown
from hotline_lib.model.findings import Finding
from hotline_lib.model.guards import GuardIssue
from hotline_lib.publish.lineage import lineage_of
from hotline_lib.publish.review import Review
from hotline_lib.run.diff import Snapshot, compare
from hotline_lib.run.drafts import CHANGES_PAGE
from hotline_lib.run.previous import PreviousPeriod
from hotline_lib.run.review_marks import review_marks
from hotline_lib.sections.store import Store

AUDIT_PAGE = "checks/audit.html"


def review_of_run(
    store: Store,
    declared: Mapping[str, Sequence[Shown]],
    marks: Sequence[FigureMark],
    findings: Sequence[Finding],
    warnings: Sequence[GuardIssue],
    changes: Changes | None,
    previous: PreviousPeriod | None,
) -> Review:
    """审核资料 for the page; `declared` are the store's `declared_blocks`, `marks` those of the notebooks."""
    problems = [issue.problem for issue in warnings]
    return Review(
        lineage=lineage_of(marks, store.results.all_quantities(), previous.printed if previous else None),
        warnings=tuple(str(problem) for problem in problems),
        findings=tuple(findings),
        marks=review_marks(store, declared, findings, problems),
        changes=changes,
        audit=AUDIT_PAGE if findings else None,
        drafts=CHANGES_PAGE,
    )


def changes_since(previous: PreviousPeriod | None, now: Snapshot, label: str) -> Changes | None:
    """与上期相比的变动; `None` without a previous period, a `problem` where it cannot be computed."""
    if previous is None:
        return None
    if previous.snapshot is None:
        return Changes(before=previous.label, after=label, problem=previous.problem)
    return compare(previous.snapshot, now, names=(previous.label, label))
