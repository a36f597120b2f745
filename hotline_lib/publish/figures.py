"""印刷数字 (figures): every printed number with its lineage, for `figures.json` and for readers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hotline_lib.model.document import FigureMark
from hotline_lib.model.exact import exact_text
from hotline_lib.model.quantity import Quantity


def figure_records(marks: Sequence[FigureMark], quantities: Mapping[str, Quantity]) -> list[dict[str, Any]]:
    """One record a printed number, in document order, joined to the quantity it prints."""
    records = []
    for mark in marks:
        quantity = quantities[mark.quantity]
        rule = quantity.rule
        records.append(
            {
                "id": mark.id,
                "section": mark.section,
                "where": mark.where,
                "text": mark.text,
                "quantity": quantity.id,
                "label": quantity.label,
                "value": exact_text(quantity.value) if quantity.value is not None else quantity.text,
                "unit": quantity.unit,
                "formula": quantity.formula,
                "inputs": [i.model_dump(mode="json") for i in quantity.inputs],
                "members": list(quantity.members),
                "origin": quantity.origin.model_dump(mode="json") if quantity.origin else None,
                "rule": rule.model_dump(mode="json") if rule else None,
                "note": quantity.note,
            }
        )
    return records


def figures_json(records: Sequence[Mapping[str, Any]]) -> str:
    """`figures.json`: stable keys and order, Chinese as it is."""
    return json.dumps(list(records), ensure_ascii=False, indent=1) + "\n"


def rules_by_section(records: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    """所依规则 (rules) of each section or table, with the day each version is in force from."""
    rules: dict[str, dict[str, None]] = {}
    for record in records:
        if rule := record["rule"]:
            rules.setdefault(record["section"], {})[f"{rule['title']}（{rule['in_force_from']} 起）"] = None
    return {section: tuple(titles) for section, titles in rules.items()}
