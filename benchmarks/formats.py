"""Each format of a bulletin: time and size, beside nbconvert's stock route for the same content.

The stock routes are its HTML exporter over the same executed notebooks put together, and its `webpdf`
way, Chromium printing that page, where Chromium is installed. It has none for Word or Excel files.
"""

from __future__ import annotations

import copy
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import nbformat

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.publish.assemble import assemble
from hotline_lib.publish.document_from_notebooks import collect_section
from hotline_lib.publish.fonts import font_paths
from hotline_lib.publish.formats import FORMATS, Rendering
from hotline_lib.publish.lineage import lineage_of
from hotline_lib.publish.review import Review
from hotline_lib.run.execute import SectionJob
from hotline_lib.sections.prepare import prepare
from hotline_lib.sections.store import store_of

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --no-pdf-header-footer"
)


def formats_table(
    workspace: Workspace, jobs: Sequence[SectionJob], sections: Path, rounds: int, folder: Path
) -> str:
    """A Markdown table; `sections` holds the executed notebooks, `folder` must not exist yet."""
    folder.mkdir(parents=True)
    notebooks = {job.entry.id: nbformat.read(sections / f"{job.entry.id}.ipynb", 4) for job in jobs}
    rendering = _rendering(workspace, jobs[0], notebooks)
    page = folder / "stock.html"
    makers: dict[str, Callable[[], bytes]] = {
        one.id: lambda one=one: one.write(rendering) for one in FORMATS.values()
    }
    makers["stock html"] = lambda: stock_page(notebooks, page)
    if browser() is not None:
        makers["stock pdf"] = lambda: printed(page)
    sizes = {name: len(make()) for name, make in makers.items()}  # and everything is imported once
    seconds: dict[str, list[float]] = {name: [] for name in makers}
    for _ in range(rounds):
        for name, make in makers.items():
            start = time.perf_counter()
            make()
            seconds[name].append(time.perf_counter() - start)
    lines = [
        "### 各种格式，与 nbconvert 自带途径相比",
        "",
        "| 格式 | 秒 | 千字节 | 自带途径：秒 | 千字节 | 用时之比 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one in FORMATS.values():
        ours, stock = statistics.median(seconds[one.id]), seconds.get(f"stock {one.id}")
        cells = [one.file, f"{ours:.2f}", f"{sizes[one.id] / 1000:.0f}"]
        if stock:
            middle = statistics.median(stock)
            cells += [f"{middle:.2f}", f"{sizes[f'stock {one.id}'] / 1000:.0f}", f"{ours / middle:.2f}"]
        else:
            cells += ["无", "", ""]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _rendering(workspace: Workspace, job: SectionJob, notebooks: dict[str, Any]) -> Rendering:
    """What the writers get, from the executed notebooks, with the lineage of every figure."""
    store = store_of(prepare(workspace, job.place, Period.parse(job.period)))
    collected = {section: collect_section(notebook) for section, notebook in notebooks.items()}
    marks = [mark for _, found in collected.values() for mark in found]
    document = assemble(store, {section: blocks for section, (blocks, _) in collected.items()})
    review = Review(lineage=lineage_of(marks, store.results.all_quantities(), None))
    return Rendering(document, review, tuple(font_paths(workspace.fonts)))


def stock_page(notebooks: dict[str, Any], page: Path) -> bytes:
    """All notebooks on one page by nbconvert's own exporter."""
    from nbconvert.exporters import HTMLExporter

    cells = [copy.deepcopy(cell) for notebook in notebooks.values() for cell in notebook.cells]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    whole = nbformat.v4.new_notebook(cells=cells)
    text, _ = HTMLExporter(exclude_input=True).from_notebook_node(whole)
    page.write_text(text, encoding="utf-8")
    return str(text).encode()


def browser() -> str | None:
    """Chromium, where it is installed."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def printed(page: Path) -> bytes:
    """A page as PDF, by Chromium."""
    target = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            str(browser()),
            *QUIET.split(),
            f"--user-data-dir={profile}",
            f"--print-to-pdf={target}",
            page.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return target.read_bytes()
