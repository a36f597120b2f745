"""考评表核对 (audit of an evaluation table): rows by unit, then cell by cell, then their order."""

from __future__ import annotations

from hotline_lib.model.contents import EvaluationTable
from hotline_lib.model.document import Row
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.cells import CellPlace, blank_finding, figure_finding
from hotline_lib.run.audit.columns import UNIT, pair_columns
from hotline_lib.run.audit.doubt import Doubt
from hotline_lib.run.audit.evaluation_bands import band_finding, title_findings
from hotline_lib.run.audit.evaluation_bases import column_base_findings
from hotline_lib.run.audit.evaluation_capped import capped_findings
from hotline_lib.run.audit.evaluation_context import RANK, column_numbers, peers_of, scoring_of
from hotline_lib.run.audit.evaluation_order import order_findings
from hotline_lib.run.audit.evaluation_rows import Line, TableRows, match_rows
from hotline_lib.run.audit.names import name_finding
from hotline_lib.run.audit.passages import Appendix
from hotline_lib.run.audit.printed import PrintedTable
from hotline_lib.run.audit.table_audit import TableAudit
from hotline_lib.run.audit.tally import Tally


def evaluation_findings(
    spec: EvaluationTable, appendix: Appendix, printed: PrintedTable, basis: Basis, tally: Tally
) -> list[Finding]:
    """考评表发现 in the order of the printed rows; rows the bulletin lacks come last."""
    where = appendix.where
    pairs, findings = pair_columns(printed, appendix.table.columns, where)
    rows = match_rows(printed, appendix.table, pairs, basis)
    findings += title_findings(rows, where)
    findings += column_base_findings(spec.programme, rows, pairs, basis, where)
    misplaced = order_findings(spec, rows, basis, where)
    table = TableAudit(where, pairs, {m.id: m for m in appendix.marks}, basis, tally)
    for line in rows.lines:
        if line.reading.cause:
            findings.append(name_finding(line.reading, basis, where, table.unit_label))
        if line.problem:
            findings.append(_row_finding(line, basis, where))
            tally.other += len(line.cells)
            continue
        if found := band_finding(line, spec, rows, basis, where):
            findings.append(found)
        findings += _cell_findings(spec, line, rows, table)
        if line.number in misplaced:
            findings.append(misplaced[line.number])
    return findings + _missing(rows, basis, where)


def _cell_findings(spec: EvaluationTable, line: Line, rows: TableRows, table: TableAudit) -> list[Finding]:
    basis, tally, pairs = table.basis, table.tally, table.pairs
    unit = line.reading.unit or ""
    computed = rows.computed[unit]
    printed_beside = {
        quantity.id: line.cells[p.printed]
        for p in pairs
        if (quantity := table.quantity(computed.cells[p.computed])) is not None
    }
    around = [] if computed.total else _around(rows, unit)
    row = basis.rows[spec.programme][unit]
    findings = []
    for pair in pairs:
        cell, text = computed.cells[pair.computed], line.cells[pair.printed]
        at = CellPlace(table.where, basis.unit_name(unit), pair)
        quantity = table.quantity(cell)
        if quantity is None:
            tally.other += 1
            if pair.column.id != UNIT and text.strip():
                findings.append(blank_finding(at, text))
        else:
            doubt = Doubt(
                printed=text,
                computed=cell.text,
                quantity=quantity,
                place=basis.layout.place,
                known=basis.quantities,
                beside=tuple(row.cells.values()),
                printed_beside=printed_beside,
                neighbours={r.cells[table.unit_place].text: r.cells[pair.computed].text for r in around},
                scoring=scoring_of(spec, row, pair.column.id, basis),
                grades=basis.grades.get(spec.programme) if quantity.text is not None else None,
                column=column_numbers(spec, rows, pair, basis) if computed.total else (),
                peers=peers_of(spec, rows, line, basis) if pair.column.id == RANK else (),
            )
            if found := figure_finding(at, text, doubt, table):
                findings.append(found)
    labels = {pair.column.id: pair.label for pair in pairs}
    return findings + capped_findings(line, spec.programme, rows, basis, table.where, labels)


def _around(rows: TableRows, unit: str) -> list[Row]:
    """The rows above and below that of a unit, the total aside."""
    keys = [key for key, row in rows.computed.items() if not row.total]
    at = keys.index(unit)
    return [rows.computed[key] for key in (*keys[max(0, at - 1) : at], *keys[at + 1 : at + 2])]


def _row_finding(line: Line, basis: Basis, where: str) -> Finding:
    name = basis.unit_name(line.reading.unit) if line.reading.unit else ""
    return Finding(
        kind=FindingKind.extra,
        severity=FindingSeverity.error,
        where=where,
        row=name or line.reading.printed,
        item="整行",
        printed="，".join(line.cells),
        computed="",
        cause=line.problem,
    )


def _missing(rows: TableRows, basis: Basis, where: str) -> list[Finding]:
    printed = {line.reading.unit for line in rows.lines}
    return [
        Finding(
            kind=FindingKind.missing,
            severity=FindingSeverity.error,
            where=where,
            row=basis.unit_name(unit),
            item="整行",
            printed="",
            computed="，".join(c.text for c in row.cells),
            cause="所印各名称均不是此单位的全称、别名或截断，也没有各数相同的行",
        )
        for unit, row in rows.computed.items()
        if unit not in printed
    ]
