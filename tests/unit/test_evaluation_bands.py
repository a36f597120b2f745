"""Bands of evaluation tables: groups, grades, tiers, units without tickets; totals and blank cells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest
from made import PLACE, REGISTER, quantity, row

from hotline_lib.display.tables import evaluation_table
from hotline_lib.model.contents import EvaluationTable
from hotline_lib.model.document import Table
from hotline_lib.model.errors import ParamsError
from hotline_lib.model.quantity import RuleRef
from hotline_lib.model.results import UnitRow, UnitTable

UNIT = {"value": "unit", "label": "单位"}
DUE = {"value": "due", "label": "应办理数"}
OVERDUE = {"value": "overdue", "label": "超期办结", "over": "其中", "blank_zero": True}


def spec(**changes: object) -> EvaluationTable:
    base = {"id": "evaluation", "title": "考评表", "programme": "hotline", "columns": [UNIT, DUE]}
    return EvaluationTable.model_validate({**base, **changes})


def unit(
    name: str,
    group: str = "county",
    due: int = 1,
    grade: str | None = None,
    tier: str | None = None,
    has_tickets: bool = True,
) -> UnitRow:
    graded = {} if grade is None else {"grade": quantity(f"{name}.grade", text=grade, form="label")}
    made = row(name, group, due=quantity(f"{name}.due", due), **graded)
    return made.model_copy(update={"tier": tier, "has_tickets": has_tickets})


def made(table: EvaluationTable, *rows: UnitRow, total: UnitRow | None = None) -> Table:
    results = UnitTable(programme="hotline", rows=rows, total=total)
    return evaluation_table(table, "考评表", results, PLACE, REGISTER)[0]


def bands(table: Table) -> list[tuple[str | None, str | None, list[str | None]]]:
    return [(b.title, b.tier, [r.unit for r in b.rows]) for b in table.bands]


def test_a_table_without_bands_keeps_the_order_received() -> None:
    table = made(spec(band_by=[]), unit("乙", "enterprise"), unit("甲"))
    assert bands(table) == [(None, None, ["乙", "甲"])]


def test_grades_alone_make_bands_across_groups() -> None:
    table = spec(
        band_by=["grade"], band_titles={"group": "评价{{ grade }}类单位"}, order={"default": ["-due"]}
    )
    rows = [unit("乙", due=2, grade="B"), unit("甲", due=3, grade="A"), unit("丙", "agency", 9, "A")]
    assert bands(made(table, *rows)) == [("评价A类单位", None, ["丙", "甲"]), ("评价B类单位", None, ["乙"])]


def test_groups_come_before_grades_and_units_without_tickets_last() -> None:
    titles = {"group": "{{ group }}{{ grade }}类", "without_tickets": "无件单位（{{ count }}家）"}
    table = spec(band_by=["group", "grade"], band_titles=titles, order={"default": ["grade"]})
    rows = [
        unit("无件", due=0, has_tickets=False),
        unit("企业", "enterprise", grade="A"),
        unit("差县", grade="B"),
        unit("好县", grade="A"),
    ]
    assert bands(made(table, *rows)) == [
        ("县市区A类", None, ["好县"]),
        ("县市区B类", None, ["差县"]),
        ("公共服务企业A类", None, ["企业"]),
        ("无件单位（1家）", None, ["无件"]),
    ]


def test_without_a_title_units_without_tickets_stay_in_their_group() -> None:
    table = made(spec(), unit("无件", due=0, has_tickets=False), unit("甲"))
    assert bands(table) == [("县市区", None, ["无件", "甲"])]


def test_tiers_divide_a_group_and_each_title_counts_its_own_units() -> None:
    titles = {"group": "{{ group }}（合计 {{ count }} 家）", "tier": "{{ tier }}（合计 {{ count }} 家）"}
    table = spec(band_by=["group", "tier"], band_titles=titles, order={"default": ["-due"]})
    rows = [
        unit("大局", "agency", 9, tier="A 类"),
        unit("小局", "agency", 1, tier="B 类"),
        unit("中局", "agency", 2, tier="B 类"),
        unit("甲县"),
    ]
    assert bands(made(table, *rows)) == [
        ("县市区（合计 1 家）", None, ["甲县"]),
        ("行政事业单位（合计 3 家）", "A 类（合计 1 家）", ["大局"]),
        ("行政事业单位（合计 3 家）", "B 类（合计 2 家）", ["中局", "小局"]),
    ]


def test_titles_are_filled_by_the_composer_given() -> None:
    def fill(template: str, names: Mapping[str, str]) -> str:
        return f"{template}|{sorted(names.items())}"

    results = UnitTable(programme="hotline", rows=(unit("甲"),))
    table, _ = evaluation_table(spec(), "考评表", results, PLACE, REGISTER, fill)
    names = [("count", "1"), ("grade", ""), ("group", "县市区"), ("tier", "")]
    assert table.bands[0].title == f"{{{{ group }}}}|{names}"


def test_an_unknown_name_in_a_band_title_is_named() -> None:
    with pytest.raises(ParamsError, match="组别"):
        made(spec(band_titles={"group": "{{ 组别 }}"}), unit("甲"))


def test_a_unit_without_a_grade_cannot_be_banded_by_it() -> None:
    with pytest.raises(ParamsError, match="“甲”没有等级"):
        made(spec(band_by=["grade"]), unit("甲"))


def test_the_total_is_the_last_row_of_the_last_band() -> None:
    total = row("total", due=quantity("hotline.total.due", 3))
    results = UnitTable(programme="hotline", rows=(unit("乙", "enterprise"), unit("甲", due=2)), total=total)
    table = spec(total="合计", columns=[UNIT, DUE, {"value": "grade", "label": "等级", "blank_zero": True}])
    shown, marks = evaluation_table(table, "考评表", results, PLACE, REGISTER)
    last = shown.bands[-1].rows[-1]
    assert [b.rows[-1].total for b in shown.bands] == [False, True]
    assert (last.unit, [c.text for c in last.cells]) == (None, ["合计", "3", ""])
    assert [c.figure for c in last.cells] == [None, "evaluation.total.due", None]
    assert (marks[-1].id, marks[-1].quantity) == ("evaluation.total.due", "hotline.total.due")


def test_a_total_that_no_rule_makes_is_named() -> None:
    with pytest.raises(ParamsError, match=r"evaluation\.total"):
        made(spec(total="合计"), unit("甲"))


def test_zeros_that_are_not_printed_are_no_figures() -> None:
    cells = {"due": quantity("due", 0), "overdue": quantity("overdue", 0)}
    results = UnitTable(programme="hotline", rows=(row("甲", **cells),))
    table, marks = evaluation_table(spec(columns=[UNIT, DUE, OVERDUE]), "表", results, PLACE, REGISTER)
    assert [(c.text, c.figure is None) for c in table.bands[0].rows[0].cells[1:]] == [
        ("0", False),
        ("", True),
    ]
    assert [m.id for m in marks] == ["evaluation.甲.due"]
    assert [c.over for c in table.columns] == [None, None, "其中"]


def test_a_received_value_may_be_blank_for_some_units_but_a_computed_one_may_not() -> None:
    columns = spec(columns=[UNIT, {"value": "x", "label": "某列"}])
    received = quantity("x", 4)
    lacking = unit("乙")
    table = made(columns, row("甲", x=received), lacking)
    assert [r.cells[1].text for r in table.bands[0].rows] == ["4", ""]

    rule = RuleRef(id="r", title="细则", in_force_from=date(2024, 1, 1), source="文件")
    computed = received.model_copy(update={"rule": rule})
    with pytest.raises(ParamsError, match="某列"):
        made(columns, row("甲", x=computed), lacking)
    no_tickets = lacking.model_copy(update={"has_tickets": False})
    table = made(columns, row("甲", x=computed), no_tickets)
    assert table.bands[0].rows[1].cells[1].text == ""
