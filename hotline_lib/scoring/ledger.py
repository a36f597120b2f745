"""加扣分 (ledger): entries received by judgement or per item, and entries that follow from grades."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from hotline_lib.ingest.raw import RawTable
from hotline_lib.model.exact import exact_text
from hotline_lib.model.quantity import InputRef, Origin, Quantity, RuleRef
from hotline_lib.model.results import LedgerLine, UnitRow
from hotline_lib.model.rules import GradeEntry, LedgerEntryRule, LedgerRules, PerItemEntry
from hotline_lib.model.units import UnitRegister
from hotline_lib.scoring.rankings import sort_key


def received_lines(
    table: RawTable, rules: LedgerRules, cited: RuleRef, register: UnitRegister
) -> list[LedgerLine]:
    """来件加扣分: one line an input row; per-item points are points each × number of items."""
    by_name = {name: e for e in rules.entries for name in _names(e, rules)}
    lines = []
    for record in table.frame.to_dict("records"):
        rule = by_name[record["rule"]]
        unit = register.unit(record["unit__value"])
        source = f"{table.file} 第 {record['row']} 行"
        identifier = f"ledger.received.r{record['row']}"
        numbers = tuple(n.strip() for n in record["numbers"].split("、") if n.strip())
        values: dict[str, Quantity] = {}
        origin: Origin | None = None
        reason = record["reason"]
        if isinstance(rule, PerItemEntry):
            given = record["count__value"]
            uncounted = given is None or pd.isna(given)
            count = Fraction(len(numbers) if uncounted else int(given))
            each = _value(f"{identifier}.each", "每件分值", abs(rule.points), "points_plain", cited)
            items = _value(f"{identifier}.count", "数量", count, "count", None, f"来件：{source}")
            column = table.spec.column("numbers" if uncounted else "count").label
            items = items.model_copy(update={"origin": _origin(table, record["row"], column)})
            values = {"each": each, "count": items}
            points, formula = rule.points * count, f"每件 {exact_text(rule.points)} 分 × {count} 件"
            reason = rule.reason or reason
            inputs: tuple[InputRef, ...] = (items.as_input(str(count)),)
        else:
            points, formula, inputs = Fraction(record["points__value"]), f"裁量给定：{source}", ()
            origin = _origin(table, record["row"], table.spec.column("points").label)
        lines.append(
            LedgerLine(
                unit=unit.id,
                name=unit.name,
                short=unit.text_name,
                rule=rule.id,
                indicator=rule.label,
                points=Quantity(
                    id=f"{identifier}.points",
                    label="加扣分值",
                    value=points,
                    unit="分",
                    form=rules.form,
                    formula=formula,
                    inputs=inputs,
                    origin=origin,
                    rule=cited,
                    note=record.get("remark") or None,
                ),
                reason=reason,
                values=values,
                numbers=numbers,
            )
        )
    return lines


def _origin(table: RawTable, row: int, column: str) -> Origin:
    return Origin(file=table.file, row=row, column=column)


def _names(entry: LedgerEntryRule, rules: LedgerRules) -> list[str]:
    """How the input may call a rule: its id, or its label where no other rule shares it."""
    shared = sum(other.label == entry.label for other in rules.entries) > 1
    return [entry.id] if shared else [entry.id, entry.label]


def grade_lines(
    rows_by_programme: dict[str, Sequence[UnitRow]], rules: LedgerRules, cited: RuleRef
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


def _value(
    identifier: str, label: str, value: Fraction, form: str, cited: RuleRef | None, formula: str = ""
) -> Quantity:
    return Quantity(
        id=identifier,
        label=label,
        value=value,
        form=form,
        formula=formula or f"细则：{label}",
        rule=cited,
    )
