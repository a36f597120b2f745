"""合计的对比 (totals): a figure of the text against what it should add up to, in the text or a table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.measures.derived import METHODS
from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.exact import exact_text
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.quantity import Quantity
from hotline_lib.run.audit.achievable import numerators
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.comparisons import TotalsComparison
from hotline_lib.run.audit.numbers import read_number
from hotline_lib.run.audit.reading import Reading
from hotline_lib.run.audit.text import ReadPassage


def totals_finding(check: TotalsComparison, reading: Reading) -> Finding | None:
    """合计发现: a printed figure against what it should add up to; `None` if they agree.

    A contradiction within the text where the text prints every part, else one with a table.
    Raises `ParamsError` if the comparison names a quantity or a form that does not exist.
    """
    read, basis = reading.passages.get((check.section, check.paragraph)), reading.basis
    if read is None:
        return None  # the passage is not printed; the text audit reports that
    _refuse_unknown(check, read, basis)
    found = read.printed_for(check.figure)
    number = read_number(found[1]) if found else None
    if found is None or number is None:
        return None  # the figure is not printed; the text audit reports that
    parts = [basis.quantities[name] for name in check.of]
    method, sign = METHODS[check.method]
    value = method([p.number for p in parts])
    form = basis.layout.place.form(check.form)
    if form.rounded(value) == number.value:
        return None
    quantity = basis.quantities[check.figure]
    if len(parts) == 1:
        causes = [check.against, f"相差{exact_text(abs(number.value - value))}{quantity.unit}"]
    else:
        made = sign.join(f"{p.label}{exact_text(p.number)}" for p in parts)
        causes = [f"{check.against}：{made}", *_rate_causes(check, number.value, parts, basis)]
    within = all(reading.in_text(name) for name in check.of)
    return Finding(
        kind=FindingKind.text_against_text if within else FindingKind.text_against_table,
        severity=FindingSeverity.error if within else FindingSeverity.notice,
        where=read.passage.where,
        item=quantity.label,
        printed=found[1],
        computed=form.text(value),
        cause="；".join(causes),
        note="；".join(n for n in (check.note, quantity.note or "") if n),
    )


def _rate_causes(
    check: TotalsComparison, rate: Fraction, parts: Sequence[Quantity], basis: Basis
) -> list[str]:
    """Which numerator the printed rate would need over the table's base, and over the text's own."""
    form = basis.layout.place.form(check.form)
    complement = check.method == "complement_ratio"
    if check.method != "ratio" and not complement:
        return []
    wanted = form.scale - rate if complement else rate
    top, base = parts
    needed = numerators(wanted, int(base.number), form)
    causes = [f"以此分母，所印比率须有{_span(needed)}，附表为{exact_text(top.number)}件"] if needed else []
    for wrong in (base.number - 1, base.number + 1):
        made = METHODS[check.method][0]([top.number, wrong]) if wrong > 0 else None
        if made is not None and form.rounded(made) == rate:
            causes.append(f"附表分母若为{exact_text(wrong)}件则得此数")
    own = basis.quantities[check.base] if check.base else None
    # over a base beyond the resolution of the rate some whole number always fits, which tells nothing
    if own is not None and own.number < form.scale * 10**form.decimals:
        fits = numerators(rate, int(own.number), form)
        words = f"以正文“{own.label}”{exact_text(own.number)}{own.unit}为分母"
        causes.append(f"{words}，{_span(fits)}可得此数，疑两处分母不同" if fits else f"{words}也得不出此数")
    return causes


def _span(numbers: range) -> str:
    return f"{numbers[0]}件" if len(numbers) == 1 else f"{numbers[0]}至{numbers[-1]}件"


def _refuse_unknown(check: TotalsComparison, read: ReadPassage, basis: Basis) -> None:
    printed = {m.quantity for m in read.passage.marks}
    named = [*check.of, *([check.base] if check.base else [])]
    wrong = [name for name in named if name not in basis.quantities]
    wrong += [] if check.figure in printed else [check.figure]
    wrong += [] if check.form in {f.id for f in basis.layout.place.forms} else [check.form]
    if wrong:
        raise ParamsError(
            [
                Problem(
                    file="printed/comparisons.yml",
                    column=f"totals.{check.section}.{check.paragraph}",
                    found=name,
                    expected="应为已有的数值标识或印刷形式，figure 须印在该段",
                    action="请改正",
                )
                for name in wrong
            ]
        )
