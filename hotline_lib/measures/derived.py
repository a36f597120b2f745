"""推算数 (derived figures): sums, differences, means, ratios and shares over named quantities."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.exact import exact_text
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import BreakdownItem, UnknownQuantityError
from hotline_lib.model.rules import Breakdown, DerivedFigure


def sum_of(values: Sequence[Fraction]) -> Fraction:
    """和: all values added."""
    return sum(values, Fraction(0))


def difference(values: Sequence[Fraction]) -> Fraction:
    """差: the first value less all others."""
    return values[0] - sum(values[1:], Fraction(0))


def mean(values: Sequence[Fraction]) -> Fraction:
    """平均数: the arithmetic mean of all values, each weighing the same."""
    return sum_of(values) / len(values)


def ratio(values: Sequence[Fraction]) -> Fraction:
    """比: the first value over the second; `ZeroDivisionError` if that is 0."""
    return values[0] / values[1]


def complement_ratio(values: Sequence[Fraction]) -> Fraction:
    """余比: 1 − first ÷ second, such as 群众满意率 from dissatisfied call-backs."""
    return 1 - ratio(values)


METHODS: dict[str, tuple[Callable[[Sequence[Fraction]], Fraction], str]] = {
    "sum": (sum_of, " + "),
    "difference": (difference, " − "),
    "mean": (mean, " + "),
    "ratio": (ratio, " ÷ "),
    "complement_ratio": (complement_ratio, " ÷ "),
}
"""Named methods that `rules/text_figures.yml` may choose, each with its sign in words."""

_AROUND = {
    "mean": "（{words}）÷ {count}",
    "complement_ratio": "1 − {words}",
}
"""What stands around the joined terms in the words of a formula."""


def derived_figure(rule: DerivedFigure, cited: RuleRef, known: Mapping[str, Quantity]) -> Quantity:
    """推算数: apply the named method to quantities; raises `UnknownQuantityError` or `ParamsError`."""
    parts = [_lookup(name, f"规则 {cited.id} 的“{rule.label}”", known) for name in rule.of]
    method, sign = METHODS[rule.method]
    terms = sign.join(p.label for p in parts)
    words = _AROUND.get(rule.method, "{words}").format(words=terms, count=len(parts))
    try:
        value = method([p.number for p in parts])
    except ZeroDivisionError:
        raise _zero_base(cited, rule.id, parts[1]) from None
    return Quantity(
        id=f"derived.{rule.id}",
        label=rule.label,
        value=value,
        unit=rule.unit,
        form=rule.form,
        formula=f"{rule.label} = {words}",
        inputs=tuple(p.as_input(exact_text(p.number)) for p in parts),
        rule=cited,
    )


def breakdown(rule: Breakdown, cited: RuleRef, known: Mapping[str, Quantity]) -> tuple[BreakdownItem, ...]:
    """构成: the items of a measure with their shares of the named base, ordered as the rule says."""
    base = _lookup(rule.base, f"规则 {cited.id} 的“{rule.label}”", known)
    prefix = f"intake.{rule.measure}."
    counts = [q for name, q in known.items() if name.startswith(prefix)]
    if base.number == 0:
        raise _zero_base(cited, rule.id, base)
    if not counts:
        hint = f"本期确无此项数据的，在 edition.yml 的 unpublished 写 {rule.measure} 及其缘由。"
        raise UnknownQuantityError(prefix + "*", f"规则 {cited.id} 的“{rule.label}”", hint)
    if rule.order == "largest_first":
        counts.sort(key=lambda q: -q.number)
    parts = [(count.id.removeprefix(prefix), count) for count in counts]
    if rule.remainder is not None:
        parts.append((REMAINDER, _remainder(rule, rule.remainder, cited, base, counts)))
    items = []
    for item, count in parts:
        share = Quantity(
            id=f"breakdown.{rule.id}.{item}.share",
            label=f"{count.label}占比",
            value=count.number / base.number,
            form=rule.form,
            formula=f"占比 = {count.label} ÷ {base.label}",
            inputs=(count.as_input(exact_text(count.number)), base.as_input(exact_text(base.number))),
            rule=cited,
            note=f"分母{base.note}" if base.note else None,
        )
        items.append(BreakdownItem(id=item, label=count.label, count=count, share=share))
    return tuple(items)


REMAINDER = "remainder"
"""The item id of what the parts of a breakdown leave of its base."""


def _remainder(
    rule: Breakdown, label: str, cited: RuleRef, base: Quantity, counts: Sequence[Quantity]
) -> Quantity:
    """余数: the base less all parts; raises `ParamsError` where the parts exceed it."""
    value = difference([base.number, *(c.number for c in counts)])
    if value < 0:
        problem = Problem(
            file=f"规则 {cited.id}",
            column=rule.id,
            expected=f"各项之和不应大于“{base.label}”（{exact_text(base.number)}）",
            action="请核对来件，或改用各项所属的总数作 base",
        )
        raise ParamsError([problem])
    return Quantity(
        id=f"breakdown.{rule.id}.{REMAINDER}.count",
        label=label,
        value=value,
        unit=counts[0].unit,
        form=counts[0].form,
        formula=f"{label} = {base.label} − 所列 {len(counts)} 项之和",
        inputs=tuple(q.as_input(exact_text(q.number)) for q in (base, *counts)),
        rule=cited,
    )


def _lookup(name: str, used_in: str, known: Mapping[str, Quantity]) -> Quantity:
    try:
        return known[name]
    except KeyError:
        raise UnknownQuantityError(name, used_in) from None


def _zero_base(cited: RuleRef, rule_id: str, base: Quantity) -> ParamsError:
    problem = Problem(
        file=f"规则 {cited.id}",
        column=rule_id,
        expected=f"分母“{base.label}”不应为 0",
        action="请核对来件，或为该期停用此数",
    )
    return ParamsError([problem])
