"""基数 (bases): shares and changes whose base the bulletin does not print, and which base would fit."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.model.exact import exact_text
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.printform import PrintForm
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import BreakdownItem
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.comparisons import ChangeCheck
from hotline_lib.run.audit.evidence import evidence_of
from hotline_lib.run.audit.numbers import read_number
from hotline_lib.run.audit.reading import Reading
from hotline_lib.run.audit.text import ReadPassage
from hotline_lib.run.audit.tokens import joined
from hotline_lib.scoring.evaluation import TOTAL

POINTS = "个百分点"


def share_findings(reading: Reading) -> list[Finding]:
    """占比的基数: for each list of shares, whether the bulletin prints what they are shares of."""
    basis = reading.basis
    printed, findings = _printed(reading), []
    for items in basis.store.results.breakdowns.values():
        base = basis.quantities.get(items[0].share.inputs[-1].source) if items else None
        if base is None or _is_printed(base, printed, basis):
            continue
        for read in reading.passages.values():
            marked = {m.quantity for m in read.passage.marks}
            shares = [item for item in items if item.share.id in marked]
            if shares:
                findings.append(_share_finding(read, base, shares, reading))
                break
    return findings


def ratio_findings(reading: Reading) -> list[Finding]:
    """比率的基数: each rate that the text derives from a base which the bulletin does not print."""
    basis, findings = reading.basis, []
    printed = _printed(reading)
    for read in reading.passages.values():
        for mark in read.passage.marks:
            quantity = basis.quantity(mark)
            base = _ratio_base(quantity, basis)
            if base is None or _is_printed(base, printed, basis) or not read.printed_for(quantity.id):
                continue
            top = basis.quantities[quantity.inputs[0].source]
            findings.append(
                Finding(
                    kind=FindingKind.base,
                    severity=FindingSeverity.notice,
                    where=read.passage.where,
                    item=quantity.label,
                    printed=f"{mark.text}，基数未印",
                    computed=f"{base.label}{exact_text(base.number)}",
                    cause=f"由“{top.label}”{exact_text(top.number)}除以未印的“{base.label}”得出，读者无从核对",
                    note=base.note or "",
                    evidence=evidence_of(quantity),
                )
            )
    return findings


def _printed(reading: Reading) -> set[str]:
    """Ids of all values that the bulletin prints."""
    return {m.quantity for shown in reading.basis.blocks.values() for s in shown for m in s.figures}


def _is_printed(base: Quantity, printed: set[str], basis: Basis) -> bool:
    """Whether a reader can find the base: as it is, or as the total of a printed column."""
    if base.id in printed:
        return True
    for programme, rows in basis.rows.items():
        column = base.id.removeprefix(f"{programme}.{TOTAL}.")
        if column != base.id and any(
            r.cells[column].id in printed for r in rows.values() if column in r.cells
        ):
            return True
    return False


def _ratio_base(quantity: Quantity, basis: Basis) -> Quantity | None:
    """The base of a derived percentage; `None` for any other value, such as a daily average or a share."""
    form = basis.layout.place.form(quantity.form)
    if not quantity.id.startswith("derived.") or len(quantity.inputs) != 2 or quantity.value is None:
        return None
    if form.suffix != "%":
        return None
    top, base = (basis.quantities.get(i.source) for i in quantity.inputs)
    if top is None or base is None or not base.value or top.value is None:
        return None
    return base if quantity.value in (top.value / base.value, 1 - top.value / base.value) else None


def _share_finding(
    read: ReadPassage, base: Quantity, items: Sequence[BreakdownItem], reading: Reading
) -> Finding:
    form = reading.basis.layout.place.form(items[0].share.form)
    shares = [(item.count.number, form.rounded(item.share.number)) for item in items]
    fits = fitting_bases(shares, form)
    tests = [_tested(total, shares, form) for total in _totals(read, items, reading)]
    return Finding(
        kind=FindingKind.base,
        severity=FindingSeverity.notice,
        where=read.passage.where,
        item="占比的基数",
        printed=f"{len(shares)}项占比，基数未印",
        computed=_span(fits) if fits else "没有一个基数合于各项",
        cause="；".join(
            [*tests, f"能印出全部{len(shares)}项的基数须如所列" if fits else "各项不出自同一基数"]
        ),
        note=base.note or "",
    )


def fitting_bases(shares: Sequence[tuple[Fraction, Fraction]], form: PrintForm) -> range:
    """合适的基数: the whole numbers over which every count prints its share (on the printed scale)."""
    unit = Fraction(1, 10**form.decimals)
    telling = [(count, share) for count, share in shares if share > unit]
    if not telling:
        return range(0)
    low = max(count * form.scale / (share + unit) for count, share in telling)
    high = min(count * form.scale / (share - unit) for count, share in telling)
    fits = [
        base
        for base in range(max(1, int(low)), int(high) + 2)
        if all(form.rounded(count / base) == share for count, share in shares)
    ]
    return range(fits[0], fits[-1] + 1) if fits else range(0)


def _totals(read: ReadPassage, items: Sequence[BreakdownItem], reading: Reading) -> list[Quantity]:
    """The counts that the section prints and that are large enough to be the base."""
    least, form = max(item.count.number for item in items), items[0].count.form
    section = [r for r in reading.passages.values() if r.passage.section == read.passage.section]
    marks = {m.quantity: reading.basis.quantity(m) for r in section for m in r.passage.marks}
    return [q for q in marks.values() if q.form == form and q.value is not None and q.value > least]


def _tested(total: Quantity, shares: Sequence[tuple[Fraction, Fraction]], form: PrintForm) -> str:
    fits = sum(form.rounded(count / total.number) == share for count, share in shares)
    return f"以所印“{total.label}”{exact_text(total.number)}为基数，合者{fits}项"


def change_finding(check: ChangeCheck, reading: Reading) -> Finding | None:
    """增减率发现: the base that is not printed, or a change of a rate not in percentage points."""
    read = reading.passages.get((check.section, check.paragraph))
    found = read.printed_for(check.figure) if read else None
    number = read_number(found[1]) if found else None
    if read is None or found is None or number is None:
        return None
    quantity = reading.basis.quantities[check.figure]
    if check.method == "points":
        return _points_finding(check, read, found[1], quantity)
    form = reading.basis.layout.place.form(quantity.form)
    tests, fitting = [], []
    for name in check.of:
        later = reading.basis.quantities[name]
        earlier = _earlier(reading.number(name), abs(number.value), check.method, form)
        words = f"以“{later.label}”{exact_text(reading.number(name))}为本期数"
        tests.append(f"{words}，上期为{_span(earlier)}可得" if earlier else f"{words}，没有整数的上期数可得")
        fitting += [_span(earlier)] if earlier else []
    return Finding(
        kind=FindingKind.base,
        severity=FindingSeverity.notice,
        where=read.passage.where,
        item=quantity.label,
        printed=found[1],
        computed=f"上期{'或'.join(fitting)}" if fitting else "上期数未印",
        cause="；".join(["通报未印上期之数，无从核对", *tests]),
        note=check.note,
    )


def _earlier(later: Fraction, rate: Fraction, method: str, form: PrintForm) -> range:
    """The whole earlier numbers from which the change to `later` prints the rate."""
    sign = 1 if method == "drop" else -1
    near = later / (1 - sign * rate / form.scale) if rate != sign * form.scale else Fraction(0)
    reach = int(near * near / (later * form.scale * 10**form.decimals)) + 2 if later else 2
    fits = [
        x
        for x in range(max(1, int(near) - reach), int(near) + reach + 1)
        if form.rounded(sign * (x - later) / x) == rate
    ]
    return range(fits[0], fits[-1] + 1) if fits else range(0)


def _points_finding(
    check: ChangeCheck, read: ReadPassage, printed: str, quantity: Quantity
) -> Finding | None:
    bare = printed.rstrip("%")
    stretched = any(t.text == printed for s in read.alignment.stretches for t in s.printed)
    if f"{bare}{POINTS}" in joined(read.quote) or stretched:
        return None
    return Finding(
        kind=FindingKind.base,
        severity=FindingSeverity.notice,
        where=read.passage.where,
        item=quantity.label,
        printed=printed,
        computed=f"{bare}{POINTS}",
        cause="比率的增减应以百分点计；印作百分数，分不清是相差的百分点还是相对的变化",
        note=check.note,
    )


def _span(numbers: range) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}至{numbers[-1]}"
