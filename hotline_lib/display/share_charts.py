"""构成图 (share charts): a breakdown as bars or as a pie, and what stands for one without data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotline_lib.display.chart_canvas import Mark, bars, blank_figure, rows_canvas, width_of, wrapped
from hotline_lib.display.chart_style import INK, RULE, SHADES, TEXT_WIDTH_MM, house_style, svg_text
from hotline_lib.model.charts import BreakdownChart
from hotline_lib.model.document import Chart
from hotline_lib.model.errors import RenderError
from hotline_lib.model.place import Place
from hotline_lib.model.results import BreakdownItem

_RADIUS_MM = 19.0
_BEND = 1.28  # where the line to a label ends, in radii


def share_marks(items: Sequence[BreakdownItem], place: Place) -> list[Mark]:
    """各项: label, count, and what is printed of count and share."""
    return [
        Mark(
            i.label,
            float(i.count.number),
            f"{place.printed(i.count)}{i.count.unit}，{place.printed(i.share)}",
        )
        for i in items
    ]


def share_chart(
    spec: BreakdownChart, caption: str, items: Sequence[BreakdownItem], place: Place, fonts: Path
) -> Chart:
    """构成图: every part with count and share as printed in the text.

    Raises `RenderError` for a pie whose parts are not the whole.
    """
    marks = share_marks(items, place)
    if spec.drawn_as == "pie":
        _check_whole(caption, spec.id, items)
    with house_style(fonts, spec.id):
        svg = svg_text(pie_figure(marks) if spec.drawn_as == "pie" else _bars_figure(marks))
    kind = "饼图" if spec.drawn_as == "pie" else "条形图"
    listing = "；".join(f"{m.label}{m.text}" for m in marks)
    return Chart(id=spec.id, caption=caption, alt=f"{kind}，{caption}：{listing}。", svg=svg)


def unpublished_chart(chart_id: str, caption: str, reason: str, fonts: Path) -> Chart:
    """缺数据的图: a frame with the reason, so that the caption and the numbers of the charts stay."""
    words = f"本图从缺：{reason}"
    with house_style(fonts, chart_id):
        lines = wrapped(words, TEXT_WIDTH_MM - 20)
        figure = blank_figure(12 + 5.5 * len(lines))
        axes = figure.add_axes((0.02, 0.04, 0.96, 0.92))
        axes.set_xticks([])
        axes.set_yticks([])
        for spine in axes.spines.values():
            spine.set(visible=True, color=RULE, linestyle="--", linewidth=0.8)
        axes.text(
            0.5, 0.5, "\n".join(lines), ha="center", va="center", transform=axes.transAxes, linespacing=1.6
        )
        svg = svg_text(figure)
    return Chart(id=chart_id, caption=caption, alt=f"{caption}：{words}。", svg=svg)


def pie_figure(marks: Sequence[Mark]) -> Any:
    """饼: wedges clockwise from the top, each named outside with a line to it, so that no key is needed."""
    room = TEXT_WIDTH_MM / 2 - (_BEND + 0.1) * _RADIUS_MM
    words = [_words(m, room) for m in marks]
    left, right = _sides(marks, words)
    levels = {-1: _spread(left), 1: _spread(right)}
    placed = [
        (v, _height(x) / 2)
        for s, side in ((-1, left), (1, right))
        for v, x in zip(levels[s], side, strict=True)
    ]
    top = max([1.05, *(v + half for v, half in placed)])
    bottom = min([-1.05, *(v - half for v, half in placed)])
    figure = blank_figure((top - bottom) * _RADIUS_MM)
    axes = figure.add_axes((0, 0, 1, 1))
    wedges, *_ = axes.pie(
        [m.value for m in marks], startangle=90, counterclock=False, radius=1, wedgeprops={"linewidth": 0.6}
    )
    for number, wedge in enumerate(wedges):
        shade = SHADES[shade_number(number, len(marks))]
        wedge.set(facecolor=shade.fill, edgecolor=INK, hatch=shade.hatch)
    half_width = TEXT_WIDTH_MM / 2 / _RADIUS_MM
    axes.set(xlim=(-half_width, half_width), ylim=(bottom, top), aspect="equal")
    for side, labels in ((-1, left), (1, right)):
        for label, level in zip(labels, levels[side], strict=True):
            x, y = math.cos(label.angle), math.sin(label.angle)
            bend = side * _BEND
            axes.plot([0.98 * x, 1.06 * x, bend], [0.98 * y, 1.06 * y, level], color=INK, linewidth=0.5)
            text = "\n".join(label.lines)
            axes.text(bend + side * 0.06, level, text, ha="left" if side > 0 else "right", va="center")
    return figure


def shade_number(number: int, count: int) -> int:
    """填充序号 of a wedge; the last of a circle never has the shade of the first, which it touches."""
    chosen = number % len(SHADES)
    return chosen + 1 if number and number == count - 1 and chosen == 0 else chosen


@dataclass(frozen=True)
class _Label:
    """A wedge's label: where the middle of the wedge is, and the lines of text."""

    angle: float
    lines: tuple[str, ...]


def _words(mark: Mark, room_mm: float) -> tuple[str, ...]:
    """The lines of a label: one where it fits, else the values on a line of their own."""
    whole = f"{mark.label} {mark.text}"
    return (whole,) if width_of(whole) <= room_mm else (*wrapped(mark.label, room_mm), mark.text)


def _sides(marks: Sequence[Mark], words: Sequence[tuple[str, ...]]) -> tuple[list[_Label], list[_Label]]:
    """The labels left and right of the middle, from top to bottom."""
    total = sum(m.value for m in marks)
    passed, labels = 0.0, []
    for mark, lines in zip(marks, words, strict=True):
        labels.append(_Label(math.pi / 2 - 2 * math.pi * (passed + mark.value / 2) / total, lines))
        passed += mark.value
    labels.sort(key=lambda label: -math.sin(label.angle))
    left = [label for label in labels if math.cos(label.angle) < 0]
    return left, [label for label in labels if math.cos(label.angle) >= 0]


def _height(label: _Label) -> float:
    """The height of a label in radii, with the air around it."""
    return 0.14 + 0.22 * len(label.lines)


def _spread(labels: Sequence[_Label]) -> list[float]:
    """Levels of the labels, highest first: each beside its wedge, or where that is taken, close by.

    Labels that would cover each other form a stack whose middle is the middle of their wedges.
    """
    stacks: list[list[_Label]] = []
    for label in labels:
        stacks.append([label])
        while len(stacks) > 1 and _levels(stacks[-2])[1] < _levels(stacks[-1])[0]:
            stacks[-2:] = [stacks[-2] + stacks[-1]]
    return [middle for stack in stacks for middle in _middles(stack)]


def _levels(stack: Sequence[_Label]) -> tuple[float, float]:
    """The top and the bottom of a stack of labels."""
    wanted = sum(1.1 * math.sin(label.angle) for label in stack) / len(stack)
    half = sum(map(_height, stack)) / 2
    return wanted + half, wanted - half


def _middles(stack: Sequence[_Label]) -> list[float]:
    top, _ = _levels(stack)
    middles = []
    for label in stack:
        middles.append(top - _height(label) / 2)
        top -= _height(label)
    return middles


def _bars_figure(marks: Sequence[Mark]) -> Any:
    label_mm = max(width_of(m.label) for m in marks)
    figure, (axes,) = rows_canvas([len(marks)], label_mm)
    bars(axes, marks, label_mm)
    return figure


def _check_whole(caption: str, chart_id: str, items: Sequence[BreakdownItem]) -> None:
    if sum(i.share.number for i in items) != 1:
        raise RenderError(
            f"图“{caption}”的各项不是全部，不能画成饼图。请在 charts.yml 中把 {chart_id} 改为 "
            "drawn_as: bars，或在构成规则中写明余数的名称（remainder）。"
        )
