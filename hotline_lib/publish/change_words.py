"""变动的写法 (change words): differences and ratios as reviewers read them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.model.differences import CellChange, FigureChange
from hotline_lib.model.exact import decimal_text, round_exact

_DECIMALS = 2


def difference_words(change: FigureChange | CellChange) -> str:
    """差: `+120`, `−0.5`; of percentages in points (`+0.31 个百分点`); empty where there is none."""
    if change.difference is None:
        return ""
    if change.after.endswith("%") or change.before.endswith("%"):
        return f"{_signed(change.difference * 100)} 个百分点"
    return _signed(change.difference)


def ratio_words(change: FigureChange | CellChange) -> str:
    """变化率: `+3.25%`; empty where there is none, and for percentages, whose difference says it."""
    if change.ratio is None or change.after.endswith("%"):
        return ""
    return f"{_signed(change.ratio * 100)}%"


def largest(cells: Sequence[CellChange], count: int) -> list[CellChange]:
    """变动最大的格: by size of the ratio, in the order of the table where equal."""
    return sorted(cells, key=lambda c: -abs(c.ratio) if c.ratio is not None else Fraction(0))[:count]


def _signed(value: Fraction) -> str:
    rounded = round_exact(value, _DECIMALS)
    digits = decimal_text(abs(rounded), _DECIMALS).rstrip("0").rstrip(".")
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"{sign}{digits}"
