"""内容块 (blocks) of sections and appendices, each written by the module of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx.document import Document as WordDocument

from hotline_lib.model.document import Chart, Document, Heading, Paragraph, Table
from hotline_lib.publish.chart_png import chart_pngs
from hotline_lib.publish.docx.charts import chart_elements
from hotline_lib.publish.docx.elements import Element
from hotline_lib.publish.docx.measures import TEXT_WIDTH_MM
from hotline_lib.publish.docx.tables import after_table, table_elements
from hotline_lib.publish.docx.text import body_paragraph, heading
from hotline_lib.publish.outline import Outline, Part
from hotline_lib.publish.page_breaks import kept_block, table_place


class Blocks:
    """内容块: all charts of the document are drawn at once."""

    def __init__(self, document: Document, whole: Outline, word: WordDocument, fonts: Sequence[Path]) -> None:
        self._document = document
        self._word = word
        self._numbers = whole.chart_numbers
        parts = (*whole.sections, *whole.appendices)
        charts = [block for part in parts for block in part.blocks if isinstance(block, Chart)]
        self._pngs = dict(zip((c.id for c in charts), chart_pngs(charts, TEXT_WIDTH_MM, fonts), strict=True))

    def of(self, part: Part, width_mm: float) -> list[Element]:
        """The blocks of a part on a sheet whose text is that wide."""
        return [e for n in range(len(part.blocks)) for e in self._elements(part, n, width_mm)]

    def _elements(self, part: Part, index: int, width_mm: float) -> list[Element]:
        match part.blocks[index]:
            case Heading() as block:
                return heading(block, part.depths[index])
            case Paragraph() as block:
                return body_paragraph(block, with_next=kept_block(part, index, self._document))
            case Table() as block:
                whole = table_place(part, index) == "kept"
                made = table_elements(block, width_mm, titled=not part.titled_by_table, whole=whole)
                # a table in the text is followed by a blank
                return made if index == len(part.blocks) - 1 else [*made, after_table()]
            case Chart() as block:
                return chart_elements(
                    self._word, block, self._pngs[block.id], self._numbers[block.id], width_mm
                )
