"""表头 (column heads) and the groups of bands that share them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from hotline_lib.model.document import Band, Column, Table


@dataclass(frozen=True)
class HeadCell:
    """表头格 (one cell of the heads) with the columns and rows it covers."""

    label: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class BandGroup:
    """一组 (group): bands under one title, whose heads, those of `columns`, are printed once."""

    title: str | None
    bands: tuple[Band, ...]
    columns: tuple[Column, ...]


def head_rows(columns: Sequence[Column]) -> list[list[HeadCell]]:
    """表头行: one row of heads, or two where a column has one above it, equal neighbours merged."""
    if not any(c.over for c in columns):
        return [[HeadCell(c.label) for c in columns]]
    upper: list[HeadCell] = []
    for over, run in groupby(columns, key=lambda c: c.over or ""):
        covered = list(run)
        if over:
            upper.append(HeadCell(over, columns=len(covered)))
        else:
            upper += [HeadCell(c.label, rows=2) for c in covered]
    return [upper, [HeadCell(c.label) for c in columns if c.over]]


def naming_column(table: Table) -> int:
    """行名所在列: the position of the column that names the rows: the unit, else the first one."""
    return next((n for n, column in enumerate(table.columns) if column.id == "unit"), 0)


def band_groups(table: Table) -> list[BandGroup]:
    """各组: the tiers (档次) of one group share its title; a total without title joins the last group."""
    groups: list[BandGroup] = []
    for band in table.bands:
        if groups and _continues(groups[-1], band):
            groups[-1] = replace(groups[-1], bands=(*groups[-1].bands, band))
        else:
            groups.append(BandGroup(band.title, (band,), band.columns or table.columns))
    return groups


def _continues(group: BandGroup, band: Band) -> bool:
    if band.tier is not None:
        return group.bands[-1].tier is not None and band.title in (None, group.title)
    return band.title is None and bool(band.rows) and all(row.total for row in band.rows)
