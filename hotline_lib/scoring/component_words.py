"""得分项的公式 (components in words), with the numbers that apply to the group of the unit."""

from __future__ import annotations

from hotline_lib.model.exact import decimal_words
from hotline_lib.model.points import (
    Counting,
    CountPenalty,
    ExcessPenalty,
    GivenPoints,
    PointsComponent,
    RateBonus,
    RateShare,
    RateSteps,
    ShortfallPenalty,
)

_EACH = {
    Counting.proportional: "1 个百分点",
    Counting.full: "满 1 个百分点",
    Counting.begun: "1 个百分点（不足 1 个按 1 个计）",
}
_SIGNS = {"positive": "加分", "negative": "减分", "both": "加减分"}


def words(rule: PointsComponent, group: str) -> str:
    """公式 of a component in words, with the numbers that apply to the group."""
    most = decimal_words(rule.full)
    full = f"满分 {most}"
    if isinstance(rule, RateShare):
        return f"{rule.label} = {most} × 比率"
    if isinstance(rule, RateBonus):
        limit, each = decimal_words(rule.threshold * 100), decimal_words(rule.per_point)
        return f"超过 {limit}% 后每高 {_EACH[rule.counting]}加 {each}，最多加 {most}"
    if isinstance(rule, RateSteps):
        steps = "、".join(
            f"≥{decimal_words(s.at_least * 100)}% 得 {decimal_words(s.points)}" for s in rule.steps
        )
        return f"{full}；比率{steps}，其余得 {decimal_words(rule.below)}"
    if isinstance(rule, ExcessPenalty):
        limit, each = decimal_words(rule.tolerance * 100), decimal_words(rule.per_point)
        until = f"扣至 {decimal_words(rule.floor)} 为止" if rule.floor else "扣完为止"
        return f"{full}；超过 {limit}% 后每高 {_EACH[rule.counting]}扣 {each}，{until}"
    if isinstance(rule, ShortfallPenalty):
        target, each = decimal_words(rule.target.of(group) * 100), decimal_words(rule.per_point)
        rates = "比率" if len(rule.rates) == 1 else "各比率的平均值"
        bounds = f"不低于 {decimal_words(rule.floor)}、不高于满分"
        return f"{full}；{rates}低于 {target}% 后每低 {_EACH[rule.counting]}扣 {each}，{bounds}"
    if isinstance(rule, CountPenalty):
        until = f"扣至 {decimal_words(rule.floor)} 为止" if rule.floor else "扣完为止"
        return f"{full}；每件扣 {decimal_words(rule.each.of(group))}，{until}"
    if isinstance(rule, GivenPoints):
        return f"给定，{full}"
    return f"{decimal_words(rule.base)} 加本期{_SIGNS[rule.sign]}之和，0 至 {most}"
