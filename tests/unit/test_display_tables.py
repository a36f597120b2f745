"""Printed tables: order, merged cells, and columns that name no value."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import PLACE, REGISTER, line, quantity, row

from hotline_lib.display.tables import evaluation_table, ledger_table, ordered
from hotline_lib.model.contents import EvaluationTable, LedgerTable
from hotline_lib.model.document import FigureMark, Run
from hotline_lib.model.errors import ParamsError
from hotline_lib.model.results import LedgerLine, UnitRow, UnitTable

SPEC = EvaluationTable.model_validate(
    {
        "id": "evaluation",
        "title": "考评表",
        "programme": "hotline",
        "columns": [
            {"value": "unit", "label": "部门名称"},
            {"value": "due", "label": "应办理数"},
            {"value": "index", "label": "综合指标值"},
            {"value": "grade", "label": "等级评价"},
        ],
        "order": {"county": ["-index", "-due"], "default": ["grade", "-due"]},
    }
)
LEDGER = LedgerTable.model_validate(
    {
        "id": "deductions",
        "title": "扣分表",
        "sign": "negative",
        "columns": [
            {"value": "unit", "label": "部门名称"},
            {"value": "points", "label": "加扣分值"},
            {"value": "indicator", "label": "指标名称"},
            {"value": "reason", "label": "扣分明细"},
        ],
    }
)


def unit(name: str, due: int, index: object, letter: str, group: str = "county") -> UnitRow:
    return row(
        name,
        group,
        due=quantity(f"{name}.due", due),
        index=quantity(f"{name}.index", index, "index"),
        grade=quantity(f"{name}.grade", text=letter, form="label"),
    )


def reason(text: LedgerLine, row_id: str) -> tuple[tuple[Run, ...], tuple[FigureMark, ...]]:
    mark = FigureMark(id=f"r.{row_id}", section="s", where="w", quantity="q", text="1")
    return (Run(text="每件扣"), Run(text="1", figure=mark.id), Run(text="分")), (mark,)


CELLS = st.tuples(st.integers(0, 3), st.sampled_from(["98.04", "98", "97.96", "85"]), st.sampled_from("AB"))
KEYS = st.lists(st.sampled_from(["-index", "index", "-due", "due", "grade", "-grade"]), max_size=3)


@given(cells=st.lists(CELLS, max_size=10), keys=KEYS)
def test_order_is_stable_and_by_printed_value(cells: list[tuple[int, str, str]], keys: list[str]) -> None:
    rows = [unit(f"u{n}", *cell) for n, cell in enumerate(cells)]
    result = ordered(rows, keys, PLACE)
    assert sorted(r.unit for r in result) == sorted(r.unit for r in rows)

    def printed(one: UnitRow, key: str) -> object:
        cell = one.cells[key.removeprefix("-")]
        return cell.text or PLACE.form(cell.form).rounded(cell.number)

    for before, after in pairwise(result):
        differing = [k for k in keys if printed(before, k) != printed(after, k)]
        if not differing:
            assert rows.index(before) < rows.index(after)
        else:
            key = differing[0]
            falls = printed(before, key) > printed(after, key)  # type: ignore[operator]
            assert falls == key.startswith("-")


def test_ordering_twice_changes_nothing() -> None:
    rows = [unit("a", 1, "98.04", "A"), unit("b", 2, "97.96", "A"), unit("c", 3, "98", "A")]
    once = ordered(rows, ["-index"], PLACE)
    assert [r.unit for r in once] == ["a", "b", "c"]
    assert ordered(once, ["-index"], PLACE) == once


def test_an_unknown_sort_key_is_named() -> None:
    with pytest.raises(ParamsError) as caught:
        ordered([unit("a", 1, 98, "A")], ["-indx"], PLACE)
    for word in ("tables.yml", "order", "-indx", "due、index、grade"):
        assert word in str(caught.value)


def test_bands_follow_the_register_and_empty_groups_are_left_out() -> None:
    rows = (
        unit("企业甲", 9, "92", "A", "enterprise"),
        unit("乙县", 5, "96.3", "A"),
        unit("甲县", 7, "96.34", "A"),
        unit("丙县", 1, "99", "A"),
        unit("企业乙", 3, "89.2", "B", "enterprise"),
        unit("企业丙", 10, "91", "A", "enterprise"),
    )
    results = UnitTable(programme="hotline", rows=rows)
    table, marks = evaluation_table(SPEC, "考评表", results, PLACE, REGISTER)

    assert [(b.title, [r.unit for r in b.rows]) for b in table.bands] == [
        ("县市区", ["丙县", "甲县", "乙县"]),
        ("公共服务企业", ["企业丙", "企业甲", "企业乙"]),
    ]
    first = table.bands[0].rows[1]
    assert [c.text for c in first.cells] == ["甲县", "7", "96.3", "A"]
    assert [c.figure for c in first.cells] == [
        None,
        "evaluation.甲县.due",
        "evaluation.甲县.index",
        "evaluation.甲县.grade",
    ]
    assert len(marks) == 6 * 3
    assert len({m.id for m in marks}) == len(marks)
    assert {m.quantity for m in marks} == {q.id for r in rows for q in r.cells.values()}
    assert [c.label for c in table.columns] == ["部门名称", "应办理数", "综合指标值", "等级评价"]


def test_a_column_without_a_value_is_named() -> None:
    lacking = row("甲县", due=quantity("due", 1), index=quantity("index", 98, "index"))
    results = UnitTable(programme="hotline", rows=(lacking,))
    spec = SPEC.model_copy(update={"order": {}})
    with pytest.raises(ParamsError) as caught:
        evaluation_table(spec, "考评表", results, PLACE, REGISTER)
    for word in ("tables.yml", "evaluation.columns", "grade", "等级评价", "due、index"):
        assert word in str(caught.value)


def test_the_cell_of_a_unit_spans_its_lines_and_repeats_its_name() -> None:
    lines = [
        line("乙县", "-2"),
        line("甲局", "-1"),
        line("甲局", "-0.5", "criticism"),
        line("丙县", "2"),
        line("乙局", "-6"),
    ]
    table, marks = ledger_table(LEDGER, "扣分表", lines, PLACE, reason)
    (band,) = table.bands
    assert [(r.cells[0].text, r.cells[0].merged_up, r.cells[1].text) for r in band.rows] == [
        ("乙县", False, "-2"),
        ("甲局", False, "-1"),
        ("甲局", True, "-0.5"),
        ("乙局", False, "-6"),
    ]
    assert {c.merged_up for r in band.rows for c in r.cells[1:]} == {False}
    assert band.rows[0].cells[3].text == "每件扣1分"
    assert [r.figure for r in band.rows[0].cells[3].runs] == [None, "r.乙县_1", None]
    points = [m.id for m in marks if m.quantity.startswith("ledger.")]
    assert points == [
        "deductions.乙县_1.points",
        "deductions.甲局_1.points",
        "deductions.甲局_2.points",
        "deductions.乙局_1.points",
    ]


def test_the_other_sign_stands_in_the_other_table() -> None:
    lines = [line("甲", "-1"), line("乙", "0.5"), line("丙", "0")]
    bonuses = LEDGER.model_copy(update={"id": "bonuses", "sign": "positive"})
    table, _ = ledger_table(bonuses, "加分表", lines, PLACE, reason)
    assert [[c.text for c in r.cells[:2]] for r in table.bands[0].rows] == [["乙", "+0.5"], ["丙", "0"]]


def test_an_indicator_spans_its_lines_of_both_signs_under_a_running_number() -> None:
    def named(unit: str, points: str, indicator: str) -> LedgerLine:
        return line(unit, points).model_copy(update={"indicator": indicator})

    values = ("number", "indicator", "unit", "points")
    changed = {"sign": "both", "merge": "indicator", "columns": [{"value": v, "label": v} for v in values]}
    spec = LedgerTable.model_validate({**LEDGER.model_dump(), **changed})
    lines = [
        named("甲", "1", "典型经验"),
        named("甲", "0.5", "优秀案例"),
        named("乙", "-2", "典型经验"),
        named("丙", "2", "优秀案例"),
    ]
    table, marks = ledger_table(spec, "加减分明细", lines, PLACE, reason)
    shown = table.bands[0].rows
    assert [[c.text for c in r.cells] for r in shown] == [
        ["1", "典型经验", "甲", "+1"],
        ["1", "典型经验", "乙", "-2"],
        ["2", "优秀案例", "甲", "+0.5"],
        ["2", "优秀案例", "丙", "+2"],
    ]
    assert [[c.merged_up for c in r.cells] for r in shown] == [[False] * 4, [True, True, False, False]] * 2
    assert len({m.id for m in marks}) == len(marks) == 4


def test_a_ledger_column_without_a_value_is_named() -> None:
    columns = [{"value": "ponts", "label": "分值"}]
    spec = LedgerTable.model_validate({**LEDGER.model_dump(), "columns": columns})
    with pytest.raises(ParamsError) as caught:
        ledger_table(spec, "扣分表", [line("甲", "-1")], PLACE, reason)
    for word in ("deductions.columns", "ponts", "number、unit、points、indicator、reason"):
        assert word in str(caught.value)


def test_values_are_compared_as_printed_not_as_computed() -> None:
    close = [unit("少", 1, Fraction("98.04"), "A"), unit("多", 9, Fraction("97.96"), "A")]
    assert [r.unit for r in ordered(close, ["-index", "-due"], PLACE)] == ["多", "少"]
