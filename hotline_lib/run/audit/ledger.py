"""加扣分表核对 (audit of a ledger table): each printed adjustment against the rule and the input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hotline_lib.model.contents import LedgerTable
from hotline_lib.model.document import Row
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.results import LedgerLine
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.cells import CellPlace, figure_finding, text_cell
from hotline_lib.run.audit.columns import UNIT, ColumnPair, pair_columns
from hotline_lib.run.audit.doubt import Doubt
from hotline_lib.run.audit.ledger_clause import clause_finding
from hotline_lib.run.audit.ledger_rows import LedgerRow, ledger_rows, match_ledger, same_text
from hotline_lib.run.audit.names import name_finding, unknown_cause
from hotline_lib.run.audit.passages import Appendix
from hotline_lib.run.audit.printed import PrintedTable
from hotline_lib.run.audit.table_audit import TableAudit
from hotline_lib.run.audit.tally import Tally
from hotline_lib.run.audit.text import ReadPassage

POINTS, INDICATOR, REASON = "points", "indicator", "reason"


def ledger_findings(
    spec: LedgerTable, appendix: Appendix, printed: PrintedTable, basis: Basis, tally: Tally
) -> list[Finding]:
    """加扣分发现 in the order of the printed rows; adjustments the bulletin lacks come last."""
    where = appendix.where
    pairs, findings = pair_columns(printed, appendix.table.columns, where)
    computed = [row for band in appendix.table.bands for row in band.rows]
    rows = ledger_rows(printed, [r.unit for r in computed if r.unit], pairs, basis)
    matched = match_ledger(rows, computed, pairs)
    table = TableAudit(where, pairs, {m.id: m for m in appendix.marks}, basis, tally)
    lines = {line.points.id: line for line in basis.store.results.ledger}
    for row in rows:
        if row.reading.cause and not row.continued:
            findings.append(name_finding(row.reading, basis, where, table.unit_label))
        if row.number in matched:
            right = computed[matched[row.number]]
            findings += _row_findings(row, right, _line(right, table, lines), table)
        else:
            tally.other += len(row.cells)
            findings.append(_extra(row, rows, table))
    for place, right in enumerate(computed):
        if place not in matched.values():
            findings.append(_missing(right, _line(right, table, lines), where))
    return findings


def _row_findings(row: LedgerRow, right: Row, line: LedgerLine, table: TableAudit) -> list[Finding]:
    basis, tally = table.basis, table.tally
    label = _row_label(line.name, right, table.pairs)
    findings: list[Finding] = []
    points: str | None = None
    reason: ReadPassage | None = None
    for pair in table.pairs:
        cell, text = right.cells[pair.computed], row.cells[pair.printed]
        at = CellPlace(table.where, label, pair)
        if pair.column.id == UNIT or (cell.merged_up and not text.strip()):
            tally.other += 1
        elif (quantity := table.quantity(cell)) is not None:
            doubt = Doubt(text, cell.text, quantity, basis.layout.place, basis.quantities)
            found = figure_finding(at, text, doubt, table)
            findings += [found] if found else []
            if pair.column.id == POINTS and (found is None or found.kind is FindingKind.print_form):
                points = text
        else:
            tally.other += 1
            used = tuple(table.marks[r.figure] for r in cell.runs if r.figure)
            read, found_here = text_cell(at, text, cell, used, basis)
            findings += found_here
            reason = read if pair.column.id == REASON else reason
    if points is not None and reason is not None:
        findings += clause_finding(line, points, reason, label, basis)
    return findings


def _line(row: Row, table: TableAudit, lines: Mapping[str, LedgerLine]) -> LedgerLine:
    """The ledger line that a computed row prints: that of its points."""
    for cell in row.cells:
        quantity = table.quantity(cell)
        if quantity is not None and quantity.id in lines:
            return lines[quantity.id]
    raise AssertionError("加扣分表的每一行都有分值")


def _row_label(name: str, row: Row, pairs: Sequence[ColumnPair]) -> str:
    """单位·指标, which tells the rows of one unit apart."""
    places = [p.computed for p in pairs if p.column.id == INDICATOR]
    return "·".join([name, *(row.cells[place].text for place in places)])


def _extra(row: LedgerRow, rows: Sequence[LedgerRow], table: TableAudit) -> Finding:
    basis = table.basis
    others = [p.printed for p in table.pairs if p.column.id != UNIT]
    twin = next(
        (
            other.number
            for other in rows
            if other is not row
            and other.reading.unit == row.reading.unit
            and all(same_text(other.cells[n], row.cells[n]) for n in others)
        ),
        None,
    )
    if row.reading.unit is None:
        cause = unknown_cause(row.reading.printed, basis)
    elif twin is not None:
        cause = f"同一加扣分列了两次：第{row.number}行与第{twin}行相同"
    else:
        cause = "来件与规则中此单位没有这一加扣分"
    return Finding(
        kind=FindingKind.extra,
        severity=FindingSeverity.error,
        where=table.where,
        row=basis.unit_name(row.reading.unit) if row.reading.unit else row.reading.printed,
        item="整行",
        printed="，".join(c for c in row.cells if c),
        computed="",
        cause=cause,
    )


def _missing(row: Row, line: LedgerLine, where: str) -> Finding:
    origin = "由等级得出，不待录入" if line.generated else "来件所列"
    return Finding(
        kind=FindingKind.missing,
        severity=FindingSeverity.error,
        where=where,
        row=line.name,
        item="整行",
        printed="",
        computed="，".join(c.text for c in row.cells),
        cause=f"表中此单位没有这一加扣分（{origin}）",
        note=line.points.formula,
    )
