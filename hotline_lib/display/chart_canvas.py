"""画布 (canvas): figures as wide as the text, rows of one height, and the marks that charts share."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hotline_lib.display.chart_style import (
    CHARACTER_MM,
    FILL,
    FILL_WEAK,
    FONT_SIZE,
    INK,
    MM,
    RULE,
    TEXT_WIDTH_MM,
)

ROW_MM = 4.9
_LABEL_PAD = 3.5  # points
_NOT_FIRST = "，。；：、）”》%"


@dataclass(frozen=True)
class Mark:
    """一项 (one bar, dot or wedge): `value` only gives it its place or size; the printed text is exact."""

    label: str
    value: float
    text: str


def width_of(text: str) -> float:
    """字宽 (width of a text at the charts' size) in mm: a hanzi counts one, Latin and digits about half."""
    return sum(1.0 if ord(c) > 0x2E7F else 0.58 for c in text) * CHARACTER_MM


def wrapped(text: str, width_mm: float) -> list[str]:
    """断行 (wrapped): as few lines as the width allows, all of about the same length."""
    lines = math.ceil(width_of(text) / width_mm)
    share = width_of(text) / lines
    found = [""]
    for character in text:
        full = width_of(found[-1] + character) > share + CHARACTER_MM / 2
        if full and len(found) < lines and character not in _NOT_FIRST:
            found.append("")
        found[-1] += character
    return found


def blank_figure(height_mm: float) -> Any:
    """空白图 as wide as the text."""
    from matplotlib.figure import Figure

    return Figure(figsize=(TEXT_WIDTH_MM * MM, height_mm * MM))


def rows_canvas(sizes: Sequence[int], label_mm: float, *, titled: bool = False) -> tuple[Any, list[Any]]:
    """分栏画布: a figure with one panel a size below another; every row has the same height."""
    head, foot, gap = (6.0 if titled else 1.0), (10.0 if titled else 1.0), 8.0
    heights = [n * ROW_MM for n in sizes]
    total = head + foot + sum(heights) + gap * (len(sizes) - 1)
    left = label_mm + 3
    figure = blank_figure(total)
    axes_list = []
    top = total - head
    for height in heights:
        box = (left / TEXT_WIDTH_MM, (top - height) / total, 1 - (left + 2) / TEXT_WIDTH_MM, height / total)
        axes_list.append(figure.add_axes(box))
        top -= height + gap
    return figure, axes_list


def bars(axes: Any, marks: Sequence[Mark], label_mm: float) -> None:
    """横条: horizontal bars from 0, each with its text behind it, all within the width of the page."""
    axes.barh(
        range(len(marks)), [m.value for m in marks], height=0.62, color=FILL, edgecolor=INK, linewidth=0.5
    )
    for position, mark in enumerate(marks):
        axes.annotate(mark.text, (mark.value, position), (4, 0), textcoords="offset points", va="center")
    room = TEXT_WIDTH_MM - 5 - label_mm
    highest = max(m.value for m in marks)
    free = (
        1 - max(width_of(m.text) + 2 - room * (1 - m.value / highest if highest else 1) for m in marks) / room
    )
    axes.set_xlim(0, (highest or 1) / min(max(free, 0.2), 1))
    _label_rows(axes, marks)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


def dots(axes: Any, marks: Sequence[Mark], start: float) -> None:
    """点线: dots on an axis that need not begin at 0, each with its text behind it."""
    values = [m.value for m in marks]
    axes.hlines(range(len(marks)), start, values, color=FILL_WEAK, linewidth=1.6)
    axes.plot(
        values, range(len(marks)), "o", color=FILL, markeredgecolor=INK, markeredgewidth=0.5, markersize=5
    )
    for position, mark in enumerate(marks):
        axes.annotate(mark.text, (mark.value, position), (6, 0), textcoords="offset points", va="center")
    _label_rows(axes, marks)
    axes.grid(axis="x", color=RULE, linewidth=0.4)
    axes.set_axisbelow(True)
    axes.tick_params(axis="x", length=2, labelsize=FONT_SIZE - 1)


def _label_rows(axes: Any, marks: Sequence[Mark]) -> None:
    """Each row's label left of it; as ticks they would take three times as long."""
    axes.yaxis.set_visible(False)
    axes.set_ylim(len(marks) - 0.5, -0.5)
    for position, mark in enumerate(marks):
        axes.annotate(
            mark.label,
            (0, position),
            (-_LABEL_PAD, 0),
            xycoords=axes.get_yaxis_transform(),
            textcoords="offset points",
            ha="right",
            va="center_baseline",
        )
