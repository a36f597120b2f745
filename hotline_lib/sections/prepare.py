"""备料 (prepare): inputs and params of one period, guarded and computed; what the store is made of."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from hotline_lib.guards.check import GuardOutcome, check_tables
from hotline_lib.ingest.editorial import Piece, read_editorial
from hotline_lib.ingest.params import PlaceParams, load_params
from hotline_lib.ingest.raw import RawTable
from hotline_lib.ingest.read_tables import read_tables
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.measures.counts import intake_quantities
from hotline_lib.measures.earlier import wanted_periods
from hotline_lib.model.contents import Edition
from hotline_lib.model.errors import InputError, Problem
from hotline_lib.model.guards import GuardIssue
from hotline_lib.model.period import Period
from hotline_lib.model.results import Results
from hotline_lib.model.rules import LedgerRules, TextFigures
from hotline_lib.model.tables import Severity, TableKind
from hotline_lib.scoring.compute import compute
from hotline_lib.sections.earlier import Checker, earlier_periods, stored_folders


@dataclass(frozen=True, kw_only=True)
class Computed:
    """推算 (computed): what follows from the inputs of one place and period, sound or not.

    `earlier` are the ids of the stored periods that were computed for comparison.
    """

    params: PlaceParams
    period: Period
    edition: Edition
    editorial: dict[str, tuple[Piece, ...]]
    results: Results
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Prepared(Computed):
    """备料 (prepared): the same from accepted inputs; all that is known before sections run."""

    guards: GuardOutcome


def check_inputs(
    workspace: Workspace, place: str, period: Period, check: Checker = check_tables
) -> tuple[PlaceParams, GuardOutcome, list[RawTable]]:
    """检查输入: params, the guards' outcome and the raw tables; judges nothing else.

    Raises `UsageError`, `ParamsError`, or `InputError` for tables that cannot be read at all.
    """
    params, tables = read_inputs(workspace, place, period)
    return params, check(*to_check(params, tables, period)), tables


def read_inputs(workspace: Workspace, place: str, period: Period) -> tuple[PlaceParams, list[RawTable]]:
    """读取输入: params and raw tables, unjudged. Raises as `check_inputs` does."""
    params = load_params(workspace, place, period)
    period = period.counted_in(params.place.weeks.counted)
    folder = workspace.period_data(place, period)
    tables = read_tables(folder, workspace.relative(folder), params.inputs, params.units, period.last_day)
    return params, tables


def to_check(params: PlaceParams, tables: list[RawTable], period: Period) -> tuple[Any, ...]:
    """待检查的: the arguments of `check_tables` for read inputs."""
    period = period.counted_in(params.place.weeks.counted)
    ledgers = params.in_force(LedgerRules, period)
    ledger = ledgers[0][1] if ledgers else None
    earlier = {i: p.label for i, p in _wanted(params, period).items()}
    return tables, params.units, params.intake, ledger, period.last_day, earlier


def prepare(workspace: Workspace, place: str, period: Period, check: Checker = check_tables) -> Prepared:
    """备料: load, guard and compute. Raises `InputError` with all problems if a guard refuses."""
    return prepared_from(workspace, period, *check_inputs(workspace, place, period, check), check)


def prepared_from(
    workspace: Workspace,
    period: Period,
    params: PlaceParams,
    outcome: GuardOutcome,
    tables: list[RawTable],
    check: Checker = check_tables,
) -> Prepared:
    """备料 from checked inputs; `check` judges those of earlier periods.

    Raises `InputError` with all problems if a guard refused.
    """
    refuse(outcome)
    return accepted(workspace, computed_from(workspace, period, params, tables, check), outcome)


def refuse(outcome: GuardOutcome) -> None:
    """拒收: raises `InputError` with all problems if a guard refused."""
    if outcome.report.errors:
        raise InputError(issue.problem for issue in outcome.report.errors)


def accepted(workspace: Workspace, computed: Computed, outcome: GuardOutcome) -> Prepared:
    """备料 of what was computed, with the outcome that accepted its inputs."""
    parts = {field.name: getattr(computed, field.name) for field in fields(Computed)}
    shown = workspace.relative(workspace.period_data(computed.params.place.id, computed.period))
    edition = f"{shown}/edition.yml"
    return Prepared(**parts, guards=_with_unpublished(outcome, computed.edition, computed.params, edition))


def computed_from(
    workspace: Workspace,
    period: Period,
    params: PlaceParams,
    tables: list[RawTable],
    check: Checker = check_tables,
) -> Computed:
    """推算 from read inputs; `check` judges those of earlier periods.

    What it raises for unsound inputs is not what is wrong with them.
    """
    period = period.counted_in(params.place.weeks.counted)
    folder = workspace.period_data(params.place.id, period)
    shown = workspace.relative(folder)
    edition = read_model(folder / "edition.yml", f"{shown}/edition.yml", Edition)
    _check_unpublished(edition, params, tables, f"{shown}/edition.yml")
    wanted = _wanted(params, period)
    earlier = earlier_periods(workspace, params, period, tables, wanted, check)
    return Computed(
        params=params,
        period=period,
        edition=edition,
        editorial=read_editorial(folder, shown),
        results=compute(tables, params, period, earlier, edition.unpublished),
        earlier=tuple(stored_folders(workspace, params, wanted)),
    )


def _wanted(params: PlaceParams, period: Period) -> dict[str, Period]:
    rules = [body for _, body in params.in_force(TextFigures, period)]
    return wanted_periods(period, rules, params.charts)


def _with_unpublished(
    outcome: GuardOutcome, edition: Edition, params: PlaceParams, shown: str
) -> GuardOutcome:
    """A reviewer reads which charts have no data, and why, among the warnings of the inputs."""
    labels = {m.id: m.label for m in params.intake.measures}
    issues = tuple(
        GuardIssue(
            table="本期信息",
            expectation="来件指标的数据应可得",
            severity=Severity.warning,
            problem=Problem(
                file=shown,
                column="unpublished",
                expected=f"“{labels[name]}”没有数据：{reason}",
                action="用到它的图只印图题与缘由；有了数据请填入来件并删去此项",
            ),
        )
        for name, reason in edition.unpublished.items()
    )
    report = outcome.report.model_copy(update={"issues": (*outcome.report.issues, *issues)})
    return GuardOutcome(report, outcome.results)


def _check_unpublished(edition: Edition, params: PlaceParams, tables: list[RawTable], shown: str) -> None:
    """本期没有的指标: raises `InputError` for one that no measure is, or that the inputs do hold."""
    measures = {m.id: m for m in params.intake.measures}
    held = {
        name.split(".")[1]
        for table in tables
        if table.spec.kind is TableKind.intake
        for name in intake_quantities(table, params.intake)
    }
    problems = []
    for name in edition.unpublished:
        if name not in measures:
            expected = f"应为 intake.yml 中的指标（{'、'.join(measures)}）"
        elif name in held:
            expected = f"来件中有“{measures[name].label}”，不应又写明没有"
        else:
            continue
        problems.append(
            Problem(file=shown, column="unpublished", found=name, expected=expected, action="请改正或删去")
        )
    if problems:
        raise InputError(problems)
