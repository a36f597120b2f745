"""检索 (search): every unit, place, period, section and table as one line that the page's script searches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotline_lib.publish.plain_text import clean_text
from hotline_lib.publish.site.content import SiteBulletin, SiteUnit

Entry = dict[str, str]
PAGE = "bulletin.html"


def search_entries(bulletins: Sequence[SiteBulletin], units: Sequence[SiteUnit]) -> list[Entry]:
    """检索条目: kind, text shown, where it belongs, other words that find it, and the link."""
    return [
        *_places(bulletins),
        *(
            _entry("单位", u.name, f"{u.place_name}·{u.group}", " ".join((*u.aliases, u.id)), u.page)
            for u in units
        ),
        *(entry for bulletin in bulletins for entry in _of(bulletin)),
    ]


def _places(bulletins: Sequence[SiteBulletin]) -> Iterator[Entry]:
    for place, name in dict.fromkeys((b.place, b.place_name) for b in bulletins):
        yield _entry("地区", name, "", place, f"#place-{place}")


def _of(bulletin: SiteBulletin) -> Iterator[Entry]:
    where = f"{bulletin.place_name} {bulletin.period.label}"
    page = bulletin.download(PAGE)
    href = f"{bulletin.folder}/{PAGE}" if page else f"#place-{bulletin.place}"
    words = f"{bulletin.period.id} {bulletin.place}"
    yield _entry("期", bulletin.period.label, f"{bulletin.place_name}《{bulletin.title}》", words, href)
    for part in bulletin.parts:
        anchor = f"#{part.anchor}" if page and part.anchor else ""
        yield _entry("栏目", part.heading, where, words, href + anchor)


def _entry(kind: str, text: str, where: str, words: str, href: str) -> Entry:
    cleaned = {"kind": kind, "text": text, "where": where, "words": words}
    return {**{key: clean_text(value) for key, value in cleaned.items()}, "href": href}
