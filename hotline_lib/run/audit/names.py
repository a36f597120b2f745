"""单位名称 (unit names) as printed: which unit is meant, and what is wrong with the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.units import Unit, normal_name
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.characters import untypeset

LEAST_PREFIX = 4
OMISSIBLE = re.compile(r"人民政府|政府|街道办事处|办事处|管委会|管理委员会|（.*）")
"""What a short name leaves out at the end; any other prefix of a name is cut by the column."""


@dataclass(frozen=True)
class NameReading:
    """读名 (reading of a name): the unit, if one is meant, and the tested cause if it is misprinted."""

    printed: str
    unit: str | None
    cause: str = ""
    severity: FindingSeverity = FindingSeverity.form


def read_name(printed: str, listed: Sequence[str], basis: Basis) -> NameReading:
    """读名. `listed` are the units that the computed table has; a cut name must fit just one of them."""
    register = basis.layout.units
    text = untypeset(printed)
    plain = normal_name(text)
    names = {normal_name(register.unit(u).name): u for u in listed}
    unit = names.get(plain) or _by_name(plain, basis)
    if unit is not None:
        wrapped = "" if text == plain else "换行处留有空格"
        return NameReading(printed, unit, wrapped)
    alias = register.resolve(plain, basis.on)
    if alias is not None and _omits_a_word(plain, normal_name(alias.name)):
        return NameReading(printed, alias.id, *alias_cause(alias, plain))
    cut = [u for name, u in names.items() if len(plain) >= LEAST_PREFIX and name.startswith(plain)]
    if len(cut) == 1:
        return NameReading(printed, cut[0], f"印刷截断：所印{len(plain)}字与全称前{len(plain)}字相同")
    if alias is not None:
        return NameReading(printed, alias.id, *alias_cause(alias, plain))
    return NameReading(printed, None)


def alias_cause(unit: Unit, printed: str) -> tuple[str, FindingSeverity]:
    """别名之因与轻重: a shortened name says what it leaves out; any other alias should be looked at."""
    name = normal_name(unit.name)
    if name.endswith(printed):
        return f"简称：略去“{name.removesuffix(printed)}”", FindingSeverity.form
    if name.startswith(printed):
        return f"简称：略去“{name.removeprefix(printed)}”", FindingSeverity.form
    if printed == normal_name(unit.text_name):
        return f"简称：名录登记的正文简称，全称“{name}”", FindingSeverity.form
    if _shortens(printed, name):
        return f"简称：由“{name}”缩略", FindingSeverity.form
    if printed.startswith(name) or printed.endswith(name):
        return f"较全称多“{printed.replace(name, '', 1)}”", FindingSeverity.form
    return f"别名：名录登记“{printed}”即“{name}”", FindingSeverity.notice


def _shortens(short: str, name: str) -> bool:
    """缩略: all characters of the short name stand in the name, in the same order."""
    rest = iter(name)
    return all(character in rest for character in short)


def _omits_a_word(short: str, name: str) -> bool:
    return name.startswith(short) and OMISSIBLE.fullmatch(name.removeprefix(short)) is not None


def name_finding(reading: NameReading, basis: Basis, where: str, item: str) -> Finding:
    """名称发现 for a reading that has a cause."""
    name = basis.unit_name(reading.unit) if reading.unit else ""
    return Finding(
        kind=FindingKind.name,
        severity=reading.severity,
        where=where,
        row=name,
        item=item,
        printed=reading.printed,
        computed=name,
        cause=reading.cause,
    )


def unknown_cause(printed: str, basis: Basis) -> str:
    """未登记之因: no such name; the registered names most like it."""
    near = "、".join(basis.layout.units.nearest(printed))
    return "名录中没有此名称" + (f"，相近的有：{near}" if near else "")


def _by_name(plain: str, basis: Basis) -> str | None:
    """A unit outside the computed table whose registered name this is."""
    for unit in basis.layout.units.units:
        if unit.in_force(basis.on) and normal_name(unit.name) == plain:
            return unit.id
    return None
