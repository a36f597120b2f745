"""数量图与趋势图 (figure charts): several figures side by side, and figures over periods."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hotline_lib.display.chart_canvas import Mark, bars, blank_figure, rows_canvas, width_of
from hotline_lib.display.chart_style import (
    FONT_SIZE,
    INK,
    LINE_STYLES,
    RULE,
    TEXT_WIDTH_MM,
    LineStyle,
    house_style,
    svg_text,
)
from hotline_lib.model.charts import FiguresChart, TrendChart
from hotline_lib.model.document import Chart
from hotline_lib.model.errors import RenderError
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import SeriesPoint

_PLOT_MM = 45.0
_ROW_MM = 5.0
_NO_DATA = "无数据"


def figures_chart(
    spec: FiguresChart, caption: str, quantities: Sequence[Quantity], place: Place, fonts: Path
) -> Chart:
    """数量图: one bar a figure, from 0. Raises `RenderError` for figures that are not counted alike."""
    _check_alike(caption, spec.id, quantities, place)
    marks = [Mark(q.label, _drawn(q, place), _told(q, place)) for q in quantities]
    if any(m.value < 0 for m in marks):
        raise RenderError(f"图“{caption}”中有负数，不能画成条形。请从 charts.yml 的 {spec.id} 中去掉。")
    label_mm = max(width_of(m.label) for m in marks)
    with house_style(fonts, spec.id):
        figure, (axes,) = rows_canvas([len(marks)], label_mm)
        bars(axes, marks, label_mm)
        svg = svg_text(figure)
    listing = "；".join(f"{m.label}{m.text}" for m in marks)
    return Chart(id=spec.id, caption=caption, alt=f"条形图，{caption}：{listing}。", svg=svg)


def trend_chart(
    spec: TrendChart, caption: str, lines: Sequence[Sequence[SeriesPoint]], place: Place, fonts: Path
) -> Chart:
    """趋势图: one line a figure, oldest period first; a period without data is a gap and is named.

    Raises `RenderError` for figures that are not counted alike, or where fewer than two periods have data.
    """
    known = [p.quantity for line in lines for p in line if p.quantity is not None]
    _check_alike(caption, spec.id, known, place)
    if max(sum(p.quantity is not None for p in line) for line in lines) < 2:
        raise RenderError(
            f"图“{caption}”只有一期有数，画不出趋势。请补往期的输入或往期总量，"
            f"或从 charts.yml 去掉 {spec.id}。"
        )
    with house_style(fonts, spec.id):
        svg = svg_text(_trend_figure(lines, place))
    listing = "。".join(
        f"{_label(line)}：" + "、".join(f"{p.label}{_told(p.quantity, place)}" for p in line)
        for line in lines
    )
    return Chart(id=spec.id, caption=caption, alt=f"折线图，{caption}。{listing}。", svg=svg)


def _trend_figure(lines: Sequence[Sequence[SeriesPoint]], place: Place) -> Any:
    """折线: values stand at the points of a single line, and in rows below the axis for several."""
    several = len(lines) > 1
    below = 11.0 + (_ROW_MM * len(lines) + 1 if several else 0)
    left = max(13.0, max(width_of(_label(line)) for line in lines) + 12 if several else 0)
    height = _PLOT_MM + below + 8
    figure = blank_figure(height)
    axes = figure.add_axes(
        (left / TEXT_WIDTH_MM, below / height, 1 - (left + 3) / TEXT_WIDTH_MM, _PLOT_MM / height)
    )
    count = len(lines[0])
    for line, style in zip(lines, LINE_STYLES, strict=False):
        _plot(axes, [_drawn(p.quantity, place) for p in line], style)
    for n in range(count):
        if all(line[n].quantity is None for line in lines):
            where = axes.get_xaxis_transform()
            axes.text(n, 0.04, _NO_DATA, transform=where, ha="center", fontsize=FONT_SIZE - 1)
    axes.set_xticks(range(count), [_tick(p.label) for p in lines[0]])
    axes.set_xlim(-0.5, count - 0.5)
    axes.margins(y=0.2)
    if axes.get_ylim()[0] < 0 <= min(v for line in lines for v in _values(line, place)):
        axes.set_ylim(bottom=0)
    axes.tick_params(length=2, labelsize=FONT_SIZE - 1)
    axes.grid(axis="y", color=RULE, linewidth=0.4)
    axes.set_axisbelow(True)
    like = next(p.quantity for line in lines for p in line if p.quantity is not None)
    unit = place.form(like.form).suffix or like.unit
    title = ("" if several else like.label) + (f"（{unit}）" if unit else "")
    axes.set_title(title, loc="left", fontsize=FONT_SIZE, pad=6)
    if several:
        _value_rows(axes, lines, place)
    else:
        _label_points(axes, lines[0], place)
    return figure


def _plot(axes: Any, values: Sequence[float], style: LineStyle) -> None:
    axes.plot(
        range(len(values)), values, style.dash, color=style.colour, linewidth=1.4, marker=style.marker,
        markersize=5, markerfacecolor=style.inside, markeredgecolor=INK, markeredgewidth=0.6,
    )  # fmt: skip


def _label_points(axes: Any, line: Sequence[SeriesPoint], place: Place) -> None:
    """The printed value of each point: below it where the line rises from it, so that no line covers it."""
    values = [_drawn(p.quantity, place) for p in line]
    for n, point in enumerate(line):
        if point.quantity is None:
            continue
        beside = [v for v in (*values[max(n - 1, 0) : n], *values[n + 1 : n + 2]) if v == v]  # not missing
        below = bool(beside) and min(beside) > values[n]
        axes.annotate(
            place.printed(point.quantity), (n, values[n]), (0, -7 if below else 6),
            textcoords="offset points", ha="center", va="top" if below else "bottom", fontsize=FONT_SIZE - 1,
        )  # fmt: skip


def _value_rows(axes: Any, lines: Sequence[Sequence[SeriesPoint]], place: Place) -> None:
    """数据行: under the axis one row a line, led by its label and a sample of its dash and marker."""
    across = axes.get_xaxis_transform()
    for row, (line, style) in enumerate(zip(lines, LINE_STYLES, strict=False)):
        level = -(12.5 + _ROW_MM * row) / _PLOT_MM
        _sample(axes, level, style)
        axes.annotate(
            _label(line), (0, level), (-27, 0), xycoords="axes fraction", textcoords="offset points",
            ha="right", va="center", fontsize=FONT_SIZE - 1, annotation_clip=False,
        )  # fmt: skip
        for n, point in enumerate(line):
            text = "—" if point.quantity is None else place.printed(point.quantity)
            axes.text(n, level, text, transform=across, ha="center", va="center", fontsize=FONT_SIZE - 1)


def _sample(axes: Any, level: float, style: LineStyle) -> None:
    """A short piece of a line left of the axis."""
    from matplotlib.lines import Line2D

    width = axes.get_position().width * TEXT_WIDTH_MM
    ends = [-8.5 / width, -5.0 / width, -1.5 / width]
    piece = Line2D(
        ends, [level] * 3, transform=axes.transAxes, clip_on=False, linestyle=style.dash, color=style.colour,
        linewidth=1.4, marker=style.marker, markevery=[1], markersize=5, markerfacecolor=style.inside,
        markeredgecolor=INK, markeredgewidth=0.6,
    )  # fmt: skip
    axes.add_line(piece)


def _check_alike(caption: str, chart_id: str, quantities: Sequence[Quantity], place: Place) -> None:
    kinds = dict.fromkeys((q.unit, place.form(q.form).suffix) for q in quantities if q.value is not None)
    if len(kinds) > 1:
        names = "、".join(unit or suffix or "无单位" for unit, suffix in kinds)
        raise RenderError(
            f"图“{caption}”各数的单位不同（{names}），不能画在一起。请改正 charts.yml 中的 {chart_id}。"
        )


def _label(line: Sequence[SeriesPoint]) -> str:
    return next((p.quantity.label for p in line if p.quantity is not None), "")


def _told(quantity: Quantity | None, place: Place) -> str:
    return _NO_DATA if quantity is None else place.printed(quantity) + quantity.unit


def _drawn(quantity: Quantity | None, place: Place) -> float:
    """Where a value stands on the axis: as it is printed, so that a rate is drawn in percent."""
    if quantity is None:
        return float("nan")
    return float(place.form(quantity.form).rounded(quantity.number))


def _values(line: Sequence[SeriesPoint], place: Place) -> list[float]:
    return [_drawn(p.quantity, place) for p in line if p.quantity is not None]


def _tick(label: str) -> str:
    """A period's label on two lines, the year on the first."""
    head, year, rest = label.partition("年")
    return f"{head}{year}\n{rest}" if rest else label
