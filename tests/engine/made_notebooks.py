"""Notebooks made for the tests, run by either engine, and what of a result must be equal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbformat import NotebookNode

from hotline_lib.run.fork_engine.choice import FORK, STOCK
from hotline_lib.run.fork_engine.engine import register

ENGINES = (FORK, STOCK)
_CELL_FILE = re.compile(r"\S*/ipykernel_\d+/|ipykernel/")
_STOCK_OPTIONS = {
    "shutdown_kernel": "immediate",
    "extra_arguments": ["--IPKernelApp.log_level=40", "--HistoryManager.enabled=False"],
}


@dataclass(frozen=True)
class Ran:
    """What a run left: the notebook as written, and the error it raised, if any."""

    notebook: NotebookNode
    error: Exception | None

    @property
    def code(self) -> list[NotebookNode]:
        return [c for c in self.notebook.cells if c.cell_type == "code"]

    @property
    def states(self) -> list[str]:
        return [c.metadata.papermill.status for c in self.code]

    @property
    def outputs(self) -> list[list[dict[str, Any]]]:
        """Outputs by cell, neighbouring texts of a stream joined, names of cells' code made equal."""
        return [_joined(cell.outputs) for cell in self.code]

    def text(self, cell: int) -> str:
        """What a cell printed on standard output."""
        return "".join(o["text"] for o in self.outputs[cell] if o.get("name") == "stdout")


def run(
    folder: Path, *sources: str, engine: str = FORK, tags: dict[int, str] | None = None, **options: Any
) -> Ran:
    """Run code cells by an engine, through papermill, in `folder`."""
    register()
    cells = [nbformat.v4.new_code_cell(s, id=f"cell-{n}") for n, s in enumerate(sources)]
    for number, tag in (tags or {}).items():
        cells[number].metadata["tags"] = [tag]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    work = folder / "work"
    work.mkdir(exist_ok=True)
    target = folder / f"{engine}.ipynb"
    error = None
    try:
        papermill.execute_notebook(
            notebook,
            str(target),
            engine_name=engine,
            progress_bar=False,
            resources={"metadata": {"path": str(work)}},
            **(_STOCK_OPTIONS if engine == STOCK else {}),
            **options,
        )
    except (papermill.PapermillExecutionError, RuntimeError, TimeoutError) as raised:
        error = raised
    return Ran(nbformat.read(target, as_version=4), error)


def _joined(outputs: list[NotebookNode]) -> list[dict[str, Any]]:
    joined: list[dict[str, Any]] = []
    for output in outputs:
        one = {k: _CELL_FILE.sub("<folder>", v) if k == "text" else v for k, v in dict(output).items()}
        last = joined[-1] if joined else {}
        if one["output_type"] == "stream" and last.get("name") == one["name"]:
            last["text"] += one["text"]
        else:
            joined.append(one)
    return joined
