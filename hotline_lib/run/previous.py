"""上一期 (previous period): what its bulletin prints, computed from its own inputs under its own rules.

It is computed, not read from `outputs/`, so that a bulletin depends on inputs alone and not on what
happens to have been published before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from hotline_lib.guards.check import check_tables
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import HotlineError, ProblemsError, UsageError
from hotline_lib.model.period import Period
from hotline_lib.run.diff import Snapshot, declared_snapshot
from hotline_lib.sections.blocks import declared_blocks
from hotline_lib.sections.earlier import Checker
from hotline_lib.sections.prepare import prepare
from hotline_lib.sections.store import Store, store_of


@dataclass(frozen=True)
class PreviousPeriod:
    """上一期: its name, what is compared, and what it prints for each quantity; or why there is none."""

    label: str
    snapshot: Snapshot | None = None
    printed: dict[str, str] = field(default_factory=dict)
    problem: str = ""


def previous_period(
    workspace: Workspace, place: str, period: Period, check: Checker = check_tables
) -> PreviousPeriod | None:
    """上一期 of a period; `None` where no such period is usual or its data folder does not exist.

    Inputs that the guards refuse are no reason to stop this period: `problem` says what is wrong.
    """
    try:
        before = period.previous
        workspace.period_data(place, before)
    except UsageError:
        return None
    try:
        return _computed(store_of(prepare(workspace, place, before, check)), before.label, workspace.fonts)
    except HotlineError as error:
        first = error.problems[0] if isinstance(error, ProblemsError) else error
        return PreviousPeriod(before.label, problem=f"{before.label}的输入不能计算：{first}")


def _computed(store: Store, label: str, fonts: Path) -> PreviousPeriod:
    shown = declared_blocks(store, fonts)
    return PreviousPeriod(
        label=label,
        snapshot=declared_snapshot(shown, store.results.all_quantities()),
        printed={
            mark.quantity: mark.text for several in shown.values() for one in several for mark in one.figures
        },
    )
