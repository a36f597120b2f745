"""Every method, policy and check that a rule may choose is used by a place that ships, hence run in CI."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from hotline_lib.ingest.params import load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model import checks, comparison, evaluation, ledger_rules, points, rankings, rates, rules
from hotline_lib.model.frozen import Frozen

ROOT = Path(__file__).parents[2]


def held(value: Any) -> Iterator[Frozen]:
    """A model and every model in it."""
    if isinstance(value, Frozen):
        yield value
        for name in type(value).model_fields:
            yield from held(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from held(item)
    elif isinstance(value, dict):
        yield from held(list(value.values()))


@pytest.fixture(scope="module")
def shipped() -> list[Frozen]:
    workspace = Workspace(ROOT)
    loaded = [load_params(workspace, place) for place in workspace.places()]
    assert len(loaded) >= 5
    return [model for params in loaded for model in held([params.rules, params.inputs])]


def members(union: Any) -> list[type[Frozen]]:
    return list(typing.get_args(typing.get_args(union)[0]))


UNIONS = [points.PointsComponent, ledger_rules.LedgerEntryRule, checks.Check, rules.RuleBody]
SETTINGS: list[tuple[type[Frozen], str, list[Any]]] = [
    (rates.UnitCount, "method", ["sum", "difference"]),
    (rates.RateRule, "when_base_zero", list(rates.ZeroBase)),
    (evaluation.WithoutTickets, "policy", ["omit", "fixed", "as_computed"]),
    (evaluation.RowRank, "kind", [comparison.RankKind.competition, comparison.RankKind.dense]),
    (rankings.Ranking, "kind", list(comparison.RankKind)),
    (rankings.Ranking, "direction", ["best", "worst"]),
    (rankings.Ranking, "better", ["high", "low"]),
    (points.ShortfallPenalty, "counting", list(points.Counting)),
    (points.PointsTotal, "adds", list(comparison.Comparison)),
    (points.LedgerPoints, "sign", ["positive", "negative"]),
    (ledger_rules.PerItemEntry, "needs_numbers", [True, False]),
    (ledger_rules.GivenEntry, "needs_numbers", [True, False]),
    (ledger_rules.PerItemEntry, "in_score", [True, False]),
    (rules.DerivedFigure, "method", ["sum", "difference", "mean", "ratio", "complement_ratio"]),
    (rules.Breakdown, "order", ["largest_first", "as_declared"]),
]
GIVEN = [
    (rates.RateRule, "cap"),
    (rates.RateRule, "given"),
    (points.PointsTotal, "cap"),
    (points.PointsTotal, "floor"),
    (points.PointsTotal, "full"),
    (evaluation.RowRank, "minimum"),
    (evaluation.Evaluation, "tiers"),
    (evaluation.Evaluation, "total"),
    (rankings.Ranking, "at_least"),
    (rankings.Ranking, "below"),
    (rankings.Ranking, "below_of"),
    (rankings.Ranking, "minimum"),
    (ledger_rules.PerItemEntry, "at_most"),
    (ledger_rules.PerCountEntry, "beyond"),
]


@pytest.mark.parametrize("model", [m for union in UNIONS for m in members(union)], ids=lambda m: m.__name__)
def test_every_method_is_used(model: type[Frozen], shipped: list[Frozen]) -> None:
    assert any(isinstance(found, model) for found in shipped)


@pytest.mark.parametrize(
    ("model", "setting", "values"), SETTINGS, ids=lambda v: getattr(v, "__name__", str(v))
)
def test_every_policy_is_used(
    model: type[Frozen], setting: str, values: list[Any], shipped: list[Frozen]
) -> None:
    used = {getattr(found, setting) for found in shipped if isinstance(found, model)}
    assert [v.value if isinstance(v, Enum) else v for v in values if v not in used] == []


@pytest.mark.parametrize(("model", "setting"), GIVEN, ids=lambda v: getattr(v, "__name__", str(v)))
def test_every_limit_is_used(model: type[Frozen], setting: str, shipped: list[Frozen]) -> None:
    assert any(getattr(found, setting) for found in shipped if isinstance(found, model))
