"""Printed heads: names by group and full marks on the page, plain headings in the CSV."""

from __future__ import annotations

from fractions import Fraction

import pytest
from made import PLACE, REGISTER, quantity, row

from hotline_lib.display.tables import evaluation_table
from hotline_lib.model.contents import EvaluationTable
from hotline_lib.model.document import Table
from hotline_lib.model.errors import ParamsError
from hotline_lib.model.results import UnitTable
from hotline_lib.publish.table_csv import table_csv
from hotline_lib.publish.table_heads import band_groups, head_rows

SPEC = {
    "id": "assessment",
    "title": "得分表",
    "programme": "hotline",
    "columns": [
        {"value": "unit", "label": "部门（单位）", "heads": {"county": "地区"}},
        {"value": "rate", "over": "按时办结率", "label": "比率"},
        {"value": "points", "over": "按时办结率", "label": "得分", "full_marks": True},
        {"value": "bonus", "label": "加分项", "full_marks": True},
    ],
}
FULL = {"points": Fraction(10), "bonus": Fraction(5, 2)}


def made(spec: dict[str, object] = SPEC, full: dict[str, Fraction] = FULL) -> Table:
    cells = {name: quantity(name, 1) for name in ("rate", "points", "bonus")}
    rows = (row("甲县", "county", **cells), row("乙局", "agency", **cells))
    results = UnitTable(programme="hotline", rows=rows, full_marks=full)
    return evaluation_table(EvaluationTable.model_validate(spec), "得分表", results, PLACE, REGISTER)[0]


def heads(table: Table) -> list[list[list[str]]]:
    return [[[h.label for h in level] for level in head_rows(g.columns)] for g in band_groups(table)]


def test_each_group_has_its_heads_with_full_marks() -> None:
    assert heads(made()) == [
        [["地区", "按时办结率（10分）", "加分项（2.5分）"], ["比率", "得分"]],
        [["部门（单位）", "按时办结率（10分）", "加分项（2.5分）"], ["比率", "得分"]],
    ]


def test_the_csv_keeps_the_plain_headings() -> None:
    assert table_csv(made()).splitlines()[0] == "组别,部门（单位）,按时办结率-比率,按时办结率-得分,加分项"


def test_a_table_that_declares_neither_prints_the_heads_of_the_table() -> None:
    plain = [{k: v for k, v in c.items() if k not in ("heads", "full_marks")} for c in SPEC["columns"]]  # type: ignore[attr-defined]
    table = made({**SPEC, "columns": plain})
    assert [band.columns for band in table.bands] == [None, None]
    assert heads(table)[0][0] == ["部门（单位）", "按时办结率", "加分项"]


def test_a_band_of_several_groups_has_the_common_head() -> None:
    assert heads(made({**SPEC, "band_by": []}))[0][0][0] == "部门（单位）"


def test_full_marks_of_what_is_no_component_are_refused() -> None:
    with pytest.raises(ParamsError, match=r"assessment.columns.*实为“bonus”"):
        made(full={"points": Fraction(10)})
