"""Thresholds of grades, rankings and ledgers, and what the cases put to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from case_files import Case
from rule_cases import quantity, value_form
from thresholds import Threshold, Wanted

from hotline_lib.ingest.params import PlaceParams
from hotline_lib.model.exact import Rounding, parse_exact
from hotline_lib.model.rules import (
    Comparison,
    GivenEntry,
    GradeEntry,
    Grades,
    LedgerRules,
    PerCountEntry,
    PerItemEntry,
    Ranking,
    Rankings,
    RankKind,
)

Outcomes = Sequence[tuple[Case, dict[str, Any]]]
"""Each case with what came out of it."""


def grade_thresholds(body: Grades, outcomes: Outcomes, params: PlaceParams) -> Iterator[Threshold | Wanted]:
    """下限 of every grade, in printed steps; where the printed value decides, a value that rounding lifts."""
    given = [parse_exact(c.given.value) for c, _ in outcomes if c.given.value is not None]
    form = params.place.form(value_form(body.programme, body.of, params))
    printed = frozenset(form.rounded(v) for v in given)
    step = Fraction(1, 10**form.decimals)
    for floor in (s.at_least for s in body.steps if s.at_least is not None):
        yield Threshold(f"等级下限 {floor}", floor, printed, ("below", "at"), step)
        if body.compare is Comparison.printed:
            between = [v for v in given if floor - step < v < floor]
            lifted = [v for v in between if form.rounded(v) == floor]
            kept = form.rounding is Rounding.truncate
            yield Wanted(f"等级下限 {floor}：取舍", bool(between if kept else lifted))


def ranking_thresholds(
    body: Rankings, outcomes: Outcomes, params: PlaceParams
) -> Iterator[Threshold | Wanted]:
    """起评量、名次与数值界限 of every ranking, and the values counted."""
    for ranking in body.rankings:
        own = [(c, found) for c, found in outcomes if c.given.ranking == ranking.id]
        yield Wanted(f"排名 {ranking.id}", bool(own))
        volumes = frozenset(Fraction(n) for c, _ in own for _, n, _ in c.given.units)
        if ranking.minimum is not None:
            bound, sides = Fraction(ranking.minimum.at_least), ("below", "at")
            yield Threshold(f"{ranking.id}.minimum", bound, volumes, sides, Fraction(1))
        form = params.place.form(value_form(ranking.programme, ranking.by, params))
        values = {
            form.rounded(quantity("", v).number)
            if ranking.compare is Comparison.printed
            else quantity("", v).number
            for c, _ in own
            for _, _, v in c.given.units
        }
        scale = form.scale if ranking.compare is Comparison.printed else 1
        for key, limit in (("at_least", ranking.at_least), ("below", ranking.below)):
            if limit is not None:
                yield Threshold(f"{ranking.id}.{key}", limit * scale, frozenset(values))
        if ranking.below_of is not None:
            limits = {c.given.known[ranking.below_of] for c, _ in own}
            yield Wanted(
                f"{ranking.id}.below_of", any(v in values for v in (limit * scale for limit in limits))
            )
        yield from _top(ranking, own)
    for counted in body.counts:
        yield Wanted(f"计数 {counted.id}", any(c.given.count == counted.id for c, _ in outcomes))


def _top(ranking: Ranking, own: Outcomes) -> Iterator[Wanted]:
    """名次界限: a case in which the last rank listed is held, one in which a unit after it is left out."""
    if ranking.top is None:
        return
    ranks = [[rank for _, rank, _ in found["listed"]] for _, found in own]
    yield Wanted(f"{ranking.id}.top：末位有单位", any(ranking.top in listed for listed in ranks))
    left_out = [c for c, found in own if len(found["listed"]) < len(c.given.units)]
    yield Wanted(f"{ranking.id}.top：其后不列", bool(left_out))
    if ranking.kind is not RankKind.ordinal:
        tied = any(len(listed) > len(set(listed)) for listed in ranks)
        yield Wanted(f"{ranking.id}.top：并列", tied)


def ledger_thresholds(body: LedgerRules, outcomes: Outcomes) -> Iterator[Threshold | Wanted]:
    """每条细则: its grades, allowed points, numbers asked for, limits, and counts let pass."""
    lines = [line for _, found in outcomes for line in found.get("lines", ())]
    faults = [c for c, found in outcomes if found.get("faults")]
    for entry in body.entries:
        own = [c for c, found in outcomes if any(rule == entry.id for *_, rule in found.get("lines", ()))]
        refused = [c for c in faults if any(entry.id in row.values() for row in c.given.received)]
        yield Wanted(f"细则 {entry.id}", bool(own))
        if isinstance(entry, GradeEntry):
            letters = {x for c, _ in outcomes for x in c.given.grades.get(entry.programme, {}).values()}
            yield Wanted(f"{entry.id}：每一等级", set(entry.points) <= letters)
            yield Wanted(f"{entry.id}：不加不扣的等级", bool(letters - set(entry.points)))
        if isinstance(entry, GivenEntry) and entry.allowed:
            given = {parse_exact(p) for _, p, rule in lines if rule == entry.id}
            yield Wanted(f"{entry.id}：每一允许的分值", set(entry.allowed) <= given)
            yield Wanted(f"{entry.id}：不允许的分值", any("分值" in _one(c) for c in refused))
        if isinstance(entry, GivenEntry | PerItemEntry) and entry.needs_numbers:
            yield Wanted(f"{entry.id}：缺编号", any("编号" not in _one(c) for c in refused))
        if isinstance(entry, PerCountEntry):
            counts = {
                Fraction(n) for c, _ in outcomes for n in c.given.counted.get(entry.programme, {}).values()
            }
            sides = ("at", "above")
            yield Threshold(
                f"{entry.id}.beyond", Fraction(entry.beyond), frozenset(counts), sides, Fraction(1)
            )
        if isinstance(entry, PerCountEntry | PerItemEntry | GivenEntry) and entry.at_most is not None:
            sums = {abs(_before_limit(entry, c)) for c in own}
            yield Threshold(f"{entry.id}.at_most", entry.at_most, frozenset(sums))


def _one(case: Case) -> dict[str, str]:
    """The row of a case that is refused for one row."""
    return {k: v for row in case.given.received for k, v in row.items() if v}


def _before_limit(entry: PerCountEntry | PerItemEntry | GivenEntry, case: Case) -> Fraction:
    """What the first unit of a case would get without the limit."""
    if isinstance(entry, PerCountEntry):
        counts = list(case.given.counted[entry.programme].values())
        return entry.points * max(0, counts[0] - entry.beyond)
    rows = [row for row in case.given.received if row["依据"] == entry.id]
    if isinstance(entry, GivenEntry):
        return sum((parse_exact(row["分值"]) for row in rows), Fraction(0))
    items = [int(row["数量"]) if row.get("数量") else len(row["编号"].split("、")) for row in rows]
    return entry.points * sum(items)
