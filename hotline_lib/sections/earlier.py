"""往期的输入 (earlier inputs): the stored periods that a bulletin looks back to, guarded and computed.

Nothing is read from `outputs/`: an earlier period is computed from its own inputs by the same steps
and the rules in force then, once a run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hotline_lib.guards.check import GuardOutcome
from hotline_lib.ingest.params import PlaceParams
from hotline_lib.ingest.raw import RawTable
from hotline_lib.ingest.read_tables import read_tables
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.measures.counts import earlier_quantities
from hotline_lib.measures.earlier import Earlier, with_totals
from hotline_lib.model.contents import Edition
from hotline_lib.model.errors import InputError, ParamsError
from hotline_lib.model.period import Period
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.rules import LedgerRules, TextFigures
from hotline_lib.model.tables import TableKind
from hotline_lib.scoring.compute import compute, period_days

Checker = Callable[..., GuardOutcome]
"""检查者 (checker): `check_tables`, or what stands for it and may keep its verdicts."""


def earlier_periods(
    workspace: Workspace,
    params: PlaceParams,
    period: Period,
    tables: Sequence[RawTable],
    wanted: Mapping[str, Period],
    check: Checker,
) -> dict[str, Earlier]:
    """往期之数 by period id: stored inputs where there are any, replaced by the totals this period gives.

    `tables` are this period's. Raises `InputError` naming the earlier period's files where a guard
    refuses them, and `RuleNotInForceError` where a rule had no version then.
    """
    figures = params.in_force(TextFigures, period)
    found: dict[str, Earlier] = {}
    for then in wanted.values():
        stored = _stored(workspace, params, then, check)
        totals = _totals(tables, params, then)
        if stored is None and not totals:
            continue
        if stored is None:
            days = period_days(then)
            units = params.units.ids_in_force(then.last_day)
            stored = Earlier(then, {days.id: days}, units)
        found[then.id] = with_totals(stored, totals, figures) if totals else stored
    return found


def stored_folders(workspace: Workspace, params: PlaceParams, wanted: Mapping[str, Period]) -> list[str]:
    """The ids of the earlier periods that have a folder of inputs."""
    return [i for i in wanted if (workspace.data / params.place.id / i).is_dir()]


def _stored(workspace: Workspace, params: PlaceParams, then: Period, check: Checker) -> Earlier | None:
    folder = workspace.data / params.place.id / then.id
    if not folder.is_dir():
        return None
    tables = read_tables(folder, workspace.relative(folder), params.inputs, params.units, then.last_day)
    tables = [t for t in tables if t.spec.kind is not TableKind.earlier]
    ledgers = params.in_force(LedgerRules, then)
    outcome = check(tables, params.units, params.intake, ledgers[0][1] if ledgers else None, then.last_day)
    if outcome.report.errors:
        raise InputError(issue.problem for issue in outcome.report.errors)
    results = compute(tables, params, then, unpublished=_unpublished(folder / "edition.yml"))
    return Earlier(then, results.all_quantities(), params.units.ids_in_force(then.last_day))


def _unpublished(edition: Path) -> Mapping[str, str]:
    """Which data that period has not got; whatever is wrong with its edition is told when that is made."""
    try:
        return read_model(edition, edition.name, Edition).unpublished
    except ParamsError:
        return {}


def _totals(tables: Sequence[RawTable], params: PlaceParams, then: Period) -> dict[str, Quantity]:
    return {
        name: quantity
        for table in tables
        if table.spec.kind is TableKind.earlier
        for name, quantity in earlier_quantities(table, params.intake, then.id).items()
    }
