"""成文: the printed tables as a workbook."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from bulletin_samples import document, paragraph, table, tiered_table, totalled_table, with_body
from made_bulletins import EDITIONS, made_bulletin
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from hotline_lib.model.document import Band, Cell, Column, Document, Row, Table
from hotline_lib.model.errors import RenderError
from hotline_lib.publish.review import Review
from hotline_lib.publish.xlsx.printed_numbers import printed_number
from hotline_lib.publish.xlsx.sheet_names import sheet_names
from hotline_lib.publish.xlsx.workbook import export_xlsx

REVIEW = Review(rules={"evaluation": ("示例考评办法（2024-01-01 起）",)})
HOSTILE = (
    '=HYPERLINK("http://x.example","y")',
    "+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-1+2",
    "{=1+1}",
    "http://x.example/",
    "internal:目录!A1",
    "mailto:a@x.example",
    "<script>alert(1)</script>",
    "控\x00制\x1b字\u202e符",
)


def opened(made: Document, review: Review = REVIEW) -> Workbook:
    return load_workbook(io.BytesIO(export_xlsx(made, review)))


def tables_of(made: Document) -> list[Table]:
    parts = (*made.sections, *made.appendices)
    return [b for part in parts for b in part.blocks if isinstance(b, Table)]


def displayed(cell: SheetCell) -> str:
    """What a spreadsheet shows for the number formats that we write."""
    if not isinstance(cell.value, int | float):
        return "" if cell.value is None else str(cell.value)
    positive, *negative = cell.number_format.split(";")
    chosen = negative[0] if negative and cell.value < 0 else positive
    match = re.fullmatch(r'(?P<before>[+-]?|"[^"]*")(?P<digits>0(?:\.0+)?)(?P<after>%|(?:"[^"]*")?)', chosen)
    assert match, cell.number_format
    value = Decimal(repr(cell.value)) * (100 if match["after"] == "%" else 1)
    places = len(match["digits"].partition(".")[2])
    digits = str((abs(value) if negative else value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return match["before"].strip('"') + digits + match["after"].strip('"')


def body_rows(sheet: Worksheet, printed: Table) -> list[list[str]]:
    """The displayed rows of a table, without the titles of groups; merged cells filled down."""
    down: dict[tuple[int, int], str] = {}
    titles = set()
    for area in sheet.merged_cells.ranges:
        if area.min_col == 1 and area.max_col == len(printed.columns):
            titles.add(area.min_row)
        for row in range(area.min_row, area.max_row + 1):
            down[row, area.min_col] = displayed(sheet.cell(area.min_row, area.min_col))
    heads = 3 if any(c.over for c in printed.columns) else 2
    count = sum(len(band.rows) for band in printed.bands)
    rows = [r for r in range(heads + 1, sheet.max_row + 1) if r not in titles][:count]
    columns = range(1, len(printed.columns) + 1)
    return [[down.get((r, c), displayed(sheet.cell(r, c))) for c in columns] for r in rows]


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


# ---- numbers ----


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("67991", 67991, "0"),
        ("0", 0, "0"),
        ("98.40", 98.4, "0.00"),
        ("99.91%", 0.9991, "0.00%"),
        ("100%", 1, "0%"),
        ("-0.5", -0.5, "0.0"),
        ("+1.5", 1.5, "+0.0;-0.0"),
        ("-2%", -0.02, "0%"),
        ("3件", 3, '0"件"'),
        ("得12.5分", 12.5, '"得"0.0"分"'),
    ],
)
def test_a_printed_number_is_a_number_that_looks_as_printed(
    text: str, value: float, number_format: str
) -> None:
    number = printed_number(text)
    assert number is not None
    assert (number.value, number.number_format) == (value, number_format)


@pytest.mark.parametrize(
    "text", ["", "A", "007", "1-2", "1.", ".5", "040020230922000902", "3/4", "1,063", "--1"]
)
def test_other_text_is_no_number(text: str) -> None:
    assert printed_number(text) is None


@pytest.mark.slow
@pytest.mark.parametrize(("place", "period"), EDITIONS, ids=[p for p, _ in EDITIONS])
def test_every_cell_is_displayed_as_it_is_printed(place: str, period: str) -> None:
    made = made_bulletin(place, period)
    sheets = opened(made).worksheets[1:]
    assert len(sheets) == len(tables_of(made)) > 0
    for sheet, printed in zip(sheets, tables_of(made), strict=True):
        wanted = [[cell.text for cell in row.cells] for band in printed.bands for row in band.rows]
        assert body_rows(sheet, printed) == wanted


def test_figures_are_numbers_and_names_are_text() -> None:
    sheet = opened(document()).worksheets[1]
    types = [(c.value, c.data_type) for c in sheet[4]]
    assert types == [("甲县", "s"), (0.9991, "n"), ("按期办结", "s")]
    unmarked = opened(with_body([totalled_table()])).worksheets[1]
    assert unmarked["B4"].data_type == "s", "no figure, so no number: it may be a name such as 007"


# ---- the look ----


def test_groups_heads_and_merged_cells_are_as_printed() -> None:
    sheet = opened(document()).worksheets[1]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:C1", "A3:C3", "A4:A5", "A7:C7"} <= merged
    assert [c.value for c in sheet[2]] == ["部门名称", "按期办结率", "明细"]
    assert (sheet["A3"].value, sheet["A7"].value) == ("县市区", "公共服务企业")
    tiered = opened(with_body([tiered_table()])).worksheets[1]
    assert {"D2:F2", "A2:A3", "W2:W3"} <= {str(area) for area in tiered.merged_cells.ranges}
    column = [c.value for c in tiered["A"] if isinstance(c.value, str)]
    assert [v for v in column if "合计" in v] == [
        "县市区（合计2家）",
        "市直单位（合计60家）",
        "A类档次（合计30家）",
        "B类档次（合计30家）",
    ]


def test_heads_are_frozen_and_printed_on_every_page() -> None:
    plain, tiered = opened(document()).worksheets[1], opened(with_body([tiered_table()])).worksheets[1]
    assert (plain.freeze_panes, plain.print_title_rows) == ("B3", "$2:$2")
    assert (tiered.freeze_panes, tiered.print_title_rows) == ("C4", "$2:$3")


def test_a_sheet_fits_the_width_of_the_paper_and_has_page_numbers() -> None:
    book = opened(document(landscape=True))
    for sheet in book.worksheets:
        setup = sheet.page_setup
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (str(setup.paperSize), setup.fitToWidth or 1, setup.fitToHeight) == ("9", 1, 0)
        assert (sheet.oddFooter.right.text, sheet.oddFooter.right.size) == ("第 &P 页 共 &N 页", 9)
    orientations = {s.title: s.page_setup.orientation for s in book.worksheets}
    assert [o for t, o in orientations.items() if t.startswith("附件")] == ["landscape"]
    assert orientations["目录"] == "portrait"
    centre = book.worksheets[1].oddFooter.center
    assert (centre.text, centre.size) == ("示例市综合评价表", 9)


def test_a_title_of_digits_does_not_change_the_size_of_the_footer() -> None:
    titled = table().model_copy(update={"title": "2024年4月 A&B 表"})
    centre = opened(with_body([titled])).worksheets[1].oddFooter.center
    assert (centre.text, centre.size) == ("2024年4月 A&&B 表", 9)


def test_only_a_plain_table_can_be_filtered() -> None:
    columns = (Column(id="unit", label="单位"), Column(id="due", label="件数"))
    rows = tuple(Row(cells=(Cell(text=n), Cell(text="1"))) for n in "甲乙")
    plain = Table(id="t", title="表", columns=columns, bands=(Band(rows=rows),))
    filtered, grouped = opened(with_body([plain, table()])).worksheets[1:]
    assert filtered.auto_filter.ref == "A2:B4"
    assert grouped.auto_filter.ref is None


def test_long_texts_get_rows_of_several_lines_and_wide_columns_an_end() -> None:
    columns = (Column(id="unit", label="单位"), Column(id="reason", label="事由", align="left"))
    rows = (Row(cells=(Cell(text="甲县"), Cell(text="经核实情况属实。" * 20))),)
    sheet = opened(
        with_body([Table(id="t", title="表", columns=columns, bands=(Band(rows=rows),))])
    ).worksheets[1]
    assert sheet.row_dimensions[3].height > 5 * 15
    assert sheet.column_dimensions["A"].width + 5 > 10
    assert sheet.column_dimensions["B"].width < 62


# ---- sources ----


def test_every_sheet_names_its_source_and_rule() -> None:
    sheet = opened(document()).worksheets[2]
    text = "\n".join(str(c.value) for c in sheet["A"] if c.value)
    for part in (
        "demo 2024-04",
        "表 evaluation",
        "示例考评办法（2024-01-01 起）",
        "由 hotline",
        "草稿",
        "附件1",
    ):
        assert part in text


def test_the_contents_link_to_every_sheet() -> None:
    book = opened(document())
    contents, *others = book.worksheets
    assert contents.title == "目录"
    links = [c.hyperlink.location for row in contents.iter_rows() for c in row if c.hyperlink]
    assert links == [f"'{sheet.title}'!A1" for sheet in others]
    text = "".join(str(c.value) for c in contents["A"] if c.value)
    assert re.search(r"[0-9a-f]{64}", text)
    assert "figures.json" in text


def test_a_changed_cell_changes_the_hash_of_the_contents() -> None:
    def fingerprint(made: Document) -> str:
        text = "".join(str(c.value) for c in opened(made).worksheets[0]["A"] if c.value)
        return re.search(r"[0-9a-f]{64}", text).group()  # type: ignore[union-attr]

    assert fingerprint(document()) == fingerprint(document())
    assert fingerprint(document()) != fingerprint(document(lambda text: text.replace("甲县", "丁县")))


def test_names_of_sheets_are_clean_short_and_unique() -> None:
    names = sheet_names(
        ["a/b[c]:*?\\d'", "表" * 40, "表" * 41, "History", "目录", "\x00", "😀" * 30], taken=["目录"]
    )
    assert names[0] == "abcd"
    assert names[1] == "表" * 31
    assert names[2] == "表" * 28 + "（2）"
    assert names[3:6] == ["History（2）", "目录（2）", "表"]
    assert names[6] == "😀" * 15
    assert sheet_names(["Abc", "aBC"]) == ["Abc", "aBC（2）"]


# ---- safety ----


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_text(hostile: str) -> None:
    data = export_xlsx(document(lambda text: hostile + text), Review(rules={"evaluation": (hostile,)}))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        sheets = [archive.read(n).decode() for n in names if n.startswith("xl/worksheets/sheet")]
        assert not any("<f>" in s or "<f " in s for s in sheets)
        assert not [n for n in names if n.endswith(".rels") and "External" in archive.read(n).decode()]
    assert "#REF" not in data.decode("latin-1")
    book = load_workbook(io.BytesIO(data))
    values = [c for sheet in book.worksheets for row in sheet.iter_rows() for c in row]
    assert not [c for c in values if c.data_type == "f"]
    visible = re.sub(r"[\x00-\x1f\u202e]", "", hostile)
    assert sum(str(c.value).startswith(visible) for c in values if c.data_type == "s") >= 10


def test_a_text_that_no_cell_holds_is_refused() -> None:
    rows = (Row(cells=(Cell(text="甲"), Cell(text="1"), Cell(text="长" * 32768))),)
    long = table().model_copy(update={"bands": (Band(rows=rows),)})
    with pytest.raises(RenderError, match="超过 32767 字"):
        export_xlsx(with_body([long]), REVIEW)


def test_a_bulletin_without_tables_has_only_the_contents() -> None:
    assert [s.title for s in opened(with_body([paragraph("无表。")])).worksheets] == ["目录"]


def test_two_runs_give_the_same_bytes() -> None:
    assert export_xlsx(document(), REVIEW) == export_xlsx(document(), REVIEW)


def test_the_workbook_follows_the_schema(tmp_path: Path) -> None:
    for number, made in enumerate((document(landscape=True), with_body([tiered_table(), totalled_table()]))):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(export_xlsx(made, REVIEW))
        result = OpenXmlValidator().validate(str(path))
        assert result.is_valid, [str(e) for e in result.errors]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_displays_every_cell_as_printed(tmp_path: Path) -> None:
    """The same comparison by a real spreadsheet: each sheet exported as it is displayed."""
    place, period = EDITIONS[-1]
    made = made_bulletin(place, period)
    (tmp_path / "t.xlsx").write_bytes(export_xlsx(made, REVIEW))
    as_displayed = "csv:Text - txt - csv (StarCalc):9,0,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", as_displayed, "--outdir", str(tmp_path), str(tmp_path / "t.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    sheets = {
        path.stem.removeprefix("t-"): {tuple(line.split("\t")) for line in lines_of(path)}
        for path in tmp_path.glob("t-*.csv")
    }
    names = [sheet.title for sheet in opened(made).worksheets[1:]]
    for name, printed in zip(names, tables_of(made), strict=True):
        for band in printed.bands:
            for row in band.rows:
                assert tuple(cell.text for cell in row.cells) in sheets[name]
