"""版头与标题 (masthead and title, §7.2 and §7.3.1), and 主送机关 (addressees, §7.3.2)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hotline_lib.model.contents import Masthead
from hotline_lib.model.document import Document
from hotline_lib.publish.column_widths import text_em
from hotline_lib.publish.docx.elements import Element, line_break, paragraph, run, tab, w
from hotline_lib.publish.docx.measures import (
    CHAR,
    PITCH,
    TEXT_WIDTH_MM,
    TITLE_LINE,
    eighths,
    half_points,
    point_twips,
    twips,
)

RED = "E60012"
_SEAM = re.compile(r"(?<=[0-9A-Za-z])(?=[^ -~])|(?<=[^ -~])(?=[0-9A-Za-z])")
_MARK_BELOW_MM = 35.0
_MARK_LARGEST_PT = 62.0
_MARK_LEADING = 1.2
_MARK_TOP = 0.13  # from the top of its line to the top of its glyphs, in ems
_RULE_BELOW_MM = 4.0
_RULE_MM = 0.7


def head(document: Document) -> list[Element]:
    """版头、标题、主送机关; together whole lines high, so that the text stands on the grid."""
    masthead, height = _masthead(document.masthead) if document.masthead else ([], 0)
    title_height = 2 * PITCH + TITLE_LINE * len(document.title)
    after = PITCH + -(height + title_height) % PITCH
    made = [*masthead, _title(document.title, after)]
    if document.addressees:
        made.append(paragraph("Addressees", run(document.addressees)))
    return made


def _masthead(masthead: Masthead) -> tuple[list[Element], int]:
    """The masthead and its height in twips."""
    size = _mark_pt(masthead.mark)
    before = twips(_MARK_BELOW_MM) - point_twips(size * _MARK_TOP)
    line = point_twips(size * _MARK_LEADING)
    colour, sizes = w("color", val=RED), (w("sz", val=half_points(size)), w("szCs", val=half_points(size)))
    made = [
        paragraph(
            "MastheadMark",
            run(masthead.mark, None, colour, *sizes),
            properties=(_spacing(line, before=before, after=2 * PITCH - (line - point_twips(size))),),
        )
    ]
    height = before + point_twips(size) + 2 * PITCH
    if masthead.issue:
        centred = w("jc", val="center")
        made.append(paragraph("MastheadLine", run(masthead.issue), properties=(centred,)))
        height += PITCH
    if masthead.office or masthead.date:
        made.append(_ends(masthead.office or "", masthead.date or ""))
        height += PITCH
    return [*made, _red_rule()], height + twips(_RULE_BELOW_MM)


def _mark_pt(mark: str) -> float:
    """标志字号: as large as fits the width of the text, in half points.

    Some programs put a quarter of a character between 汉字 and digits whatever the file says.
    """
    em = text_em(mark) + len(_SEAM.findall(mark)) / 4
    fitting = TEXT_WIDTH_MM * 72 / 25.4 / max(1.0, em)
    return min(_MARK_LARGEST_PT, int(fitting * 2) / 2)


def _ends(left: str, right: str) -> Element:
    """左右两端 (both ends of a line), one character in on both sides."""
    stop = w("tabs", w("tab", val="right", pos=twips(TEXT_WIDTH_MM) - CHAR))
    sides = w("ind", left=CHAR, right=CHAR)
    return paragraph("MastheadLine", run(left), tab(), run(right), properties=(stop, sides))


def _red_rule() -> Element:
    rule = w("pBdr", w("bottom", val="single", sz=eighths(_RULE_MM), space=0, color=RED))
    return paragraph("Spacer", properties=(rule, _spacing(twips(_RULE_BELOW_MM))))


def _title(lines: Sequence[str], after: int) -> Element:
    """标题 two blank lines below the rule or the head of the page; it breaks where the place says."""
    runs: list[Element] = []
    for line in lines:
        runs += [line_break()] if runs else []
        runs.append(run(line))
    return paragraph("Title", *runs, properties=(_spacing(TITLE_LINE, before=2 * PITCH, after=after),))


def _spacing(line: int, before: int = 0, after: int = 0) -> Element:
    return w("spacing", before=before, after=after, line=line, lineRule="exact")
