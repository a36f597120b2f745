"""版记 (imprint, §7.4): its last rule is the bottom of the 版心 on the last page.

A frame at the foot of the page holds it; an empty paragraph of the same height before the end keeps
room for it, and takes it to the next page where there is none.
"""

from __future__ import annotations

from math import ceil

from hotline_lib.model.frame import Copies, Imprint
from hotline_lib.publish.column_widths import text_em
from hotline_lib.publish.docx.elements import Element, line_break, paragraph, run, spacer, tab, w
from hotline_lib.publish.docx.measures import (
    PITCH,
    SMALL_PT,
    TEXT_WIDTH_MM,
    half_points,
    point_twips,
    twips,
)

_CHAR = point_twips(SMALL_PT)
_LINE = point_twips(SMALL_PT * 1.5)
_WIDTH = twips(TEXT_WIDTH_MM)
_OUTER_MM, _INNER_MM = 0.35, 0.25
_CLEARANCE = PITCH  # at least one line between text and imprint
_LICENCE_BELOW_MM = 1.2
_LICENCE_PT = 12.0
_RELEASE_BELOW_MM = 14.0
_RELEASE_PT = 9.0
_TYPE_AREA_END_MM = 262.0


def imprint_elements(imprint: Imprint, release: str | None) -> list[Element]:
    """版记 with what stands below it, and the empty paragraph that keeps its room."""
    rows = [_copies(copies) for copies in imprint.copies]
    made: list[Element] = [_rule(_OUTER_MM), *(row for row, _ in rows)]
    height = sum(lines for _, lines in rows) * _LINE
    if imprint.office or imprint.printed:
        made += [_rule(_INNER_MM)] if rows else []
        made.append(_ends(imprint.office or "", imprint.printed or ""))
        height += _LINE
    made.append(_rule(_OUTER_MM))
    for element in made:
        element.pPr.append(_frame(vAnchor="margin", yAlign="bottom"))
    below = [_below(imprint.licence, _LICENCE_BELOW_MM, _LICENCE_PT)] if imprint.licence else []
    below += [_below(release, _RELEASE_BELOW_MM, _RELEASE_PT)] if release else []
    room = w("spacing", line=height + _CLEARANCE, lineRule="exact")
    return [*made, *below, paragraph("Spacer", properties=(room,))]


def release_line(release: str) -> list[Element]:
    """审定 (release) of a bulletin without 版记: at the foot of the last page."""
    return [_below(release, _RELEASE_BELOW_MM, _RELEASE_PT), spacer(20)]


def _copies(copies: Copies) -> tuple[Element, int]:
    """分送 one character in on both sides, continued below the first name; and its number of lines."""
    label = f"{copies.label}："
    runs = [run(label)]
    for n, line in enumerate(copies.to):
        runs += [line_break()] if n else []
        runs.append(run(line))
    hanging = round(text_em(label) * _CHAR)
    place = w("ind", left=_CHAR + hanging, right=_CHAR, hanging=hanging)
    room = (_WIDTH - 2 * _CHAR - hanging) / _CHAR
    lines = sum(ceil(text_em(line) / room) for line in copies.to)
    return paragraph("Imprint", *runs, properties=(_exact(_LINE), place)), lines


def _ends(left: str, right: str) -> Element:
    """印发机关 left, 印发日期 right, one character in on both sides."""
    stop = w("tabs", w("tab", val="right", pos=_WIDTH - _CHAR))
    sides = w("ind", left=_CHAR, right=_CHAR)
    return paragraph("Imprint", run(left), tab(), run(right), properties=(stop, sides, _exact(_LINE)))


def _rule(thickness_mm: float) -> Element:
    """线 (rule): a black line as high as the rule is thick; LibreOffice takes no border into a frame."""
    black = w("shd", val="clear", color="auto", fill="000000")
    return paragraph("Spacer", properties=(black, _exact(twips(thickness_mm))))


def _below(text: str, below_mm: float, size_pt: float) -> Element:
    """准印号 or 审定 (licence, release), centred below the last rule, outside the 版心."""
    place = _frame(vAnchor="page", y=twips(_TYPE_AREA_END_MM + below_mm))
    size = (w("sz", val=half_points(size_pt)), w("szCs", val=half_points(size_pt)))
    line = run(text, None, *size)
    return paragraph("Imprint", line, properties=(place, _exact(point_twips(size_pt)), w("jc", val="center")))


def _frame(**place: object) -> Element:
    """图文框 (frame) as wide as the text; paragraphs of the same frame follow each other in it."""
    return w("framePr", w=_WIDTH, hSpace=0, wrap="through", hAnchor="margin", xAlign="left", **place)


def _exact(line: int) -> Element:
    return w("spacing", line=line, lineRule="exact")
