"""承办单位名录 (unit register): ids, names, aliases, groups (`params/<place>/units.yml`)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from difflib import get_close_matches
from itertools import combinations

from pydantic import Field, model_validator

from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER


class Group(Frozen):
    """组别 (group) of units, in the order in which the bulletin prints them."""

    id: str = Field(pattern=IDENTIFIER)
    label: str


class Unit(Frozen):
    """承办单位 (unit): the name printed, the other names it is known by, and its group."""

    id: str = Field(pattern=IDENTIFIER)
    name: str
    short: str | None = Field(default=None, description="正文中的简称；空则用全称")
    group: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = Field(default=None, description="设立（或更名、并入后）的首日；空则自始")
    valid_until: date | None = Field(default=None, description="撤销（或更名、并入前）的末日；空则至今")
    successor: str | None = Field(default=None, description="撤并后承接其职能的单位的标识")

    @model_validator(mode="after")
    def _days_are_in_order(self) -> Unit:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError(f"单位“{self.name}”的末日 {self.valid_until} 早于首日 {self.valid_from}")
        if self.successor is not None and self.valid_until is None:
            raise ValueError(f"单位“{self.name}”写了承接单位（successor），须同时写末日（valid_until）")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """所有叫法: the name, the short name and the aliases, each once."""
        return tuple(dict.fromkeys((self.name, self.text_name, *self.aliases)))

    @property
    def text_name(self) -> str:
        """正文名称: the short name where the unit has one."""
        return self.short or self.name

    def in_force(self, on: date) -> bool:
        """Whether the unit exists on a day (both ends inclusive)."""
        after = self.valid_from is None or self.valid_from <= on
        return after and (self.valid_until is None or on <= self.valid_until)

    def overlaps(self, other: Unit) -> bool:
        """Whether both exist on some day."""
        first, last = self.valid_from or date.min, self.valid_until or date.max
        return first <= (other.valid_until or date.max) and (other.valid_from or date.min) <= last


class RegisterSize(Frozen):
    """在册单位数 (number of registered units) as an authority states it, from a date on.

    A published bulletin names only the units with tickets; where the full list is not public the
    stated size stands in for it, so that "units without tickets" can still be counted.
    """

    programme: str
    in_force_from: date
    count: int = Field(gt=0)
    source: str


class UnitRegister(Frozen):
    """All units of a place, those merged or renamed included.

    A name or alias may mean two units only on different days, as when a bureau is renamed: the old
    name ends with the one and begins with the other. A unit in two groups on one day is refused.
    """

    source: str
    groups: tuple[Group, ...]
    sizes: tuple[RegisterSize, ...] = ()
    units: tuple[Unit, ...]

    @model_validator(mode="after")
    def _is_consistent(self) -> UnitRegister:
        groups = {g.id for g in self.groups}
        owners: dict[str, list[Unit]] = {}
        for unit in self.units:
            if unit.group not in groups:
                raise ValueError(f"单位“{unit.name}”的组别“{unit.group}”未在 groups 中登记")
            for name in dict.fromkeys(map(normal_name, unit.names)):
                owners.setdefault(name, []).append(unit)
        for name, units in owners.items():
            for one, other in combinations(units, 2):
                if one.overlaps(other):
                    both = sorted(f"{u.id}（{u.group}）" for u in (one, other))
                    raise ValueError(f"名称“{name}”属于两个单位或两个组别（同一日）：{'、'.join(both)}")
        twice = sorted(i for i, n in Counter(u.id for u in self.units).items() if n > 1)
        if twice:
            raise ValueError(f"单位标识重复（一个单位只能属于一个组别）：{'、'.join(twice)}")
        ids = {u.id for u in self.units}
        for unit in self.units:
            if unit.successor is not None and unit.successor not in ids - {unit.id}:
                raise ValueError(f"单位“{unit.name}”的承接单位“{unit.successor}”未登记")
        return self

    def group(self, group_id: str) -> Group:
        """The group of that id; raises `KeyError`."""
        for group in self.groups:
            if group.id == group_id:
                return group
        raise KeyError(group_id)

    def unit(self, unit_id: str) -> Unit:
        """The unit of that id; raises `KeyError`."""
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        raise KeyError(unit_id)

    def ids_in_force(self, on: date) -> frozenset[str]:
        """The ids of all units that exist on a day."""
        return frozenset(unit.id for unit in self.units if unit.in_force(on))

    def resolve(self, name: str, on: date) -> Unit | None:
        """The unit that a free-text name means on a day, by name or alias; `None` if unknown."""
        wanted = normal_name(name)
        for unit in self.units:
            if unit.in_force(on) and wanted in map(normal_name, unit.names):
                return unit
        return None

    def former(self, name: str, on: date) -> Unit | None:
        """撤并的单位: the unit that a name meant, though not on this day; the one last in force."""
        wanted = normal_name(name)
        meant = [u for u in self.units if not u.in_force(on) and wanted in map(normal_name, u.names)]
        return max(meant, key=lambda u: u.valid_until or date.max) if meant else None

    def nearest(self, name: str, count: int = 3, on: date | None = None) -> tuple[str, ...]:
        """The registered names most like an unknown one, best first; with `on`, of units in force then."""
        units = [u for u in self.units if on is None or u.in_force(on)]
        names = [n for unit in units for n in (unit.name, *unit.aliases)]
        return tuple(get_close_matches(normal_name(name), names, n=count, cutoff=0.4))

    def size(self, programme: str, on: date) -> RegisterSize | None:
        """The stated number of registered units in force on a day; `None` if none is stated."""
        stated = [s for s in self.sizes if s.programme == programme and s.in_force_from <= on]
        return max(stated, key=lambda s: s.in_force_from) if stated else None


def normal_name(name: str) -> str:
    """A unit name without the spaces that spreadsheets and line wraps leave in it."""
    return "".join(name.split())
