"""列宽 (column widths): the weights a place declares, corrected so that nothing has to overflow.

No engine chooses good widths for Chinese tables by itself. A number or a short term never wraps,
nearly all unit names stay on one line, and the largest of a few official sizes is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from hotline_lib.model.document import Column, Table

SIZES_PT = (12.0, 10.5, 10.0, 9.0, 7.5)  # 小四、五号至六号
PADDING_MM = 1.4  # both sides of a cell together
MM_PER_PT = 25.4 / 72

_PROSE_EM = 16.0  # longer cells are sentences, which wrap
_PROSE_FLOOR_EM = 14.0
_HEAD_FLOOR_EM = 2.1  # a column head wraps after two characters
_HEAD_COMFORT_EM = 4.1  # … unless there is room for four
_NATURAL_LIMIT_EM = 30.0
_NAME_LIMIT_EM = 24.0  # the longest name of a unit
_COMFORT_EM = 0.5  # more air between text and rules, where there is room
_ONE_LINE_SHARE = 0.9
_NARROW_EM = {".": 0.28, ",": 0.28, "-": 0.35, "%": 0.92}
_NARROW_DEFAULT_EM = 0.57
_TOKEN = re.compile(r"[!-~]+|[^!-~]")


@dataclass(frozen=True)
class ColumnWidths:
    """列宽与字号 (widths in millimetres, and the size of type that fits them)."""

    mm: tuple[float, ...]
    size_pt: float

    @property
    def percent(self) -> tuple[float, ...]:
        """Each width as a share of the table, for the screen."""
        total = sum(self.mm)
        return tuple(round(100 * w / total, 2) for w in self.mm)

    def wraps(self, column: int, text: str) -> bool:
        """Whether a text needs more than one line in its column, but is no sentence."""
        room = (self.mm[column] - PADDING_MM) / (self.size_pt * MM_PER_PT)
        return room < text_em(text) <= _NAME_LIMIT_EM


def column_widths(table: Table, total_mm: float) -> ColumnWidths:
    """列宽 (column widths) of a table that is `total_mm` wide."""
    texts = [_texts(table, c) for c in range(len(table.columns))]
    wanted = [_wanted_em(t) for t in texts]
    weights = _weights(table.columns, texts)
    heads = [min(text_em(c.label) + 0.1, _HEAD_COMFORT_EM) for c in table.columns]
    roomy = [max(pair) + _COMFORT_EM for pair in zip(wanted, heads, strict=True)]
    for needs, size_pt in ((roomy, SIZES_PT[0]), *((wanted, size) for size in SIZES_PT)):
        floors = _floors_mm(needs, size_pt)
        if sum(floors) <= total_mm:
            floors = _widened(floors, texts, size_pt, total_mm - sum(floors))
            return ColumnWidths(_shares(total_mm, weights, floors), size_pt)
    floors = _floors_mm([_unbreakable_em(t) for t in texts], SIZES_PT[-1])
    if sum(floors) <= total_mm:
        return ColumnWidths(_shares(total_mm, weights, floors), SIZES_PT[-1])
    return ColumnWidths(tuple(total_mm * f / sum(floors) for f in floors), SIZES_PT[-1])


def text_em(text: str) -> float:
    """字宽 (width of a text) in ems: a 汉字 counts one, Latin letters and digits about half."""
    return sum(
        1.0 if unicodedata.east_asian_width(c) in "WFA" else _NARROW_EM.get(c, _NARROW_DEFAULT_EM)
        for c in text
    )


def _texts(table: Table, column: int) -> list[str]:
    return [row.cells[column].text for band in table.bands for row in band.rows]


def _weights(columns: Sequence[Column], texts: Sequence[Sequence[str]]) -> list[float]:
    """The declared weights; where none is declared, the natural width of the contents."""
    if len({c.weight for c in columns}) > 1:
        return [float(c.weight) for c in columns]
    longest = (max(map(text_em, t), default=0.0) for t in texts)
    return [max(_HEAD_FLOOR_EM, min(em, _NATURAL_LIMIT_EM)) for em in longest]


def _wanted_em(texts: Sequence[str]) -> float:
    """Room for nearly every cell on one line, and for every number."""
    lengths = sorted(map(text_em, texts)) or [0.0]
    nearly_all = lengths[round(_ONE_LINE_SHARE * (len(lengths) - 1))]
    if nearly_all > _PROSE_EM:
        nearly_all = _PROSE_FLOOR_EM
    return max(_HEAD_FLOOR_EM, nearly_all, min(_unbreakable_em(texts), _PROSE_EM))


def _unbreakable_em(texts: Sequence[str]) -> float:
    tokens = (text_em(t) for text in texts for t in _TOKEN.findall(text))
    return max(1.0, min(max(tokens, default=0.0), _PROSE_EM))


def _floors_mm(widths_em: Sequence[float], size_pt: float) -> list[float]:
    return [em * size_pt * MM_PER_PT + PADDING_MM for em in widths_em]


def _widened(
    floors: Sequence[float], texts: Sequence[Sequence[str]], size_pt: float, spare_mm: float
) -> list[float]:
    """Floors that use spare room for the longest names that then still fit on one line."""
    widened = list(floors)
    for column, cells in enumerate(texts):
        lengths = {text_em(t) for t in cells}
        if max(lengths, default=0.0) > _NAME_LIMIT_EM:
            continue
        for wanted in sorted(_floors_mm(sorted(lengths), size_pt), reverse=True):
            if 0 < wanted - widened[column] <= spare_mm:
                spare_mm -= wanted - widened[column]
                widened[column] = wanted
                break
    return widened


def _shares(total: float, weights: Sequence[float], floors: Sequence[float]) -> tuple[float, ...]:
    """Shares by weight; a column below its floor gets the floor, the others share the rest."""
    fixed: dict[int, float] = {}
    while True:
        rest = total - sum(fixed.values())
        free = [i for i in range(len(weights)) if i not in fixed]
        unit = rest / sum(weights[i] for i in free) if free else 0.0
        short = {i: floors[i] for i in free if weights[i] * unit < floors[i]}
        if not short or len(short) == len(free):
            return tuple(fixed.get(i, weights[i] * unit) for i in range(len(weights)))
        fixed |= short
