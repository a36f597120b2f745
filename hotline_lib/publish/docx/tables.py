"""表 (tables): editable, with heads repeated on every page and rows that never break."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hotline_lib.model.document import Table
from hotline_lib.publish.column_widths import ColumnWidths, column_widths
from hotline_lib.publish.docx.elements import Element, paragraph, run, spacer, w
from hotline_lib.publish.docx.measures import PITCH, point_twips, twips
from hotline_lib.publish.docx.style_sheet import CELL_SIDE, TABLE_STYLE
from hotline_lib.publish.docx.styles import table_text
from hotline_lib.publish.docx.table_cells import Cells
from hotline_lib.publish.plain_text import clean_text
from hotline_lib.publish.table_heads import BandGroup, band_groups

_LOOK = {"firstRow": 1, "lastRow": 0, "firstColumn": 1, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
_HALF_A_RULE_PT = 0.25
_ABOVE_EM = 0.27  # air above and below the text of a row


def table_elements(table: Table, width_mm: float, *, titled: bool, whole: bool) -> list[Element]:
    """表: its title where it has one of its own, then one Word table a group.

    Word repeats only the first rows of a table, so each group with heads of its own is one. `whole`:
    on one page.
    """
    widths = column_widths(table, width_mm)
    made: list[Element] = [paragraph("TableCaption", run(table.title))] if titled and table.title else []
    for n, group in enumerate(band_groups(table)):
        made += [spacer(20)] if n else []
        made.append(_grid(table, group, widths, whole=whole))
    return made


def after_table() -> Element:
    """表后空白 (blank after a table) in the text."""
    return spacer(PITCH // 2)


def _grid(table: Table, group: BandGroup, widths: ColumnWidths, *, whole: bool) -> Element:
    columns = _whole_twips(widths.mm)
    above, beside = point_twips(widths.size_pt * _ABOVE_EM - _HALF_A_RULE_PT), CELL_SIDE
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
    cells = Cells(columns, group.columns, table_text(widths.size_pt))
    rows = [*cells.heads(group.title), *(row for band in group.bands for row in cells.band(band))]
    if whole:
        _keep_together(rows)
    return w("tbl", look, w("tblGrid", *(w("gridCol", w=c) for c in columns)), *rows)


def _keep_together(rows: Sequence[Element]) -> None:
    """不跨页 (on one page): every row stays with the next, but for the last."""
    for row in rows[:-1]:
        for line in row.iter("{*}p"):
            if line.pPr.find("{*}keepNext") is None:
                line.pPr.append(w("keepNext"))


def _whole_twips(widths_mm: Sequence[float]) -> list[int]:
    """Widths in twips that add up to the whole: the edges are rounded, not the columns."""
    edges = [0.0]
    for width in widths_mm:
        edges.append(edges[-1] + width)
    return [twips(right) - twips(left) for left, right in pairwise(edges)]
