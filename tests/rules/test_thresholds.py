"""The test of thresholds can fail: a side without a case is named."""

from __future__ import annotations

from fractions import Fraction

import pytest
from thresholds import Probe, Threshold, Wanted, component_thresholds

from hotline_lib.model.points import CountPenalty, ShortfallPenalty
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import UnitRow

TARGET = ShortfallPenalty.model_validate(
    {
        "id": "points",
        "label": "得分",
        "full": 20,
        "form": "count",
        "rates": ["rate"],
        "target": {"default": "0.9", "groups": {"county": "0.8"}},
        "per_point": 1,
        "floor": 10,
    }
)


def probe(group: str, column: str, value: str) -> Probe:
    cell = Quantity(id=column, label=column, value=Fraction(value), form="count", formula="案例")
    row = UnitRow(unit="a", name="甲", group=group, cells={column: cell})
    return Probe(row, row, ())


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        (["1/2"], ["at", "above"]),
        (["1"], ["below", "at"]),
        (["1/2", "9/10", "1"], []),
        ([], ["below", "at", "above"]),
    ],
)
def test_each_side_without_a_value_is_missing(values: list[str], missing: list[str]) -> None:
    assert Threshold("界限", Fraction(9, 10), frozenset(map(Fraction, values))).missing == missing


def test_a_step_asks_for_the_very_next_value() -> None:
    seen = frozenset(map(Fraction, (48, 50)))
    assert Threshold("起评量", Fraction(50), seen, ("below", "at"), Fraction(1)).missing == ["below"]


def test_a_case_that_must_exist_is_missing_until_it_does() -> None:
    assert (Wanted("一例", False).missing, Wanted("一例", True).missing) == (["一例"], [])


def test_every_group_with_a_target_of_its_own_needs_its_own_cases() -> None:
    probes = [probe("agency", "rate", v) for v in ("0.95", "0.9", "0.85", "0.8", "0.7")]
    lacking = {t.name: t.missing for t in component_thresholds(TARGET, probes) if t.missing}
    assert sorted(lacking) == ["points.floor（目标 4/5）", "points.target 4/5"]


def test_the_floor_of_a_penalty_needs_a_case_just_there() -> None:
    rule = CountPenalty.model_validate(
        {"id": "p", "label": "驳回", "full": 10, "form": "count", "count": "n", "each": {"default": 2}}
    )
    found = {t.name: t.missing for t in component_thresholds(rule, [probe("agency", "n", v) for v in "0146"])}
    assert found == {"p.full（每件 2）": [], "p.floor（每件 2）": ["at"]}
