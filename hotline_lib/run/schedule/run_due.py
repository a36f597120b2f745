"""排期运行 (run what is due): missed periods are caught up, oldest first; what waits is said to wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.errors import ExitCode, HotlineError
from hotline_lib.model.place import Place
from hotline_lib.model.schedule import Schedule
from hotline_lib.run.many.outcome import Outcome, State
from hotline_lib.run.many.targets import Target
from hotline_lib.run.schedule.due import Due, due_periods
from hotline_lib.run.schedule.readiness import waits_for
from hotline_lib.run.schedule.report import DueReport, DueResult, DueState
from hotline_lib.run.schedule.working_days import WorkingDays

SCHEDULE = "schedule.yml"

Make = Callable[[list[Target]], list[Outcome]]
"""Makes several bulletins, or finds them unchanged; a failure is an outcome, never an exception."""

_STATES = {State.made: DueState.made, State.unchanged: DueState.current, State.failed: DueState.failed}


def run_due(workspace: Workspace, today: date, make: Make) -> DueReport:
    """排期运行 on a day. Running it again makes nothing anew unless an input has changed.

    A place whose params cannot be read is reported as a fault; the others are made all the same.
    """
    due: list[Due] = []
    faults: list[str] = []
    unscheduled: list[str] = []
    for place in workspace.places():
        try:
            found = _due_of(workspace, place, today)
        except HotlineError as error:
            faults.append(f"{place}：{error}")
            continue
        if found is None:
            unscheduled.append(place)
        else:
            due += found
    due.sort(key=lambda d: (d.period.ends, d.place))
    lacking = [waits_for(workspace, d.place, d.period) for d in due]
    ready = [Target(d.place, d.period.id) for d, lack in zip(due, lacking, strict=True) if not lack]
    outcomes = {(o.place, o.period): o for o in (make(ready) if ready else ())}
    results = tuple(
        _result(d, lack, outcomes.get((d.place, d.period.id)), today)
        for d, lack in zip(due, lacking, strict=True)
    )
    return DueReport(today, results, tuple(faults), tuple(unscheduled))


def _due_of(workspace: Workspace, place: str, today: date) -> list[Due] | None:
    """到期的期 of one place; `None` if it has no schedule."""
    folder = workspace.place_params(place)
    if not (folder / SCHEDULE).is_file():
        return None
    shown = f"{workspace.relative(folder)}/{SCHEDULE}"
    schedule = read_model(folder / SCHEDULE, shown, Schedule)
    weeks = read_model(folder / "place.yml", f"{workspace.relative(folder)}/place.yml", Place).weeks.counted
    return due_periods(place, schedule, weeks, WorkingDays(schedule.special_days, shown), today)


def _result(due: Due, lack: str, outcome: Outcome | None, today: date) -> DueResult:
    """一期的结果. Inputs that the guards refuse are inputs to wait for, as blanks are."""
    state, message, folder = DueState.waiting, lack, ""
    if outcome is not None:
        refused = outcome.state is State.failed and outcome.code == ExitCode.input_refused
        state = DueState.waiting if refused else _STATES[outcome.state]
        message, folder = outcome.message, outcome.folder
    return DueResult(
        place=due.place,
        period=due.period.id,
        label=due.period.label,
        due_on=due.due_on,
        overdue=due.overdue(today),
        state=state,
        message=message,
        folder=folder,
    )
