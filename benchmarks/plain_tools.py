"""A bulletin by the plain tools in one process, step by step, into the current folder.

`python -m benchmarks.plain_tools STORE PLACE PERIOD` with any of
`--prepare`: check the inputs with Great Expectations and compute a results store like STORE;
`--notebooks`: papermill tuned as well as it goes, two at a time, kernels stopped at once;
`--pages`: a page of each executed notebook by nbconvert's stock exporter;
`--print`: one PDF of all, nbconvert's page printed by Chromium as its `webpdf` does.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from hotline_lib.ingest.params import load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.contents import SectionEntry


def main() -> None:
    """Do the steps that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("place")
    parser.add_argument("period")
    for step in ("prepare", "notebooks", "pages", "print"):
        parser.add_argument(f"--{step}", action="store_true", dest=f"{step}_asked")
    given = parser.parse_args()
    workspace = Workspace.find()
    contents = load_params(workspace, given.place).contents
    entries = (*contents.sections, *contents.appendices)
    if given.prepare_asked:
        prepare_store(workspace, given.place, given.period, Path("prepared"))
    if given.notebooks_asked:
        execute(workspace, entries, given)
    if given.pages_asked:
        write_pages([entry.id for entry in entries])
    if given.print_asked:
        from benchmarks.formats import printed, stock_page

        notebooks = {entry.id: nbformat.read(f"{entry.id}.ipynb", 4) for entry in entries}
        page = Path("whole.html").resolve()
        stock_page(notebooks, page)
        printed(page)


def prepare_store(workspace: Workspace, place: str, period: str, folder: Path) -> None:
    """Check and compute, one after the other."""
    from hotline_lib.model.period import Period
    from hotline_lib.sections.prepare import prepare
    from hotline_lib.sections.store import store_of, write_store

    write_store(store_of(prepare(workspace, place, Period.parse(period))), folder)


def execute(workspace: Workspace, entries: Sequence[SectionEntry], given: argparse.Namespace) -> None:
    """The notebooks, two at a time."""
    import papermill

    def run(entry: SectionEntry) -> None:
        papermill.execute_notebook(
            str(workspace.notebooks / f"{entry.notebook_id}.ipynb"),
            f"{entry.id}.ipynb",
            parameters={
                "place": given.place,
                "period": given.period,
                "section": entry.id,
                "store": given.store,
            },
            progress_bar=False,
            request_save_on_cell_execute=False,
            shutdown_kernel="immediate",
            extra_arguments=["--IPKernelApp.log_level=40", "--HistoryManager.enabled=False"],
        )

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, entries))


def write_pages(names: Sequence[str]) -> None:
    """Pages by nbconvert's own exporter."""
    from nbconvert.exporters import HTMLExporter

    exporter = HTMLExporter(exclude_input=True)
    for name in names:
        page, _ = exporter.from_filename(f"{name}.ipynb")
        Path(f"{name}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
