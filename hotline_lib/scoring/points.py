"""计分制 (points scheme): the named component methods as pure functions, and the total of a unit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.model.exact import decimal_words, exact_text
from hotline_lib.model.points import (
    CountPenalty,
    ExcessPenalty,
    GivenPoints,
    LedgerPoints,
    PointsComponent,
    PointsTotal,
    RateBonus,
    RateShare,
    ShortfallPenalty,
)
from hotline_lib.model.quantity import InputRef, Quantity, RuleRef
from hotline_lib.model.results import UnitRow

NOTHING = Fraction(0)


def clamp(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """限幅: the value, but not below `low` nor above `high`."""
    return max(low, min(high, value))


def rate_share(full: Fraction, rate: Fraction) -> Fraction:
    """按率得分: full × rate (rate 0–1)."""
    return full * rate


def rate_bonus(full: Fraction, rate: Fraction, threshold: Fraction, per_point: Fraction) -> Fraction:
    """达标加分: per_point × percentage points over the threshold, 0…full; 0 at the threshold itself."""
    return clamp(per_point * (rate - threshold) * 100, Fraction(0), full)


def excess_penalty(
    full: Fraction, rate: Fraction, tolerance: Fraction, per_point: Fraction, floor: Fraction = NOTHING
) -> Fraction:
    """超限扣分: full − per_point × percentage points over the tolerance, not below the floor."""
    over = max(Fraction(0), rate - tolerance) * 100
    return clamp(full - per_point * over, floor, full)


def shortfall_penalty(
    full: Fraction,
    rates: Sequence[Fraction],
    target: Fraction,
    per_point: Fraction,
    floor: Fraction = NOTHING,
) -> Fraction:
    """不足扣分: full − per_point × (target − mean) in percentage points, clamped to floor…full."""
    mean = sum(rates, Fraction(0)) / len(rates)
    return clamp(full - per_point * (target - mean) * 100, floor, full)


def count_penalty(full: Fraction, count: Fraction, each: Fraction) -> Fraction:
    """按件扣分: full − each × count, floor 0."""
    return clamp(full - each * count, Fraction(0), full)


def ledger_points(full: Fraction, base: Fraction, entries: Sequence[Fraction]) -> Fraction:
    """加减分入账: base plus the entries, clamped to 0…full."""
    return clamp(base + sum(entries, Fraction(0)), Fraction(0), full)


def component_points(row: UnitRow, rule: PointsComponent, ledger: Sequence[Quantity]) -> Fraction:
    """得分 of one component of one unit, from the exact rates and counts in its row."""

    def of(name: str) -> Fraction:
        return row.cells[name].number

    if isinstance(rule, RateShare):
        return rate_share(rule.full, of(rule.rate))
    if isinstance(rule, RateBonus):
        return rate_bonus(rule.full, of(rule.rate), rule.threshold, rule.per_point)
    if isinstance(rule, ExcessPenalty):
        return excess_penalty(rule.full, of(rule.rate), rule.tolerance, rule.per_point, rule.floor)
    if isinstance(rule, ShortfallPenalty):
        rates, target = [of(name) for name in rule.rates], rule.target.of(row.group)
        return shortfall_penalty(rule.full, rates, target, rule.per_point, rule.floor)
    if isinstance(rule, CountPenalty):
        return count_penalty(rule.full, of(rule.count), rule.each.of(row.group))
    if isinstance(rule, GivenPoints):
        return clamp(of(rule.value), Fraction(0), rule.full)
    return ledger_points(rule.full, rule.base, [q.number for q in booked(rule, ledger)])


def booked(rule: LedgerPoints, ledger: Sequence[Quantity]) -> list[Quantity]:
    """入账的加减分: the entries whose sign belongs to the component."""
    wanted = {"positive": (1,), "negative": (-1,), "both": (1, -1)}[rule.sign]
    return [q for q in ledger if (1 if q.number > 0 else -1) in wanted]


def points_cells(
    row: UnitRow, rule: PointsTotal, cited: RuleRef, programme: str, ledger: Sequence[Quantity]
) -> dict[str, Quantity]:
    """各项得分与总得分: one quantity a component, and their exact sum, by column id."""
    cells: dict[str, Quantity] = {}
    for part in rule.components:
        cells[part.id] = Quantity(
            id=f"{programme}.{row.unit}.{part.id}",
            label=part.label,
            value=component_points(row, part, ledger),
            unit="分",
            form=part.form,
            formula=words(part, row.group),
            inputs=_inputs(row, part, ledger),
            rule=cited,
        )
    cells[rule.id] = Quantity(
        id=f"{programme}.{row.unit}.{rule.id}",
        label=rule.label,
        value=sum((q.number for q in cells.values()), Fraction(0)),
        unit="分",
        form=rule.form,
        formula=f"{rule.label} = " + " + ".join(q.label for q in cells.values()) + "（各项未取舍）",
        inputs=tuple(q.as_input(exact_text(q.number)) for q in cells.values()),
        rule=cited,
    )
    return cells


def words(rule: PointsComponent, group: str) -> str:
    """公式 of a component in words, with the numbers that apply to the group."""
    full = f"满分 {decimal_words(rule.full)}"
    if isinstance(rule, RateShare):
        return f"{rule.label} = {decimal_words(rule.full)} × 比率"
    if isinstance(rule, RateBonus):
        limit, each = decimal_words(rule.threshold * 100), decimal_words(rule.per_point)
        return f"超过 {limit}% 后每高 1 个百分点加 {each}，最多加 {decimal_words(rule.full)}"
    if isinstance(rule, ExcessPenalty):
        limit, each = decimal_words(rule.tolerance * 100), decimal_words(rule.per_point)
        until = f"扣至 {decimal_words(rule.floor)} 为止" if rule.floor else "扣完为止"
        return f"{full}；超过 {limit}% 后每高 1 个百分点扣 {each}，{until}"
    if isinstance(rule, ShortfallPenalty):
        target = decimal_words(rule.target.of(group) * 100)
        each = decimal_words(rule.per_point)
        rates = "比率" if len(rule.rates) == 1 else "各比率的平均值"
        bounds = f"不低于 {decimal_words(rule.floor)}、不高于满分"
        return f"{full}；{rates}每低于 {target}% 一个百分点扣 {each}，{bounds}"
    if isinstance(rule, CountPenalty):
        return f"{full}；每件扣 {decimal_words(rule.each.of(group))}，扣完为止"
    if isinstance(rule, GivenPoints):
        return f"给定，{full}"
    sign = {"positive": "加分", "negative": "减分", "both": "加减分"}[rule.sign]
    return f"{decimal_words(rule.base)} 加本期{sign}之和，0 至 {decimal_words(rule.full)}"


def _inputs(row: UnitRow, rule: PointsComponent, ledger: Sequence[Quantity]) -> tuple[InputRef, ...]:
    if isinstance(rule, LedgerPoints):
        return tuple(q.as_input(exact_text(q.number)) for q in booked(rule, ledger))
    if isinstance(rule, ShortfallPenalty):
        names: tuple[str, ...] = rule.rates
    elif isinstance(rule, RateShare | RateBonus | ExcessPenalty):
        names = (rule.rate,)
    elif isinstance(rule, CountPenalty):
        names = (rule.count,)
    else:
        names = (rule.value,)
    return tuple(row.cells[n].as_input(exact_text(row.cells[n].number)) for n in names)
