"""检查输入 (check tables): every input table of a period through Great Expectations.

This module does not import Great Expectations until there is a table to check.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from hotline_lib.guards.frame import guard_frame
from hotline_lib.guards.quiet import quiet_engine
from hotline_lib.guards.verdicts import Verdict, blocked, could_not_run, read_verdict
from hotline_lib.ingest.raw import RawTable
from hotline_lib.model.guards import GuardReport
from hotline_lib.model.rules import LedgerRules
from hotline_lib.model.tables import IntakeMeasures, Severity, TableKind
from hotline_lib.model.units import UnitRegister


@dataclass(frozen=True)
class GuardOutcome:
    """检查所得 (outcome): the report for people, and the engine's own results by table id."""

    report: GuardReport
    results: dict[str, dict[str, Any]]


def check_tables(
    tables: Sequence[RawTable],
    register: UnitRegister,
    measures: IntakeMeasures,
    ledger: LedgerRules | None,
    on: date,
    earlier: Mapping[str, str] | None = None,
) -> GuardOutcome:
    """检查输入: runs the suite of every table and reports every failing row.

    `on` is the last day of the period, which decides the units in force; `ledger` are the rules
    in force then, `None` where the place has none; `earlier` are the periods (id and label) that this
    one is compared with. Nothing is raised for bad data: the caller
    stops when `report.errors` is not empty.
    """
    frames = [guard_frame(raw, register, measures, ledger, on) for raw in tables]
    required = _required_by_table(tables, frames, measures)
    results: dict[str, dict[str, Any]] = {}
    verdicts: list[Verdict] = []
    with quiet_engine():
        engine = _start_engine() if tables else None
        for raw, frame, ids in zip(tables, frames, required, strict=True):
            result, found = _check_table(engine, raw, frame, measures, ids, earlier or {})
            results[raw.spec.id] = {"table": raw.spec.label, "file": raw.file, **result}
            verdicts += found
    return GuardOutcome(
        GuardReport(
            checks=tuple(v.check for v in verdicts),
            issues=tuple(i for v in verdicts for i in v.issues),
        ),
        results,
    )


def _start_engine() -> Any:
    from hotline_lib.guards.gx_run import Engine

    return Engine()


def _check_table(
    engine: Any,
    raw: RawTable,
    frame: pd.DataFrame,
    measures: IntakeMeasures,
    required: list[str],
    earlier: Mapping[str, str],
) -> tuple[dict[str, Any], list[Verdict]]:
    """The engine's result for one table, and its verdicts in the order of the suite."""
    from hotline_lib.guards.suites import build_suite

    plan = build_suite(raw, measures, required, earlier)
    result = engine.run(frame, plan.suite)
    by_number = {r["expectation_config"]["meta"]["check"]: r for r in result["results"]}
    verdicts = []
    for expectation in plan.planned:
        number = expectation.meta["check"]
        if number in by_number:
            verdicts.append((number, read_verdict(raw, expectation, by_number[number])))
        else:
            verdicts.append((number, could_not_run(raw, expectation, "引擎没有给出结果")))
    for expectation, reason in plan.skipped:
        verdicts.append((expectation.meta["check"], blocked(raw, expectation, reason)))
    result["not_run"] = [{"description": e.description, "reason": why} for e, why in plan.skipped]
    return result, _settled([v for _, v in sorted(verdicts, key=lambda pair: pair[0])])


def _settled(verdicts: list[Verdict]) -> list[Verdict]:
    """Drops the issues of checks that wait for others, where another check refuses the table."""
    refused = any(issue.severity is Severity.error for v in verdicts if not v.blocked for issue in v.issues)
    return [replace(v, issues=()) if v.blocked and refused else v for v in verdicts]


def _required_by_table(
    tables: Sequence[RawTable], frames: Sequence[pd.DataFrame], measures: IntakeMeasures
) -> list[list[str]]:
    """The measures each table must hold: the first intake table those that no other one reports."""
    intake = [n for n, raw in enumerate(tables) if raw.spec.kind is TableKind.intake]
    elsewhere = {str(i) for n in intake[1:] if "measure__id" in frames[n] for i in frames[n]["measure__id"]}
    ids = [m.id for m in measures.measures if m.required and m.id not in elsewhere]
    return [ids if intake and n == intake[0] else [] for n in range(len(tables))]
