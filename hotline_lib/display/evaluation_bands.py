"""分组 (bands) of an evaluation table: which units stand together, under which titles, in which order."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hotline_lib.display.table_cells import table_problem
from hotline_lib.model.contents import EvaluationTable
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import UnitRow, UnitTable
from hotline_lib.model.units import UnitRegister

FillTitle = Callable[[str, Mapping[str, str]], str]
"""Fills a title template with the names group, tier, grade and count."""

_NAME = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True)
class UnitBand:
    """一组单位 (band of units) with its filled titles, the rows in print order."""

    title: str | None
    tier: str | None
    rows: tuple[UnitRow, ...]


def unit_bands(
    spec: EvaluationTable, results: UnitTable, place: Place, register: UnitRegister, fill: FillTitle
) -> list[UnitBand]:
    """分组: by group in the register's order, then by grade, then by tier in the order received.

    Units without tickets come last where the table has a title for them. Bands without rows are
    left out. Raises `ParamsError` for a sort key or grade that a row has no value for.
    """
    apart = spec.band_titles.without_tickets
    listed = [row for row in results.rows if apart is None or row.has_tickets]
    tiers = list(dict.fromkeys(_tier(spec, row) for row in results.rows))
    bands = []
    for group, label in _groups(spec, register):
        in_group = [row for row in listed if group in (None, row.group)]
        for grade, rows in _by_grade(spec, in_group):
            names = {"group": label, "grade": grade, "tier": "", "count": str(len(rows))}
            titled = {"group", "grade"} & set(spec.band_by)
            title = fill(spec.band_titles.group, names) if titled else None
            for tier in tiers:
                in_tier = ordered([r for r in rows if _tier(spec, r) == tier], _keys(spec, group), place)
                named = {**names, "tier": tier or "", "count": str(len(in_tier))}
                tier_title = fill(spec.band_titles.tier, named) if tier else None
                bands += [UnitBand(title, tier_title, tuple(in_tier))] if in_tier else []
    if apart is not None and len(listed) < len(results.rows):
        without = [row for row in results.rows if not row.has_tickets]
        names = {"group": "", "grade": "", "tier": "", "count": str(len(without))}
        keys = [k for k in _keys(spec, None) if all(k.removeprefix("-") in row.cells for row in without)]
        bands.append(UnitBand(fill(apart, names), None, tuple(ordered(without, keys, place))))
    return bands


def plain_title(template: str, names: Mapping[str, str]) -> str:
    """分组标题 filled without a composer; raises `ParamsError` for an unknown name."""

    def value(found: re.Match[str]) -> str:
        if found[1] not in names:
            raise table_problem("band_titles", found[0], f"可用的名称：{'、'.join(names)}", "名称")
        return names[found[1]]

    return _NAME.sub(value, template)


def ordered(rows: Sequence[UnitRow], keys: Sequence[str], place: Place) -> list[UnitRow]:
    """排序: by the printed value of each key in turn (`-` descends), then as received.

    Raises `ParamsError` for a key that a row has no value for.
    """
    result = list(rows)
    for key in reversed(keys):
        column = key.removeprefix("-")
        if lacking := next((row for row in rows if column not in row.cells), None):
            known = "、".join(lacking.cells)
            raise table_problem("order", key, f"“{lacking.name}”的排序键应取自：{known}", "排序键")
        result.sort(key=lambda row: _printed_value(row.cells[column], place), reverse=key.startswith("-"))
    return result


def _groups(spec: EvaluationTable, register: UnitRegister) -> list[tuple[str | None, str]]:
    if "group" not in spec.band_by:
        return [(None, "")]
    return [(group.id, group.label) for group in register.groups]


def _tier(spec: EvaluationTable, row: UnitRow) -> str | None:
    return row.tier if "tier" in spec.band_by else None


def _by_grade(spec: EvaluationTable, rows: Sequence[UnitRow]) -> list[tuple[str, list[UnitRow]]]:
    """The rows by grade, best first, or all together where grades do not divide; none if no rows."""
    if "grade" not in spec.band_by:
        return [("", list(rows))] if rows else []
    if lacking := next((row for row in rows if "grade" not in row.cells), None):
        raise table_problem(f"{spec.id}.band_by", "grade", f"“{lacking.name}”没有等级", "分组方式或评级规则")
    by_grade: dict[str, list[UnitRow]] = {}
    for row in rows:
        by_grade.setdefault(row.cells["grade"].text or "", []).append(row)
    return sorted(by_grade.items(), key=lambda pair: pair[0])


def _keys(spec: EvaluationTable, group: str | None) -> tuple[str, ...]:
    return spec.order.get(group or "default") or spec.order.get("default", ())


def _printed_value(quantity: Quantity, place: Place) -> tuple[int, object]:
    if quantity.text is not None:
        return (1, quantity.text)
    return (0, place.form(quantity.form).rounded(quantity.number))
