"""Input tables: CSV as it comes from Excel and from platforms, or one workbook."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import REGISTER
from workbook_made import Cell, write_workbook

from hotline_lib.ingest.params import PlaceParams
from hotline_lib.ingest.raw import RawTable
from hotline_lib.ingest.read_tables import read_tables
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import InputError
from hotline_lib.model.tables import InputTables

APRIL = date(2024, 4, 30)
SHOWN = "data/demo/2024-04"
INPUTS = InputTables.model_validate(
    {
        "tables": [
            {
                "id": "counts",
                "label": "办理数",
                "kind": "unit_counts",
                "file": "counts.csv",
                "sheet": "单位办理数",
                "columns": [
                    {"id": "group", "label": "组别", "type": "group", "required": False},
                    {"id": "unit", "label": "部门名称", "headings": ["承办单位"], "type": "unit"},
                    {"id": "due", "label": "应办理数", "type": "count"},
                    {"id": "rate", "label": "满意率", "type": "number", "required": False},
                    {
                        "id": "origin",
                        "label": "来源",
                        "type": "choice",
                        "choices": {"received": "来件", "recovered": "反推"},
                        "required": False,
                    },
                    {"id": "remark", "label": "备注", "type": "text", "required": False},
                ],
            }
        ]
    }
)


def read(folder: Path, inputs: InputTables = INPUTS) -> RawTable:
    (table,) = read_tables(folder, SHOWN, inputs, REGISTER, APRIL)
    return table


def read_text(folder: Path, text: str, encoding: str = "utf-8") -> RawTable:
    (folder / "counts.csv").write_bytes(text.encode(encoding))
    return read(folder)


def refused(folder: Path, inputs: InputTables = INPUTS) -> str:
    with pytest.raises(InputError) as caught:
        read_tables(folder, SHOWN, inputs, REGISTER, APRIL)
    return str(caught.value)


def values(table: RawTable, column: str) -> list[object]:
    return [None if pd.isna(v) else v for v in table.frame[f"{column}__value"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_line_ends_of_spreadsheets(encoding: str, newline: str, tmp_path: Path) -> None:
    text = newline.join(["组别,部门名称,应办理数", "县市区,临湘市,1063", "县市区,云溪区,421", ""])
    table = read_text(tmp_path, text, encoding)
    assert list(table.frame["row"]) == [2, 3]
    assert values(table, "unit") == ["linxiang", "yunxi"]
    assert values(table, "group") == ["county", "county"]
    assert values(table, "due") == [1063, 421]
    assert (table.missing, table.unknown) == ((), ())
    assert table.file == f"{SHOWN}/counts.csv"


@pytest.mark.parametrize("heading", ["部门名称", "承办单位", "unit", " 承办 单位 ", "承办\n单位"])
def test_a_column_goes_by_any_of_its_headings(heading: str, tmp_path: Path) -> None:
    table = read_text(tmp_path, f'"{heading}",应办理数\n临湘市,1\n')
    assert values(table, "unit") == ["linxiang"]
    assert table.missing == ()


def test_unknown_double_and_missing_columns_are_told(tmp_path: Path) -> None:
    table = read_text(tmp_path, "部门名称,承办单位,电话,\n临湘市,云溪区,12345,\n")
    assert table.missing == ("应办理数",)
    assert table.unknown == ("承办单位", "电话")
    assert values(table, "unit") == ["linxiang"]
    assert not table.has("due")
    assert table.has("unit")


def test_an_empty_file_lacks_every_required_column(tmp_path: Path) -> None:
    table = read_text(tmp_path, "")
    assert table.missing == ("部门名称", "应办理数")
    assert len(table.frame) == 0


def test_blank_lines_are_skipped_but_rows_keep_their_number(tmp_path: Path) -> None:
    table = read_text(tmp_path, "部门名称,应办理数\n\n临湘市,1\n , \n云溪区,2\n,,\n")
    assert list(table.frame["row"]) == [3, 5]
    assert values(table, "due") == [1, 2]


def test_short_rows_are_blank_at_the_end_and_long_rows_lose_nothing_read(tmp_path: Path) -> None:
    table = read_text(tmp_path, "部门名称,应办理数,备注\n临湘市\n云溪区,2,x,y\n")
    assert list(table.frame["due"]) == ["", "2"]
    assert values(table, "due") == [None, 2]
    assert list(table.frame["remark"]) == ["", "x"]


@pytest.mark.parametrize("mark", ["\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_line_marks_inside_a_cell_do_not_cut_the_row(mark: str, tmp_path: Path) -> None:
    table = read_text(tmp_path, f'部门名称,应办理数,备注\n临湘市,1,"上{mark}下"\n云溪区,2,\n')
    assert list(table.frame["remark"]) == [f"上{mark}下", ""]
    assert values(table, "unit") == ["linxiang", "yunxi"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1063", 1063),
        ("0", 0),
        (" 7 ", 7),
        ("-3", -3),
        ("1.0", None),
        ("1,063", None),
        ("九", None),
        ("１２", None),
        ("", None),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("9" * 5000, None),
    ],
)
def test_counts_are_whole_numbers_and_the_text_is_kept(text: str, value: int | None, tmp_path: Path) -> None:
    table = read_text(tmp_path, f'部门名称,应办理数\n临湘市,"{text}"\n')
    assert values(table, "due") == [value]
    assert list(table.frame["due"]) == [text.strip()]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("99.89%", "9989/10000"),
        ("99.89 ％", "9989/10000"),
        ("0.5", "1/2"),
        ("-2", "-2"),
        ("1/3", "1/3"),
        ("1/0", None),
        ("约5", None),
        ("%", None),
        ("", None),
    ],
)
def test_numbers_are_exact(text: str, value: str | None, tmp_path: Path) -> None:
    table = read_text(tmp_path, f"部门名称,应办理数,满意率\n临湘市,1,{text}\n")
    assert values(table, "rate") == [value]


def test_choices_groups_and_units_that_are_unknown_stay_visible(tmp_path: Path) -> None:
    table = read_text(tmp_path, "组别,部门名称,应办理数,来源\n县区,临相市,1,反推\n县市区,市物价局,1,猜的\n")
    assert values(table, "group") == [None, "county"]
    assert values(table, "unit") == [None, None]
    assert values(table, "origin") == ["recovered", None]
    assert list(table.frame["unit"]) == ["临相市", "市物价局"]


def test_a_missing_file_is_named_and_said_what_to_do(tmp_path: Path) -> None:
    message = refused(tmp_path)
    assert f"{SHOWN}/counts.csv：缺少此表。请把该表放进本期目录" in message
    assert str(tmp_path) not in message


def test_every_missing_file_is_named_at_once(params: PlaceParams, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_tables(tmp_path, SHOWN, params.inputs, params.units, APRIL)
    named = [p.file for p in caught.value.problems]
    assert named == [f"{SHOWN}/{t.file}" for t in params.inputs.tables]


def test_a_folder_in_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "counts.csv").mkdir()
    message = refused(tmp_path)
    assert f"{SHOWN}/counts.csv：文件读不出" in message
    assert str(tmp_path) not in message


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "counts.csv").write_bytes("部门名称,应办理数\n临湘市,1\n".encode("utf-16"))
    assert f"{SHOWN}/counts.csv：应为 UTF-8 或 GB18030 编码" in refused(tmp_path)


@pytest.mark.parametrize("text", ['部门名称,应办理数\n"临湘市"x,1\n', '部门名称,应办理数\n"临湘市,1\n'])
def test_broken_quotes_are_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "counts.csv").write_text(text, encoding="utf-8")
    assert f"{SHOWN}/counts.csv：CSV 写法有误" in refused(tmp_path)


@given(content=st.binary(max_size=60))
def test_any_bytes_are_a_table_or_an_input_error(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "counts.csv").write_bytes(content)
    try:
        table = read(folder)
    except InputError as error:
        files = [p.file for p in error.problems]
    else:
        assert table.missing
        files = [table.file]
    assert files == [f"{SHOWN}/counts.csv"]


def test_a_workbook_stands_in_for_all_csv_files(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["部门\n名称", "应办理数", "满意率", "来源"],
        ["临湘市", 1063.0, 0.9989, "来件"],
        [None, None, None, None],
        ["云 溪区", "421", 0.00001, None],
    ]
    write_workbook(tmp_path / "input.xlsx", {"说明": [["忽略"]], "单位办理数": rows})
    (tmp_path / "counts.csv").write_text("部门名称\n", encoding="utf-8")
    table = read(tmp_path)
    assert list(table.frame["row"]) == [2, 4]
    assert list(table.frame["due"]) == ["1063", "421"]
    assert values(table, "unit") == ["linxiang", "yunxi"]
    assert values(table, "rate") == ["9989/10000", "1/100000"]
    assert table.file == f"{SHOWN}/input.xlsx（单位办理数）"


def test_a_workbook_without_the_sheet_lists_its_sheets(tmp_path: Path) -> None:
    write_workbook(tmp_path / "input.xlsx", {"表一": [["a"]], "表二": [["b"]]})
    message = refused(tmp_path)
    assert f"{SHOWN}/input.xlsx（单位办理数）：工作簿缺少此工作表。现有工作表：表一、表二" in message


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "input.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    message = refused(tmp_path)
    assert f"{SHOWN}/input.xlsx（单位办理数）：工作簿打不开" in message
    assert str(tmp_path) not in message


def test_the_month_of_yueyang_reads_the_same_from_a_workbook(
    project: Workspace, params: PlaceParams, tmp_path: Path
) -> None:
    folder = project.data / "yueyang" / "2024-04"
    sheets: dict[str, list[list[Cell]]] = {}
    for spec in params.inputs.tables:
        with (folder / spec.file).open(encoding="utf-8-sig", newline="") as file:
            sheets[spec.sheet] = [[_as_excel(v) for v in line] for line in csv.reader(file)]
    write_workbook(tmp_path / params.inputs.workbook, sheets)

    from_csv = read_tables(folder, SHOWN, params.inputs, params.units, APRIL)
    from_workbook = read_tables(tmp_path, SHOWN, params.inputs, params.units, APRIL)
    assert [len(t.frame) for t in from_csv] == [66, 57, 42, 35]
    for one, other in zip(from_csv, from_workbook, strict=True):
        pd.testing.assert_frame_equal(one.frame, other.frame)
        assert (other.missing, other.unknown) == (one.missing, one.unknown)


def _as_excel(text: str) -> Cell:
    """A spreadsheet turns digits into numbers and keeps other text."""
    if text == "":
        return None
    return float(text) if text.lstrip("-").isdigit() else text
