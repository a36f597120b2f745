"""考评规则的引用 (references of evaluations): columns, counts, rates and forms that a scheme is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hotline_lib.ingest.place_params import PlaceParams
from hotline_lib.model.evaluation import Evaluation
from hotline_lib.model.points import (
    CountPenalty,
    GivenPoints,
    LedgerPoints,
    PointsComponent,
    PointsTotal,
    ShortfallPenalty,
)
from hotline_lib.model.rules import Rule, RuleBody

Reference = tuple[str, str, str, set[str], str]
"""File, key, id used there, ids that are declared, and what they are called."""


def rule_bodies(params: PlaceParams) -> Iterator[tuple[Rule, RuleBody]]:
    """所有版本 of all rules, each with its rule."""
    for rule in params.rules:
        for version in rule.versions:
            yield rule, version.body


def input_columns(params: PlaceParams, programme: str) -> set[str]:
    """输入列 of the unit counts of a programme."""
    return {c.id for t in params.inputs.tables if t.programme == programme for c in t.columns}


def evaluation_values(params: PlaceParams, programme: str) -> set[str]:
    """取值: what a printed table, a grade or a ranking of a programme may take."""
    values = {"unit", "rank", "grade"} | input_columns(params, programme)
    for _, body in rule_bodies(params):
        if isinstance(body, Evaluation) and body.programme == programme:
            values |= {c.id for c in body.counts} | {r.id for r in body.rates}
            if body.index is not None:
                values.add(body.index.id)
            if isinstance(body.index, PointsTotal):
                values |= {c.id for c in body.index.components}
    return values


def evaluation_references(
    file: str, body: Evaluation, params: PlaceParams, forms: set[str], groups: set[str]
) -> Iterator[Reference]:
    """The ids that one evaluation takes: counts are made in order, rates of counts, points of rates."""
    counts = input_columns(params, body.programme)
    for count in body.counts:
        yield file, f"counts.{count.id}.form", count.form, forms, "印刷形式"
        for name in count.of:
            yield file, f"counts.{count.id}.of", name, set(counts), "列或前面的推算计数"
        counts.add(count.id)
    for rate in body.rates:
        yield file, f"rates.{rate.id}.form", rate.form, forms, "印刷形式"
        for name in filter(None, (rate.numerator, rate.denominator, rate.given)):
            yield file, f"rates.{rate.id}", name, counts, "列或推算计数"
    if body.without_tickets is not None:
        yield file, "without_tickets.column", body.without_tickets.column, counts, "列或推算计数"
    if body.tiers is not None:
        yield file, "tiers.column", body.tiers.column, counts, "列或推算计数"
        for group in body.tiers.groups:
            yield file, "tiers.groups", group, groups, "组别"
    if body.index is not None:
        yield file, "index.form", body.index.form, forms, "印刷形式"
    if isinstance(body.index, PointsTotal):
        for part in body.index.components:
            yield from _component_references(file, part, body, counts, forms, groups)
    if body.ranked is not None and body.ranked.minimum is not None:
        yield file, "ranked.minimum.column", body.ranked.minimum.column, counts, "列或推算计数"


def _component_references(
    file: str,
    part: PointsComponent,
    body: Evaluation,
    counts: set[str],
    forms: set[str],
    groups: set[str],
) -> Iterator[Reference]:
    key, rates = f"components.{part.id}", {r.id for r in body.rates}
    yield file, f"{key}.form", part.form, forms, "印刷形式"
    by_group: Iterable[str] = ()
    if isinstance(part, ShortfallPenalty):
        by_group = part.target.groups
        for rate in part.rates:
            yield file, f"{key}.rates", rate, rates, "比率"
    elif isinstance(part, CountPenalty):
        by_group = part.each.groups
        yield file, f"{key}.count", part.count, counts, "列或推算计数"
    elif isinstance(part, GivenPoints):
        yield file, f"{key}.value", part.value, counts, "列或推算计数"
    elif not isinstance(part, LedgerPoints):
        yield file, f"{key}.rate", part.rate, rates, "比率"
    for group in by_group:
        yield file, f"{key}.groups", group, groups, "组别"
