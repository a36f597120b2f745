"""图 (charts): drawings of breakdowns and unit values, each with the text that stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotline_lib.display.chart_style import (
    FILL,
    FILL_WEAK,
    FONT_SIZE,
    INK,
    RULE,
    TEXT_WIDTH_MM,
    house_style,
    svg_text,
)
from hotline_lib.model.contents import UnitBarChart
from hotline_lib.model.document import Chart
from hotline_lib.model.errors import RenderError
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import BreakdownItem, UnitRow, UnitTable
from hotline_lib.model.units import UnitRegister

_MM = 1 / 25.4
_ROW_MM = 4.9
_CHARACTER_MM = 3.55  # a hanzi at FONT_SIZE, with a little air


@dataclass(frozen=True)
class _Bar:
    label: str
    value: float  # length only; the printed text is exact
    text: str


def breakdown_chart(
    chart_id: str, caption: str, items: Sequence[BreakdownItem], place: Place, fonts: Path
) -> Chart:
    """构成图: horizontal bars, each with count and share as printed in the text."""
    bars = [
        _Bar(
            i.label,
            float(i.count.number),
            f"{place.printed(i.count)}{i.count.unit}，{place.printed(i.share)}",
        )
        for i in items
    ]
    with house_style(fonts, chart_id) as matplotlib:
        figure, axes_list = _canvas(matplotlib, [len(bars)], max(len(b.label) for b in bars))
        axes = axes_list[0]
        _bars(axes, bars)
        widest = max(bars, key=lambda b: b.value)
        free = 1 - len(widest.text) * _CHARACTER_MM * 0.75 / _panel_width(bars)
        axes.set_xlim(0, widest.value / free)
        svg = svg_text(figure)
    listing = "；".join(f"{b.label}{b.text}" for b in bars)
    return Chart(id=chart_id, caption=caption, alt=f"条形图，{caption}：{listing}。", svg=svg)


def unit_chart(
    spec: UnitBarChart, caption: str, table: UnitTable, place: Place, register: UnitRegister, fonts: Path
) -> Chart:
    """单位对比图: one panel a group, units best first, on one shared axis that does not start at 0.

    Points are drawn, not bars: a bar would have to start at 0, and the index differs by little.
    """
    panels: list[tuple[str, list[_Bar]]] = []
    for panel in spec.panels:
        rows = [row for row in table.rows if row.group == panel.group and _reaches(row, panel.minimum)]
        rows.sort(key=lambda row: -row.cells[spec.value].number)
        bars = [
            _Bar(row.name, _drawn(row.cells[spec.value], place), place.printed(row.cells[spec.value]))
            for row in rows
        ]
        if bars:
            panels.append((register.group(panel.group).label, bars))
    every = [b for _, bars in panels for b in bars]
    if not every:
        raise RenderError(f"图“{caption}”没有可画的单位。请核对 charts.yml 中 {spec.id} 的组别与起评量。")
    low = min(b.value for b in every)
    start = int(low // 5 * 5)
    end = max(100.0, *(b.value for b in every))
    with house_style(fonts, spec.id) as matplotlib:
        sizes = [len(bars) for _, bars in panels]
        figure, axes_list = _canvas(matplotlib, sizes, max(len(b.label) for b in every), titled=True)
        for axes, (title, bars) in zip(axes_list, panels, strict=True):
            _dots(axes, bars, start)
            axes.tick_params(labelbottom=axes is axes_list[-1])
            axes.set_xlim(start - 0.3, end + (end - start) * 0.09)
            axes.set_title(title, loc="left", fontsize=FONT_SIZE, fontweight=500, pad=4)
        axes_list[-1].set_xlabel(f"{table.rows[0].cells[spec.value].label}（分；横轴自{start}分起）")
        svg = svg_text(figure)
    listing = "。".join(f"{t}：" + "、".join(f"{b.label}{b.text}" for b in bars) for t, bars in panels)
    return Chart(id=spec.id, caption=caption, alt=f"点图，{caption}。{listing}。", svg=svg)


def _drawn(quantity: Quantity, place: Place) -> float:
    """Where a value stands on the axis: as it is printed, so that a rate is drawn in percent."""
    return float(place.form(quantity.form).rounded(quantity.number))


def _reaches(row: UnitRow, minimum: Any) -> bool:
    return minimum is None or row.cells[minimum.column].number >= minimum.at_least


def _canvas(
    matplotlib: Any, sizes: Sequence[int], label_characters: int, *, titled: bool = False
) -> tuple[Any, list[Any]]:
    """A figure as wide as the text with one panel a size; every row has the same height."""
    from matplotlib.figure import Figure

    head, foot, gap = (6.0 if titled else 1.0), (10.0 if titled else 1.0), 8.0
    heights = [n * _ROW_MM for n in sizes]
    total = head + foot + sum(heights) + gap * (len(sizes) - 1)
    left = label_characters * _CHARACTER_MM + 3
    figure = Figure(figsize=(TEXT_WIDTH_MM * _MM, total * _MM))
    axes_list = []
    top = total - head
    for height in heights:
        box = (left / TEXT_WIDTH_MM, (top - height) / total, 1 - (left + 2) / TEXT_WIDTH_MM, height / total)
        axes_list.append(figure.add_axes(box))
        top -= height + gap
    return figure, axes_list


def _panel_width(bars: Sequence[_Bar]) -> float:
    """Width in mm of the plotting area beside the labels."""
    return TEXT_WIDTH_MM - 5 - max(len(b.label) for b in bars) * _CHARACTER_MM


def _rows(axes: Any, bars: Sequence[_Bar]) -> None:
    axes.set_yticks(range(len(bars)), [b.label for b in bars])
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)


def _bars(axes: Any, bars: Sequence[_Bar]) -> None:
    axes.barh(
        range(len(bars)), [b.value for b in bars], height=0.62, color=FILL, edgecolor=INK, linewidth=0.5
    )
    for position, bar in enumerate(bars):
        axes.annotate(bar.text, (bar.value, position), (4, 0), textcoords="offset points", va="center")
    _rows(axes, bars)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


def _dots(axes: Any, bars: Sequence[_Bar], start: int) -> None:
    values = [b.value for b in bars]
    axes.hlines(range(len(bars)), start - 0.3, values, color=FILL_WEAK, linewidth=1.6)
    axes.plot(
        values, range(len(bars)), "o", color=FILL, markeredgecolor=INK, markeredgewidth=0.5, markersize=5
    )
    for position, bar in enumerate(bars):
        axes.annotate(bar.text, (bar.value, position), (6, 0), textcoords="offset points", va="center")
    _rows(axes, bars)
    axes.grid(axis="x", color=RULE, linewidth=0.4)
    axes.set_axisbelow(True)
    axes.tick_params(axis="x", length=2, labelsize=FONT_SIZE - 1)
