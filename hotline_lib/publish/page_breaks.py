"""换页 (page breaks): which blocks stay on one page with what follows, and how a table takes its place."""

from __future__ import annotations

from typing import Literal

from hotline_lib.model.document import Document, Paragraph, Table
from hotline_lib.publish.outline import Part

_KEPT_CHARACTERS = 28 * 8  # a longer paragraph would leave a hole on the page before
_KEPT_ROWS = 12

TablePlace = Literal["alone", "kept", "running"]


def kept_block(part: Part, index: int, document: Document) -> bool:
    """与署名同页 (kept): whether a block is the last paragraph of the text and a signature follows.

    A signature on a page of its own is not allowed (GB/T 9704-2012, 7.3.5.4: no “此页无正文”).
    """
    block = part.blocks[index]
    if document.signature is None or not isinstance(block, Paragraph):
        return False
    is_last = index == len(part.blocks) - 1 and part.anchor == f"section-{document.sections[-1].id}"
    return is_last and sum(len(run.text) for run in block.runs) <= _KEPT_CHARACTERS


def table_place(part: Part, index: int) -> TablePlace:
    """表的位置: `alone` with no text below it, `kept` whole on a page, `running` over several pages."""
    table = part.blocks[index]
    if part.label and not any(isinstance(b, Paragraph) for b in part.blocks[index + 1 :]):
        return "alone"
    rows = sum(len(band.rows) for band in table.bands) if isinstance(table, Table) else 0
    return "kept" if rows <= _KEPT_ROWS else "running"
