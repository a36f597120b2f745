"""Scoring: ranks, index and ledger keep their promises for any input."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import PLACE, line, quantity, row
from pydantic import ValidationError

from hotline_lib.display.tables import ledger_table
from hotline_lib.ingest.params import PlaceParams
from hotline_lib.model.contents import LedgerTable
from hotline_lib.model.period import Period
from hotline_lib.model.results import LedgerLine
from hotline_lib.model.rules import Comparison, Evaluation, Grades, Ranking, WeightedIndex
from hotline_lib.scoring.grades import grade
from hotline_lib.scoring.index import index_quantity, weighted_index
from hotline_lib.scoring.rankings import eligible, ranked_units
from hotline_lib.scoring.ranks import competition_ranks

VALUES = st.lists(st.fractions(0, 100, max_denominator=8), max_size=12)
RATE = st.fractions(0, 1, max_denominator=500)
PERIOD = Period.parse("2024-04")


@given(values=VALUES)
def test_ranks_begin_at_one_and_ties_share_them(values: list[Fraction]) -> None:
    ranks = competition_ranks(values)
    assert len(ranks) == len(values)
    for value, rank in zip(values, ranks, strict=True):
        assert (rank == 1) == (value == max(values))
        assert {r for v, r in zip(values, ranks, strict=True) if v == value} == {rank}
        assert rank - 1 == len([v for v in values if v > value])


@given(data=st.data(), values=VALUES)
def test_ranks_do_not_depend_on_the_order_received(data: st.DataObject, values: list[Fraction]) -> None:
    order = data.draw(st.permutations(range(len(values))))
    shuffled = competition_ranks([values[i] for i in order])
    assert shuffled == [competition_ranks(values)[i] for i in order]


@given(values=VALUES, top=st.integers(1, 5))
def test_a_list_holds_exactly_the_ranks_up_to_top(values: list[Fraction], top: int) -> None:
    rule = Ranking(
        id="r", label="前几名", programme="hotline", groups=("county",), compare=Comparison.exact, top=top
    )
    rows = [row(f"u{n}", index=quantity("index", v, "index")) for n, v in enumerate(values)]
    listed = ranked_units(rows, rule, PLACE)
    expected = sorted(r for r in competition_ranks(values) if r <= top)
    assert [u.rank for u in listed] == expected
    assert len(eligible(rows, rule)) == len(values)
    best_first = [u.value.number for u in listed]
    assert best_first == sorted(best_first, reverse=True)


def index_rules(params: PlaceParams) -> list[WeightedIndex]:
    return [body.index for _, body in params.in_force(Evaluation, PERIOD)]


@given(data=st.data())
def test_the_index_stays_between_0_and_100_and_follows_each_rate(
    data: st.DataObject, params: PlaceParams
) -> None:
    for rule in index_rules(params):
        rates = {t.rate: data.draw(RATE) for t in rule.terms}
        value = weighted_index(rates, rule)
        assert 0 <= value <= 100
        for term in rule.terms:
            higher = data.draw(st.fractions(rates[term.rate], 1, max_denominator=500))
            change = weighted_index({**rates, term.rate: higher}, rule) - value
            expected = 100 * term.weight * (higher - rates[term.rate])
            assert change == (-expected if term.complement else expected)


def test_the_best_and_worst_rates_give_100_and_0(params: PlaceParams) -> None:
    rules = index_rules(params)
    assert len(rules) == 2
    for rule in rules:
        best = {t.rate: Fraction(not t.complement) for t in rule.terms}
        assert weighted_index(best, rule) == 100
        assert weighted_index({k: 1 - v for k, v in best.items()}, rule) == 0


def test_weights_must_sum_to_one() -> None:
    terms = [{"rate": "a", "weight": "0.3"}, {"rate": "b", "weight": "0.6"}]
    with pytest.raises(ValidationError, match="各项权重之和应为 1，实为 9/10"):
        WeightedIndex.model_validate({"label": "指标", "form": "index", "terms": terms})


def test_an_index_says_how_it_was_made(params: PlaceParams) -> None:
    (cited, body), *_ = params.in_force(Evaluation, PERIOD)
    cells = {t.rate: quantity(t.rate, "5/72", "rate") for t in body.index.terms}
    made = index_quantity(row("linxiang", **cells), body.index, cited, body.programme)
    assert made.id == "hotline.linxiang.index"
    assert made.formula == (
        "综合指标值 = (0.3 × closing_rate + 0.3 × on_time_rate + 0.2 × (1 − rework_rate)"
        " + 0.2 × (1 − dissatisfaction_rate)) × 100"
    )
    assert [i.value for i in made.inputs] == ["6.94%（5/72）"] * 4
    assert made.rule == cited
    assert "66" in cited.source


@given(first=st.fractions(0, 100), second=st.fractions(0, 100))
def test_a_better_value_never_has_a_worse_grade(
    first: Fraction, second: Fraction, params: PlaceParams
) -> None:
    for _, rule in params.in_force(Grades, PERIOD):
        order = [s.grade for s in rule.steps]
        low, high = sorted((first, second))
        assert order.index(grade(high, rule)) <= order.index(grade(low, rule))


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ([{"grade": "A", "at_least": 80}, {"grade": "B", "at_least": 90}, {"grade": "C"}], "由高到低"),
        ([{"grade": "A", "at_least": 90}, {"grade": "B", "at_least": 90}, {"grade": "C"}], "由高到低"),
        ([{"grade": "A", "at_least": 90}, {"grade": "B", "at_least": 80}], "末档不得有"),
        ([{"grade": "A"}, {"grade": "B"}], "每档须有 at_least"),
    ],
)
def test_grade_steps_that_make_no_sense_are_refused(steps: list[dict[str, object]], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Grades.model_validate({"programme": "hotline", "compare": "printed", "steps": steps})


LINES = st.lists(
    st.builds(
        line, st.sampled_from("abcd"), st.sampled_from(["-6", "-2", "-1", "-0.5", "0.5", "1", "2", "0"])
    ),
    max_size=10,
)


@given(lines=LINES)
def test_ledger_tables_keep_every_line_and_units_together(
    lines: list[LedgerLine], params: PlaceParams
) -> None:
    shown = 0
    for sign in ("negative", "positive"):
        spec = LedgerTable(
            id=sign,
            title="",
            sign=sign,
            columns=[{"value": "unit", "label": "单位"}, {"value": "points", "label": "分"}],
        )
        table, marks = ledger_table(spec, "", lines, params.place, lambda line, row: ((), ()))
        rows = [row for band in table.bands for row in band.rows]
        units = [row.unit for row in rows]
        heads = [u for n, u in enumerate(units) if n == 0 or units[n - 1] != u]
        assert len(heads) == len(set(heads))
        wanted = [x for x in lines if (x.points.number < 0) == (sign == "negative")]
        assert heads == list(dict.fromkeys(x.unit for x in wanted))
        assert len(marks) == len(rows)
        shown += len(rows)
    assert shown == len(lines)
