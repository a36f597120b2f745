"""过关 (passing the gate): what a planned bulletin is compared with, before any of its files is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.change_limits import LimitSet
from hotline_lib.model.errors import UsageError
from hotline_lib.run.diff import declared_snapshot, read_published
from hotline_lib.run.gate.judging import Earlier, GateResult, judge, refuse_changes
from hotline_lib.run.gate.limits import change_limits
from hotline_lib.run.gate.request import GateRequest
from hotline_lib.run.planned import Planned


def pass_gate(
    workspace: Workspace, planned: Planned, published: Path, request: GateRequest | None
) -> GateResult | None:
    """过关: against the previous period, and against `published`, which the bulletin would replace.

    `None` where no gate was asked for. Raises `ChangesRefusedError` for changes beyond the limits that
    nobody accepts, and `ParamsError` as `change_limits` does.
    """
    if request is None:
        return None
    computed = planned.computed
    limits = change_limits(workspace, computed.params.place.id, computed.period, request)
    sets = (limits.previous_period, limits.last_draft) if limits else (LimitSet(), LimitSet())
    now = declared_snapshot(planned.blocks, planned.store.results.all_quantities())
    earlier = (*_previous(planned, sets[0]), *_draft(published, sets[1]))
    result = judge(now, earlier, limits, request)
    refuse_changes(result)
    return result


def _previous(planned: Planned, limits: LimitSet) -> Iterator[Earlier]:
    if planned.previous is not None:
        yield Earlier(planned.previous.label, limits, planned.previous.snapshot, planned.previous.problem)


def _draft(published: Path, limits: LimitSet) -> Iterator[Earlier]:
    if (published / "figures.json").is_file():
        try:
            yield Earlier("上一稿", limits, read_published(published))
        except UsageError as error:
            yield Earlier("上一稿", limits, None, str(error))
