"""分库 (store slices): the part of the results store that one section can reach, and nothing else.

A section is handed its slice as its store, so what it may read is exactly what its key is made of: a
change elsewhere cannot make it stale, and leaves it as it is. A slice is cut by names: a result is kept
if its identifier stands anywhere in the section's own sentences, prose, tables or charts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from hotline_lib.model.charts import BreakdownChart, FiguresChart, RankingChart, TrendChart, UnitBarChart
from hotline_lib.model.contents import LedgerTable, SectionEntry, Sentences, Tables
from hotline_lib.model.document import Shown
from hotline_lib.model.errors import HotlineError
from hotline_lib.model.sidecar import Sidecar
from hotline_lib.sections.blocks import declared_blocks, section_blocks
from hotline_lib.sections.store import Layout, Store

_WORD = re.compile(r"[a-z_][a-z0-9_]*")
_LEDGER_NAMES = {"entries", "ledger"}
_KNOWN_CHARTS = (BreakdownChart, UnitBarChart, RankingChart, FiguresChart, TrendChart)


def sliced_blocks(
    store: Store, fonts: Path, sidecars: Mapping[str, Sidecar]
) -> tuple[dict[str, list[Shown]], dict[str, Store]]:
    """各栏目的内容与分库: `declared_blocks`, and the slice from which each section comes out the same.

    `sidecars` are the sections' declarations by notebook; they name the charts and tables shown.
    A section that does not come out the same from its slice gets the whole store. Raises as
    `declared_blocks` does.
    """
    blocks = declared_blocks(store, fonts)
    contents = store.layout.contents
    slices: dict[str, Store] = {}
    for entry in (*contents.sections, *contents.appendices):
        part = section_slice(store, entry, sidecars.get(entry.notebook_id))
        slices[entry.id] = part if _serves(part, entry, blocks[entry.id], fonts) else store
    return blocks, slices


def _serves(part: Store, entry: SectionEntry, blocks: list[Shown], fonts: Path) -> bool:
    try:
        return section_blocks(entry, part, fonts) == blocks
    except (HotlineError, KeyError):
        return False


def section_slice(store: Store, entry: SectionEntry, sidecar: Sidecar | None) -> Store:
    """一栏的分库: the section's own sentences, prose and tables, and the results that those name."""
    declared = sidecar if sidecar is not None and not sidecar.serves_any_section else None
    layout = _own_layout(store.layout, entry, declared.tables if declared else ())
    shown = {p.chart for p in layout.sentences.sections.get(entry.id, ())}
    shown |= set(declared.charts) if declared else set()
    charts = [c for c in layout.charts.charts if c.id in shown]
    if not all(isinstance(chart, _KNOWN_CHARTS) for chart in charts):
        return Store(layout=layout, results=store.results)
    texts = [
        *(t.model_dump_json() for t in layout.tables.tables),
        *(c.model_dump_json() for c in charts),
        *(p.model_dump_json() for p in layout.sentences.sections.get(entry.id, ())),
        *(p.model_dump_json() for p in layout.editorial.get(entry.id, ())),
        entry.title or "",
    ]
    words = _Words("\n".join(texts))
    ledger = words.any(_LEDGER_NAMES) or any(isinstance(t, LedgerTable) for t in layout.tables.tables)
    whole = store.results
    results = whole.model_copy(
        update={
            "quantities": {k: v for k, v in whole.quantities.items() if words.reach(k)},
            "tables": words.named(whole.tables),
            "rankings": words.named(whole.rankings),
            "breakdowns": words.named(whole.breakdowns),
            "ledger": whole.ledger if ledger else (),
        }
    )
    return Store(layout=layout, results=results)


def _own_layout(layout: Layout, entry: SectionEntry, tables: Iterable[str]) -> Layout:
    """The layout with the sentences, prose and printed tables of this section only.

    Contents and charts stay whole: numbers of sections and charts count those before.
    """
    paragraphs = layout.sentences.sections.get(entry.id)
    shown = {entry.id, *tables, *(p.table for p in paragraphs or () if p.table)}
    return layout.model_copy(
        update={
            "sentences": Sentences(sections={entry.id: paragraphs} if paragraphs else {}),
            "editorial": {k: v for k, v in layout.editorial.items() if k == entry.id},
            "tables": Tables(tables=tuple(t for t in layout.tables.tables if t.id in shown)),
        }
    )


T = TypeVar("T")


class _Words:
    """The identifiers in a section's texts."""

    def __init__(self, text: str) -> None:
        self._words = set(_WORD.findall(text))
        # a root that is used without a name after it may be walked through as a whole
        self._bare = {w for w in self._words if re.search(rf"\b{w}\b(?![\w.])", text)}

    def any(self, names: Iterable[str]) -> bool:
        """Whether one of the names occurs."""
        return not self._words.isdisjoint(names)

    def named(self, items: Mapping[str, T]) -> dict[str, T]:
        """The items whose id occurs."""
        return {key: value for key, value in items.items() if key in self._words}

    def reach(self, identifier: str) -> bool:
        """Whether a dotted identifier can be reached: its root occurs, and its next name or the bare root."""
        root, _, rest = identifier.partition(".")
        if root not in self._words:
            return False
        return not rest or root in self._bare or rest.split(".")[0] in self._words
