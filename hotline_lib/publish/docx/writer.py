"""成文 (writing): the bulletin as a Word file, put together from the modules of this package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hotline_lib.model.document import Document
from hotline_lib.publish.docx.blank import blank_document
from hotline_lib.publish.docx.blocks import Blocks
from hotline_lib.publish.docx.closing import attachments, signature
from hotline_lib.publish.docx.head import head
from hotline_lib.publish.docx.imprint import imprint_elements, release_line
from hotline_lib.publish.docx.packing import packed
from hotline_lib.publish.docx.pages import Pages
from hotline_lib.publish.docx.text import appendix_head, section_heading
from hotline_lib.publish.outline import outline


def write_docx(document: Document, fonts: Sequence[Path]) -> bytes:
    """Word 文件 of a bulletin; the folders of fonts are for charts that hold text.

    Raises `RenderError` as the other formats do: for a malformed table, a chart that cannot be drawn.
    """
    word = blank_document(document)
    whole = outline(document)
    pages = Pages(word, draft=document.draft)
    blocks = Blocks(document, whole, word, fonts)
    release = document.release.line if document.release else None
    pages.add(head(document))
    for part in whole.sections:
        pages.turn(landscape=part.landscape)
        pages.add(section_heading(part.heading) if part.heading else [])
        pages.add(blocks.of(part, pages.width_mm))
    signed = document.signature is not None
    closing = attachments([part.listed for part in whole.appendices], with_next=signed)
    closing += signature(document.signature) if document.signature else []
    if closing:
        pages.turn(landscape=False)
        pages.add(closing)
    for part in whole.appendices:
        turned = pages.turn(landscape=part.landscape)
        pages.add(appendix_head(part.label, part.heading, new_page=not turned))
        pages.add(blocks.of(part, pages.width_mm))
    if document.imprint:
        # 版记 stands on a portrait page; alone on it, that page has no number
        alone = pages.landscape or document.imprint.on_even_page
        pages.turn(landscape=False, numbered=not alone, on_even_page=document.imprint.on_even_page)
        pages.add(imprint_elements(document.imprint, release))
    elif release:
        pages.add(release_line(release))
    pages.finish()
    return packed(word)
