"""Scoring schemes of all places against cases in YAML: `schemes/<place>/<rule>.yml`, one unit a case."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field

from hotline_lib.ingest.params import PlaceParams, load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.exact import Exact, parse_exact
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.period import Period
from hotline_lib.model.points import CountPenalty, ExcessPenalty, ShortfallPenalty
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import UnitRow
from hotline_lib.model.rules import Evaluation, WeightedIndex
from hotline_lib.scoring.evaluation import evaluated_rows

FILES = sorted((Path(__file__).parent / "schemes").glob("*/*.yml"))


class Given(Frozen):
    """A unit's group, the cells that differ from the base (empty: blank), and its ledger points."""

    group: str
    cells: dict[str, str] = Field(default={})
    points: tuple[Exact, ...] = ()


class Case(Frozen):
    """One case named as a sentence; `expect` holds printed texts, the tier, or `has_tickets`."""

    name: str
    given: Given
    expect: dict[str, str | bool | None] = Field(min_length=1)


class SchemeCases(Frozen):
    """The cases of one evaluation rule."""

    rule: str
    period: str
    base: dict[str, str]
    cases: tuple[Case, ...]


LOADED = {path: read_model(path, path.name, SchemeCases) for path in FILES}
CASES = [
    pytest.param(path, case, id=f"{path.parent.name}：{case.name}")
    for path, file in LOADED.items()
    for case in file.cases
]


def quantity(name: str, text: str) -> Quantity:
    return Quantity(id=name, label=name, value=parse_exact(text), form="count", formula="案例")


def evaluated(path: Path, case: Case, params: PlaceParams) -> UnitRow:
    file = LOADED[path]
    rule = next(r for r in params.rules if r.id == file.rule)
    version = rule.in_force(Period.parse(file.period))
    assert isinstance(version.body, Evaluation)
    unit = next(u for u in params.units.units if u.group == case.given.group)
    texts = {k: v for k, v in {**file.base, **case.given.cells}.items() if v}
    row = UnitRow(
        unit=unit.id,
        name=unit.name,
        group=unit.group,
        cells={k: quantity(k, v) for k, v in texts.items()},
    )
    booked = {unit.id: [quantity(f"p{n}", str(p)) for n, p in enumerate(case.given.points)]}
    (found,) = evaluated_rows([row], version.body, rule.ref(version), booked)
    return found


@pytest.mark.parametrize(("path", "case"), CASES)
def test_scheme_case(path: Path, case: Case, project: Workspace) -> None:
    params = load_params(project, path.parent.name)
    row = evaluated(path, case, params)
    shown: dict[str, str | bool | None] = {k: params.place.printed(q) for k, q in row.cells.items()}
    shown |= {"tier": row.tier, "has_tickets": row.has_tickets}
    assert {key: shown[key] for key in case.expect} == case.expect


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_every_threshold_has_cases_on_both_sides(path: Path, project: Workspace) -> None:
    """Tolerances, targets, floors, caps and tier bounds: read from the rule, looked for in the cases."""
    params = load_params(project, path.parent.name)
    body = next(r for r in params.rules if r.id == LOADED[path].rule).versions[0].body
    assert isinstance(body, Evaluation)
    rows = [(case, evaluated(path, case, params)) for case in LOADED[path].cases]
    if isinstance(body.index, WeightedIndex):
        assert body.without_tickets is None or {r.has_tickets for _, r in rows} == {True, False}
        return
    assert body.index is not None
    for part in body.index.components:
        points = [(r.group, r.cells[part.id].number) for _, r in rows]
        values = [p for _, p in points]
        if isinstance(part, ExcessPenalty):
            rates = {r.cells[part.rate].number for _, r in rows}
            assert part.tolerance in rates
            assert any(part.tolerance < rate for rate in rates)
            assert 0 in values
            assert any(0 < v < part.full for v in values)
        if isinstance(part, ShortfallPenalty):
            for group in {part.target.default, *part.target.groups.values()}:
                means = [
                    sum(r.cells[n].number for n in part.rates) / len(part.rates)
                    for _, r in rows
                    if part.target.of(r.group) == group
                ]
                assert group in means
                assert any(m < group for m in means)
        if isinstance(part, CountPenalty):
            for each in {part.each.default, *part.each.groups.values()}:
                inside = [p for g, p in points if part.each.of(g) == each]
                assert {part.full, part.full - each, each} <= set(inside)
                assert 0 in inside
    if body.tiers is not None:
        volumes = {r.cells[body.tiers.column].number for _, r in rows if r.tier is not None}
        for tier in body.tiers.tiers:
            if tier.at_least is not None:
                assert {tier.at_least, tier.at_least - 1} <= volumes
