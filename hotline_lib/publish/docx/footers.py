"""页码 (page numbers, GB/T 9704-2012 §7.5 and §8): 7 mm below the 版心, outside, one character in.

On a landscape sheet the number stays where it is on the portrait sheet and is turned with it: at the
left edge, low on odd pages and high on even ones.
"""

from __future__ import annotations

from hotline_lib.publish.docx.elements import Element, page_field, paragraph, spacer, w
from hotline_lib.publish.docx.measures import SMALL_PT, point_twips, twips

_BELOW_MM = 7.0
_TYPE_AREA_BOTTOM_MM = 35.0
_CUT_MM = 26.0
_SHEET_MM = 297.0
_SHEET_WIDTH_MM = 210.0
_MM_PER_PT = 25.4 / 72
# The 一字线 stands near the middle of its line.
_DASH_TOP_MM = 0.48 * SMALL_PT * _MM_PER_PT
_LINE_MM = SMALL_PT * _MM_PER_PT
_TURNED_MM = 40.0

FOOTER_DISTANCE = twips(_TYPE_AREA_BOTTOM_MM - _BELOW_MM + _DASH_TOP_MM - _LINE_MM)


def number_line(*, odd: bool) -> list[Element]:
    """页码行 of a portrait page: right on odd pages, left on even ones."""
    inset = point_twips(SMALL_PT)
    place = w("ind", right=inset) if odd else w("ind", left=inset)
    align = w("jc", val="right" if odd else "left")
    return [paragraph("PageNumber", *page_field(), properties=(place, align))]


def turned_number(*, odd: bool) -> list[Element]:
    """横排页的页码: a table of one cell, placed on the sheet, whose text runs downwards."""
    right_mm = _TYPE_AREA_BOTTOM_MM - _BELOW_MM + _DASH_TOP_MM
    inset_mm = _CUT_MM + _LINE_MM
    top_mm = _SHEET_WIDTH_MM - inset_mm - _TURNED_MM if odd else inset_mm
    width, height = twips(_LINE_MM), twips(_TURNED_MM)
    place = w(
        "tblpPr",
        horzAnchor="page",
        vertAnchor="page",
        tblpX=twips(right_mm) - width,
        tblpY=twips(top_mm),
        leftFromText=0,
        rightFromText=0,
    )
    margins = w("tblCellMar", *(w(edge, w=0, type="dxa") for edge in ("top", "left", "bottom", "right")))
    cell = w(
        "tc",
        w("tcPr", w("tcW", w=width, type="dxa"), w("textDirection", val="tbRl")),
        paragraph("PageNumber", *page_field(), properties=(w("jc", val="right" if odd else "left"),)),
    )
    row = w("tr", w("trPr", w("trHeight", val=height, hRule="exact")), cell)
    look = w("tblPr", place, w("tblW", w=width, type="dxa"), w("tblLayout", type="fixed"), margins)
    return [w("tbl", look, w("tblGrid", w("gridCol", w=width)), row), spacer(20)]
