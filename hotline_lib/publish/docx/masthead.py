"""版头 (masthead, GB/T 9704-2012 §7.2) in each of its forms: 简报式, 文件式, or the mark alone."""

from __future__ import annotations

import re
from math import floor

from hotline_lib.model.frame import Masthead
from hotline_lib.publish.column_widths import text_em
from hotline_lib.publish.docx.elements import Element, paragraph, run, tab, w
from hotline_lib.publish.docx.measures import (
    CHAR,
    PITCH,
    TEXT_WIDTH_MM,
    eighths,
    half_points,
    point_twips,
    twips,
)

RED = "E60012"
_MARK_BELOW_MM = 35.0
_LARGEST_PT, _COMFORTABLE_PT = 62.0, 40.0
_LEAST_SQUEEZE = 0.62  # a long name is narrowed to this at most, so that it stays tall
_MARK_LEADING = 1.2
_MARK_TOP = 0.13  # from the top of its line to the top of its glyphs, in ems
_RULE_BELOW_MM = 4.0
_RULE_MM = 0.7
_RULE = twips(_RULE_BELOW_MM) + twips(_RULE_MM)  # a border adds to the height of its line
_WIDTH = twips(TEXT_WIDTH_MM)
_SEAM = re.compile(r"(?<=[0-9A-Za-z])(?=[^ -~])|(?<=[^ -~])(?=[0-9A-Za-z])")
_SIGNERS = "签发人："


def masthead_elements(masthead: Masthead) -> tuple[list[Element], int]:
    """版头 down to the red rule, and its height in twips."""
    corner = _corner(masthead)
    lines = _lines(masthead)
    size, narrowed = mark_size(masthead.mark)
    before = twips(_MARK_BELOW_MM) - len(corner) * PITCH
    # the rule is 4 mm below the last line over it; in a letterhead that is the mark
    after = 2 * PITCH if lines else PITCH - twips(_RULE_BELOW_MM)
    mark = _mark(masthead.mark, size, narrowed, before, after)
    height = len(corner) * PITCH + before + point_twips(size) + after
    return [*corner, mark, *lines, _red_rule()], height + len(lines) * PITCH + _RULE


def mark_size(mark: str) -> tuple[float, int]:
    """标志字号 in points, and its narrowing in percent: one line, as wide as the 版心 at most.

    Some programs put a quarter of a character between 汉字 and digits whatever the file says.
    """
    em = text_em(mark) + len(_SEAM.findall(mark)) / 4
    fitting = TEXT_WIDTH_MM * 72 / 25.4 / max(1.0, em)
    size = min(_LARGEST_PT, max(fitting, min(_COMFORTABLE_PT, fitting / _LEAST_SQUEEZE)))
    size = floor(size * 2) / 2
    return size, min(100, floor(100 * fitting / size))


def _corner(masthead: Masthead) -> list[Element]:
    """份号、密级和保密期限、紧急程度 (§7.2.1-3) flush left from the top; 密级 on the second line."""
    lines = [run(masthead.copy_number)] if masthead.copy_number else []
    if masthead.secrecy:
        lines = lines or [run("")]
        lines.append(run(masthead.secrecy, "TableHead"))
    if masthead.urgency:
        lines.append(run(masthead.urgency, "TableHead"))
    return [paragraph("MastheadLine", line) for line in lines]


def _mark(mark: str, size: float, narrowed: int, before: int, after: int) -> Element:
    """发文机关标志, its glyphs `before` below the head of the page."""
    line, above = point_twips(size * _MARK_LEADING), point_twips(size * _MARK_TOP)
    below = line - above - point_twips(size)
    look = [w("color", val=RED), w("sz", val=half_points(size)), w("szCs", val=half_points(size))]
    look += [w("w", val=narrowed)] if narrowed < 100 else []
    spacing = w("spacing", before=before - above, after=after - below, line=line, lineRule="exact")
    return paragraph("MastheadMark", run(mark, None, *look), properties=(spacing,))


def _lines(masthead: Masthead) -> list[Element]:
    """期号与单位日期, or 发文字号 with 签发人; none in a letterhead."""
    made = []
    if masthead.issue:
        made.append(_centred(masthead.issue))
        made.append(_ends(masthead.office or "", masthead.date or ""))
    if masthead.number:
        signed = _signed_number(masthead.number, masthead.signers)
        made += signed or [_centred(masthead.number)]
    return made


def _signed_number(number: str, signers: tuple[str, ...]) -> list[Element]:
    """发文字号 left and 签发人 right (§7.2.6): two names a line, the number on the last."""
    rows = ["　".join(signers[n : n + 2]) for n in range(0, len(signers), 2)]
    if not rows:
        return []
    names_at = _WIDTH - CHAR - round(max(map(text_em, rows)) * CHAR)
    label_at = names_at - len(_SIGNERS) * CHAR - CHAR // 4  # a tab needs room
    stops = (names_at, label_at)
    made = []
    for n, names in enumerate(rows):
        place = (w("tabs", *(w("tab", val="left", pos=pos) for pos in sorted(stops))), w("ind", left=CHAR))
        left = run(number) if n == len(rows) - 1 else None
        label = run(_SIGNERS) if n == 0 else None
        runs = [left, tab(), label, tab(), run(names, "Lead2")]
        made.append(paragraph("MastheadLine", *(r for r in runs if r is not None), properties=place))
    return made


def _centred(text: str) -> Element:
    return paragraph("MastheadLine", run(text), properties=(w("jc", val="center"),))


def _ends(left: str, right: str) -> Element:
    """左右两端 (both ends of a line), one character in on both sides."""
    place = (w("tabs", w("tab", val="right", pos=_WIDTH - CHAR)), w("ind", left=CHAR, right=CHAR))
    return paragraph("MastheadLine", run(left), tab(), run(right), properties=place)


def _red_rule() -> Element:
    rule = w("pBdr", w("bottom", val="single", sz=eighths(_RULE_MM), space=0, color=RED))
    spacing = w("spacing", line=twips(_RULE_BELOW_MM), lineRule="exact")
    return paragraph("Spacer", properties=(rule, spacing))
