"""综合指标值 (index): named scoring methods over rates, chosen by the place's dated rule."""

from __future__ import annotations

from fractions import Fraction

from hotline_lib.model.exact import decimal_text, exact_text, round_exact
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import UnitRow
from hotline_lib.model.rules import WeightedIndex


def weighted_index(rates: dict[str, Fraction], rule: WeightedIndex) -> Fraction:
    """加权综合指标值: Σ weight × rate × 100, or × (1 − rate) for complements; rates are 0–1."""
    total = Fraction(0)
    for term in rule.terms:
        rate = rates[term.rate]
        total += term.weight * ((1 - rate) if term.complement else rate)
    return total * 100


def index_quantity(row: UnitRow, rule: WeightedIndex, cited: RuleRef, programme: str) -> Quantity:
    """综合指标值 of one unit as a quantity, from the exact rates in its row."""
    rates = {t.rate: row.cells[t.rate] for t in rule.terms}
    words = " + ".join(_term_words(t.weight, rates[t.rate].label, t.complement) for t in rule.terms)
    return Quantity(
        id=f"{programme}.{row.unit}.{rule.id}",
        label=rule.label,
        value=weighted_index({k: q.number for k, q in rates.items()}, rule),
        unit="分",
        form=rule.form,
        formula=f"{rule.label} = ({words}) × 100",
        inputs=tuple(q.as_input(_percent(q.number)) for q in rates.values()),
        rule=cited,
    )


def _term_words(weight: Fraction, label: str, complement: bool) -> str:
    factor = _decimal_words(weight)
    return f"{factor} × (1 − {label})" if complement else f"{factor} × {label}"


def _decimal_words(value: Fraction) -> str:
    for places in range(7):
        if (value * 10**places).denominator == 1:
            return decimal_text(value, places)
    return exact_text(value)


def _percent(rate: Fraction) -> str:
    """A rate for the reader, with the exact fraction beside it: `6.94%（5/72）`."""
    return f"{decimal_text(round_exact(rate * 100, 2), 2)}%（{exact_text(rate)}）"
