"""计数 (counts): the guarded input tables become quantities that cite their cell."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd

from hotline_lib.ingest.raw import RawTable
from hotline_lib.model.quantity import Origin, Quantity
from hotline_lib.model.results import UnitRow
from hotline_lib.model.tables import ColumnType, IntakeMeasures, MeasureType
from hotline_lib.model.units import UnitRegister


def unit_rows(table: RawTable, register: UnitRegister) -> list[UnitRow]:
    """单位计数 (counts per unit): one row a unit, one quantity a count or number column, as received.

    Blank cells that the guards allowed give no quantity. The table must have passed the guards.
    """
    spec = table.spec
    programme = spec.programme or spec.id
    rows = []
    for record in table.frame.to_dict("records"):
        unit = register.unit(record["unit__value"])
        notes = _notes(table, record)
        cells = {}
        for column in spec.columns:
            value = record.get(f"{column.id}__value")
            if column.type not in (ColumnType.count, ColumnType.number) or value is None or pd.isna(value):
                continue
            cells[column.id] = Quantity(
                id=f"{programme}.{unit.id}.{column.id}",
                label=column.label,
                value=Fraction(value if isinstance(value, str) else int(value)),
                unit=column.unit,
                form=column.form,
                formula=f"来件：{table.file} 第 {record['row']} 行“{column.label}”",
                origin=Origin(file=table.file, row=record["row"], column=column.label),
                note=notes.get(column.id),
            )
        rows.append(
            UnitRow(unit=unit.id, name=unit.name, short=unit.text_name, group=unit.group, cells=cells)
        )
    return rows


def _notes(table: RawTable, record: dict) -> dict[str, str]:  # type: ignore[type-arg]
    """Notes per column: a column `x_source` says where `x` comes from, e.g. 反推 (recovered)."""
    notes = {}
    for column in table.spec.columns:
        if column.type is ColumnType.choice and column.id.endswith("_source"):
            choice = record.get(f"{column.id}__value")
            if isinstance(choice, str) and choice != "received":
                remark = record.get("remark") or ""
                note = column.choices[choice] + (f"：{remark}" if remark else "")
                notes[column.id.removesuffix("_source")] = note
    return notes


def intake_quantities(table: RawTable, measures: IntakeMeasures) -> dict[str, Quantity]:
    """运行总量 (intake): one quantity a row, `intake.<measure>` or `intake.<measure>.<item>`."""
    by_label = {m.label: m for m in measures.measures} | {m.id: m for m in measures.measures}
    quantities = {}
    for record in table.frame.to_dict("records"):
        measure = by_label[record["measure"]]
        item, label = "", measure.label
        if record["item"]:
            items = {v: k for k, v in measure.dimension.items()} | {k: k for k in measure.dimension}
            item = items[record["item"]]
            label = measure.dimension[item]
        identifier = f"intake.{measure.id}" + (f".{item}" if item else "")
        source = record.get("source") or ""
        notes = [n for n in (measure.note, source if source.startswith("反推") else None) if n]
        quantities[identifier] = Quantity(
            id=identifier,
            label=label,
            value=Fraction(record["value__value"]),
            unit="" if measure.type is MeasureType.rate else measure.unit,
            form=measure.form,
            formula=f"来件：{table.file} 第 {record['row']} 行“{record['measure']}”",
            origin=Origin(file=table.file, row=record["row"], column=table.spec.column("value").label),
            note="；".join(notes) or None,
        )
    return quantities


def earlier_quantities(table: RawTable, measures: IntakeMeasures, period: str) -> dict[str, Quantity]:
    """往期总量: the rows of one earlier period in a table of earlier totals, named as intake values are."""
    rows = table.frame[table.frame["period"] == period]
    return intake_quantities(replace(table, frame=rows), measures)


def column_totals(programme: str, rows: list[UnitRow], file: str) -> dict[str, Quantity]:
    """合计 (totals): the sum of each count column over the units listed, `<programme>.total.<column>`."""
    totals: dict[str, Quantity] = {}
    columns = dict.fromkeys(c for row in rows for c in row.cells)
    for column in columns:
        cells = [row.cells[column] for row in rows if column in row.cells]
        totals[f"{programme}.total.{column}"] = Quantity(
            id=f"{programme}.total.{column}",
            label=f"{cells[0].label}合计",
            value=sum((c.number for c in cells), Fraction(0)),
            unit=cells[0].unit,
            form="count",
            formula=f"{file} 中 {len(cells)} 个单位“{cells[0].label}”之和",
            members=tuple(c.id for c in cells),
        )
    return totals
