"""图 (charts) that a bulletin prints, in the order of their numbers (`params/<place>/charts.yml`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER
from hotline_lib.model.rules import Minimum


class BreakdownChart(Frozen):
    """构成图 (breakdown chart): a breakdown with count and share, as bars or as a pie.

    Bars suit parts of very different size and parts that are not the whole; a pie suits a few parts
    that add up to it.
    """

    kind: Literal["breakdown"] = "breakdown"
    id: str = Field(pattern=IDENTIFIER)
    caption: str
    breakdown: str
    drawn_as: Literal["bars", "pie"] = Field(default="bars", description="条形（bars）或饼形（pie）")


class ChartPanel(Frozen):
    """分图 (panel): the units of one group, perhaps only those with a minimum volume."""

    group: str
    minimum: Minimum | None = None


class UnitBarChart(Frozen):
    """单位对比图 (unit chart): a value of each unit, one panel a group, best first."""

    kind: Literal["unit_bars"] = "unit_bars"
    id: str = Field(pattern=IDENTIFIER)
    caption: str
    programme: str
    value: str
    panels: tuple[ChartPanel, ...]


class RankingChart(Frozen):
    """排名图 (ranking chart): the units of a ranking of the text, with rank and value, ties included."""

    kind: Literal["ranking"] = "ranking"
    id: str = Field(pattern=IDENTIFIER)
    caption: str
    ranking: str


class FiguresChart(Frozen):
    """数量图 (figures chart): one bar for each of several figures of the same unit."""

    kind: Literal["figures"] = "figures"
    id: str = Field(pattern=IDENTIFIER)
    caption: str
    of: tuple[str, ...] = Field(min_length=2, description="数值标识")


class TrendChart(Frozen):
    """趋势图 (trend chart): figures of the same unit over this and the periods before it.

    Earlier values come from the inputs stored for those periods, or from given totals; a period that
    has none leaves a gap.
    """

    kind: Literal["trend"] = "trend"
    id: str = Field(pattern=IDENTIFIER)
    caption: str
    of: tuple[str, ...] = Field(min_length=1, max_length=3, description="数值标识")
    periods: int = Field(ge=2, le=24, description="期数，含本期")


ChartSpec = Annotated[
    BreakdownChart | UnitBarChart | RankingChart | FiguresChart | TrendChart, Field(discriminator="kind")
]
AnyChart = BreakdownChart | UnitBarChart | RankingChart | FiguresChart | TrendChart


class Charts(Frozen):
    """图 (charts) of a place (`params/<place>/charts.yml`)."""

    charts: tuple[ChartSpec, ...]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Charts:
        ids = [c.id for c in self.charts]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"图标识重复：{'、'.join(twice)}")
        return self

    def chart(self, chart_id: str) -> AnyChart:
        """The chart of that id; raises `KeyError`."""
        for chart in self.charts:
            if chart.id == chart_id:
                return chart
        raise KeyError(chart_id)

    def number(self, chart_id: str) -> int:
        """The number of a chart, counted in file order."""
        return [c.id for c in self.charts].index(chart_id) + 1
