"""The same notebooks by papermill tuned as well as it goes: two at a time, kernels stopped at once.

`python -m benchmarks.plain_tools STORE PLACE PERIOD [--pages]` writes executed notebooks, and pages by
nbconvert's stock exporter, into the current folder. It checks nothing and makes no other format.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hotline_lib.ingest.params import load_params
from hotline_lib.ingest.workspace import Workspace


def main() -> None:
    """Run the notebooks and write the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("place")
    parser.add_argument("period")
    parser.add_argument("--pages", action="store_true")
    given = parser.parse_args()
    import papermill

    workspace = Workspace.find()
    contents = load_params(workspace, given.place).contents
    entries = (*contents.sections, *contents.appendices)

    def run(number: int) -> None:
        entry = entries[number]
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
        list(pool.map(run, range(len(entries))))
    if given.pages:
        from nbconvert.exporters import HTMLExporter

        exporter = HTMLExporter(exclude_input=True)
        for entry in entries:
            page, _ = exporter.from_filename(f"{entry.id}.ipynb")
            Path(f"{entry.id}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
