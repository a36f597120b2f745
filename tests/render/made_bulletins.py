"""The documents of the real places, made from their data without running a notebook."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.document import Document
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
    """The bulletin of a place and period, charts included."""
    store = store_of(prepare(WORKSPACE, place, Period.parse(period)))
    contents = store.layout.contents
    shown = {}
    for entry in contents.sections:
        page = Page(entry.id, store, WORKSPACE.fonts)
        head = [page.heading()] if entry.title is not None else []
        shown[entry.id] = [one.block for display in (*head, page.body()) for one in display.shown]
    for entry in contents.appendices:
        shown[entry.id] = [one.block for one in Page(entry.id, store, WORKSPACE.fonts).table().shown]
    return assemble(store, shown)
