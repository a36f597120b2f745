"""考评表的分组 (bands of an evaluation table): their titles, and rows under the wrong one."""

from __future__ import annotations

from hotline_lib.model.contents import EvaluationTable
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.evaluation_rows import BandTitle, Line, TableRows, same_title
from hotline_lib.run.audit.numbers import read_number
from hotline_lib.scoring.grades import grade


def title_findings(rows: TableRows, where: str) -> list[Finding]:
    """分组标题发现: each printed title that differs, once, not for every row under it."""
    findings = {}
    for printed, computed in rows.titles.items():
        for n, item in enumerate(("组别", "档次")):
            if printed[n].strip() == computed[n] or (item, printed[n]) in findings:
                continue
            same = same_title((printed[n], ""), (computed[n], ""))
            findings[(item, printed[n])] = Finding(
                kind=FindingKind.print_form if same else FindingKind.wording,
                severity=FindingSeverity.form if same else FindingSeverity.notice,
                where=where,
                item=f"{item}标题",
                printed=printed[n],
                computed=computed[n],
                cause="只有空格不同" if same else _title_cause(printed, rows),
            )
    return list(findings.values())


def _title_cause(printed: BandTitle, rows: TableRows) -> str:
    count = sum(line.band == printed for line in rows.lines)
    return f"标题不同；此题下所印{count}行"


def band_finding(
    line: Line, spec: EvaluationTable, rows: TableRows, basis: Basis, where: str
) -> Finding | None:
    """组别发现 for a row under another title than that of its unit; `None` if it stands right."""
    unit, at = line.reading.unit or "", rows.band_of(line)
    right = rows.bands.get(unit)
    if line.band is None or right is None or at == right:
        return None
    return Finding(
        kind=FindingKind.value,
        severity=FindingSeverity.error,
        where=where,
        row=basis.unit_name(unit),
        item="组别",
        printed="·".join(filter(None, line.band)),
        computed="·".join(filter(None, right)),
        cause=_cause(unit, at, right, spec, rows, basis, line),
    )


def _cause(
    unit: str,
    at: BandTitle | None,
    right: BandTitle,
    spec: EvaluationTable,
    rows: TableRows,
    basis: Basis,
    line: Line,
) -> str:
    name, units = basis.unit_name(unit), basis.rows[spec.programme]
    row = units[unit]
    if not row.has_tickets and right[0] == spec.band_titles.without_tickets:
        return f"“{name}”本期无件，应列“{right[0]}”"
    graded = [units[u].cells.get("grade") for u, band in rows.bands.items() if band == at]
    there, own = {q.text or "" for q in graded if q is not None}, row.cells.get("grade")
    if "grade" in spec.band_by and own is not None and len(there) == 1 and own.text not in there:
        return _grade_cause(unit, there.pop(), line, spec, rows, basis)
    if at is not None and at[0] == right[0]:
        return f"列错档次：按件数应列“{right[1]}”"
    return f"列错组别：名录登记“{name}”属“{right[0]}”"


def _grade_cause(
    unit: str, there: str, line: Line, spec: EvaluationTable, rows: TableRows, basis: Basis
) -> str:
    """Whether the value that is graded, as printed in the row, leads to the grade of the band."""
    grades, row = basis.grades[spec.programme], basis.rows[spec.programme][unit]
    graded = row.cells[grades.of]
    number = read_number(rows.printed(line, grades.of))
    if number is not None and grade(number.value, grades) == there:
        return f"随上：与同行所印{graded.label}相符（{there}类），该值与计算不同"
    return f"列错组别：{graded.label}{basis.layout.place.printed(graded)}为{row.cells['grade'].text}类"
