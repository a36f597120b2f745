"""The documents of the real places, made from their data without running a notebook."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.document import Chart, Document
from hotline_lib.model.period import Period
from hotline_lib.publish.assemble import assemble
from hotline_lib.sections.blocks import declared_blocks
from hotline_lib.sections.page import Page
from hotline_lib.sections.prepare import prepare
from hotline_lib.sections.store import store_of

WORKSPACE = Workspace(Path(__file__).parents[2])
EDITIONS = [(place, period) for place in WORKSPACE.places() for period in WORKSPACE.periods(place)]


@cache
def made_bulletin(place: str, period: str) -> Document:
    """The bulletin of a place and period, without its charts."""
    store = store_of(prepare(WORKSPACE, place, Period.parse(period)))
    shown = declared_blocks(store, WORKSPACE.fonts)
    return assemble(store, {section: [s.block for s in blocks] for section, blocks in shown.items()})


@cache
def whole_bulletin(place: str, period: str) -> Document:
    """The bulletin of a place and period, charts included.

    Charts that only a notebook places come at the end of the last section.
    """
    store = store_of(prepare(WORKSPACE, place, Period.parse(period)))
    contents = store.layout.contents
    shown = {}
    for entry in contents.sections:
        page = Page(entry.id, store, WORKSPACE.fonts)
        head = [page.heading()] if entry.title is not None else []
        shown[entry.id] = [one.block for display in (*head, page.body()) for one in display.shown]
    placed = {block.id for blocks in shown.values() for block in blocks if isinstance(block, Chart)}
    left = [chart.id for chart in store.layout.charts.charts if chart.id not in placed]
    shown[entry.id] += [one.block for chart in left for one in page.chart(chart).shown]
    for entry in contents.appendices:
        shown[entry.id] = [one.block for one in Page(entry.id, store, WORKSPACE.fonts).table().shown]
    return assemble(store, shown)
