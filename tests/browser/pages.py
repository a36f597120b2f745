"""The reviewers' page of every place as a file, and what a test sees of it in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.document import Shown
from hotline_lib.model.period import Period
from hotline_lib.publish.assemble import assemble
from hotline_lib.publish.exporters import export_html
from hotline_lib.publish.figures import figure_records
from hotline_lib.run.audit import audit_store
from hotline_lib.run.diff import snapshot_of
from hotline_lib.run.previous import previous_period
from hotline_lib.run.review import changes_since, review_of_run
from hotline_lib.sections.blocks import declared_blocks
from hotline_lib.sections.page import Page as SectionPage
from hotline_lib.sections.prepare import prepare
from hotline_lib.sections.store import Store, store_of

BULLETINS = {
    "yueyang": "2024-04",
    "yunxi": "2022Q3",
    "xiangtan": "2023-10",
    "yueyang_county": "2023-04",
    "demo": "2024W28",
}


def shown_blocks(store: Store, fonts: Path) -> dict[str, list[Shown]]:
    """What the notebooks show, charts included, without running them."""
    contents = store.layout.contents
    found: dict[str, list[Shown]] = {}
    for entry in contents.sections:
        page = SectionPage(entry.id, store, fonts)
        head = [page.heading()] if entry.title is not None else []
        found[entry.id] = [shown for display in (*head, page.body()) for shown in display.shown]
    for entry in contents.appendices:
        found[entry.id] = list(SectionPage(entry.id, store, fonts).table().shown)
    return found


def bulletin_page(workspace: Workspace, place: str, period: str) -> str:
    """The page as `hotline run` writes it, without papermill."""
    prepared = prepare(workspace, place, Period.parse(period))
    store = store_of(prepared)
    declared = declared_blocks(store, workspace.fonts)
    report = audit_store(workspace, prepared, store, declared)
    shown = shown_blocks(store, workspace.fonts)
    blocks = {section: [one.block for one in several] for section, several in shown.items()}
    marks = [mark for several in shown.values() for one in several for mark in one.figures]
    previous = previous_period(workspace, place, prepared.period)
    now = snapshot_of(blocks, figure_records(marks, store.results.all_quantities()))
    review = review_of_run(
        store,
        declared,
        marks,
        report.findings if report else (),
        prepared.guards.report.warnings,
        changes_since(previous, now, prepared.period.label),
        previous,
    )
    return export_html(assemble(store, blocks), review)


@dataclass
class Opened:
    """A page in the browser with what it asked for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@contextmanager
def untouched(opened: Opened) -> Iterator[None]:
    """What happens inside asks for nothing beyond the file itself and raises no fault."""
    yield
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert len(opened.requests) == 1
    assert opened.faults == []
