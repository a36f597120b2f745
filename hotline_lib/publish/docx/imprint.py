"""版记 (imprint, §7.4): its last rule is the bottom of the 版心 on the last page.

A frame at the foot of the page holds it; an empty paragraph of the same height before the end keeps
room for it, and takes it to the next page where there is none.
"""

from __future__ import annotations

from math import ceil

from hotline_lib.model.contents import Copies, Imprint
from hotline_lib.publish.column_widths import text_em
from hotline_lib.publish.docx.elements import Element, line_break, paragraph, run, tab, w
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
_TYPE_AREA_END_MM = 262.0


def imprint_elements(imprint: Imprint) -> list[Element]:
    """版记 and the empty paragraph that keeps its room."""
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
    licence = [_licence(imprint.licence)] if imprint.licence else []
    room = w("spacing", line=height + _CLEARANCE, lineRule="exact")
    return [*made, *licence, paragraph("Spacer", properties=(room,))]


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


def _licence(licence: str) -> Element:
    """准印号 centred below the last rule, outside the 版心."""
    place = _frame(vAnchor="page", y=twips(_TYPE_AREA_END_MM + _LICENCE_BELOW_MM))
    size = (w("sz", val=half_points(_LICENCE_PT)), w("szCs", val=half_points(_LICENCE_PT)))
    centred = w("jc", val="center")
    line = _exact(point_twips(_LICENCE_PT))
    return paragraph("Imprint", run(licence, None, *size), properties=(place, line, centred))


def _frame(**place: object) -> Element:
    """图文框 (frame) as wide as the text; paragraphs of the same frame follow each other in it."""
    return w("framePr", w=_WIDTH, hSpace=0, wrap="through", hAnchor="margin", xAlign="left", **place)


def _exact(line: int) -> Element:
    return w("spacing", line=line, lineRule="exact")
