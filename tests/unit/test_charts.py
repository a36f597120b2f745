"""Charts: the same bytes twice, a text that holds everything the drawing says, and legible in grey."""

from __future__ import annotations

import math
import statistics
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from made import PLACE, REGISTER, quantity, row

from hotline_lib.display.chart_canvas import Mark, wrapped
from hotline_lib.display.chart_style import INK, LINE_STYLES, PAPER, SHADES, greyness, house_style
from hotline_lib.display.charts import drawn_chart
from hotline_lib.display.figure_charts import figures_chart, trend_chart
from hotline_lib.display.share_charts import pie_figure, shade_number, share_chart
from hotline_lib.display.unit_charts import ranking_chart, unit_chart
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.charts import BreakdownChart, FiguresChart, RankingChart, TrendChart, UnitBarChart
from hotline_lib.model.document import Chart
from hotline_lib.model.errors import ExitCode, RenderError
from hotline_lib.model.results import (
    BreakdownItem,
    RankedUnit,
    Results,
    SeriesPoint,
    UnitRow,
    UnitTable,
    UnknownQuantityError,
)

SPEC = UnitBarChart.model_validate(
    {
        "id": "index_chart",
        "caption": "指标值",
        "programme": "hotline",
        "value": "index",
        "panels": [
            {"group": "agency", "minimum": {"column": "due", "at_least": 50}},
            {"group": "county"},
            {"group": "enterprise"},
        ],
    }
)


def item(label: str, count: int, share: str) -> BreakdownItem:
    counted = quantity(f"c.{label}", count).model_copy(update={"unit": "件"})
    return BreakdownItem(id="x", label=label, count=counted, share=quantity(f"s.{label}", share, "rate"))


def unit(name: str, group: str, due: int, index: str) -> UnitRow:
    value = quantity(f"{name}.index", index, "index").model_copy(update={"label": "综合指标值"})
    return row(name, group, due=quantity(f"{name}.due", due), index=value)


ITEMS = [item("社会保障类", 10773, "0.2295"), item("市场类", 4692, "0.1"), item("城市管理类", 3985, "0.0849")]
ROWS = (
    unit("乙县", "county", 9, "96.34"),
    unit("甲县", "county", 1, "98.4"),
    unit("大局", "agency", 50, "92.5"),
    unit("小局", "agency", 49, "40"),
)


def breakdown(fonts: Path, items: list[BreakdownItem] = ITEMS) -> Chart:
    spec = BreakdownChart(id="types", caption="诉求类型", breakdown="types")
    return share_chart(spec, "图1 诉求类型", items, PLACE, fonts)


def pie(fonts: Path, items: list[BreakdownItem]) -> Chart:
    spec = BreakdownChart(id="types", caption="诉求类型", breakdown="types", drawn_as="pie")
    return share_chart(spec, "图1 诉求类型", items, PLACE, fonts)


WHOLE = [item("求助类", 3, "3/8"), item("咨询类", 4, "1/2"), item("建议类", 1, "1/8")]


def units(fonts: Path, rows: tuple[UnitRow, ...] = ROWS, spec: UnitBarChart = SPEC) -> Chart:
    table = UnitTable(programme="hotline", rows=rows)
    return unit_chart(spec, "图2 指标值", table, PLACE, REGISTER, fonts)


def test_the_text_of_a_breakdown_holds_every_label_and_value(project: Workspace) -> None:
    assert breakdown(project.fonts).alt == (
        "条形图，图1 诉求类型：社会保障类10773件，22.95%；市场类4692件，10%；城市管理类3985件，8.49%。"
    )


def test_the_text_of_a_unit_chart_is_grouped_best_first_and_above_the_minimum(project: Workspace) -> None:
    assert units(project.fonts).alt == (
        "点图，图2 指标值。行政事业单位：大局92.5。县市区：甲县98.4、乙县96.3。"
    )


@pytest.mark.parametrize("draw", [breakdown, units])
def test_the_same_data_give_the_same_bytes(draw: object, project: Workspace) -> None:
    one, other = draw(project.fonts), draw(project.fonts)  # type: ignore[operator]
    assert one == other
    root = ElementTree.fromstring(one.svg)
    assert root.tag.endswith("svg")
    assert len(one.svg) > 2000
    for stamp in ("Matplotlib", "dc:date", "<text"):
        assert stamp not in one.svg


def test_other_data_give_another_drawing(project: Workspace) -> None:
    assert breakdown(project.fonts).svg != breakdown(project.fonts, ITEMS[:2]).svg
    assert units(project.fonts).svg != units(project.fonts, ROWS[1:]).svg


def test_a_dollar_sign_is_a_character_not_a_formula(project: Workspace) -> None:
    assert "美元$类$" in breakdown(project.fonts, [item("美元$类$", 1, "1")]).alt


@pytest.mark.parametrize("label", ["\U0001f600类", "类\u0e01"])
def test_a_missing_glyph_is_refused(label: str, project: Workspace) -> None:
    with pytest.raises(RenderError, match="图中有字库缺少的字") as caught:
        breakdown(project.fonts, [item(label, 1, "1")])
    assert caught.value.exit_code is ExitCode.render_failed


def test_a_missing_font_is_named(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"缺少字体 fonts/HotlineSansSC-Regular\.ttf"):
        breakdown(tmp_path)


def test_a_chart_without_units_is_refused(project: Workspace) -> None:
    with pytest.raises(RenderError, match=r"图“图2 指标值”没有可画的单位.*index_chart"):
        units(project.fonts, ROWS[3:])


def test_the_text_of_a_pie_holds_every_part(project: Workspace) -> None:
    assert pie(project.fonts, WHOLE).alt == (
        "饼图，图1 诉求类型：求助类3件，37.50%；咨询类4件，50%；建议类1件，12.50%。"
    )


def test_a_pie_of_parts_that_are_not_the_whole_is_refused(project: Workspace) -> None:
    with pytest.raises(RenderError, match=r"各项不是全部，不能画成饼图.*drawn_as: bars.*remainder"):
        pie(project.fonts, WHOLE[:2])


def grey_pixels(marks: list[Mark], fonts: Path) -> list[list[float]]:
    """The pie as rows of a grey picture, 150 dots an inch, on white paper."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with house_style(fonts, "test"):
        figure = pie_figure(marks)
        canvas = FigureCanvasAgg(figure)
        figure.set(dpi=150, facecolor="white")
        canvas.draw()
        rows = canvas.buffer_rgba().tolist()
    return [[0.299 * red + 0.587 * green + 0.114 * blue for red, green, blue, _ in row] for row in rows]


def wedge_texture(grey: list[list[float]], angle: float) -> tuple[float, float]:
    """Mean and spread of the grey inside a wedge, away from its edges."""
    radius = 19.0 / 25.4 * 150
    centre = len(grey[0]) // 2
    rows = [y for y, row in enumerate(grey) if row[centre] < 200]
    middle = (rows[0] + rows[-1]) / 2
    patch = [
        grey[round(middle - reach * radius * math.sin(angle + turn / 100))][
            round(centre + reach * radius * math.cos(angle + turn / 100))
        ]
        for reach in (n / 60 for n in range(27, 52))
        for turn in range(-12, 13, 2)
    ]
    return statistics.mean(patch), statistics.pstdev(patch)


def test_neighbouring_parts_of_a_pie_differ_in_grey(project: Workspace) -> None:
    """Looked at as pixels of a grey picture: in lightness, or in how much a hatching makes it vary."""
    count = len(SHADES)
    grey = grey_pixels([Mark(f"第{n}项", 1.0, "1件") for n in range(count)], project.fonts)
    angles = [math.pi / 2 - 2 * math.pi * (n + 0.5) / count for n in range(count)]
    textures = [wedge_texture(grey, angle) for angle in angles]
    for (mean, spread), (other_mean, other_spread) in pairwise([*textures, textures[0]]):
        assert abs(mean - other_mean) > 25 or abs(spread - other_spread) > 25, textures


@pytest.mark.parametrize("count", range(2, 40))
def test_no_two_touching_parts_have_one_shade(count: int) -> None:
    numbers = [shade_number(n, count) for n in range(count)]
    assert all(a != b for a, b in pairwise([*numbers, numbers[0]]))


def test_inks_are_dark_and_shades_unlike_each_other() -> None:
    assert greyness(PAPER) == pytest.approx(255)
    assert greyness(INK) < 40, "text and lines stand out on every shade of paper"
    assert len({(round(greyness(s.fill) / 16), s.hatch) for s in SHADES}) == len(SHADES)
    for one, other in pairwise([*SHADES, SHADES[0]]):
        assert one.hatch != other.hatch or abs(greyness(one.fill) - greyness(other.fill)) > 60
    assert len({s.dash for s in LINE_STYLES}) == len({s.marker for s in LINE_STYLES}) == len(LINE_STYLES)
    assert all(greyness(s.colour) < 150 for s in LINE_STYLES)


def point(period: str, value: object | None, label: str = "受理诉求", unit: str = "件") -> SeriesPoint:
    counted = None if value is None else quantity(label, value).model_copy(update={"unit": unit})
    return SeriesPoint(period=period, label=f"2024年第{period}周", quantity=counted)


LINE = [point("25", 1200), point("26", None), point("27", 1310), point("28", 1290)]
OTHER = [
    point("25", 700, "转办"),
    point("26", None, "转办"),
    point("27", 720, "转办"),
    point("28", 690, "转办"),
]


def trend(fonts: Path, *lines: list[SeriesPoint]) -> Chart:
    spec = TrendChart(id="weeks", caption="走势", of=tuple("ab"[: len(lines)]), periods=4)
    return trend_chart(spec, "图3 走势", lines, PLACE, fonts)


def test_a_trend_names_every_period_and_its_gaps(project: Workspace) -> None:
    assert trend(project.fonts, LINE).alt == (
        "折线图，图3 走势。受理诉求：2024年第25周1200件、2024年第26周无数据、2024年第27周1310件、"
        "2024年第28周1290件。"
    )
    assert trend(project.fonts, LINE, OTHER).alt.endswith("2024年第28周690件。")
    assert trend(project.fonts, LINE).svg == trend(project.fonts, LINE).svg != trend(project.fonts, OTHER).svg


def test_a_trend_of_one_period_is_refused(project: Workspace) -> None:
    with pytest.raises(RenderError, match="只有一期有数，画不出趋势"):
        trend(project.fonts, [point("27", None), point("28", 5)])


def test_figures_of_unlike_units_are_not_drawn_together(project: Workspace) -> None:
    calls = [point(p.period, 9, "来电", "通") for p in LINE]
    with pytest.raises(RenderError, match=r"单位不同（件、通）"):
        trend(project.fonts, LINE, calls)
    spec = FiguresChart(id="f", caption="数", of=("a", "b"))
    with pytest.raises(RenderError, match=r"单位不同（无单位、%）"):
        figures_chart(spec, "图4 数", [quantity("a", 1), quantity("b", 1, "rate")], PLACE, project.fonts)


def test_figures_stand_side_by_side(project: Workspace) -> None:
    spec = FiguresChart(id="f", caption="数", of=("a", "b"))
    chart = figures_chart(spec, "图4 数", [quantity("已回复", 18), quantity("无效", 0)], PLACE, project.fonts)
    assert chart.alt == "条形图，图4 数：已回复18；无效0。"
    with pytest.raises(RenderError, match="有负数"):
        figures_chart(spec, "图4 数", [quantity("甲", -1), quantity("乙", 2)], PLACE, project.fonts)


def test_a_ranking_tells_rank_and_value_with_ties(project: Workspace) -> None:
    ranked = [
        RankedUnit(unit=name, name=name, rank=rank, value=quantity("指标值", value, "index"))
        for rank, name, value in ((1, "甲县", "98.4"), (2, "乙县", "97"), (2, "丙县", "97"))
    ]
    spec = RankingChart(id="best", caption="红榜", ranking="best")
    chart = ranking_chart(spec, "图5 红榜", ranked, PLACE, project.fonts)
    assert chart.alt == "点图，图5 红榜：第1名甲县98.4；第2名乙县97；第2名丙县97。"
    with pytest.raises(RenderError, match="没有上榜的单位"):
        ranking_chart(spec, "图5 红榜", [], PLACE, project.fonts)


def results(**parts: object) -> Results:
    empty = {"quantities": {}, "tables": {}, "rankings": {}, "breakdowns": {}, "ledger": ()}
    return Results.model_validate({"place": "demo", "period": "2024-04", **empty, **parts})


def test_a_chart_without_published_data_keeps_its_caption_and_says_why(project: Workspace) -> None:
    spec = BreakdownChart(id="civic", caption="统计", breakdown="civic", drawn_as="pie")
    chart = drawn_chart(
        spec, "图5：统计", results(unpublished={"civic": "件数未公布"}), PLACE, REGISTER, project.fonts
    )
    assert (chart.caption, chart.alt) == ("图5：统计", "图5：统计：本图从缺：件数未公布。")
    assert len(chart.svg) > 1000


def test_a_chart_of_an_unknown_figure_is_refused_by_name(project: Workspace) -> None:
    spec = FiguresChart(id="f", caption="数", of=("intake.a", "intake.b"))
    with pytest.raises(UnknownQuantityError, match=r"charts.yml 的 f 用到的数值“intake.a”不存在"):
        drawn_chart(spec, "图1 数", results(), PLACE, REGISTER, project.fonts)


@pytest.mark.parametrize("text", ["短", "原通报以图列示，各类件数未随文公布，无从重作", "甲" * 97])
def test_wrapped_lines_lose_nothing_and_are_about_equal(text: str) -> None:
    lines = wrapped(text, 40)
    assert "".join(lines) == text
    assert max(map(len, lines)) - min(map(len, lines)) <= len(lines) + 1
    assert not any(line[0] in "，。；" for line in lines)
