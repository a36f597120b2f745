"""Charts: the same bytes twice, and a text that holds everything the drawing says."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from made import PLACE, REGISTER, quantity, row

from hotline_lib.display.charts import breakdown_chart, unit_chart
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.contents import UnitBarChart
from hotline_lib.model.document import Chart
from hotline_lib.model.errors import ExitCode, RenderError
from hotline_lib.model.results import BreakdownItem, UnitRow, UnitTable

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
    return breakdown_chart("types", "图1 诉求类型", items, PLACE, fonts)


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
