"""表 (tables): editable, with heads repeated on every page and rows that never break."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hotline_lib.model.document import Band, Column, Table
from hotline_lib.publish.column_widths import ColumnWidths, column_widths
from hotline_lib.publish.docx.elements import Element, paragraph, run, spacer, w
from hotline_lib.publish.docx.measures import PITCH, point_twips, twips
from hotline_lib.publish.docx.style_sheet import CELL_SIDE, TABLE_STYLE
from hotline_lib.publish.docx.styles import table_text
from hotline_lib.publish.plain_text import clean_text
from hotline_lib.publish.table_heads import BandGroup, band_groups, head_rows
from hotline_lib.publish.table_spans import SpannedCell, spanned_rows

_LOOK = {"firstRow": 1, "lastRow": 0, "firstColumn": 1, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
_ABOVE_EM = 0.27  # air above and below the text of a row
_LEFT_MM = 0.9  # more air before a text that is not centred


def table_elements(table: Table, width_mm: float, *, titled: bool) -> list[Element]:
    """表: its title where it has one of its own, then one Word table a group.

    Word repeats only the first rows of a table, so each group with heads of its own is one.
    """
    widths = column_widths(table, width_mm)
    made: list[Element] = [paragraph("TableCaption", run(table.title))] if titled and table.title else []
    for n, group in enumerate(band_groups(table)):
        made += [spacer(20)] if n else []
        made.append(_grid(table, group, widths))
    return made


def after_table() -> Element:
    """表后空白 (blank after a table) in the text."""
    return spacer(PITCH // 2)


def _grid(table: Table, group: BandGroup, widths: ColumnWidths) -> Element:
    columns = _whole_twips(widths.mm)
    above, beside = point_twips(widths.size_pt * _ABOVE_EM), CELL_SIDE
    margins = {"top": above, "left": beside, "bottom": above, "right": beside}
    name = "：".join(filter(None, (table.title, group.title)))
    look = w(
        "tblPr",
        w("tblStyle", val=TABLE_STYLE),
        w("tblW", w=sum(columns), type="dxa"),
        w("jc", val="center"),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *(w(edge, w=width, type="dxa") for edge, width in margins.items())),
        w("tblLook", **_LOOK),
        w("tblCaption", val=clean_text(name)) if name else None,
    )
    cells = _Cells(columns, table.columns, table_text(widths.size_pt))
    rows = [*cells.heads(group.title), *(row for band in group.bands for row in cells.band(band))]
    return w("tbl", look, w("tblGrid", *(w("gridCol", w=c) for c in columns)), *rows)


class _Cells:
    """格 (cells) of one table in its style of text."""

    def __init__(self, widths: Sequence[int], columns: Sequence[Column], style: str) -> None:
        self._widths = widths
        self._columns = columns
        self._style = style

    def heads(self, title: str | None) -> list[Element]:
        """表头行, one or two, below the title of the group."""
        rows = [self._whole_row(title, repeated=True)] if title else []
        upper, *lower = head_rows(self._columns)
        first, at = [], 0
        second = iter(lower[0] if lower else ())
        below: list[Element] = []
        for head in upper:
            covered = range(at, at + head.columns)
            at += head.columns
            down = head.rows > 1
            first.append(self._head(head.label, covered, merge="restart" if down else None))
            if lower and down:
                below.append(self._head("", covered, merge="continue"))
            elif lower:
                below += [self._head(next(second).label, range(c, c + 1)) for c in covered]
        rows.append(_row(first, repeated=True))
        return rows + ([_row(below, repeated=True)] if lower else [])

    def band(self, band: Band) -> list[Element]:
        """一组的各行, below the title of their tier; a cell that goes on downwards is merged."""
        rows = [self._whole_row(band.tier, repeated=False)] if band.tier else []
        for row, spanned in zip(band.rows, spanned_rows(band), strict=True):
            printed = {s.column: s for s in spanned}
            cells = []
            for c in range(len(self._columns)):
                if c in printed:
                    cells.append(self._printed(printed[c], total=row.total))
                else:
                    cells.append(self._cell(range(c, c + 1), [], merge="continue"))
            rows.append(_row(cells))
        return rows

    def _printed(self, spanned: SpannedCell, *, total: bool) -> Element:
        merge = "restart" if spanned.rows > 1 else None
        left = self._columns[spanned.column].align == "left"
        text = run(spanned.cell.text, "TableHead" if total else None)
        return self._cell(range(spanned.column, spanned.column + 1), [text], merge=merge, left=left)

    def _whole_row(self, title: str, *, repeated: bool) -> Element:
        return _row([self._head(title, range(len(self._columns)))], repeated=repeated)

    def _head(self, text: str, covered: range, merge: str | None = None) -> Element:
        return self._cell(covered, [run(text, "TableHead")] if text else [], merge=merge, with_next=True)

    def _cell(
        self,
        covered: range,
        runs: Sequence[Element],
        *,
        merge: str | None = None,
        left: bool = False,
        with_next: bool = False,
    ) -> Element:
        look = w(
            "tcPr",
            w("tcW", w=sum(self._widths[c] for c in covered), type="dxa"),
            w("gridSpan", val=len(covered)) if len(covered) > 1 else None,
            w("vMerge", val=merge) if merge else None,
            w("vAlign", val="center"),
        )
        properties = [w("keepNext")] if with_next else []
        if left:
            properties += [w("ind", left=twips(_LEFT_MM), right=twips(_LEFT_MM)), w("jc", val="left")]
        return w("tc", look, paragraph(self._style, *runs, properties=tuple(properties)))


def _row(cells: Sequence[Element], *, repeated: bool = False) -> Element:
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader") if repeated else None), *cells)


def _whole_twips(widths_mm: Sequence[float]) -> list[int]:
    """Widths in twips that add up to the whole: the edges are rounded, not the columns."""
    edges = [0.0]
    for width in widths_mm:
        edges.append(edges[-1] + width)
    return [twips(right) - twips(left) for left, right in pairwise(edges)]
