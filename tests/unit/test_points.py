"""Points, derived figures and ranks: every named method stays within its bounds and is monotone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import PLACE, quantity, row
from pydantic import ValidationError

from hotline_lib.measures.derived import METHODS, derived_figure, mean
from hotline_lib.model.period import Period
from hotline_lib.model.points import PointsTotal, RateBonus
from hotline_lib.model.quantity import RuleRef
from hotline_lib.model.rules import DerivedFigure, Ranking
from hotline_lib.scoring.component_points import (
    clamp,
    count_penalty,
    excess_penalty,
    ledger_points,
    rate_bonus,
    rate_share,
    shortfall_penalty,
)
from hotline_lib.scoring.component_words import words
from hotline_lib.scoring.points import component_points
from hotline_lib.scoring.rankings import ranked_units
from hotline_lib.scoring.ranks import competition_ranks, dense_ranks

RATES = st.fractions(0, 1, max_denominator=500)
FULLS = st.fractions(0, 100, max_denominator=20)
PER_POINT = st.fractions(0, 5, max_denominator=20)
COUNTS = st.integers(0, 500).map(Fraction)
ENTRIES = st.lists(st.fractions(-6, 6, max_denominator=2), max_size=6)
VALUES = st.lists(st.fractions(0, 150, max_denominator=50), min_size=1, max_size=12)
CITED = RuleRef(id="rule", title="规则", in_force_from=date(2024, 1, 1), source="办法")


@given(full=FULLS, low=RATES, high=RATES)
def test_a_share_of_the_rate_is_bounded_and_rises_with_it(
    full: Fraction, low: Fraction, high: Fraction
) -> None:
    low, high = sorted((low, high))
    assert 0 <= rate_share(full, low) <= rate_share(full, high) <= full
    assert rate_share(full, Fraction(1)) == full


@given(full=FULLS, low=RATES, high=RATES, threshold=RATES, per_point=PER_POINT)
def test_a_bonus_is_bounded_and_rises_with_the_rate(
    full: Fraction, low: Fraction, high: Fraction, threshold: Fraction, per_point: Fraction
) -> None:
    low, high = sorted((low, high))
    less, more = (rate_bonus(full, rate, threshold, per_point) for rate in (low, high))
    assert 0 <= less <= more <= full
    assert rate_bonus(full, threshold, threshold, per_point) == 0
    if high <= threshold:
        assert more == 0
    elif more < full:
        assert more == per_point * 100 * (high - threshold)


@given(full=FULLS, low=RATES, high=RATES, limit=RATES, per_point=PER_POINT, part=RATES)
def test_an_excess_costs_more_the_higher_the_rate_down_to_the_floor(
    full: Fraction, low: Fraction, high: Fraction, limit: Fraction, per_point: Fraction, part: Fraction
) -> None:
    low, high = sorted((low, high))
    floor = full * part
    more, less = (excess_penalty(full, rate, limit, per_point, floor) for rate in (low, high))
    assert floor <= less <= more <= full
    assert excess_penalty(full, limit, limit, per_point, floor) == full
    assert excess_penalty(full, high, limit, per_point) <= less


@given(
    full=FULLS,
    rates=st.lists(RATES, min_size=1, max_size=4),
    rise=RATES,
    target=RATES,
    per_point=PER_POINT,
    part=RATES,
)
def test_a_shortfall_costs_less_the_higher_any_rate_down_to_the_floor(
    full: Fraction,
    rates: list[Fraction],
    rise: Fraction,
    target: Fraction,
    per_point: Fraction,
    part: Fraction,
) -> None:
    floor = full * part
    less = shortfall_penalty(full, rates, target, per_point, floor)
    more = shortfall_penalty(full, [rates[0] + rise, *rates[1:]], target, per_point, floor)
    assert floor <= less <= more <= full
    assert shortfall_penalty(full, [target], target, per_point, floor) == full
    assert shortfall_penalty(full, rates * 2, target, per_point, floor) == less
    assert shortfall_penalty(full, rates, target, per_point) <= less


@given(full=FULLS, low=COUNTS, high=COUNTS, each=PER_POINT)
def test_each_count_costs_until_nothing_is_left(
    full: Fraction, low: Fraction, high: Fraction, each: Fraction
) -> None:
    low, high = sorted((low, high))
    assert 0 <= count_penalty(full, high, each) <= count_penalty(full, low, each) <= full
    assert count_penalty(full, Fraction(0), each) == full


@given(full=FULLS, part=RATES, entries=ENTRIES, bonus=PER_POINT)
def test_booked_points_are_bounded_and_an_entry_moves_them_its_own_way(
    full: Fraction, part: Fraction, entries: list[Fraction], bonus: Fraction
) -> None:
    base = full * part
    before = ledger_points(full, base, entries)
    assert 0 <= ledger_points(full, base, [*entries, -bonus]) <= before
    assert before <= ledger_points(full, base, [*entries, bonus]) <= full
    assert ledger_points(full, base, []) == base


@given(value=st.fractions(-200, 200), other=st.fractions(-200, 200), full=FULLS)
def test_given_points_are_kept_between_nothing_and_full_marks(
    value: Fraction, other: Fraction, full: Fraction
) -> None:
    low, high = sorted((value, other))
    assert 0 <= clamp(low, Fraction(0), full) <= clamp(high, Fraction(0), full) <= full
    if 0 <= value <= full:
        assert clamp(value, Fraction(0), full) == value


def test_a_bonus_component_reads_its_rate_and_says_how() -> None:
    rule = RateBonus(
        id="early_points",
        label="提前办结加分",
        full=Fraction(10),
        form="count",
        rate="early_rate",
        threshold=Fraction(3, 5),
        per_point=Fraction(1, 2),
    )
    assert component_points(row("甲区", early_rate=quantity("early_rate", "13/20")), rule, ()) == Fraction(
        5, 2
    )
    assert words(rule, "county") == "超过 60% 后每高 1 个百分点加 0.5，最多加 10"


def component(**changes: Any) -> dict[str, Any]:
    return {
        "id": "a",
        "label": "签收率得分",
        "method": "shortfall_penalty",
        "full": 20,
        "form": "score",
        "rates": ["r"],
        "target": {"default": "0.98"},
        "per_point": 1,
    } | changes


def test_the_words_of_a_shortfall_name_its_floor_and_its_rates() -> None:
    parts = (component(floor=10), component(id="b", rates=["r", "s"]))
    total = PointsTotal.model_validate({"label": "总分", "form": "score", "full": 40, "components": parts})
    assert [words(part, "county") for part in total.components] == [
        "满分 20；比率低于 98% 后每低 1 个百分点扣 1，不低于 10、不高于满分",
        "满分 20；各比率的平均值低于 98% 后每低 1 个百分点扣 1，不低于 0、不高于满分",
    ]


@pytest.mark.parametrize(
    ("full", "floor", "fault"),
    [
        (20, 21, "保底分应在 0 至满分之间"),
        (20, -1, "保底分应在 0 至满分之间"),
        (150, 0, "应等于各项满分之和 20"),
    ],
)
def test_a_floor_above_full_marks_or_a_wrong_total_is_refused(full: int, floor: int, fault: str) -> None:
    body = {"label": "总分", "form": "score", "full": full, "components": [component(floor=floor)]}
    with pytest.raises(ValidationError, match=fault):
        PointsTotal.model_validate(body)


@given(values=st.lists(st.fractions(-10, 10), min_size=2, max_size=6))
def test_a_mean_lies_between_the_least_and_the_greatest(values: list[Fraction]) -> None:
    assert min(values) <= mean(values) <= max(values)
    assert mean(values * 2) == mean(values)


def test_the_formula_of_a_mean() -> None:
    known = {"a": quantity("a", "50/7"), "b": quantity("b", "20/7")}
    spec = {"id": "x", "label": "甲", "method": "mean", "of": ("a", "b"), "form": "count"}
    made = derived_figure(DerivedFigure.model_validate(spec), CITED, known)
    assert (made.number, made.formula) == (5, "甲 = （a + b）÷ 2")


def test_every_method_a_rule_may_name_exists() -> None:
    named = DerivedFigure.model_json_schema()["properties"]["method"]["enum"]
    assert sorted(named) == sorted(METHODS)


@given(values=VALUES)
def test_dense_ranks_have_no_gaps_and_never_exceed_competition_ranks(values: list[Fraction]) -> None:
    dense, competition = dense_ranks(values), competition_ranks(values)
    assert sorted(set(dense)) == list(range(1, len(set(values)) + 1))
    assert all(d <= c for d, c in zip(dense, competition, strict=True))
    for value, rank in zip(values, dense, strict=True):
        assert all((other > value) == (r < rank) for other, r in zip(values, dense, strict=True))


def listed(values: list[Fraction], **settings: Any) -> list[tuple[Fraction, int]]:
    rows = [row(f"单位{n}", total=quantity("total", v)) for n, v in enumerate(values)]
    rule = Ranking.model_validate(
        {
            "id": "r",
            "label": "榜",
            "programme": "hotline",
            "groups": ["county"],
            "by": "total",
            "compare": "exact",
            "top": 3,
        }
        | settings
    )
    return [(u.value.number, u.rank) for u in ranked_units(rows, rule, PLACE)]


@given(values=VALUES, kind=st.sampled_from(["competition", "dense"]))
def test_the_worst_of_a_list_are_the_best_of_its_opposite(values: list[Fraction], kind: str) -> None:
    worst = listed(values, direction="worst", kind=kind)
    mirrored = listed([-v for v in values], kind=kind)
    assert worst == [(-value, rank) for value, rank in mirrored]
    assert worst[0][0] == min(values)
    assert listed(values, better="low", kind=kind) == worst
    assert listed(values, direction="worst", better="low", kind=kind) == listed(values, kind=kind)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, [(9, 1), (9, 1), (8, 3), (8, 3)]),
        ({"kind": "dense"}, [(9, 1), (9, 1), (8, 2), (8, 2), (7, 3)]),
        ({"direction": "worst"}, [(5, 1), (6, 2), (7, 3)]),
        ({"direction": "worst", "better": "low", "top": 1}, [(9, 1), (9, 1)]),
    ],
)
def test_lists_of_best_and_worst_units(settings: dict[str, Any], expected: list[tuple[int, int]]) -> None:
    assert listed([Fraction(v) for v in (9, 8, 7, 9, 6, 8, 5)], **settings) == expected


@pytest.mark.parametrize(("period", "days"), [("2024W28", 7), ("2024-02", 29), ("2022Q3", 92), ("2023", 365)])
def test_a_period_has_its_real_number_of_days(period: str, days: int) -> None:
    assert Period.parse(period).days == days
