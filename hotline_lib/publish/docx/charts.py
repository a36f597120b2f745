"""图 (charts) in the text: a PNG with the words that stand for it, and its caption below."""

from __future__ import annotations

import io
from math import ceil

from docx.document import Document as WordDocument
from docx.shared import Emu

from hotline_lib.model.document import Chart
from hotline_lib.publish.docx.elements import Element, paragraph, run, w
from hotline_lib.publish.docx.measures import PITCH
from hotline_lib.publish.plain_text import clean_text

_EMU_PER_TWIP = 635
_EMU_PER_MM = 36000
_HIGHEST_MM = 190.0
_AIR = 200  # twips between the text and the drawing


def chart_elements(
    word: WordDocument, chart: Chart, png: bytes, number: int, width_mm: float
) -> list[Element]:
    """图与图题; the drawing takes whole lines, so that the text after it stays on the grid."""
    inline: Element = word.part.new_pic_inline(io.BytesIO(png))
    width, height = _fitted(inline.extent.cx, inline.extent.cy, width_mm)
    inline.extent.cx = inline.graphic.graphicData.pic.spPr.cx = width
    inline.extent.cy = inline.graphic.graphicData.pic.spPr.cy = height
    for properties in (inline.docPr, inline.graphic.graphicData.pic.nvPicPr.cNvPr):
        properties.set("id", str(number))
        properties.set("name", f"chart-{number}.png")
        properties.set("descr", clean_text(chart.alt))
    lines = ceil((height / _EMU_PER_TWIP + _AIR) / PITCH)
    spacing = w("spacing", line=lines * PITCH, lineRule="atLeast")
    return [
        paragraph("Figure", w("r", w("drawing", inline)), properties=(spacing,)),
        paragraph("Caption", run(chart.caption)),
    ]


def _fitted(width: int, height: int, width_mm: float) -> tuple[Emu, Emu]:
    """As wide as the text, but never higher than a page can hold with its caption."""
    scale = min(width_mm * _EMU_PER_MM / width, _HIGHEST_MM * _EMU_PER_MM / height)
    return Emu(round(width * scale)), Emu(round(height * scale))
