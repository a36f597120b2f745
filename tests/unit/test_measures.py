"""Measures: counts cite their cell, notes say what was recovered, derived figures say how."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from made import quantity, row

from hotline_lib.ingest.params import PlaceParams
from hotline_lib.ingest.raw import RawTable
from hotline_lib.ingest.read_tables import read_tables
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.measures.counts import column_totals, intake_quantities, unit_rows
from hotline_lib.measures.derived import breakdown, derived_figure
from hotline_lib.measures.rates import unit_rate
from hotline_lib.model.period import Period
from hotline_lib.model.quantity import RuleRef
from hotline_lib.model.results import Results
from hotline_lib.model.rules import Breakdown, DerivedFigure, RateRule
from hotline_lib.scoring.compute import compute

CITED = RuleRef(id="rule", title="规则", in_force_from=date(2024, 1, 1), source="办法")
KNOWN = {q.id: q for q in (quantity("a", 7), quantity("b", 2), quantity("c", 1))}


@pytest.fixture(scope="module")
def tables(project: Workspace, params: PlaceParams) -> dict[str, RawTable]:
    folder = project.data / "yueyang" / "2024-04"
    read = read_tables(folder, "data", params.inputs, params.units, date(2024, 4, 30))
    return {t.spec.id: t for t in read}


@pytest.fixture(scope="module")
def results(tables: dict[str, RawTable], params: PlaceParams) -> Results:
    return compute(list(tables.values()), params, Period.parse("2024-04"))


def test_a_count_cites_its_cell(tables: dict[str, RawTable], params: PlaceParams) -> None:
    rows = {r.unit: r for r in unit_rows(tables["hotline_unit_counts"], params.units)}
    due = rows["linxiang"].cells["due"]
    assert (due.id, due.number, due.note) == ("hotline.linxiang.due", 1063, None)
    assert due.formula == "来件：data/hotline_unit_counts.csv 第 2 行“应办理数”"
    recovered = rows["linxiang"].cells["callbacks"]
    assert recovered.note == "反推：1086至1087均与所印比率相符，取最小"
    assert "callbacks" not in rows["education_sports"].cells
    assert "remark" not in rows["linxiang"].cells


def test_intake_values_carry_their_note_and_item(tables: dict[str, RawTable], params: PlaceParams) -> None:
    values = intake_quantities(tables["intake"], params.intake)
    assert len(values) == 42
    assert values["intake.demand_type.market"].label == "市场管理类"
    rate = values["intake.closing_rate"]
    assert (rate.number, rate.unit, rate.note) == (
        Fraction("0.9989"),
        "",
        "平台给定；分母未公开",
    )
    base = values["intake.demand_type_base"].note
    assert base is not None
    assert base.startswith("通报未印")
    assert "反推：" in base


def test_totals_add_the_cells_that_are_there() -> None:
    rows = [
        row("a", due=quantity("a.due", 3), calls=quantity("a.calls", 1)),
        row("b", due=quantity("b.due", 4)),
    ]
    totals = column_totals("hotline", rows, "f.csv")
    assert {k: q.number for k, q in totals.items()} == {"hotline.total.due": 7, "hotline.total.calls": 1}
    assert "2 个单位" in totals["hotline.total.due"].formula
    assert "1 个单位" in totals["hotline.total.calls"].formula
    assert column_totals("hotline", [], "f.csv") == {}


@pytest.mark.parametrize(
    ("method", "of", "value", "words"),
    [
        ("sum", ("a", "b", "c"), "10", "甲 = a + b + c"),
        ("difference", ("a", "b", "c"), "4", "甲 = a − b − c"),
        ("ratio", ("a", "b"), "7/2", "甲 = a ÷ b"),
        ("complement_ratio", ("b", "a"), "5/7", "甲 = 1 − b ÷ a"),
    ],
)
def test_named_methods_say_their_formula(method: str, of: tuple[str, ...], value: str, words: str) -> None:
    rule = DerivedFigure.model_validate(
        {"id": "x", "label": "甲", "method": method, "of": of, "form": "count"}
    )
    made = derived_figure(rule, CITED, KNOWN)
    assert (made.id, made.number, made.formula) == ("derived.x", Fraction(value), words)
    assert [i.source for i in made.inputs] == list(of)
    assert made.rule == CITED


def test_a_breakdown_keeps_the_declared_order_when_told_so() -> None:
    known = {q.id: q for q in (quantity("intake.t.a", 1), quantity("intake.t.b", 9), quantity("base", 10))}
    spec = {"id": "t", "label": "构成", "measure": "t", "base": "base", "form": "rate"}
    largest = breakdown(Breakdown.model_validate(spec), CITED, known)
    declared = breakdown(Breakdown.model_validate({**spec, "order": "as_declared"}), CITED, known)
    assert [i.id for i in largest] == ["b", "a"]
    assert [i.id for i in declared] == ["a", "b"]
    assert [i.share.number for i in declared] == [Fraction(1, 10), Fraction(9, 10)]
    assert declared[0].share.formula == "占比 = intake.t.a ÷ base"


@pytest.mark.parametrize(
    ("missing", "zero", "base", "value"),
    [
        ("zero_if_numerator_zero", "refuse", None, "0"),
        ("refuse", "zero", 0, "0"),
        ("refuse", "refuse", 4, "0"),
    ],
)
def test_a_rate_of_nothing_is_zero_where_the_rule_says_so(
    missing: str, zero: str, base: int | None, value: str
) -> None:
    rule = RateRule.model_validate(
        {"id": "r", "label": "率", "numerator": "n", "denominator": "d", "form": "rate"}
        | {"when_base_missing": missing, "when_base_zero": zero}
    )
    cells = {"n": quantity("n", 0)} | ({"d": quantity("d", base)} if base is not None else {})
    made = unit_rate(row("甲县", **cells), rule, CITED, "hotline")
    assert (made.id, made.number) == ("hotline.甲县.r", Fraction(value))
    assert ("分母未给出" in made.formula) == (base is None)
    assert ("分母为 0" in made.formula) == (base == 0)


def test_listed_and_unlisted_units_make_the_register(results: Results) -> None:
    values = results.quantities
    for programme in ("hotline", "mailbox"):
        listed = values[f"{programme}.units_listed"].number
        without = values[f"{programme}.units_without"].number
        assert listed == len(results.tables[programme].rows)
        assert listed + without == values[f"{programme}.units_registered"].number
        counted = [v.number for k, v in values.items() if k.startswith(f"{programme}.grade_count.")]
        assert sum(counted) == listed


def test_every_quantity_of_the_month_has_a_lineage_and_its_own_id(results: Results) -> None:
    every = results.all_quantities()
    assert len(every) > 1000
    for name, made in every.items():
        assert made.id == name
        assert made.formula
        assert (made.value is None) != (made.text is None)


def test_results_survive_being_stored(results: Results) -> None:
    assert Results.model_validate_json(results.model_dump_json()) == results


def test_the_bulletin_of_april_2024(results: Results, params: PlaceParams) -> None:
    """Some figures of the printed text, computed from the month's inputs."""

    def printed(name: str) -> str:
        return params.place.printed(results.all_quantities()[name])

    wanted = {
        "hotline.grade_count.A": "59",
        "hotline.grade_and_below.D": "3",
        "hotline.units_without": "13",
        "mailbox.units_without": "19",
        "count.mailbox_full_marks": "27",
        "derived.enterprise_satisfaction_rate": "98.57%",
        "hotline.linxiang.index": "98.4",
        "mailbox.nanhu.index": "98.48",
        "limit.hotline_agency": "50",
    }
    assert {name: printed(name) for name in wanted} == wanted
    assert [u.name for u in results.rankings["hotline_agency"]] == [
        "市公安交警支队",
        "市教体局",
        "市邮政管理局",
        "市人社局",
    ]
    assert len(results.ledger) == 18 + 25
    assert sum(x.generated for x in results.ledger) == 8
