"""单位图 (unit charts): a value of each unit by group, and the units of a ranking."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hotline_lib.display.chart_canvas import Mark, dots, rows_canvas, width_of
from hotline_lib.display.chart_style import FONT_SIZE, house_style, svg_text
from hotline_lib.model.charts import RankingChart, UnitBarChart
from hotline_lib.model.document import Chart
from hotline_lib.model.errors import RenderError
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import RankedUnit, UnitRow, UnitTable
from hotline_lib.model.units import UnitRegister

_STEP = 5  # the axis begins at a multiple of this


def unit_chart(
    spec: UnitBarChart, caption: str, table: UnitTable, place: Place, register: UnitRegister, fonts: Path
) -> Chart:
    """单位对比图: one panel a group, units best first, on one shared axis that does not start at 0.

    Points are drawn, not bars: a bar would have to start at 0, and the index differs by little.
    """
    panels: list[tuple[str, list[Mark]]] = []
    for panel in spec.panels:
        rows = [row for row in table.rows if row.group == panel.group and _reaches(row, panel.minimum)]
        rows.sort(key=lambda row: -row.cells[spec.value].number)
        marks = [_mark(row.name, row.cells[spec.value], place) for row in rows]
        if marks:
            panels.append((register.group(panel.group).label, marks))
    if not panels:
        raise RenderError(f"图“{caption}”没有可画的单位。请核对 charts.yml 中 {spec.id} 的组别与起评量。")
    svg = _dots_svg(spec.id, panels, table.rows[0].cells[spec.value], place, fonts)
    listing = "。".join(f"{t}：" + "、".join(f"{m.label}{m.text}" for m in marks) for t, marks in panels)
    return Chart(id=spec.id, caption=caption, alt=f"点图，{caption}。{listing}。", svg=svg)


def ranking_chart(
    spec: RankingChart, caption: str, ranked: Sequence[RankedUnit], place: Place, fonts: Path
) -> Chart:
    """排名图: the units of a ranking in its order, with their ranks; `RenderError` if there are none."""
    if not ranked:
        raise RenderError(f"图“{caption}”没有上榜的单位。请核对排名“{spec.ranking}”的起评量与条件。")
    marks = [_mark(f"{u.rank}  {u.name}", u.value, place) for u in ranked]
    svg = _dots_svg(spec.id, [("", marks)], ranked[0].value, place, fonts)
    listing = "；".join(f"第{u.rank}名{u.name}{m.text}" for u, m in zip(ranked, marks, strict=True))
    return Chart(id=spec.id, caption=caption, alt=f"点图，{caption}：{listing}。", svg=svg)


def _dots_svg(
    salt: str, panels: Sequence[tuple[str, Sequence[Mark]]], like: Quantity, place: Place, fonts: Path
) -> str:
    every = [m for _, marks in panels for m in marks]
    start = int(min(m.value for m in every) // _STEP * _STEP)
    end = max(m.value for m in every)
    end = max(end, start + _STEP)
    label_mm = max(width_of(m.label) for m in every)
    unit = place.form(like.form).suffix or like.unit or "分"
    with house_style(fonts, salt):
        figure, axes_list = rows_canvas([len(marks) for _, marks in panels], label_mm, titled=True)
        margin = (end - start) / 50
        for axes, (title, marks) in zip(axes_list, panels, strict=True):
            dots(axes, marks, start - margin)
            axes.tick_params(labelbottom=axes is axes_list[-1])
            axes.set_xlim(start - margin, end + (end - start) * 0.09)
            if title:
                axes.set_title(title, loc="left", fontsize=FONT_SIZE, fontweight=500, pad=4)
        axes_list[-1].set_xlabel(f"{like.label}（{unit}；横轴自{start}{unit}起）")
        return svg_text(figure)


def _mark(label: str, quantity: Quantity, place: Place) -> Mark:
    """A value stands on the axis where it is printed, so that a rate is drawn in percent."""
    drawn = float(place.form(quantity.form).rounded(quantity.number))
    return Mark(label, drawn, place.printed(quantity))


def _reaches(row: UnitRow, minimum: Any) -> bool:
    return minimum is None or row.cells[minimum.column].number >= minimum.at_least
