"""Thresholds: every number at which a scheme changes its mind, and the values that the cases put to it.

Read from the rules of `params/`; nothing here knows a place. A threshold asks for cases on named
sides of its bound: below it, at it, above it, and where counts or printed values decide, exactly one
step below or above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from hotline_lib.measures.rates import unit_rate
from hotline_lib.model.points import (
    AbsentRate,
    Counting,
    CountPenalty,
    ExcessPenalty,
    GivenPoints,
    LedgerPoints,
    PointsComponent,
    PointsTotal,
    RateBonus,
    RateComponent,
    RateSteps,
    ShortfallPenalty,
)
from hotline_lib.model.results import UnitRow
from hotline_lib.model.rules import Evaluation, MissingBase, ZeroBase

ALL = ("below", "at", "above")


@dataclass(frozen=True)
class Probe:
    """One case of an evaluation: the row as received, as evaluated, and its ledger points."""

    received: UnitRow
    row: UnitRow | None
    ledger: Sequence[tuple[str, Fraction]]


@dataclass(frozen=True)
class Threshold:
    """界限: a bound, the values that cases put to it, and the sides that must have one."""

    name: str
    bound: Fraction
    values: frozenset[Fraction]
    sides: tuple[str, ...] = ALL
    step: Fraction | None = None

    @property
    def missing(self) -> list[str]:
        """The sides without a case."""
        near = {} if self.step is None else {"below": self.bound - self.step, "above": self.bound + self.step}
        found = {
            "below": near["below"] in self.values if near else any(v < self.bound for v in self.values),
            "at": self.bound in self.values,
            "above": near["above"] in self.values if near else any(v > self.bound for v in self.values),
        }
        return [side for side in self.sides if not found[side]]


@dataclass(frozen=True)
class Wanted:
    """A case of a kind that must exist, such as a rate without a base."""

    name: str
    there: bool

    @property
    def missing(self) -> list[str]:
        """What is missing, if it is."""
        return [] if self.there else ["一例"]


def evaluation_thresholds(body: Evaluation, probes: Sequence[Probe]) -> Iterator[Threshold | Wanted]:
    """界限 of an evaluation: bases, caps, tiers, minimum volumes, and those of its components."""
    seen = [p for p in probes if p.row is not None]
    cells = [p.row.cells for p in seen if p.row is not None]
    for rate in body.rates:
        pairs = [(c.get(rate.numerator), c.get(rate.denominator)) for c in cells]
        bases = frozenset(b.number for _, b in pairs if b is not None)
        if rate.when_base_zero is not ZeroBase.refuse:
            yield Threshold(f"{rate.id}.when_base_zero", Fraction(0), bases, ("at", "above"))
        if rate.when_base_missing is not MissingBase.refuse:
            yield Wanted(f"{rate.id}.when_base_missing", any(b is None for _, b in pairs))
        if rate.given is not None:
            yield Wanted(f"{rate.id}.given", any(t is None or b is None for t, b in pairs))
        if rate.cap is not None:
            raw = [t.number / b.number for t, b in pairs if t is not None and b is not None and b.number]
            yield Threshold(f"{rate.id}.cap", rate.cap, frozenset(raw))
    if body.without_tickets is not None:
        column = body.without_tickets.column
        volumes = _column(probes, column, body)
        yield Threshold("without_tickets", Fraction(0), volumes, ("at", "above"), Fraction(1))
    if body.tiers is not None:
        tiered = [p for p in seen if p.row is not None and p.row.group in body.tiers.groups]
        volumes = _column(tiered, body.tiers.column, body)
        for tier in body.tiers.tiers:
            if tier.at_least is not None:
                sides = ("below", "at")
                yield Threshold(f"tiers.{tier.id}", tier.at_least, volumes, sides, Fraction(1))
    if body.ranked is not None and body.ranked.minimum is not None:
        least, volumes = body.ranked.minimum, _column(seen, body.ranked.minimum.column, body)
        bound = Fraction(least.at_least)
        yield Threshold("ranked.minimum", bound, volumes, ("below", "at"), Fraction(1))
    if isinstance(body.index, PointsTotal):
        scored = [p for p in seen if p.row is not None and body.index.components[0].id in p.row.cells]
        for part in body.index.components:
            yield from component_thresholds(part, scored)
        yield from _total_thresholds(body.index, scored)


def _total_thresholds(total: PointsTotal, probes: Sequence[Probe]) -> Iterator[Threshold | Wanted]:
    sums = frozenset(
        sum((p.row.cells[c.id].number for c in total.components), Fraction(0))
        for p in probes
        if p.row is not None
    )
    if total.cap is not None:
        yield Threshold("total.cap", total.cap, sums)
    if total.floor is not None:
        yield Threshold("total.floor", total.floor, sums)


def component_thresholds(part: PointsComponent, probes: Sequence[Probe]) -> Iterator[Threshold | Wanted]:
    """界限 of one component: where points begin to be lost or won, and where they stop."""
    rows = [p.row for p in probes if p.row is not None]
    if isinstance(part, RateComponent) and part.when_absent is not AbsentRate.refuse:
        yield Wanted(f"{part.id}.when_absent", any(not _rates(part, row) for row in rows))

    def each(made: Callable[[UnitRow], Fraction | None]) -> frozenset[Fraction]:
        return frozenset(v for v in map(made, rows) if v is not None)

    if isinstance(part, RateBonus):
        over = each(lambda row: _mean(part, row))
        yield Threshold(f"{part.id}.threshold", part.threshold, over)
        won = each(lambda row: _times(part.per_point, _over(part, row, part.threshold)))
        yield Threshold(f"{part.id}.full", part.full, won)
        yield from _counting(part.id, part.counting, each(lambda row: _over(part, row, part.threshold)))
    elif isinstance(part, RateSteps):
        rates = each(lambda row: _mean(part, row))
        limits = [s.at_least for s in part.steps]
        for position, limit in enumerate(limits):
            upper = limits[position - 1] if position else None
            lower = limits[position + 1] if position + 1 < len(limits) else None
            near = frozenset(
                r for r in rates if (upper is None or r < upper) and (lower is None or r >= lower)
            )
            yield Threshold(f"{part.id}.steps[{position}]", limit, near)
    elif isinstance(part, ExcessPenalty):
        yield Threshold(f"{part.id}.tolerance", part.tolerance, each(lambda row: _mean(part, row)))
        over = each(lambda row: _over(part, row, part.tolerance))
        left = frozenset(part.full - part.per_point * max(Fraction(0), gap) for gap in over)
        yield Threshold(f"{part.id}.floor", part.floor, left)
        yield from _counting(part.id, part.counting, over)
    elif isinstance(part, ShortfallPenalty):
        for target in sorted({part.target.default, *part.target.groups.values()}):
            group = [row for row in rows if part.target.of(row.group) == target]
            means = frozenset(m for m in (_mean(part, row) for row in group) if m is not None)
            yield Threshold(f"{part.id}.target {target}", target, means)
            left = frozenset(part.full - part.per_point * (target - mean) * 100 for mean in means)
            yield Threshold(f"{part.id}.floor（目标 {target}）", part.floor, left)
            yield from _counting(part.id, part.counting, frozenset((target - m) * 100 for m in means))
    elif isinstance(part, CountPenalty):
        for points in sorted({part.each.default, *part.each.groups.values()}):
            counts = [row.cells[part.count].number for row in rows if part.each.of(row.group) == points]
            left = frozenset(part.full - points * count for count in counts)
            yield Threshold(f"{part.id}.full（每件 {points}）", part.full, left, ("below", "at"), points)
            yield Threshold(f"{part.id}.floor（每件 {points}）", part.floor, left)
    elif isinstance(part, GivenPoints):
        values = each(lambda row: row.cells[part.value].number)
        yield Threshold(f"{part.id}.full", part.full, values)
    elif isinstance(part, LedgerPoints):
        sums = frozenset(part.base + _booked(part, p.ledger) for p in probes)
        if part.sign != "negative":
            yield Threshold(f"{part.id}.full", part.full, sums)
        if part.sign != "positive":
            yield Threshold(f"{part.id}.floor", Fraction(0), sums)


def _counting(part: str, counting: Counting, gaps: frozenset[Fraction]) -> Iterator[Wanted]:
    """Where begun percentage points count in full or not at all, a gap that is not whole."""
    if counting is not Counting.proportional:
        yield Wanted(f"{part}.counting", any(gap > 0 and gap.denominator > 1 for gap in gaps))


def _rates(part: RateComponent, row: UnitRow) -> list[Fraction]:
    names = part.rates if isinstance(part, ShortfallPenalty) else (part.rate,)  # type: ignore[attr-defined]
    return [row.cells[n].number for n in names if row.cells[n].value is not None]


def _mean(part: RateComponent, row: UnitRow) -> Fraction | None:
    rates = _rates(part, row)
    return sum(rates, Fraction(0)) / len(rates) if rates else None


def _over(part: RateComponent, row: UnitRow, limit: Fraction) -> Fraction | None:
    mean = _mean(part, row)
    return None if mean is None else (mean - limit) * 100


def _times(factor: Fraction, value: Fraction | None) -> Fraction | None:
    return None if value is None else factor * value


def _booked(part: LedgerPoints, ledger: Sequence[tuple[str, Fraction]]) -> Fraction:
    signs = {"positive": (1,), "negative": (-1,), "both": (1, -1)}[part.sign]
    return sum(
        (p for e, p in ledger if (1 if p > 0 else -1) in signs and (not part.entries or e in part.entries)),
        Fraction(0),
    )


def _column(probes: Sequence[Probe], column: str, body: Evaluation) -> frozenset[Fraction]:
    """The values of a column, also of units that are left out; a unit count is summed here anew."""
    rule = next((c for c in body.counts if c.id == column), None)
    found = set()
    for probe in probes:
        cells = probe.received.cells
        if rule is None:
            found |= {cells[column].number} if column in cells else set()
        elif all(name in cells for name in rule.of):
            first, *others = (cells[name].number for name in rule.of)
            rest = sum(others, Fraction(0))
            found.add(first + rest if rule.method == "sum" else first - rest)
    return frozenset(found)


__all__ = ["Probe", "Threshold", "Wanted", "component_thresholds", "evaluation_thresholds", "unit_rate"]
