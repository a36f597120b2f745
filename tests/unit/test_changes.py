"""环比 and 同比: against stored inputs, given totals or a given change; named by their base."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import quantity

from hotline_lib.measures.changes import change_figure, point_change, relative_change
from hotline_lib.measures.earlier import Earlier, series, wanted_periods, with_totals
from hotline_lib.model.changes import ChangeFigure
from hotline_lib.model.charts import Charts
from hotline_lib.model.errors import InputError, ParamsError
from hotline_lib.model.period import Period
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import InputRef, Quantity, RuleRef
from hotline_lib.model.results import UnknownQuantityError
from hotline_lib.model.rules import TextFigures

PLACE = Place.model_validate(
    {
        "id": "demo",
        "name": "示例市",
        "office": "示例市热线中心",
        "programmes": [{"id": "hotline", "label": "热线"}],
        "forms": [
            {"id": "count"},
            {"id": "rate", "scale": 100, "decimals": 2, "zeros": "strip", "suffix": "%"},
            {"id": "points", "scale": 100, "decimals": 2, "zeros": "strip", "suffix": "个百分点"},
        ],
    }
)
CITED = RuleRef(id="text_figures", title="正文推算数", in_force_from=date(2024, 1, 1), source="说明")
NOW = Period.parse("2024-05")
UNITS = frozenset({"water", "data"})


def known(**values: object) -> dict[str, Quantity]:
    """Quantities of the present period: `intake.calls` from `calls=...`; a pair gives a print form."""
    found = {}
    for name, value in values.items():
        number, form = value if isinstance(value, tuple) else (value, "count")
        found[f"intake.{name}"] = quantity(f"intake.{name}", number, form).model_copy(update={"label": name})
    return found


def earlier(period: Period, units: frozenset[str] = UNITS, **values: object) -> Earlier:
    return Earlier(period, known(**values), units)


def change(
    now: dict[str, Quantity], then: Earlier | None = None, units: frozenset[str] = UNITS, **settings: object
) -> Quantity:
    rule = ChangeFigure.model_validate(
        {"id": "calls", "of": "intake.calls", "against": "previous", "form": "rate", **settings}
    )
    period = NOW.previous if rule.against == "previous" else NOW.last_year
    return change_figure(rule, CITED, now, period, then, units, PLACE)


@given(now=st.integers(0, 10**6), then=st.integers(1, 10**6))
def test_a_relative_change_rises_with_the_present_and_is_nothing_without_change(now: int, then: int) -> None:
    found = relative_change(Fraction(now), Fraction(then))
    assert found >= -1
    assert (found > 0, found < 0) == (now > then, now < then)
    assert (found + 1) * then == now


@given(now=st.fractions(0, 1), then=st.fractions(0, 1))
def test_point_changes_there_and_back_cancel(now: Fraction, then: Fraction) -> None:
    assert point_change(now, then) == -point_change(then, now)
    assert then + point_change(now, then) == now


def test_a_count_changes_in_percent_and_tells_both_values() -> None:
    made = change(known(calls=1030), earlier(NOW.previous, calls=1000))
    assert (made.id, made.label, made.number) == ("change.calls", "calls环比", Fraction(3, 100))
    assert PLACE.printed(made) == "3%"
    assert made.formula == "calls环比 = 本期 ÷ 上期 − 1；calls（2024年4月）：测试"
    assert made.inputs == (
        InputRef(name="calls", value="1030", source="intake.calls"),
        InputRef(name="calls（2024年4月）", value="1000", source="2024-04:intake.calls"),
    )


def test_a_rate_changes_in_percentage_points() -> None:
    now, then = known(calls=("0.9263", "rate")), earlier(NOW.previous, calls=("0.9413", "rate"))
    made = change(now, then, form="points")
    assert (made.number, PLACE.printed(made)) == (Fraction("-0.015"), "-1.5个百分点")
    assert made.formula.startswith("calls环比 = 本期 − 上期；")


@pytest.mark.parametrize(
    ("value", "form", "wanted"),
    [(("0.5", "rate"), "rate", "个百分点"), (5, "points", "%"), (5, "count", "%")],
)
def test_a_form_that_would_tell_the_wrong_kind_of_change_is_refused(
    value: object, form: str, wanted: str
) -> None:
    with pytest.raises(ParamsError, match=f"印刷形式应以“{wanted}”结尾"):
        change(known(calls=value), earlier(NOW.previous, calls=value), form=form)


@pytest.mark.parametrize(
    ("against", "period", "term", "base"),
    [("previous", "2024-04", "环比", "上期"), ("last_year", "2023-05", "同比", "上年同期")],
)
def test_the_name_follows_from_what_is_compared(against: str, period: str, term: str, base: str) -> None:
    made = change(known(calls=2), earlier(Period.parse(period), calls=1), against=against)
    assert made.against is not None
    assert (made.label, made.against.term) == (f"calls{term}", term)
    assert f"÷ {base}" in made.formula
    assert made.inputs[1].source.startswith(f"{period}:")


def test_a_base_that_this_period_gives_needs_no_earlier_inputs() -> None:
    made = change(known(calls=3, calls_before=2), base="intake.calls_before")
    assert (made.number, made.inputs[1].source) == (Fraction(1, 2), "intake.calls_before")


def test_a_given_change_is_named_but_stays_given() -> None:
    made = change(known(calls=3, given=("-0.015", "rate")), given="intake.given", form="points")
    assert (made.number, made.label, made.form, made.rule, made.inputs) == (
        Fraction("-0.015"),
        "calls环比",
        "rate",
        None,
        (),
    )
    assert made.formula == "测试"


def test_a_given_change_that_fits_the_stored_period_is_computed() -> None:
    made = change(
        known(calls=36341, given=("0.0303", "rate")), earlier(NOW.previous, calls=35272), given="intake.given"
    )
    assert (PLACE.printed(made), made.rule) == ("3.03%", CITED)


def test_a_given_change_that_contradicts_the_stored_period_is_refused() -> None:
    now = known(calls=36341, given=("0.0303", "rate"))
    with pytest.raises(InputError, match=r"实为“3.03%”") as caught:
        change(now, earlier(NOW.previous, calls=36000), given="intake.given")
    assert "由上期的数 36000 算得 0.95%" in str(caught.value)


@pytest.mark.parametrize(
    ("then", "reason"),
    [
        (None, "没有上期（2024年4月）的“calls”"),
        (earlier(NOW.previous, other=5), "没有上期（2024年4月）的“calls”"),
        (earlier(NOW.previous, calls=0), "上期（2024年4月）的“calls”为 0，无从计算变化率"),
    ],
)
def test_without_a_base_it_is_refused_or_told_as_the_rule_says(then: Earlier | None, reason: str) -> None:
    with pytest.raises(InputError, match="data/demo/2024-04/") as caught:
        change(known(calls=3), then)
    assert reason in str(caught.value)
    made = change(known(calls=3), then, otherwise="无可比数")
    assert (made.value, PLACE.printed(made), made.note) == (None, "无可比数", reason)
    given_then = change(
        known(calls=3, given=("0.1", "rate")), then, given="intake.given", otherwise="无可比数"
    )
    assert given_then.number == Fraction(1, 10)


def unit_total(value: int) -> dict[str, Quantity]:
    due = quantity("hotline.total.due", value)
    share = quantity("derived.share", Fraction(1, value), "rate")
    return {due.id: due, share.id: share.model_copy(update={"inputs": (due.as_input(str(value)),)})}


@pytest.mark.parametrize(("of", "form"), [("hotline.total.due", "rate"), ("derived.share", "points")])
def test_totals_of_units_are_not_compared_over_a_changed_register(of: str, form: str) -> None:
    now, then = unit_total(10), Earlier(NOW.previous, unit_total(8), UNITS)
    assert change(now, then, of=of, form=form).rule == CITED
    with pytest.raises(InputError, match=r"承办单位名录与上期（2024年4月）不同"):
        change(now, then, UNITS | {"new"}, of=of, form=form)
    assert change(now, then, UNITS | {"new"}, of=of, form=form, registers_may_differ=True).rule == CITED
    vouched = with_totals(then, {"hotline.total.due": quantity("hotline.total.due", 8)}, ())
    assert change(now, vouched, UNITS | {"new"}, of="hotline.total.due").number == Fraction(1, 4)


def test_counts_of_the_platform_do_not_depend_on_the_register() -> None:
    assert change(known(calls=2), earlier(NOW.previous, calls=1), UNITS | {"new"}).number == 1


def test_an_unknown_figure_is_named() -> None:
    with pytest.raises(UnknownQuantityError, match=r"text_figures 的 changes 用到的数值“intake.x”不存在"):
        change(known(calls=1), of="intake.x")


def figure(name: str, method: str, *of: str) -> dict[str, object]:
    return {"id": name, "label": name, "method": method, "of": of, "form": "count"}


FIGURES = TextFigures.model_validate(
    {
        "kind": "text_figures",
        "figures": [
            figure("rate", "ratio", "intake.on", "intake.calls"),
            figure("daily", "ratio", "intake.calls", "period.days"),
            figure("gap", "difference", "derived.rate", "intake.par"),
        ],
        "changes": [
            {"id": "calls", "of": "intake.calls", "against": "previous", "form": "rate"},
            {"id": "calls_year", "of": "intake.calls", "against": "last_year", "form": "rate"},
        ],
    }
)
CHARTS = Charts.model_validate(
    {"charts": [{"kind": "trend", "id": "t", "caption": "走势", "of": ["intake.calls"], "periods": 3}]}
)


def test_given_totals_are_derived_from_as_far_as_they_go() -> None:
    days = quantity("period.days", 30)
    then = Earlier(NOW.previous, {days.id: days}, UNITS)
    found = with_totals(then, known(calls=200, on=150), [(CITED, FIGURES)])
    assert found.quantities["derived.rate"].number == Fraction(3, 4)
    assert found.quantities["derived.daily"].number == Fraction(20, 3)
    assert "derived.gap" not in found.quantities
    assert found.given == {"intake.calls", "intake.on", "derived.rate", "derived.daily"}


def test_given_totals_replace_stored_ones_with_a_note_and_renew_what_rests_on_them() -> None:
    stored = Earlier(
        NOW.previous, {**known(calls=100, on=50, par=0), "period.days": quantity("period.days", 30)}, UNITS
    )
    stored = with_totals(stored, {}, [(CITED, FIGURES)])
    assert "derived.rate" not in stored.quantities, "nothing was given, so nothing is derived anew"
    found = with_totals(stored, known(calls=200), [(CITED, FIGURES)])
    assert found.quantities["intake.calls"].note == "往期输入算得 100，以所给往期总量为准"
    assert found.quantities["derived.rate"].number == Fraction(1, 4)
    assert with_totals(stored, known(calls=100), ()).quantities["intake.calls"].note is None
    assert "derived.rate" not in with_totals(found, known(calls=0), [(CITED, FIGURES)]).quantities


def test_the_periods_to_look_back_to() -> None:
    assert list(wanted_periods(NOW, [FIGURES], CHARTS)) == ["2024-04", "2024-03", "2023-05"]
    assert list(wanted_periods(Period.parse("2024W01"), [FIGURES], Charts(charts=()))) == [
        "2023W52",
        "2023W01",
    ]
    assert list(wanted_periods(Period.parse("1000-02"), [], CHARTS)) == ["1000-01"]


def test_a_series_has_a_point_a_period_and_gaps_where_nothing_is_known() -> None:
    then = earlier(Period.parse("2024-03"), calls=7)
    points = series(NOW, known(calls=9), {"2024-03": then}, CHARTS)["t.intake.calls"]
    assert [(p.label, p.quantity.number if p.quantity else None) for p in points] == [
        ("2024年3月", 7),
        ("2024年4月", None),
        ("2024年5月", 9),
    ]
