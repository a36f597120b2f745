"""指标与细则对照 (reference columns): what the texts of the intake and the ledger table mean."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from hotline_lib.guards.words import is_whole, number_text
from hotline_lib.model.rules import GivenEntry, GradeEntry, LedgerRules, PerCountEntry, PerItemEntry
from hotline_lib.model.tables import IntakeMeasure, IntakeMeasures, MeasureType
from hotline_lib.model.units import normal_name

Columns = dict[str, list[str | int]]
"""Columns of the guard frame by name."""


def intake_columns(columns: Columns, measures: IntakeMeasures) -> Columns:
    """来件指标对照: measure and item ids, and the value where it fits the measure's type."""
    if "measure" not in columns:
        return {}
    named = {normal_name(n): m for m in measures.measures for n in (m.id, m.label)}
    labels = [m.label for m in measures.measures]
    found = [named.get(normal_name(str(t))) for t in columns["measure"]]
    made: Columns = {
        "measure__id": [m.id if m else "" for m in found],
        "measure__type": [m.type.value if m else "" for m in found],
        "measure__nearest": [
            "" if m else nearest_of(str(t), labels) for t, m in zip(columns["measure"], found, strict=True)
        ],
    }
    if "item" in columns:
        items = [str(t) for t in columns["item"]]
        made["item__id"] = [_item_id(m, t) for m, t in zip(found, items, strict=True)]
        made["item__options"] = ["、".join(m.dimension.values()) if m else "" for m in found]
        made["item__nearest"] = [
            nearest_of(t, m.dimension.values()) if m else "" for m, t in zip(found, items, strict=True)
        ]
        made["measure__first"] = list(_first_rows(columns, made))
    if "value__value" in columns:
        made["value__fit"] = [
            str(v) if m and (m.type is MeasureType.rate or is_whole(str(t))) else ""
            for m, t, v in zip(found, columns["value"], columns["value__value"], strict=True)
        ]
    return made


def ledger_columns(columns: Columns, ledger: LedgerRules | None) -> Columns:
    """加扣分细则对照: the entry rule each row names, and what that rule asks for."""
    if "rule" not in columns:
        return {}
    entries = ledger.entries if ledger else ()
    labels = [e.label for e in entries if not isinstance(e, GradeEntry | PerCountEntry)]
    made: Columns = {
        f"rule__{c}": []
        for c in ("kind", "label", "nearest", "choices", "allowed", "points", "needs_numbers")
    }
    for text in map(str, columns["rule"]):
        named = [e for e in entries if normal_name(text) in (e.id, normal_name(e.label))]
        ours = [e for e in named if not isinstance(e, GradeEntry | PerCountEntry)]
        entry = ours[0] if len(ours) == 1 else None
        made["rule__kind"].append(_kind(entry, bool(ours), bool(named), ledger is None))
        made["rule__label"].append(entry.label if entry else "")
        made["rule__nearest"].append("" if entry or not text else nearest_of(text, labels))
        made["rule__choices"].append("、".join(e.id for e in ours))
        allowed = entry.allowed if isinstance(entry, GivenEntry) else ()
        made["rule__allowed"].append("、".join(number_text(p) for p in allowed))
        per_item = entry if isinstance(entry, PerItemEntry) else None
        made["rule__points"].append(str(per_item.points) if per_item else "")
        made["rule__needs_numbers"].append("是" if entry and entry.needs_numbers else "")
    return made


def nearest_of(text: str, names: Iterable[str]) -> str:
    """近似名称: the known names most like an unknown one, best first, joined by `、`."""
    return "、".join(get_close_matches(normal_name(text), list(names), n=3, cutoff=0.4))


def _item_id(measure: IntakeMeasure | None, text: str) -> str:
    if measure is None or not text:
        return ""
    for item_id, label in measure.dimension.items():
        if normal_name(text) in (item_id, normal_name(label)):
            return item_id
    return ""


def _first_rows(columns: Columns, made: Columns) -> Iterable[str]:
    """The row in which the measure and item of each row (and period, in 往期总量) stand first."""
    first: dict[tuple[str, ...], str] = {}
    periods = columns.get("period", [""] * len(columns["row"]))
    for row, period, text, measure, item in zip(
        columns["row"], periods, columns["item"], made["measure__id"], made["item__id"], strict=True
    ):
        known = (str(period), str(measure), str(item) or normal_name(str(text)))
        yield first.setdefault(known, str(row)) if measure else str(row)


def _kind(entry: GivenEntry | PerItemEntry | None, ours: bool, named: bool, no_rules: bool) -> str:
    """`given`, `per_item`, or why the text names no rule a row may be booked under."""
    if entry is not None:
        return entry.kind
    if no_rules:
        return "no_rules"
    if ours:
        return "ambiguous"
    return "generated" if named else "unknown"
