"""Tables as CSV: leading columns, joined headings, merged cells, and cells that look like formulas."""

from __future__ import annotations

import csv
import io

import pytest

from hotline_lib.model.document import Band, Cell, Column, Row, Table
from hotline_lib.publish.table_csv import spreadsheet_safe, table_csv

COLUMNS = (Column(id="unit", label="单位"), Column(id="points", label="得分", over="按时办结率"))


def printed(*bands: Band) -> list[list[str]]:
    text = table_csv(Table(id="t", title="表", columns=COLUMNS, bands=bands))
    return list(csv.reader(io.StringIO(text)))


def rows(*names: str) -> tuple[Row, ...]:
    return tuple(Row(cells=(Cell(text=n), Cell(text="1"))) for n in names)


def test_without_titles_there_are_no_leading_columns() -> None:
    assert printed(Band(rows=rows("甲"))) == [["单位", "按时办结率-得分"], ["甲", "1"]]


def test_titles_make_a_first_column() -> None:
    total = Row(total=True, cells=(Cell(text="合计"), Cell(text="")))
    table = printed(Band(title="A类", rows=rows("甲")), Band(title="B类", rows=(*rows("乙"), total)))
    assert table == [
        ["组别", "单位", "按时办结率-得分"],
        ["A类", "甲", "1"],
        ["B类", "乙", "1"],
        ["B类", "合计", ""],
    ]


def test_tiers_make_a_second_column_blank_where_a_group_has_none() -> None:
    table = printed(Band(title="县", rows=rows("甲")), Band(title="局", tier="A 类", rows=rows("乙")))
    assert [line[:3] for line in table] == [
        ["组别", "档次", "单位"],
        ["县", "", "甲"],
        ["局", "A 类", "乙"],
    ]


def test_merged_cells_are_filled_down() -> None:
    merged = Row(cells=(Cell(text="甲", merged_up=True), Cell(text="2")))
    assert printed(Band(rows=(*rows("甲"), merged)))[1:] == [["甲", "1"], ["甲", "2"]]


@pytest.mark.parametrize("text", ["+1.5", "-2", "-5%", "100%", "", "甲-乙"])
def test_printed_numbers_and_names_are_left_alone(text: str) -> None:
    assert spreadsheet_safe(text) == text


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-2+3", "@x", "\t=1"])
def test_formulas_are_made_text(text: str) -> None:
    assert spreadsheet_safe(text) == f"'{text}"
