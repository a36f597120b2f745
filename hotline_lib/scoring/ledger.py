"""加扣分 (ledger): the lines received by judgement or per item, their limits, which of them score."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from hotline_lib.ingest.raw import RawTable
from hotline_lib.model.exact import exact_text
from hotline_lib.model.ledger_rules import (
    BookedEntry,
    LedgerEntryRule,
    LedgerRules,
    PerItemEntry,
)
from hotline_lib.model.quantity import InputRef, Origin, Quantity, RuleRef
from hotline_lib.model.results import LedgerLine
from hotline_lib.model.units import UnitRegister


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
            each = ledger_value(f"{identifier}.each", "每件分值", abs(rule.points), "points_plain", cited)
            items = ledger_value(f"{identifier}.count", "数量", count, "count", None, f"来件：{source}")
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


def limited_lines(lines: Sequence[LedgerLine], rules: LedgerRules) -> list[LedgerLine]:
    """累计封顶: what a unit gets under one entry stays within `at_most`; later lines are cut."""
    spent: dict[tuple[str, str], Fraction] = {}
    limited = []
    for line in lines:
        entry, key = rules.entry(line.rule), (line.unit, line.rule)
        points = line.points.number
        if isinstance(entry, BookedEntry) and entry.at_most is not None:
            left = entry.at_most - spent.get(key, Fraction(0))
            if abs(points) > left:
                points = left if points > 0 else -left
                words = f"{line.points.formula}；本条累计以 {exact_text(entry.at_most)} 分为限"
                cut = line.points.model_copy(update={"value": points, "formula": words})
                limit = ledger_value(
                    f"{line.points.id}_limit", "累计上限", entry.at_most, "points_plain", line.points.rule
                )
                line = line.model_copy(update={"points": cut, "values": {**line.values, "limit": limit}})
        spent[key] = spent.get(key, Fraction(0)) + abs(points)
        limited.append(line)
    return limited


def scored_lines(lines: Sequence[LedgerLine], rules: LedgerRules) -> list[LedgerLine]:
    """计入得分的加扣分: without those that are only published (`in_score: false`)."""
    entries = {e.id for e in rules.entries if isinstance(e, BookedEntry) and e.in_score}
    return [line for line in lines if line.rule in entries]


def _names(entry: LedgerEntryRule, rules: LedgerRules) -> list[str]:
    """How the input may call a rule: its id, or its label where no other rule shares it."""
    shared = sum(other.label == entry.label for other in rules.entries) > 1
    return [entry.id] if shared else [entry.id, entry.label]


def ledger_value(
    identifier: str, label: str, value: Fraction, form: str, cited: RuleRef | None, formula: str = ""
) -> Quantity:
    """加扣分之数: a number that the line prints besides its points, such as 每件分值."""
    return Quantity(
        id=identifier,
        label=label,
        value=value,
        form=form,
        formula=formula or f"细则：{label}",
        rule=cited,
    )
