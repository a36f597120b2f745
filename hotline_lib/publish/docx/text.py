"""正文 (body, §7.3.3): headings, paragraphs and what stands between them.

Numbers of headings are text: Word's own numbering would renumber what was checked and signed.
"""

from __future__ import annotations

from collections.abc import Iterable

from hotline_lib.model.document import Heading, Paragraph, Run
from hotline_lib.publish.docx.elements import Element, paragraph, run, w
from hotline_lib.publish.docx.measures import PITCH


def section_heading(text: str) -> list[Element]:
    """一级标题 (heading of a section)."""
    return [paragraph("Heading1", run(text))]


def heading(block: Heading, depth: int) -> list[Element]:
    """标题 in the face of its level; its place in the outline skips no level."""
    outline = () if depth == block.level else (w("outlineLvl", val=depth - 1),)
    return [paragraph(f"Heading{block.level}", run(block.number + block.text), properties=outline)]


def body_paragraph(block: Paragraph, *, with_next: bool = False) -> list[Element]:
    """段落, perhaps with a run-in heading in the face of its level or with a number.

    `with_next`: whole, on one page with what follows.
    """
    made: list[Element] = []
    if block.lead:
        style = f"Lead{block.lead.level}"
        made += [run(block.lead.number, style), *(run(r.text, style) for r in block.lead.runs)]
    if block.number:
        made.append(run(block.number))
    kept = (w("keepNext"), w("keepLines")) if with_next else ()
    return [paragraph("BodyText", *made, *_runs(block.runs), properties=kept)]


def appendix_head(label: str, title: str, *, new_page: bool) -> list[Element]:
    """附件标识 on line 1 and the title of the appendix on line 3 (§7.3.7)."""
    turn = (w("pageBreakBefore"),) if new_page else ()
    return [
        paragraph("AppendixLabel", run(label), properties=turn),
        paragraph("AppendixTitle", run(title), properties=(w("spacing", before=PITCH, after=PITCH // 4),)),
    ]


def _runs(runs: Iterable[Run]) -> list[Element]:
    return [run(r.text, "Strong" if r.strong else None) for r in runs]
