"""得分项 (components): the named methods of a points scheme as pure functions of exact numbers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

from hotline_lib.model.points import Counting, PointsStep

NOTHING = Fraction(0)
PROPORTIONAL = Counting.proportional


def clamp(value: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """限幅: the value, but not below `low` nor above `high`."""
    return max(low, min(high, value))


def percentage_points(gap: Fraction, counting: Counting = PROPORTIONAL) -> Fraction:
    """百分点: how many count of a gap between two rates (0–1); a gap the other way counts nothing."""
    points = max(NOTHING, gap) * 100
    if counting is Counting.full:
        return Fraction(floor(points))
    return Fraction(ceil(points)) if counting is Counting.begun else points


def rate_share(full: Fraction, rate: Fraction) -> Fraction:
    """按率得分: full × rate (rate 0–1)."""
    return full * rate


def rate_bonus(
    full: Fraction,
    rate: Fraction,
    threshold: Fraction,
    per_point: Fraction,
    counting: Counting = PROPORTIONAL,
) -> Fraction:
    """达标加分: per_point × percentage points over the threshold, 0…full; 0 at the threshold itself."""
    return clamp(per_point * percentage_points(rate - threshold, counting), NOTHING, full)


def rate_steps(rate: Fraction, steps: Sequence[PointsStep], below: Fraction = NOTHING) -> Fraction:
    """分段得分: the points of the first step that the rate reaches (inclusive), best first."""
    return next((step.points for step in steps if rate >= step.at_least), below)


def excess_penalty(
    full: Fraction,
    rate: Fraction,
    tolerance: Fraction,
    per_point: Fraction,
    floor: Fraction = NOTHING,
    counting: Counting = PROPORTIONAL,
) -> Fraction:
    """超限扣分: full − per_point × percentage points over the tolerance, not below the floor."""
    return clamp(full - per_point * percentage_points(rate - tolerance, counting), floor, full)


def shortfall_penalty(
    full: Fraction,
    rates: Sequence[Fraction],
    target: Fraction,
    per_point: Fraction,
    floor: Fraction = NOTHING,
    counting: Counting = PROPORTIONAL,
) -> Fraction:
    """不足扣分: full − per_point × (target − mean) in percentage points, clamped to floor…full."""
    mean = sum(rates, NOTHING) / len(rates)
    return clamp(full - per_point * percentage_points(target - mean, counting), floor, full)


def count_penalty(full: Fraction, count: Fraction, each: Fraction, floor: Fraction = NOTHING) -> Fraction:
    """按件扣分: full − each × count, not below the floor."""
    return clamp(full - each * count, floor, full)


def ledger_points(full: Fraction, base: Fraction, entries: Sequence[Fraction]) -> Fraction:
    """加减分入账: base plus the entries, clamped to 0…full."""
    return clamp(base + sum(entries, NOTHING), NOTHING, full)
