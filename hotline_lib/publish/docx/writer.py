"""成文 (writing): the bulletin as a Word file, put together from the modules of this package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx.document import Document as WordDocument

from hotline_lib.model.document import Block, Chart, Document, Heading, Paragraph, Table
from hotline_lib.publish.chart_png import chart_pngs
from hotline_lib.publish.docx.blank import blank_document
from hotline_lib.publish.docx.charts import chart_elements
from hotline_lib.publish.docx.closing import attachments, signature
from hotline_lib.publish.docx.elements import Element
from hotline_lib.publish.docx.head import head
from hotline_lib.publish.docx.imprint import imprint_elements
from hotline_lib.publish.docx.measures import TEXT_WIDTH_MM
from hotline_lib.publish.docx.packing import packed
from hotline_lib.publish.docx.pages import Pages
from hotline_lib.publish.docx.tables import after_table, table_elements
from hotline_lib.publish.docx.text import appendix_head, body_paragraph, heading, section_heading
from hotline_lib.publish.outline import Outline, Part, outline


def write_docx(document: Document, fonts: Sequence[Path]) -> bytes:
    """Word 文件 of a bulletin; the folders of fonts are for charts that hold text.

    Raises `RenderError` as the other formats do: for a malformed table, a chart that cannot be drawn.
    """
    word = blank_document(document)
    whole = outline(document)
    pages = Pages(word, draft=document.draft)
    blocks = _Blocks(pages, word, whole, fonts)
    pages.add(head(document))
    for part in whole.sections:
        pages.turn(landscape=part.landscape)
        pages.add(section_heading(part.heading) if part.heading else [])
        blocks.add(part)
    closing = attachments([part.listed for part in whole.appendices])
    closing += signature(document.signature) if document.signature else []
    if closing:
        pages.turn(landscape=False)
        pages.add(closing)
    for part in whole.appendices:
        turned = pages.turn(landscape=part.landscape)
        pages.add(appendix_head(part.label, part.heading, new_page=not turned))
        blocks.add(part)
    if document.imprint:
        # 版记 stands on a portrait page; alone on it, that page has no number
        pages.turn(landscape=False, numbered=not pages.landscape)
        pages.add(imprint_elements(document.imprint))
    pages.finish()
    return packed(word)


class _Blocks:
    """内容块 (blocks) of sections and appendices, on the sheet as it lies."""

    def __init__(self, pages: Pages, word: WordDocument, whole: Outline, fonts: Sequence[Path]) -> None:
        self._pages = pages
        self._word = word
        self._numbers = whole.chart_numbers
        charts = [
            b for part in (*whole.sections, *whole.appendices) for b in part.blocks if isinstance(b, Chart)
        ]
        self._pngs = dict(zip((c.id for c in charts), chart_pngs(charts, TEXT_WIDTH_MM, fonts), strict=True))

    def add(self, part: Part) -> None:
        """The blocks of a part; a table in the text is followed by a blank."""
        for n, (block, depth) in enumerate(zip(part.blocks, part.depths, strict=True), 1):
            self._pages.add(self._elements(block, depth, titled=not part.titled_by_table))
            if isinstance(block, Table) and n < len(part.blocks):
                self._pages.add([after_table()])

    def _elements(self, block: Block, depth: int, *, titled: bool) -> list[Element]:
        match block:
            case Heading():
                return heading(block, depth)
            case Paragraph():
                return body_paragraph(block)
            case Table():
                return table_elements(block, self._pages.width_mm, titled=titled)
            case Chart():
                return chart_elements(
                    self._word, block, self._pngs[block.id], self._numbers[block.id], self._pages.width_mm
                )
