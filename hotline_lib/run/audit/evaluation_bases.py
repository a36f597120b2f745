"""列的基数 (bases of columns): a printed rate whose denominator the table does not print."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.results import UnitRow
from hotline_lib.model.rules import RateRule
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.columns import ColumnPair
from hotline_lib.run.audit.evaluation_rows import TableRows
from hotline_lib.scoring.evaluation import TOTAL


def column_base_findings(
    programme: str, rows: TableRows, pairs: Sequence[ColumnPair], basis: Basis, where: str
) -> list[Finding]:
    """基数发现: each rate column without the column it is a share of, tested with those that are printed."""
    rule, labels = basis.evaluations.get(programme), {p.column.id: p.label for p in pairs}
    findings = []
    for rate in rule.rates if rule else ():
        own = rate.numerator == rate.denominator
        if rate.id not in labels or rate.numerator not in labels:
            continue
        if rate.denominator in labels and not own:
            continue
        units = [basis.rows[programme][u] for u in rows.computed if u != TOTAL]
        tests = [_tested(rate, column, units, basis) for column in _others(rate, labels, basis, programme)]
        reason = "分子与分母同为此列，除0以外恒为100%" if own else "本列的分母未印"
        findings.append(
            Finding(
                kind=FindingKind.base,
                severity=FindingSeverity.notice,
                where=where,
                item=labels[rate.id],
                printed="基数未印",
                computed=_label(rate.denominator, units),
                cause="；".join([reason, *tests]),
            )
        )
    return findings


def _others(rate: RateRule, labels: dict[str, str], basis: Basis, programme: str) -> list[str]:
    """The printed counts that a reader may take for the base: those of which the numerator is a part."""
    rule = basis.evaluations[programme]
    bases = dict.fromkeys(r.denominator for r in rule.rates)
    volume = rule.without_tickets.column if rule.without_tickets else None
    counted = next(iter(basis.rows[programme].values())).cells
    first = next((c for c in labels if c in counted), None)
    wanted = dict.fromkeys(c for c in (first, volume, *bases) if c is not None and c in labels)
    return [c for c in wanted if c != rate.numerator and c != rate.denominator]


def _tested(rate: RateRule, column: str, units: Sequence[UnitRow], basis: Basis) -> str:
    """How many rows have another rate than the numerator over this column gives."""
    made = [(_made(rate, column, row, basis), _right(rate, row, basis)) for row in units]
    tried = [(left, right) for left, right in made if left is not None and right is not None]
    wrong = sum(left != right for left, right in tried)
    return f"以所印“{_label(column, units)}”为分母，{len(tried)}行中有{wrong}行不合"


def _made(rate: RateRule, column: str, row: UnitRow, basis: Basis) -> Fraction | None:
    top, base = row.cells.get(rate.numerator), row.cells.get(column)
    if top is None or base is None or top.value is None or not base.value:
        return None
    return basis.layout.place.form(row.cells[rate.id].form).rounded(top.value / base.value)


def _right(rate: RateRule, row: UnitRow, basis: Basis) -> Fraction | None:
    value = row.cells[rate.id]
    return None if value.value is None else basis.layout.place.form(value.form).rounded(value.value)


def _label(column: str, units: Sequence[UnitRow]) -> str:
    found = [row.cells[column].label for row in units if column in row.cells]
    return found[0] if found else column
