"""排列 (lists in the text): said to go from the most on down; and the units that such a list skips."""

from __future__ import annotations

from fractions import Fraction

from hotline_lib.model.exact import exact_text
from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.results import BreakdownItem, UnitRow
from hotline_lib.run.audit.comparisons import ListCheck
from hotline_lib.run.audit.numbers import read_number
from hotline_lib.run.audit.order import misplaced
from hotline_lib.run.audit.reading import Reading
from hotline_lib.run.audit.text import ReadPassage


def list_findings(check: ListCheck, reading: Reading) -> list[Finding]:
    """排列发现: the numbers out of order, then the units of the table that belong above the last one."""
    read = reading.passages.get((check.section, check.paragraph))
    items = reading.basis.store.results.breakdowns[check.breakdown]
    if read is None:
        return []
    found = [order_of(check, read, items), skipped(check, read, items, reading)]
    return [finding for finding in found if finding is not None]


def order_of(check: ListCheck, read: ReadPassage, items: tuple[BreakdownItem, ...]) -> Finding | None:
    """次序 of the numbers as printed; `None` if they never rise."""
    marks = {m.quantity: m for m in read.passage.marks}
    listed = [(i.label, _printed(read, i)) for i in items if i.count.id in marks]
    numbers = [(label, n) for label, n in listed if n is not None]
    falling = sorted({n for _, n in numbers}, reverse=True)
    wrong = misplaced([(falling.index(n),) for _, n in numbers])
    if not wrong:
        return None
    right = sorted(numbers, key=lambda pair: -pair[1])
    names = "、".join(f"“{numbers[n][0]}”" for n in wrong)
    return Finding(
        kind=FindingKind.order,
        severity=FindingSeverity.notice,
        where=read.passage.where,
        item="所列次序",
        printed="、".join(exact_text(n) for _, n in numbers),
        computed="、".join(exact_text(n) for _, n in right),
        cause=f"所称的排名并非由大到小：移动{names}方合",
        note=check.note,
    )


def skipped(
    check: ListCheck, read: ReadPassage, items: tuple[BreakdownItem, ...], reading: Reading
) -> Finding | None:
    """漏列 of units that the table gives more than the least of those listed; `None` if there are none."""
    if check.programme is None or check.column is None:
        return None
    rows = reading.basis.rows[check.programme]
    listed = [rows[i.id] for i in items if i.id in rows and _printed(read, i) is not None]
    if not listed:
        return None
    column = check.column
    least = min(listed, key=lambda row: row.cells[column].number)
    named = {row.unit for row in listed}
    units = [row for unit, row in rows.items() if row.group and unit not in named]
    above = [r for r in units if _value(r, column) > least.cells[column].number]
    above.sort(key=lambda row: -_value(row, column))
    if not above:
        return None
    label = least.cells[column].label
    return Finding(
        kind=FindingKind.missing,
        severity=FindingSeverity.notice,
        where=read.passage.where,
        item="所列单位",
        printed=f"止于{least.name}",
        computed="、".join(f"{r.name}{exact_text(_value(r, column))}" for r in above),
        cause=f"附表“{label}”多于{least.name}（{exact_text(_value(least, column))}）而未列的有{len(above)}个",
        note=check.note,
    )


def _printed(read: ReadPassage, item: BreakdownItem) -> Fraction | None:
    found = read.printed_for(item.count.id)
    number = read_number(found[1]) if found else None
    return number.value if number else None


def _value(row: UnitRow, column: str) -> Fraction:
    cell = row.cells.get(column)
    return cell.value if cell is not None and cell.value is not None else Fraction(0)
