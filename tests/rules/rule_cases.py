"""Rule cases: what a YAML file of this folder may say, and how a case is put to the real rules."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from hotline_lib.ingest.params import PlaceParams
from hotline_lib.ingest.read_tables import read_tables
from hotline_lib.measures.derived import breakdown, derived_figure
from hotline_lib.measures.rates import unit_rate
from hotline_lib.model.exact import parse_exact
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.period import Period
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import LedgerLine, UnitRow
from hotline_lib.model.rules import Evaluation, Grades, LedgerRules, Rankings, Rule, RuleBody, TextFigures
from hotline_lib.model.tables import InputTables, TableKind
from hotline_lib.scoring.grades import grade_counts, grade_quantity
from hotline_lib.scoring.index import index_quantity
from hotline_lib.scoring.ledger import grade_lines, received_lines
from hotline_lib.scoring.rankings import limit_quantity, ranked_units, value_count

SUBJECT = "linxiang"
"""The unit of cases that are about one unit; its name is 临湘市."""


class Given(Frozen):
    """What a case puts in; which keys make sense depends on the kind of rule."""

    period: str = "2024-04"
    counts: dict[str, int] | None = None
    value: str | None = None
    values: tuple[str, ...] | None = None
    ranking: str | None = None
    count: str | None = None
    units: tuple[tuple[str, int, str], ...] = ()
    received: tuple[dict[str, str], ...] = ()
    grades: dict[str, dict[str, str]] = Field(default={})
    due: dict[str, int] = Field(default={})
    figure: str | None = None
    breakdown: str | None = None
    intake: dict[str, int] = Field(default={})


class Case(Frozen):
    """One case: a sentence, what is given, and what must come out or be refused."""

    name: str
    given: Given
    expect: dict[str, Any] = Field(default={}, description="结果中须如此的各项")
    refused: tuple[str, ...] = Field(default=(), description="异常类名，其后为信息中须有的词")

    @model_validator(mode="after")
    def _states_one_outcome(self) -> Case:
        if bool(self.expect) == bool(self.refused):
            raise ValueError(f"“{self.name}”须写 expect 或 refused 之一")
        return self


class CaseFile(Frozen):
    """The cases of one rule."""

    rule: str
    cases: tuple[Case, ...] = Field(min_length=1)


def outcome(case: Case, rule: Rule, params: PlaceParams, scratch: Path) -> dict[str, Any]:
    """Put a case to the version of a rule in force; the result holds printed texts only."""
    version = rule.in_force(Period.parse(case.given.period))
    result = {"in_force_from": str(version.in_force_from)}
    if case.given.model_fields_set == {"period"}:
        return result
    judge = JUDGES[type(version.body)]
    return result | judge(version.body, rule.ref(version), case.given, params, scratch)


def _evaluation(
    body: Evaluation, cited: RuleRef, given: Given, params: PlaceParams, _: Path
) -> dict[str, Any]:
    assert given.counts is not None
    row = _row(SUBJECT, params, **{k: _count(k, v) for k, v in given.counts.items()})
    for rate in body.rates:
        row = _with(row, **{rate.id: unit_rate(row, rate, cited, body.programme)})
    row = _with(row, index=index_quantity(row, body.index, cited, body.programme))
    return {k: params.place.printed(q) for k, q in row.cells.items()}


def _grades(body: Grades, cited: RuleRef, given: Given, params: PlaceParams, _: Path) -> dict[str, Any]:
    def graded(value: str) -> UnitRow:
        row = _row(SUBJECT, params, index=_index(value, body.programme, params))
        return _with(row, grade=grade_quantity(row, body, cited, params.place))

    if given.values is not None:
        counts = grade_counts([graded(v) for v in given.values], body, cited)
        return {
            key: {s.grade: int(counts[f"{body.programme}.{name}.{s.grade}"].number) for s in body.steps}
            for key, name in (("counts", "grade_count"), ("and_below", "grade_and_below"))
        }
    assert given.value is not None
    cells = graded(given.value).cells
    return {"printed": params.place.printed(cells["index"]), "grade": cells["grade"].text}


def _rankings(body: Rankings, cited: RuleRef, given: Given, params: PlaceParams, _: Path) -> dict[str, Any]:
    def rows(programme: str) -> list[UnitRow]:
        return [
            _row(u, params, due=_count("due", due), index=_index(value, programme, params))
            for u, due, value in given.units
        ]

    if given.count is not None:
        counted = next(c for c in body.counts if c.id == given.count)
        found = value_count(rows(counted.programme), counted, cited, params.place)
        limit = limit_quantity(counted.id, "", counted.equals, cited)
        return {"count": params.place.printed(found), "limit": params.place.printed(limit)}
    ranking = next(r for r in body.rankings if r.id == given.ranking)
    ranked = ranked_units(rows(ranking.programme), ranking, params.place)
    limit_text = str(ranking.minimum.at_least) if ranking.minimum else None
    return {
        "listed": [[r.name, r.rank, params.place.printed(r.value)] for r in ranked],
        "limit": limit_text,
    }


def _ledger(
    body: LedgerRules, cited: RuleRef, given: Given, params: PlaceParams, scratch: Path
) -> dict[str, Any]:
    (spec,) = params.inputs.of_kind(TableKind.ledger)
    with (scratch / spec.file).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [c.label for c in spec.columns], restval="")
        writer.writeheader()
        writer.writerows(given.received)
    inputs = InputTables(tables=(spec,))
    (table,) = read_tables(scratch, "案例", inputs, params.units, Period.parse(given.period).last_day)
    graded = {
        programme: [
            _row(u, params, due=_count("due", given.due.get(u, 1)), grade=_grade(letter))
            for u, letter in letters.items()
        ]
        for programme, letters in given.grades.items()
    }
    received = received_lines(table, body, cited, params.units)
    lines = _as_printed([*received, *grade_lines(graded, body, cited)])
    return {"lines": [[x.name, params.place.printed(x.points), x.rule] for x in lines]}


def _as_printed(lines: list[LedgerLine]) -> list[LedgerLine]:
    """Deductions first; the lines of a unit together, units in order of their first line."""
    ordered = []
    for sign in (-1, 1):
        wanted = [x for x in lines if x.points.number * sign > 0]
        ordered += [x for unit in dict.fromkeys(x.unit for x in wanted) for x in wanted if x.unit == unit]
    return ordered


def _text_figures(
    body: TextFigures, cited: RuleRef, given: Given, params: PlaceParams, _: Path
) -> dict[str, Any]:
    known = {f"intake.{k}": _count(f"intake.{k}", v) for k, v in given.intake.items()}
    if given.figure is not None:
        figure = next(f for f in body.figures if f.id == given.figure)
        return {"printed": params.place.printed(derived_figure(figure, cited, known))}
    parts = next(b for b in body.breakdowns if b.id == given.breakdown)
    items = breakdown(parts, cited, known)
    return {"shares": [[i.id, params.place.printed(i.share)] for i in items]}


JUDGES: dict[type[RuleBody], Callable[..., dict[str, Any]]] = {
    Evaluation: _evaluation,
    Grades: _grades,
    Rankings: _rankings,
    LedgerRules: _ledger,
    TextFigures: _text_figures,
}


def _row(unit_id: str, params: PlaceParams, **cells: Quantity) -> UnitRow:
    unit = params.units.unit(unit_id)
    return UnitRow(unit=unit.id, name=unit.name, group=unit.group, cells=cells)


def _with(row: UnitRow, **cells: Quantity) -> UnitRow:
    return row.model_copy(update={"cells": {**row.cells, **cells}})


def _count(name: str, value: int) -> Quantity:
    return Quantity(id=name, label=name, value=Fraction(value), form="count", formula="案例")


def _grade(letter: str) -> Quantity:
    return Quantity(id="grade", label="等级评价", text=letter, form="label", formula="案例")


def _index(value: str, programme: str, params: PlaceParams) -> Quantity:
    """A value of the index in the print form that the programme's own rule gives it."""
    forms = {b.programme: b.index.form for r in params.rules for b in bodies(r) if isinstance(b, Evaluation)}
    return Quantity(
        id="index", label="综合指标值", value=parse_exact(value), form=forms[programme], formula="案例"
    )


def bodies(rule: Rule) -> list[RuleBody]:
    """The bodies of all versions of a rule."""
    return [v.body for v in rule.versions]


def day_before(day: date) -> date:
    """The last day on which a version beginning on `day` is not yet in force."""
    return date.fromordinal(day.toordinal() - 1)
