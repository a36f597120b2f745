"""站点各页 (pages of the site): the index, a page a unit, and the catalogue, as texts by path."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from hotline_lib.model.page_templates import page_environment
from hotline_lib.model.period import Period
from hotline_lib.publish.exporters import TEMPLATES, cleaned
from hotline_lib.publish.fonts import css_stack
from hotline_lib.publish.page_script import script_policy
from hotline_lib.publish.site.catalog import catalog_json
from hotline_lib.publish.site.content import SiteBulletin, SiteUnit
from hotline_lib.publish.site.history import unit_history
from hotline_lib.publish.site.search import search_entries
from hotline_lib.publish.site.trend import small_chart

INDEX, UNIT = "site/index.html.j2", "site/unit.html.j2"
_ESCAPED = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


@dataclass(frozen=True)
class _Group:
    label: str
    units: tuple[SiteUnit, ...]


@dataclass(frozen=True)
class _Place:
    id: str
    name: str
    bulletins: tuple[SiteBulletin, ...]
    groups: tuple[_Group, ...]

    @property
    def by_period(self) -> dict[str, SiteBulletin]:
        return {b.period.id: b for b in self.bulletins}


def site_pages(bulletins: Sequence[SiteBulletin], units: Sequence[SiteUnit]) -> dict[str, str]:
    """各页 by their path in the site; the same bulletins give the same texts.

    All text from bulletins is escaped; a page refers to nothing outside the site, and its policy lets no
    script run but its own.
    """
    reading = environment()
    index = reading.get_template(INDEX).render(
        bulletins=bulletins,
        units=units,
        places=_places(bulletins, units),
        periods=_periods(bulletins),
        entries=_inline_json(search_entries(bulletins, units)),
    )
    pages = {"index.html": index, "catalog.json": catalog_json(bulletins, units)}
    template = reading.get_template(UNIT)
    for unit in units:
        history = unit_history(unit, bulletins)
        seen = {row.bulletin.period.id for table in history.tables for row in table.rows}
        seen |= {b.period.id for b, _ in history.passages}
        named = [b for b in bulletins if b.place == unit.place and b.period.id in seen]
        pages[unit.page] = template.render(unit=unit, history=history, bulletins=named)
    return pages


def environment() -> Environment:
    """What the pages' templates are read with."""
    made = page_environment(FileSystemLoader(TEMPLATES), finalize=cleaned)
    made.filters.update(css_stack=lambda role: Markup(css_stack(role)), small_chart=small_chart, size=_size)
    script = Markup((TEMPLATES / "site" / "site.js").read_text(encoding="utf-8"))
    made.globals.update(script=script, policy=script_policy(script))
    return made


def _places(bulletins: Sequence[SiteBulletin], units: Sequence[SiteUnit]) -> tuple[_Place, ...]:
    names = dict.fromkeys((b.place, b.place_name) for b in bulletins)
    return tuple(
        _Place(
            id=place,
            name=name,
            bulletins=tuple(reversed([b for b in bulletins if b.place == place])),
            groups=tuple(
                _Group(label, tuple(u for u in units if (u.place, u.group) == (place, label)))
                for label in dict.fromkeys(u.group for u in units if u.place == place)
            ),
        )
        for place, name in names
    )


def _periods(bulletins: Sequence[SiteBulletin]) -> list[Period]:
    """Every period once, oldest first."""
    by_id = {b.period.id: b.period for b in bulletins}
    return sorted(by_id.values(), key=lambda p: (p.first_day, p.last_day))


def _inline_json(value: Any) -> Markup:
    """JSON that stands in a page without ending its element, whatever the text holds."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED))


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, count // 1000)} kB"
