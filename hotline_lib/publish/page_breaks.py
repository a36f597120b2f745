"""换页 (page breaks): which blocks stay on one page with what follows, and how a table takes its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from hotline_lib.model.document import Block, Document, Paragraph, Table
from hotline_lib.publish.outline import Part

_KEPT_CHARACTERS = 28 * 8  # a longer paragraph would leave a hole on the page before
_KEPT_ROWS = 12
_MOST_ON_GRID = 3  # the compiler lays a document out five times at most; each such table needs one

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
    """表的位置: how a table stands among the text.

    `alone`: no text below it. `kept`: short, whole on one page. `running`: over several pages.
    """
    table = part.blocks[index]
    if not isinstance(table, Table) or not _has_text_below(part.blocks[index + 1 :], bool(part.label)):
        return "alone"
    return "kept" if _rows(table) <= _KEPT_ROWS else "running"


def back_on_grid(part: Part, index: int, document: Document) -> bool:
    """表后归行 (back on the grid): whether the text below a running table returns to the line grid.

    The compiler finds out where such a table ends only after it has laid the page out, so more than a
    few of them would not settle; the others are left as they are, and so are landscape pages.
    """
    if part.landscape or table_place(part, index) != "running":
        return False
    return any(part.blocks[index] is table for table in _running(document)[:_MOST_ON_GRID])


def _running(document: Document) -> list[Table]:
    return [
        block
        for section in (*document.sections, *document.appendices)
        for n, block in enumerate(section.blocks)
        if isinstance(block, Table)
        and _rows(block) > _KEPT_ROWS
        and _has_text_below(section.blocks[n + 1 :], section.appendix is not None)
    ]


def _has_text_below(below: Sequence[Block], appendix: bool) -> bool:
    """A section is followed by another or by the signature, an appendix by a new page."""
    return not appendix or any(isinstance(block, Paragraph) for block in below)


def _rows(table: Table) -> int:
    return sum(len(band.rows) for band in table.bands)
