"""检查用表 (guard frame): a raw table joined with the register, the measures and the ledger rules.

The expectations only compare columns of this frame; whatever needs a look-up is looked up here.
Every cell is text (`""` where missing), so that no engine's idea of a null can hide a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

import pandas as pd

from hotline_lib.guards.reference import Columns, intake_columns, ledger_columns
from hotline_lib.guards.words import is_whole
from hotline_lib.ingest.raw import RawTable
from hotline_lib.model.rules import LedgerRules
from hotline_lib.model.tables import ColumnType, IntakeMeasures, TableKind
from hotline_lib.model.units import Unit, UnitRegister

_MAY_BE_UNDECLARED = {
    TableKind.intake: ("item",),
    TableKind.earlier: ("item",),
    TableKind.ledger: ("count", "numbers", "points", "reason"),
}
"""Columns of a table kind that a place need not have; they are then blank."""


def guard_frame(
    raw: RawTable,
    register: UnitRegister,
    measures: IntakeMeasures,
    ledger: LedgerRules | None,
    on: date,
) -> pd.DataFrame:
    """检查用表: texts and values as received, with the looked-up columns beside them.

    Columns that the place does not declare, or declares optional and the file lacks, are blank; a
    required column that is missing stays missing.
    """
    columns: Columns = {"row": [int(n) for n in raw.frame["row"]]}
    rows = len(columns["row"])
    declared = {c.id for c in raw.spec.columns}
    absent = [c.id for c in raw.spec.columns if not c.required and not raw.has(c.id)]
    absent += [c for c in _MAY_BE_UNDECLARED.get(raw.spec.kind, ()) if c not in declared]
    for column in absent:
        columns |= {column: [""] * rows, f"{column}__value": [""] * rows}
    for spec in raw.spec.columns:
        if not raw.has(spec.id):
            continue
        texts = _texts(raw.frame[spec.id])
        columns[spec.id] = texts
        if raw.has(f"{spec.id}__value"):
            values = _texts(raw.frame[f"{spec.id}__value"])
            if spec.type is ColumnType.count:
                values = [v if is_whole(str(t)) else "" for t, v in zip(texts, values, strict=True)]
            columns[f"{spec.id}__value"] = values
    for spec in raw.spec.columns:
        if spec.type is ColumnType.unit and spec.id in columns:
            columns |= _unit_columns(raw, columns, spec.id, register, on)
    if raw.spec.kind.is_long:
        columns |= intake_columns(columns, measures)
    if raw.spec.kind is TableKind.ledger:
        columns |= ledger_columns(columns, ledger)
    return pd.DataFrame(columns).astype({c: object for c in columns if c != "row"})


def _texts(cells: Iterable[object]) -> list[str | int]:
    return ["" if pd.isna(cell) else str(cell).strip() for cell in cells]  # type: ignore[call-overload]


def _unit_columns(raw: RawTable, columns: Columns, unit: str, register: UnitRegister, on: date) -> Columns:
    """名录对照: id in force, group by the register, nearest names, the row that counts."""
    in_force = {u.id: u for u in register.units if u.in_force(on)}
    texts = [str(t) for t in columns[unit]]
    received = columns.get(f"{unit}__value")
    if received is None:
        return {}
    units = [in_force.get(str(i)) for i in received]
    nearest = cache(lambda name: register.nearest(name, on=on))
    group = next((c.id for c in raw.spec.columns if c.type is ColumnType.group), None)
    groups = columns.get(f"{group}__value", [""] * len(texts))
    kept = _kept_rows(columns["row"], units, groups)
    if raw.spec.kind is not TableKind.unit_counts:
        kept = [str(n) for n in columns["row"]]
    return {
        f"{unit}__value": [u.id if u else "" for u in units],
        f"{unit}__home": [u.group if u else "" for u in units],
        f"{unit}__group": [register.group(u.group).label if u else "" for u in units],
        f"{unit}__nearest": [
            "" if u or not t else "、".join(nearest(t)) for t, u in zip(texts, units, strict=True)
        ],
        f"{unit}__validity": [
            "" if u else _validity(t, register, on) for t, u in zip(texts, units, strict=True)
        ],
        f"{unit}__successor": [
            "" if u else _successor(t, register, on) for t, u in zip(texts, units, strict=True)
        ],
        f"{unit}__kept": list(kept),
    }


def _kept_rows(
    rows: Sequence[str | int], units: Sequence[Unit | None], groups: Sequence[str | int]
) -> list[str | int]:
    """Of the rows of one unit, the one that counts: the first in its own group, else the first."""
    first: dict[str, str] = {}
    fitting: dict[str, str] = {}
    for row, unit, group in zip(rows, units, groups, strict=True):
        if unit is not None:
            first.setdefault(unit.id, str(row))
            if group == unit.group:
                fitting.setdefault(unit.id, str(row))
    kept = first | fitting
    return [kept[u.id] if u else str(r) for r, u in zip(rows, units, strict=True)]


def _validity(name: str, register: UnitRegister, on: date) -> str:
    """When a registered unit that is not in force was: `2019-01-01 至 2023-12-31`."""
    unit = register.former(name, on)
    return f"{unit.valid_from or '设立'} 至 {unit.valid_until or '今'}" if unit else ""


def _successor(name: str, register: UnitRegister, on: date) -> str:
    """承接单位: the name of the unit in force that took over, through as many mergers as there were."""
    unit = register.former(name, on)
    while unit is not None and unit.successor is not None:
        unit = register.unit(unit.successor)
        if unit.in_force(on):
            return unit.name
    return ""
