"""工作簿 (workbook): the 目录 first, then one sheet a printed table; the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook

from hotline_lib import __version__
from hotline_lib.model.document import Document, Table
from hotline_lib.model.errors import RenderError
from hotline_lib.publish.outline import outline
from hotline_lib.publish.plain_text import clean_text
from hotline_lib.publish.review import Review
from hotline_lib.publish.xlsx.sheet import Sheet
from hotline_lib.publish.xlsx.sheet_names import sheet_names
from hotline_lib.publish.xlsx.styles import Styles
from hotline_lib.publish.xlsx.table_sheet import HEAD_START, TableSheet

CONTENTS = "目录"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_NUMBERS = "数字格即所印之数（已按印刷形式取舍一次），显示与通报逐格相同；精确值、公式与来由见 figures.json。"


@dataclass(frozen=True)
class _Listed:
    """One table with the name of its sheet."""

    sheet: str
    label: str
    title: str
    table: Table
    landscape: bool
    rules: tuple[str, ...]


def export_xlsx(document: Document, review: Review) -> bytes:
    """表格文件 (XLSX) of all printed tables of a bulletin.

    Raises `RenderError` for a text that no cell holds and for any warning of the writer.
    """
    buffer = io.BytesIO()
    listed = _tables(document, review)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Workbook(buffer, _OPTIONS) as workbook:
                workbook.set_properties(_properties(document))
                styles = Styles(workbook)
                contents = Sheet(workbook.add_worksheet(CONTENTS))
                _write_contents(contents, styles, document, listed)
                for one in listed:
                    _write_sheet(Sheet(workbook.add_worksheet(one.sheet)), styles, document, one)
        except UserWarning as warning:
            raise RenderError(f"排版失败：表格文件的写入程序给出警告，内容可能缺失：{warning}") from warning
    return buffer.getvalue()


def _tables(document: Document, review: Review) -> list[_Listed]:
    whole = outline(document)
    found = [
        (part, block, block.title or part.listed or "表")
        for part in (*whole.sections, *whole.appendices)
        for block in part.blocks
        if isinstance(block, Table)
    ]
    names = sheet_names([f"{part.label} {title}" for part, _, title in found], taken=[CONTENTS])
    return [
        _Listed(
            sheet=name,
            label=part.label or "正文",
            title=title,
            table=table,
            landscape=part.landscape,
            rules=review.rules.get(table.id, ()),
        )
        for name, (part, table, title) in zip(names, found, strict=True)
    ]


def _properties(document: Document) -> dict[str, object]:
    return {
        "title": clean_text("".join(document.title)) + "·附表",
        "subject": f"{document.place} {document.period}",
        "comments": clean_text(_state(document)),
        "created": datetime.fromisoformat(document.issued_on),
    }


def _write_contents(sheet: Sheet, styles: Styles, document: Document, listed: Sequence[_Listed]) -> None:
    """The list of the sheets, each a link, and what the workbook was made from."""
    for column, width in enumerate((10, 64, 22)):
        sheet.worksheet.set_column(column, column, width)
    sheet.worksheet.set_row(0, 30)
    sheet.text(0, 0, "".join(document.title), styles("title"), columns=3)
    for column, head in enumerate(("位置", "表", "行数")):
        sheet.text(1, column, head, styles("head"))
    for row, one in enumerate(listed, 2):
        sheet.text(row, 0, one.label, styles("cell"))
        sheet.link(row, 1, one.sheet, one.title, styles("link"))
        count = sum(len(band.rows) for band in one.table.bands)
        sheet.text(row, 2, f"{count} 行", styles("cell"))
    facts = [
        f"地区 {document.place}，期 {document.period}；{_state(document)}",
        f"{_made_by()}；内容校验值（SHA-256）{_content_hash(document)}",
        _NUMBERS,
    ]
    for row, fact in enumerate(facts, len(listed) + 3):
        sheet.worksheet.set_row(row, 26)
        sheet.text(row, 0, fact, styles("note"), columns=3)
    sheet.print_setup(landscape=False, heads=(1, 1), left=_origin(document), centre=CONTENTS)
    sheet.worksheet.freeze_panes(2, 0)


def _write_sheet(sheet: Sheet, styles: Styles, document: Document, listed: _Listed) -> None:
    where = f"《{''.join(document.title)}》{listed.label}"
    notes = [
        f"来源：{where}，{document.place} {document.period}，表 {listed.table.id}。",
        *([f"规则：{'；'.join(listed.rules)}。"] if listed.rules else []),
        f"{_made_by()}；{_state(document)}。{_NUMBERS}",
    ]
    table = TableSheet(sheet, styles, listed.table)
    table.write(listed.title, notes)
    heads = (HEAD_START, table.head_end)
    sheet.print_setup(landscape=listed.landscape, heads=heads, left=_origin(document), centre=listed.title)


def _origin(document: Document) -> str:
    return f"{document.place} {document.period}" + ("（草稿）" if document.draft else "")


def _state(document: Document) -> str:
    if document.release is not None:
        return document.release.line
    return "草稿，未经审定" if document.draft else "定稿"


def _made_by() -> str:
    return f"由 hotline {__version__} 生成"


def _content_hash(document: Document) -> str:
    return hashlib.sha256(document.model_dump_json().encode()).hexdigest()
