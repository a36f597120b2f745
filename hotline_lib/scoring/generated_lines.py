"""自动生成的加扣分 (generated lines): from counts, before scoring, or from grades, after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hotline_lib.model.exact import exact_text
from hotline_lib.model.ledger_rules import GradeEntry, LedgerRules, PerCountEntry
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import LedgerLine, UnitRow
from hotline_lib.scoring.ledger import ledger_value
from hotline_lib.scoring.rankings import sort_key


def count_lines(
    rows_by_programme: Mapping[str, Sequence[UnitRow]], rules: LedgerRules, cited: RuleRef
) -> list[LedgerLine]:
    """按列加扣分: a line for each unit whose count exceeds what the entry lets pass; never typed by hand.

    They are made before the units are scored, and hence may count in the score.
    """
    lines = []
    for entry in rules.entries:
        if not isinstance(entry, PerCountEntry):
            continue
        for row in rows_by_programme.get(entry.programme, ()):
            counted = row.cells.get(entry.column)
            if counted is None or counted.number <= entry.beyond:
                continue
            count = counted.number - entry.beyond
            identifier = f"ledger.{entry.id}.{row.unit}"
            each = ledger_value(f"{identifier}.each", "每件分值", abs(entry.points), "points_plain", cited)
            words = f"{counted.label}所计件数"
            items = ledger_value(f"{identifier}.count", "数量", count, "count", cited, words)
            beyond = f"（{counted.label}超过 {entry.beyond} 的件数）" if entry.beyond else ""
            lines.append(
                LedgerLine(
                    unit=row.unit,
                    name=row.name,
                    short=row.short or row.name,
                    rule=entry.id,
                    indicator=entry.label,
                    points=Quantity(
                        id=f"{identifier}.points",
                        label="加扣分值",
                        value=entry.points * count,
                        unit="分",
                        form=rules.form,
                        formula=f"每件 {exact_text(entry.points)} 分 × {count} 件{beyond}",
                        inputs=(counted.as_input(exact_text(counted.number)),),
                        rule=cited,
                    ),
                    reason=entry.reason,
                    values={"each": each, "count": items},
                )
            )
    return lines


def grade_lines(
    rows_by_programme: Mapping[str, Sequence[UnitRow]], rules: LedgerRules, cited: RuleRef
) -> list[LedgerLine]:
    """等级加扣分: a line for each unit whose grade has points; never typed by hand.

    Ordered by size of points, then by programme as the rules list them, then by volume.
    """
    lines: list[tuple[tuple[Fraction, ...], LedgerLine]] = []
    entries = [e for e in rules.entries if isinstance(e, GradeEntry)]
    for position, entry in enumerate(entries):
        for row in rows_by_programme.get(entry.programme, ()):
            graded = row.cells.get("grade")
            if graded is None:
                continue
            points = entry.points.get(graded.text or "")
            if not points:
                continue
            line = LedgerLine(
                unit=row.unit,
                name=row.name,
                short=row.short or row.name,
                rule=entry.id,
                indicator=entry.label,
                points=Quantity(
                    id=f"ledger.{entry.id}.{row.unit}.points",
                    label="加扣分值",
                    value=points,
                    unit="分",
                    form=rules.form,
                    formula=f"{entry.label}：{graded.text}类 {exact_text(points)} 分",
                    inputs=(graded.as_input(graded.text or ""),),
                    rule=cited,
                ),
                reason=entry.reason,
                values={"grade": graded},
                generated=True,
            )
            lines.append(((abs(points), Fraction(position), *sort_key(row, entry.order)), line))
    return [line for _, line in sorted(lines, key=lambda pair: pair[0])]
