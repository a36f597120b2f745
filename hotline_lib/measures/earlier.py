"""往期 (earlier periods): what is known of them, from their stored inputs and from totals given later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from hotline_lib.measures.derived import derived_figure
from hotline_lib.model.charts import Charts, TrendChart
from hotline_lib.model.errors import ParamsError, UsageError
from hotline_lib.model.exact import exact_text
from hotline_lib.model.period import Period
from hotline_lib.model.quantity import Against, Quantity, RuleRef
from hotline_lib.model.results import SeriesPoint
from hotline_lib.model.rules import TextFigures


@dataclass(frozen=True)
class Earlier:
    """往期之数 (an earlier period as far as known): its quantities, and the units registered then.

    `given` are the ids of the quantities that come from given totals; `units` are the ids of the
    units in force on its last day.
    """

    period: Period
    quantities: Mapping[str, Quantity]
    units: frozenset[str]
    given: frozenset[str] = frozenset()


EarlierPeriods = Mapping[str, Earlier]
"""What is known of earlier periods, by period id."""


def compared_period(period: Period, against: Against) -> Period:
    """所比之期: the previous period, or the same one of the year before."""
    return period.previous if against is Against.previous else period.last_year


def wanted_periods(period: Period, rules: Iterable[TextFigures], charts: Charts) -> dict[str, Period]:
    """要用到的往期 by id, the newest first: those compared with, and those that trend charts show."""
    wanted = [compared_period(period, c.against) for rule in rules for c in rule.changes]
    for chart in charts.charts:
        if isinstance(chart, TrendChart):
            wanted += _before(period, chart.periods - 1)
    return {p.id: p for p in sorted(wanted, key=lambda p: p.starts, reverse=True)}


def with_totals(
    earlier: Earlier, totals: Mapping[str, Quantity], figures: Sequence[tuple[RuleRef, TextFigures]]
) -> Earlier:
    """以给定的往期总量为准: given totals replace stored ones, and what is derived from them is derived anew.

    A replaced value is noted where it differs. `figures` are the rules of the present period, so that
    like is compared with like.
    """
    known, changed = dict(earlier.quantities), set(totals)
    for name, total in totals.items():
        stored = known.get(name)
        if stored is not None and stored.value != total.value:
            note = f"往期输入算得 {exact_text(stored.number)}，以所给往期总量为准"
            total = total.model_copy(update={"note": note})
        known[name] = total
    for cited, body in figures:
        for figure in body.figures:
            if changed & set(figure.of) and set(figure.of) <= set(known):
                try:
                    made = derived_figure(figure, cited, known)
                except ParamsError:
                    known.pop(f"derived.{figure.id}", None)  # its base was 0 then: no figure to compare with
                    continue
                known[made.id] = made
                changed.add(made.id)
    return replace(earlier, quantities=known, given=earlier.given | frozenset(changed))


def series(
    period: Period, known: Mapping[str, Quantity], earlier: EarlierPeriods, charts: Charts
) -> dict[str, tuple[SeriesPoint, ...]]:
    """时间序列 of each trend chart's quantities, by chart and quantity (`<chart>.<quantity>`), oldest first.

    A period of which nothing is known, or that lacks the quantity, has a point without one.
    """
    found: dict[str, tuple[SeriesPoint, ...]] = {}
    for chart in charts.charts:
        if not isinstance(chart, TrendChart):
            continue
        before = [
            (p, earlier[p.id].quantities if p.id in earlier else {})
            for p in _before(period, chart.periods - 1)
        ]
        for name in chart.of:
            found[f"{chart.id}.{name}"] = tuple(
                SeriesPoint(period=p.id, label=p.label, quantity=values.get(name))
                for p, values in (*reversed(before), (period, known))
            )
    return found


def _before(period: Period, count: int) -> list[Period]:
    """The periods before one, the newest first; fewer where the calendar of ids ends."""
    found: list[Period] = []
    while len(found) < count:
        try:
            period = period.previous
        except UsageError:
            break
        found.append(period)
    return found
