"""图 (charts): each kind of chart that `charts.yml` may declare, drawn from the results."""

from __future__ import annotations

from pathlib import Path

from hotline_lib.display.figure_charts import figures_chart, trend_chart
from hotline_lib.display.share_charts import share_chart, unpublished_chart
from hotline_lib.display.unit_charts import ranking_chart, unit_chart
from hotline_lib.model.charts import AnyChart, BreakdownChart, RankingChart, TrendChart, UnitBarChart
from hotline_lib.model.document import Chart
from hotline_lib.model.place import Place
from hotline_lib.model.results import Results, UnknownQuantityError
from hotline_lib.model.units import UnitRegister


def drawn_chart(
    spec: AnyChart, caption: str, results: Results, place: Place, register: UnitRegister, fonts: Path
) -> Chart:
    """图 of a declared kind, with the text that stands for it.

    Raises `RenderError` where the results do not suit the kind, `UnknownQuantityError` for a figure
    that was not computed.
    """
    if isinstance(spec, BreakdownChart):
        if spec.breakdown in results.unpublished:
            return unpublished_chart(spec.id, caption, results.unpublished[spec.breakdown], fonts)
        return share_chart(spec, caption, results.breakdowns[spec.breakdown], place, fonts)
    if isinstance(spec, UnitBarChart):
        return unit_chart(spec, caption, results.tables[spec.programme], place, register, fonts)
    if isinstance(spec, RankingChart):
        return ranking_chart(spec, caption, results.rankings[spec.ranking], place, fonts)
    known = results.all_quantities()
    for name in spec.of:
        if name not in known:
            raise UnknownQuantityError(name, f"charts.yml 的 {spec.id}")
    if isinstance(spec, TrendChart):
        lines = [results.series[f"{spec.id}.{name}"] for name in spec.of]
        return trend_chart(spec, caption, lines, place, fonts)
    return figures_chart(spec, caption, [known[name] for name in spec.of], place, fonts)
