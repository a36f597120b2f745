"""备料 (prepare): inputs and params of one period, guarded and computed; what the store is made of."""

from __future__ import annotations

from dataclasses import dataclass

from hotline_lib.guards.check import GuardOutcome, check_tables
from hotline_lib.ingest.editorial import Piece, read_editorial
from hotline_lib.ingest.params import PlaceParams, load_params
from hotline_lib.ingest.raw import RawTable
from hotline_lib.ingest.read_tables import read_tables
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.contents import Edition
from hotline_lib.model.errors import InputError
from hotline_lib.model.period import Period
from hotline_lib.model.results import Results
from hotline_lib.model.rules import LedgerRules
from hotline_lib.scoring.compute import compute


@dataclass(frozen=True)
class Prepared:
    """Everything known about one place and period before any section runs."""

    params: PlaceParams
    period: Period
    edition: Edition
    editorial: dict[str, tuple[Piece, ...]]
    guards: GuardOutcome
    results: Results


def check_inputs(
    workspace: Workspace, place: str, period: Period
) -> tuple[PlaceParams, GuardOutcome, list[RawTable]]:
    """检查输入: params, the guards' outcome and the raw tables; judges nothing else.

    Raises `UsageError`, `ParamsError`, or `InputError` for tables that cannot be read at all.
    """
    params = load_params(workspace, place, period)
    period = period.counted_in(params.place.weeks)
    folder = workspace.period_data(place, period)
    tables = read_tables(folder, workspace.relative(folder), params.inputs, params.units, period.last_day)
    ledgers = params.in_force(LedgerRules, period)
    outcome = check_tables(
        tables, params.units, params.intake, ledgers[0][1] if ledgers else None, period.last_day
    )
    return params, outcome, tables


def prepare(workspace: Workspace, place: str, period: Period) -> Prepared:
    """备料: load, guard and compute. Raises `InputError` with all problems if a guard refuses."""
    return prepared_from(workspace, period, *check_inputs(workspace, place, period))


def prepared_from(
    workspace: Workspace, period: Period, params: PlaceParams, outcome: GuardOutcome, tables: list[RawTable]
) -> Prepared:
    """备料 from checked inputs. Raises `InputError` with all problems if a guard refused."""
    if outcome.report.errors:
        raise InputError(issue.problem for issue in outcome.report.errors)
    period = period.counted_in(params.place.weeks)
    folder = workspace.period_data(params.place.id, period)
    shown = workspace.relative(folder)
    return Prepared(
        params=params,
        period=period,
        edition=read_model(folder / "edition.yml", f"{shown}/edition.yml", Edition),
        editorial=read_editorial(folder, shown),
        guards=outcome,
        results=compute(tables, params, period),
    )
