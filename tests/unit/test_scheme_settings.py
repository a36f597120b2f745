"""Settings of a scheme: unit counts, absent rates, steps, begun points, limits, kinds of rank, bookings."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import PLACE, line, quantity, row
from pydantic import ValidationError

from hotline_lib.measures.rates import unit_rate
from hotline_lib.measures.unit_counts import unit_count_totals, with_unit_counts
from hotline_lib.model.comparison import RankKind
from hotline_lib.model.errors import InputError
from hotline_lib.model.evaluation import Evaluation, RowRank
from hotline_lib.model.ledger_rules import LedgerRules
from hotline_lib.model.points import Counting, PointsTotal, RateSteps
from hotline_lib.model.quantity import RuleRef
from hotline_lib.model.rankings import Ranking
from hotline_lib.model.rates import RateRule, UnitCount
from hotline_lib.scoring.component_points import percentage_points, rate_steps
from hotline_lib.scoring.evaluation import evaluated_rows
from hotline_lib.scoring.generated_lines import count_lines
from hotline_lib.scoring.ledger import limited_lines, scored_lines
from hotline_lib.scoring.ledger_totals import ledger_totals
from hotline_lib.scoring.points import points_cells
from hotline_lib.scoring.rankings import ranked_units, with_bound
from hotline_lib.scoring.ranks import RANKS, ordinal_ranks
from hotline_lib.scoring.row_ranks import row_ranks

CITED = RuleRef(id="rule", title="规则", in_force_from=date(2024, 1, 1), source="办法")
VALUES = st.lists(st.fractions(0, 150, max_denominator=8), min_size=1, max_size=12)
POOLED = UnitCount.model_validate(
    {"id": "all", "label": "两渠道", "method": "sum", "of": ["phone", "online"]}
)
LATE = UnitCount.model_validate(
    {"id": "late", "label": "超期办结", "method": "difference", "of": ["all", "timely"]}
)


def counts(**values: object) -> dict[str, Any]:
    return {name: quantity(name, value) for name, value in values.items()}


# —— 推算计数与比率 ——


def test_counts_of_two_channels_are_pooled_before_the_rate() -> None:
    made = with_unit_counts(
        row("甲", **counts(phone=6, online=4, timely=7)), (POOLED, LATE), CITED, "hotline"
    )
    assert (made.cells["all"].number, made.cells["late"].number) == (10, 3)
    assert made.cells["late"].formula == "超期办结 = 两渠道 − timely"
    rate = RateRule(id="r", label="率", numerator="timely", denominator="all", form="rate")
    assert unit_rate(made, rate, CITED, "hotline").number == Fraction(7, 10)
    totals = unit_count_totals([made, made], (POOLED, LATE), CITED, "hotline")
    assert {k: q.number for k, q in totals.items()} == {"hotline.total.all": 20, "hotline.total.late": 6}


def test_a_count_of_a_blank_is_blank_and_a_negative_one_is_refused() -> None:
    assert "all" not in with_unit_counts(row("甲", **counts(phone=6)), (POOLED,), CITED, "hotline").cells
    with pytest.raises(InputError, match="单位“甲”“超期办结”列：应不小于 0"):
        with_unit_counts(row("甲", **counts(phone=1, online=1, timely=3)), (POOLED, LATE), CITED, "hotline")


@pytest.mark.parametrize(
    ("policy", "value", "text"),
    [("zero", Fraction(0), "0%"), ("one", Fraction(1), "100%"), ("absent", None, "—")],
)
def test_a_zero_base_means_what_the_rule_says(policy: str, value: Fraction | None, text: str) -> None:
    rule = RateRule(id="r", label="率", numerator="a", denominator="b", form="rate", when_base_zero=policy)
    made = unit_rate(row("甲", **counts(a=0, b=0)), rule, CITED, "hotline")
    assert (made.value, PLACE.printed(made)) == (value, text)


# —— 得分项 ——


@pytest.mark.parametrize(
    ("gap", "counting", "points"),
    [
        ("0.024", Counting.proportional, "12/5"),
        ("0.024", Counting.full, "2"),
        ("0.024", Counting.begun, "3"),
        ("0.02", Counting.full, "2"),
        ("0.02", Counting.begun, "2"),
        ("-0.001", Counting.begun, "0"),
        ("0", Counting.begun, "0"),
    ],
)
def test_percentage_points_count_in_part_in_full_or_begun(gap: str, counting: Counting, points: str) -> None:
    assert percentage_points(Fraction(gap), counting) == Fraction(points)


STEPS = {
    "id": "p",
    "label": "满意率得分",
    "method": "rate_steps",
    "full": 20,
    "form": "points",
    "rate": "r",
    "steps": [{"at_least": "0.95", "points": 20}, {"at_least": "0.9", "points": 15}],
    "below": 5,
}


@given(low=st.fractions(0, 1), high=st.fractions(0, 1))
def test_points_by_steps_never_fall_as_the_rate_rises(low: Fraction, high: Fraction) -> None:
    rule = RateSteps.model_validate(STEPS)
    low, high = sorted((low, high))
    assert rate_steps(low, rule.steps, rule.below) <= rate_steps(high, rule.steps, rule.below)
    assert rate_steps(Fraction(9, 10), rule.steps, rule.below) == 15


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"steps": [{"at_least": "0.9", "points": 15}, {"at_least": "0.95", "points": 20}]}, "由高到低"),
        ({"below": 21}, "0 至满分之间"),
        ({"steps": [{"at_least": "0.9", "points": -1}]}, "0 至满分之间"),
    ],
)
def test_steps_that_make_no_sense_are_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        RateSteps.model_validate(STEPS | changes)


def total(component: dict[str, Any], **settings: Any) -> PointsTotal:
    body = {"label": "总分", "form": "points", "components": [component], **settings}
    return PointsTotal.model_validate(body)


@pytest.mark.parametrize(("when", "points"), [("full", 20), ("floor", 0)])
def test_a_rate_without_a_base_gets_full_marks_or_the_floor(when: str, points: int) -> None:
    absent = row("甲", r=quantity("r", text="—"))
    cells = points_cells(absent, total(STEPS | {"when_absent": when}), CITED, "hotline", (), PLACE)
    assert cells["p"].number == points
    assert "无此率" in cells["p"].formula
    with pytest.raises(InputError, match="when_absent"):
        points_cells(absent, total(STEPS), CITED, "hotline", (), PLACE)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [({}, 20), ({"cap": 18}, 18), ({"floor": 25}, 25), ({"cap": 30, "floor": 5}, 20)],
)
def test_a_total_stays_within_its_limits(settings: dict[str, Any], expected: int) -> None:
    cells = points_cells(row("甲", r=quantity("r", 1)), total(STEPS, **settings), CITED, "hotline", (), PLACE)
    assert cells["total"].number == expected


def test_a_total_may_add_the_components_as_they_are_printed() -> None:
    parts = [
        {"id": n, "label": n, "method": "rate_share", "full": 1, "form": "points", "rate": "r"} for n in "ab"
    ]
    cells = {"r": quantity("r", "0.26")}
    for adds, expected in (("exact", Fraction(13, 25)), ("printed", Fraction(3, 5))):
        rule = PointsTotal.model_validate(
            {"label": "总分", "form": "points", "components": parts, "adds": adds}
        )
        assert points_cells(row("甲", **cells), rule, CITED, "hotline", (), PLACE)["total"].number == expected


def test_a_weighted_index_cannot_rest_on_a_rate_that_may_be_absent() -> None:
    rate = {"id": "r", "label": "率", "numerator": "a", "denominator": "b", "form": "rate"}
    index = {
        "method": "weighted_index",
        "label": "指标",
        "form": "index",
        "terms": [{"rate": "r", "weight": 1}],
    }
    with pytest.raises(ValidationError, match="不能为 absent"):
        Evaluation.model_validate(
            {"programme": "hotline", "rates": [rate | {"when_base_zero": "absent"}], "index": index}
        )


# —— 名次 ——


@given(values=VALUES)
def test_ordinal_ranks_are_all_the_numbers_once_and_follow_the_values(values: list[Fraction]) -> None:
    ranks = ordinal_ranks(values)
    assert sorted(ranks) == list(range(1, len(values) + 1))
    ordered = [value for _, value in sorted(zip(ranks, values, strict=True))]
    assert ordered == sorted(values, reverse=True)


@pytest.mark.parametrize(
    ("kind", "ranks"), [("competition", [1, 1, 3]), ("dense", [1, 1, 2]), ("ordinal", [1, 2, 3])]
)
def test_each_kind_of_rank_goes_on_after_a_tie_in_its_own_way(kind: str, ranks: list[int]) -> None:
    assert RANKS[RankKind(kind)]([Fraction(9), Fraction(9), Fraction(8)]) == ranks


def ranked(rule: dict[str, Any], *rows: tuple[str, str, str, int]) -> list[str]:
    made = [
        row(unit, group, total=quantity("total", value, "points"), due=quantity("due", due))
        for unit, group, value, due in rows
    ]
    found = row_ranks(made, "total", RowRank.model_validate(rule), CITED, "hotline", PLACE)
    return [PLACE.printed(r.cells["rank"]) for r in found]


ROWS = (("a", "county", "98.04", 30), ("b", "county", "97.96", 9), ("c", "agency", "99", 50))


@pytest.mark.parametrize(
    ("rule", "ranks"),
    [
        ({"compare": "exact"}, ["1", "2", "1"]),
        ({"compare": "printed"}, ["1", "1", "1"]),
        ({"compare": "exact", "within": "all"}, ["2", "3", "1"]),
        ({"compare": "exact", "minimum": {"column": "due", "at_least": 10}}, ["1", "—", "1"]),
        ({"compare": "exact", "minimum": {"column": "due", "at_least": 9}}, ["1", "2", "1"]),
        (
            {"compare": "printed", "kind": "ordinal", "ties": [{"by": "due", "descending": False}]},
            ["2", "1", "1"],
        ),
    ],
)
def test_rows_are_ranked_as_the_rule_says(rule: dict[str, Any], ranks: list[str]) -> None:
    assert ranked(rule, *ROWS) == ranks


def test_a_black_list_may_hold_only_units_below_another_figure() -> None:
    rule = Ranking.model_validate(
        {
            "id": "r",
            "label": "低于全省平均的单位",
            "programme": "hotline",
            "groups": ["county"],
            "by": "rate",
            "compare": "exact",
            "direction": "worst",
            "below_of": "intake.parent",
        }
    )
    rows = [row(n, rate=quantity("rate", v, "rate")) for n, v in (("a", "0.8"), ("b", "0.79"), ("c", "0.5"))]
    bound = with_bound(rule, CITED, {"intake.parent": quantity("intake.parent", "0.8")})
    assert [u.unit for u in ranked_units(rows, bound, PLACE)] == ["c", "b"]


# —— 加扣分 ——

LEDGER = LedgerRules.model_validate(
    {
        "form": "points",
        "entries": [
            {"id": "letter", "kind": "per_item", "label": "表扬", "points": 1, "at_most": 3},
            {"id": "news", "kind": "given", "label": "信息", "in_score": False},
            {
                "id": "false",
                "kind": "per_count",
                "label": "虚假办结",
                "programme": "hotline",
                "column": "false",
                "points": "-0.5",
                "beyond": 2,
                "reason": "虚假办结",
            },
        ],
    }
)


def test_counts_generate_lines_beyond_what_they_let_pass() -> None:
    rows = [row(n, **counts(false=v)) for n, v in (("a", 2), ("b", 3), ("c", 6))] + [row("d")]
    lines = count_lines({"hotline": rows}, LEDGER, CITED)
    assert [(x.unit, x.points.number, x.generated) for x in lines] == [
        ("b", Fraction(-1, 2), False),
        ("c", Fraction(-2), False),
    ]
    assert lines[1].points.formula == "每件 -1/2 分 × 4 件（false超过 2 的件数）"


@pytest.mark.parametrize(
    ("points", "kept"), [([1, 1], [1, 1]), ([1, 2], [1, 2]), ([2, 2], [2, 1]), ([4], [3]), ([3, 1], [3, 0])]
)
def test_an_entry_gives_a_unit_no_more_than_its_limit(points: list[int], kept: list[int]) -> None:
    lines = [line("a", p, "letter") for p in points] + [line("b", 1, "letter"), line("a", 9, "news")]
    found = limited_lines(lines, LEDGER)
    assert [x.points.number for x in found] == [*kept, 1, 9]


def test_points_that_are_only_published_do_not_score() -> None:
    lines = [line("a", 1, "letter"), line("a", 2, "news")]
    assert [x.rule for x in scored_lines(lines, LEDGER)] == ["letter"]


def test_totals_of_the_ledger_are_those_of_its_lines() -> None:
    totals = ledger_totals([line("a", 1, "letter"), line("a", "-0.5", "false"), line("b", 2, "news")])
    assert {k: q.number for k, q in totals.items()} == {
        "ledger.a.total": Fraction(1, 2),
        "ledger.a.plus": 1,
        "ledger.a.minus": Fraction(-1, 2),
        "ledger.b.total": 2,
        "ledger.b.plus": 2,
        "ledger.b.minus": 0,
        "ledger.units.plus": 2,
        "ledger.units.minus": 1,
    }


def test_an_entry_is_booked_to_the_component_that_names_it() -> None:
    part = {"method": "ledger_points", "full": 5, "form": "points"}
    rule = PointsTotal.model_validate(
        {
            "label": "总分",
            "form": "points",
            "components": [
                {**part, "id": "a", "label": "奖", "base": 0, "sign": "positive", "entries": ["letter"]},
                {**part, "id": "b", "label": "罚", "base": 5, "sign": "negative"},
                {**part, "id": "c", "label": "信息", "base": 0, "sign": "positive", "entries": ["news"]},
            ],
        }
    )
    lines = [line("甲", 9, "letter"), line("甲", 2, "news"), line("甲", -1, "false")]
    cells = points_cells(row("甲"), rule, CITED, "hotline", lines, PLACE)
    assert [cells[k].number for k in ("a", "b", "c", "total")] == [5, 4, 2, 11]


def test_a_unit_without_tickets_may_get_a_fixed_total() -> None:
    body = {
        "programme": "hotline",
        "rates": [{"id": "r", "label": "率", "numerator": "a", "denominator": "due", "form": "rate"}],
        "index": {"method": "points_total", "label": "总分", "form": "points", "components": [STEPS]},
        "without_tickets": {"column": "due", "policy": "fixed", "value": 12},
    }
    rule = Evaluation.model_validate(body | {"rates": [body["rates"][0] | {"when_base_zero": "absent"}]})
    (found,) = evaluated_rows([row("甲", **counts(a=0, due=0))], rule, CITED, {}, PLACE)
    assert (found.cells["total"].number, found.has_tickets) == (12, False)
    with pytest.raises(InputError, match="无从判断有无工单"):
        evaluated_rows([row("甲", **counts(a=0))], rule, CITED, {}, PLACE)
