"""读者的对比 (readers' comparisons): two places of one bulletin that a reader would hold side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hotline_lib.measures.derived import METHODS
from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.exact import exact_text
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.quantity import Quantity
from hotline_lib.run.audit.achievable import numerators
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.columns import UNIT
from hotline_lib.run.audit.names import alias_cause
from hotline_lib.run.audit.numbers import read_number
from hotline_lib.run.audit.printed import MentionCheck, PrintedTable, TotalsComparison
from hotline_lib.run.audit.text import ReadPassage
from hotline_lib.run.audit.tokens import Token, TokenKind


def totals_finding(check: TotalsComparison, read: ReadPassage, basis: Basis) -> Finding | None:
    """正文与附表: a printed figure against the exact total of the table; `None` if they agree.

    Raises `ParamsError` if the comparison names a quantity or a form that does not exist.
    """
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
    return Finding(
        kind=FindingKind.text_against_table,
        severity=FindingSeverity.notice,
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


def name_findings(read: ReadPassage, basis: Basis) -> list[Finding]:
    """文表名称: units that the printed passage calls otherwise than the register, each once.

    Names that differ from the computed text are left to the text audit.
    """
    differing = {t for s in read.alignment.stretches for t in s.printed}
    findings = []
    for token in dict.fromkeys(t for t in read.quote if t.kind is TokenKind.name):
        if token.unit is None or token in differing:
            continue
        unit = basis.layout.units.unit(token.unit)
        if token.text not in (compact(unit.name), compact(unit.text_name)):
            cause, severity = alias_cause(unit, token.text)
            findings.append(
                Finding(
                    kind=FindingKind.name,
                    severity=severity,
                    where=read.passage.where,
                    row=unit.name,
                    item="文表名称",
                    printed=token.text,
                    computed=unit.name,
                    cause=cause,
                    note="正文与附表名称不一",
                )
            )
    return findings


def mention_finding(
    check: MentionCheck, reads: Mapping[str, ReadPassage], table: PrintedTable, basis: Basis
) -> Finding | None:
    """点名: the units that the passages name against those of the ledger rows with the reason."""
    paragraphs = [reads[p] for p in check.paragraphs if p in reads]
    named = _units([t for read in paragraphs for t in read.quote])
    booked = _booked(table, check.reason, basis)
    if not paragraphs or set(named) == set(booked):
        return None
    only_text = [basis.unit_name(u) for u in named if u not in booked]
    only_table = [basis.unit_name(u) for u in booked if u not in named]
    causes = [f"只见于正文：{'、'.join(only_text)}"] if only_text else []
    causes += [f"只见于加扣分表：{'、'.join(only_table)}"] if only_table else []
    return Finding(
        kind=FindingKind.text_against_table,
        severity=FindingSeverity.notice,
        where=paragraphs[-1].passage.where,
        item=f"所涉单位（{check.reason}）",
        printed="、".join(basis.unit_name(u) for u in named),
        computed="、".join(basis.unit_name(u) for u in booked),
        cause="；".join(causes),
        note="“计算”一栏为加扣分表所列单位",
    )


def _booked(table: PrintedTable, reason: str, basis: Basis) -> list[str]:
    """The units of the printed rows whose reason holds the words; blank first cells continue."""
    spec = basis.layout.tables.table(table.id)
    label = next((compact(c.label) for c in spec.columns if c.value == UNIT), "")
    heads = [compact(h) for h in table.headings]
    place = heads.index(label) if label in heads else 0
    units: list[str] = []
    current: str | None = None
    for row in table.rows:
        if row.cells[place].strip():
            named = basis.layout.units.resolve(row.cells[place], basis.on)
            current = named.id if named else None
        others = "".join(text for n, text in enumerate(row.cells) if n != place)
        if current and compact(reason) in compact(others) and current not in units:
            units.append(current)
    return units


def _units(tokens: Sequence[Token]) -> list[str]:
    return list(dict.fromkeys(t.unit for t in tokens if t.unit is not None))
