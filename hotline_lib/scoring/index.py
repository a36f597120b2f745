"""综合指标值 (index): named scoring methods over rates, chosen by the place's dated rule."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.model.evaluation import WeightedIndex
from hotline_lib.model.exact import decimal_text, decimal_words, exact_text, round_exact
from hotline_lib.model.points import PointsTotal
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import UnitRow


def weighted_index(rates: dict[str, Fraction], rule: WeightedIndex) -> Fraction:
    """加权综合指标值: Σ weight × rate × 100, or × (1 − rate) for complements; rates are 0–1."""
    total = Fraction(0)
    for term in rule.terms:
        rate = rates[term.rate]
        total += term.weight * ((1 - rate) if term.complement else rate)
    return total * 100


def index_quantity(
    row: UnitRow, rule: WeightedIndex, cited: RuleRef, programme: str, adjustments: Sequence[Quantity] = ()
) -> Quantity:
    """综合指标值 of one unit from the exact rates in its row, plus the points booked to it."""
    rates = {t.rate: row.cells[t.rate] for t in rule.terms}
    words = " + ".join(_term_words(t.weight, rates[t.rate].label, t.complement) for t in rule.terms)
    return Quantity(
        id=f"{programme}.{row.unit}.{rule.id}",
        label=rule.label,
        value=weighted_index({k: q.number for k, q in rates.items()}, rule)
        + sum((q.number for q in adjustments), Fraction(0)),
        unit="分",
        form=rule.form,
        formula=f"{rule.label} = ({words}) × 100" + (" + 加扣分" if adjustments else ""),
        inputs=(
            *(q.as_input(_percent(q.number)) for q in rates.values()),
            *(q.as_input(exact_text(q.number)) for q in adjustments),
        ),
        rule=cited,
    )


def _term_words(weight: Fraction, label: str, complement: bool) -> str:
    factor = decimal_words(weight)
    return f"{factor} × (1 − {label})" if complement else f"{factor} × {label}"


def _percent(rate: Fraction) -> str:
    """A rate for the reader, with the exact fraction beside it: `6.94%（5/72）`."""
    return f"{decimal_text(round_exact(rate * 100, 2), 2)}%（{exact_text(rate)}）"


def fixed_index(
    row: UnitRow, rule: WeightedIndex | PointsTotal, cited: RuleRef, programme: str, value: Fraction
) -> Quantity:
    """无件单位的指标值或总得分: the value that the rule fixes for a unit without tickets."""
    return Quantity(
        id=f"{programme}.{row.unit}.{rule.id}",
        label=rule.label,
        value=value,
        unit="分",
        form=rule.form,
        formula=f"无件单位计 {decimal_words(value)} 分",
        rule=cited,
    )
