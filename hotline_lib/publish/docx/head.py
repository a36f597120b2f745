"""文首 (head): masthead, title (§7.3.1) and 主送机关 (§7.3.2), together whole lines high."""

from __future__ import annotations

from collections.abc import Sequence

from hotline_lib.model.document import Document
from hotline_lib.publish.docx.elements import Element, line_break, paragraph, run, w
from hotline_lib.publish.docx.masthead import masthead_elements
from hotline_lib.publish.docx.measures import PITCH, TITLE_LINE


def head(document: Document) -> list[Element]:
    """文首: without a masthead the head of the page takes the place of the red rule."""
    masthead, height = masthead_elements(document.masthead) if document.masthead else ([], 0)
    height += 2 * PITCH + TITLE_LINE * len(document.title)
    # one blank line, and down to the grid
    after = PITCH + -height % PITCH
    made = [*masthead, _title(document.title, after)]
    if document.addressees:
        made.append(paragraph("Addressees", run(document.addressees)))
    return made


def _title(lines: Sequence[str], after: int) -> Element:
    """标题 two blank lines below the rule; it breaks where the place says."""
    runs: list[Element] = []
    for line in lines:
        runs += [line_break()] if runs else []
        runs.append(run(line))
    spacing = w("spacing", before=2 * PITCH, after=after, line=TITLE_LINE, lineRule="exact")
    return paragraph("Title", *runs, properties=(spacing,))
