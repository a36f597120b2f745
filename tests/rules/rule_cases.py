"""How a case is put to the rule of its place; what comes out are printed texts only."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from case_files import Case, CaseFile, Given

from hotline_lib.guards.check import check_tables
from hotline_lib.ingest.params import PlaceParams
from hotline_lib.ingest.read_tables import read_tables
from hotline_lib.measures.derived import breakdown, derived_figure
from hotline_lib.model.exact import exact_text, parse_exact
from hotline_lib.model.period import Period
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import LedgerLine, UnitRow
from hotline_lib.model.rules import Evaluation, Grades, LedgerRules, Rankings, Rule, RuleBody, TextFigures
from hotline_lib.model.tables import InputTables, TableKind
from hotline_lib.scoring.evaluation import evaluated_rows
from hotline_lib.scoring.generated_lines import count_lines, grade_lines
from hotline_lib.scoring.grades import grade_counts, grade_quantity
from hotline_lib.scoring.ledger import limited_lines, received_lines
from hotline_lib.scoring.rankings import limit_quantity, ranked_units, value_count, with_bound


@dataclass(frozen=True)
class Bench:
    """One case on the bench: its rule in force, the place, the file it stands in, a folder to write in."""

    case: Case
    file: CaseFile
    cited: RuleRef
    params: PlaceParams
    scratch: Path

    @property
    def given(self) -> Given:
        return self.case.given

    @property
    def period(self) -> Period:
        return Period.parse(self.given.period or self.file.period)

    def printed(self, cells: Mapping[str, Quantity]) -> dict[str, Any]:
        return {name: self.params.place.printed(q) for name, q in cells.items()}


def outcome(case: Case, file: CaseFile, rule: Rule, params: PlaceParams, scratch: Path) -> dict[str, Any]:
    """Put a case to the version of a rule in force."""
    version = rule.in_force(Period.parse(case.given.period or file.period))
    result = {"in_force_from": str(version.in_force_from)}
    if case.given.is_empty:
        return result
    bench = Bench(case, file, rule.ref(version), params, scratch)
    return result | JUDGES[type(version.body)](version.body, bench)


def rows_of(body: Evaluation, bench: Bench) -> tuple[list[UnitRow], list[UnitRow]]:
    """The rows of a case of an evaluation as received, and as evaluated."""
    given, units = bench.given, bench.params.units.units
    of_group = [u.id for u in units if given.group in (None, u.group)]
    cells = {k: str(v) for k, v in (given.counts or {}).items()} | given.cells
    texts = [bench.file.base | cells | row for row in given.rows or ({},)]
    received = [
        _row(unit, bench.params, **{k: quantity(k, v) for k, v in row.items() if v})
        for unit, row in zip(of_group, texts, strict=False)
    ]
    assert len(received) == len(texts), f"组别“{given.group}”的单位不够"
    ledger = {received[0].unit: [line(b.entry, b.points, n) for n, b in enumerate(given.ledger)]}
    return received, evaluated_rows(received, body, bench.cited, ledger, bench.params.place)


def _evaluation(body: Evaluation, bench: Bench) -> dict[str, Any]:
    _, rows = rows_of(body, bench)
    if bench.given.rows:
        return {"ranks": [bench.params.place.printed(row.cells["rank"]) for row in rows]}
    if not rows:
        return {"omitted": True}
    return bench.printed(rows[0].cells) | {"tier": rows[0].tier, "has_tickets": rows[0].has_tickets}


def _grades(body: Grades, bench: Bench) -> dict[str, Any]:
    form, params = value_form(body.programme, body.of, bench.params), bench.params

    def graded(value: str) -> UnitRow:
        row = _row(params.units.units[0].id, params, **{body.of: quantity(body.of, value, form)})
        return _with(row, grade=grade_quantity(row, body, bench.cited, params.place))

    if bench.given.values is not None:
        counts = grade_counts([graded(v) for v in bench.given.values], body, bench.cited)
        return {
            key: {s.grade: int(counts[f"{body.programme}.{name}.{s.grade}"].number) for s in body.steps}
            for key, name in (("counts", "grade_count"), ("and_below", "grade_and_below"))
        }
    assert bench.given.value is not None
    cells = graded(bench.given.value).cells
    return {"printed": params.place.printed(cells[body.of]), "grade": cells["grade"].text}


def _rankings(body: Rankings, bench: Bench) -> dict[str, Any]:
    given, params = bench.given, bench.params

    def rows(programme: str, by: str, volume: str) -> list[UnitRow]:
        form = value_form(programme, by, params)
        return [
            _row(unit, params, **{volume: quantity(volume, str(n)), by: quantity(by, value, form)})
            for unit, n, value in given.units
        ]

    if given.count is not None:
        counted = next(c for c in body.counts if c.id == given.count)
        found = value_count(rows(counted.programme, counted.by, "due"), counted, bench.cited, params.place)
        limit = limit_quantity(counted.id, "", counted.equals, bench.cited)
        return {"count": params.place.printed(found), "limit": params.place.printed(limit)}
    known = {name: quantity(name, exact_text(value)) for name, value in given.known.items()}
    declared = next(r for r in body.rankings if r.id == given.ranking)
    ranking = with_bound(declared, bench.cited, known)
    columns = [ranking.minimum.column] if ranking.minimum else [key.by for key in ranking.ties]
    volume = columns[0] if columns else "due"
    ranked = ranked_units(rows(ranking.programme, ranking.by, volume), ranking, params.place)
    return {
        "listed": [[r.name, r.rank, params.place.printed(r.value)] for r in ranked],
        "limit": str(ranking.minimum.at_least) if ranking.minimum else None,
    }


def _ledger(body: LedgerRules, bench: Bench) -> dict[str, Any]:
    params, given = bench.params, bench.given
    (spec,) = params.inputs.of_kind(TableKind.ledger)
    with (bench.scratch / spec.file).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [c.label for c in spec.columns], restval="")
        writer.writeheader()
        writer.writerows(given.received)
    inputs, on = InputTables(tables=(spec,)), bench.period.last_day
    (table,) = read_tables(bench.scratch, "案例", inputs, params.units, on)
    checked = check_tables([table], params.units, params.intake, body, on).report
    if checked.issues:
        return {"faults": [issue.problem.expected for issue in checked.issues]}
    counted = {
        programme: [_row(u, params, **{c: quantity(c, str(n)) for c in _columns(body, programme)})]
        for programme, units in given.counted.items()
        for u, n in units.items()
    }
    graded = {
        programme: [
            _row(u, params, due=quantity("due", str(given.due.get(u, 1))), grade=_grade(letter))
            for u, letter in letters.items()
        ]
        for programme, letters in given.grades.items()
    }
    lines = received_lines(table, body, bench.cited, params.units)
    lines = limited_lines([*lines, *count_lines(counted, body, bench.cited)], body)
    lines = _as_printed([*lines, *grade_lines(graded, body, bench.cited)])
    return {"lines": [[x.name, params.place.printed(x.points), x.rule] for x in lines]}


def _columns(body: LedgerRules, programme: str) -> list[str]:
    return [e.column for e in body.entries if e.kind == "per_count" and e.programme == programme]


def _as_printed(lines: Sequence[LedgerLine]) -> list[LedgerLine]:
    """Deductions first; the lines of a unit together, units in order of their first line."""
    ordered = []
    for sign in (-1, 1):
        wanted = [x for x in lines if x.points.number * sign > 0]
        ordered += [x for unit in dict.fromkeys(x.unit for x in wanted) for x in wanted if x.unit == unit]
    return ordered


def _text_figures(body: TextFigures, bench: Bench) -> dict[str, Any]:
    given = bench.given
    known = {name: quantity(name, exact_text(value)) for name, value in given.known.items()}
    known |= {f"intake.{k}": quantity(f"intake.{k}", str(v)) for k, v in given.intake.items()}
    if given.figure is not None:
        figure = next(f for f in body.figures if f.id == given.figure)
        return {"printed": bench.params.place.printed(derived_figure(figure, bench.cited, known))}
    parts = next(b for b in body.breakdowns if b.id == given.breakdown)
    items = breakdown(parts, bench.cited, known)
    return {"shares": [[i.id, bench.params.place.printed(i.share)] for i in items]}


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


def quantity(name: str, text: str, form: str = "count") -> Quantity:
    """A quantity of a case; shares may be written `98%`."""
    percent = text.endswith("%")
    value = parse_exact(text.removesuffix("%")) / (100 if percent else 1)
    return Quantity(id=name, label=name, value=value, form=form, formula="案例")


def line(entry: str, points: Fraction, number: int) -> LedgerLine:
    """A ledger line of a case."""
    made = Quantity(id=f"p{number}", label="加扣分值", value=points, form="count", formula="案例")
    return LedgerLine(
        unit="", name="", rule=entry, indicator="", points=made, reason="", values={}, numbers=()
    )


def _grade(letter: str) -> Quantity:
    return Quantity(id="grade", label="等级评价", text=letter, form="label", formula="案例")


def value_form(programme: str, column: str, params: PlaceParams) -> str:
    """The print form that the programme's own rule gives a column; `count` for what is received."""
    for rule in params.rules:
        for version in rule.versions:
            body = version.body
            if isinstance(body, Evaluation) and body.programme == programme:
                if body.index is not None and body.index.id == column:
                    return body.index.form
                for rate in body.rates:
                    if rate.id == column:
                        return rate.form
    return "count"
