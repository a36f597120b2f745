"""推算计数 (unit counts): pooled counts and remainders of one unit, before rates are made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hotline_lib.measures.derived import difference, sum_of
from hotline_lib.model.errors import InputError, Problem
from hotline_lib.model.exact import exact_text
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.rates import UnitCount
from hotline_lib.model.results import UnitRow

METHODS = {"sum": (sum_of, " + "), "difference": (difference, " − ")}
"""Named methods that `counts` of an evaluation may choose, each with its sign in words."""


def with_unit_counts(row: UnitRow, rules: Sequence[UnitCount], cited: RuleRef, programme: str) -> UnitRow:
    """一行及其推算计数: each count in turn; none where one of its parts is blank.

    Raises `InputError` for a negative count.
    """
    cells = dict(row.cells)
    for rule in rules:
        parts = [cells[name] for name in rule.of if name in cells]
        if len(parts) == len(rule.of):
            cells[rule.id] = _unit_count(row, rule, cited, programme, parts)
    return row.model_copy(update={"cells": cells})


def unit_count_totals(
    rows: Sequence[UnitRow], rules: Sequence[UnitCount], cited: RuleRef, programme: str
) -> Mapping[str, Quantity]:
    """推算计数的合计: over all units received, `<programme>.total.<count>`."""
    counted = [with_unit_counts(row, rules, cited, programme) for row in rows]
    totals = {}
    for rule in rules:
        cells = [row.cells[rule.id] for row in counted if rule.id in row.cells]
        identifier = f"{programme}.total.{rule.id}"
        totals[identifier] = Quantity(
            id=identifier,
            label=f"{rule.label}合计",
            value=sum((q.number for q in cells), Fraction(0)),
            unit=rule.unit,
            form=rule.form,
            formula=f"{len(cells)} 个单位“{rule.label}”之和",
            rule=cited,
        )
    return totals


def _unit_count(
    row: UnitRow, rule: UnitCount, cited: RuleRef, programme: str, parts: Sequence[Quantity]
) -> Quantity:
    method, sign = METHODS[rule.method]
    value = method([q.number for q in parts])
    words = sign.join(q.label for q in parts)
    if value < 0:
        raise InputError(
            [
                Problem(
                    file=f"单位“{row.name}”",
                    column=rule.label,
                    found=exact_text(value),
                    expected=f"应不小于 0（{rule.label} = {words}）",
                    action="请核对该单位的这几个数",
                )
            ]
        )
    notes = [q.note for q in parts if q.note]
    return Quantity(
        id=f"{programme}.{row.unit}.{rule.id}",
        label=rule.label,
        value=value,
        unit=rule.unit,
        form=rule.form,
        formula=f"{rule.label} = {words}",
        inputs=tuple(q.as_input(exact_text(q.number)) for q in parts),
        rule=cited,
        note="；".join(notes) or None,
    )
