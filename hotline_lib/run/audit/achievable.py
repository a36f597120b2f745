"""可达比率 (achievable rates): can a whole number over the stated base print this rate?"""

from __future__ import annotations

from fractions import Fraction

from hotline_lib.model.exact import Rounding, decimal_text
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.printform import PrintForm
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.numbers import read_number
from hotline_lib.run.audit.text import ReadPassage

LARGEST_BASE = 100_000


def numerators(rate: Fraction, base: int, form: PrintForm) -> range:
    """可能的分子: the whole numbers whose share of `base` prints `rate` (on the printed scale)."""
    near = int(rate / form.scale * base)
    fits = [
        n
        for n in range(max(0, near - base // 10**form.decimals - 2), near + base // 10**form.decimals + 3)
        if n <= base and form.rounded(Fraction(n, base)) == rate
    ]
    return range(fits[0], fits[-1] + 1) if fits else range(0)


def impossible_findings(read: ReadPassage, basis: Basis) -> list[Finding]:
    """不可能的比率 among the figures of a passage: those that `columns.yml` gives a base."""
    findings = []
    for check in basis.achievable:
        found = read.printed_for(f"intake.{check.rate}")
        base = basis.quantities.get(f"intake.{check.base}")
        number = read_number(found[1]) if found else None
        if found is None or number is None or base is None or base.number < 1:
            continue
        rounding = basis.layout.place.form(basis.quantity(found[0]).form).rounding
        form = PrintForm(id="achievable", scale=100, decimals=check.decimals, rounding=rounding, suffix="%")
        whole = int(base.number)
        if numerators(number.value, whole, form):
            continue
        below = int(number.value / form.scale * whole)
        near = [n for n in (below, below + 1) if 0 <= n <= whole]
        shown = "、".join(f"{n}件为{form.text(Fraction(n, whole))}" for n in near)
        findings.append(
            Finding(
                kind=FindingKind.impossible,
                severity=FindingSeverity.error,
                where=read.passage.where,
                item=basis.quantity(found[0]).label,
                printed=found[1],
                computed="、".join(form.text(Fraction(n, whole)) for n in near),
                cause=f"以“{base.label}”{whole}{base.unit}为分母，{shown}，没有整数件能印{found[1]}",
                note=_least_base(number.value, form),
            )
        )
    return findings


def _least_base(rate: Fraction, form: PrintForm) -> str:
    """The smallest base that can print the rate, which shows how far the stated one is off."""
    unit = Fraction(1, 10**form.decimals)
    below, above = (Fraction(0), unit) if form.rounding is Rounding.truncate else (unit / 2, unit / 2)
    low, high = (rate - below) / form.scale, (rate + above) / form.scale
    for base in range(1, LARGEST_BASE):
        least = -(-low.numerator * base // low.denominator)
        near = least * high.denominator <= high.numerator * base  # in whole numbers, for speed
        if near and numerators(rate, base, form):
            return f"能印此比率的分母至少为{base}"
    text = decimal_text(rate, form.decimals) if (rate * 10**form.decimals).denominator == 1 else str(rate)
    return f"分母在{LARGEST_BASE}以内都印不出{text}"
