"""The sections' own part against their cells: what is left of an engine when everything is warm.

In one process: all cells of all sections executed bare, by `exec`, one after another, after a first
round that warms imports, fonts and templates; and the same sections by `execute_sections` with the
warm process already up. Rounds alternate.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.run.execute import SectionJob, execute_sections
from hotline_lib.run.fork_engine.warm_process import shared_warm_process


def cells_table(workspace: Workspace, jobs: Sequence[SectionJob], store: Path, rounds: int) -> str:
    """A Markdown table of the comparison; `store` is a finished results store."""
    os.environ["HOTLINE_ROOT"] = str(workspace.root)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder, "work")
        work.mkdir()
        for job in jobs:
            link = work / job.parameters["store"]
            link.parent.mkdir(exist_ok=True)
            link.symlink_to(store)
        ways: dict[str, Callable[[Path], None]] = {
            "单元本身，一个已预热的进程": lambda out: bare(workspace, jobs, work),
            "分叉引擎，同时两个": lambda out: by_engine(workspace, jobs, work, out, 2),
            "分叉引擎，逐个": lambda out: by_engine(workspace, jobs, work, out, 1),
        }
        shared_warm_process(workspace.fonts).address  # noqa: B018 - waits until it is warm
        spent: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(-1, rounds):
            for place, (name, way) in enumerate(ways.items()):
                began = time.perf_counter()
                way(Path(folder, f"{number}.{place}"))
                if number >= 0:
                    spent[name].append(time.perf_counter() - began)
    first = next(iter(spent.values()))
    lines = ["### 栏目本身（预热之后）", "", "| | 秒 | 倍 |", "| --- | --- | --- |"]
    for name, seconds in spent.items():
        ratios = [s / f for s, f in zip(seconds, first, strict=True)]
        lines.append(f"| {name} | {_range(seconds)} | {_range(ratios)} |")
    return "\n".join(lines) + "\n"


def bare(workspace: Workspace, jobs: Sequence[SectionJob], work: Path) -> None:
    """The cells of every section, and what each shows, in this process."""
    with contextlib.chdir(work), contextlib.redirect_stdout(io.StringIO()):
        for job in jobs:
            path = workspace.notebooks / f"{job.entry.notebook_id}.ipynb"
            names: dict[str, object] = {}
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
                if cell["cell_type"] != "code":
                    continue
                source = "".join(cell["source"])
                if "parameters" in cell["metadata"].get("tags", []):
                    names.update(job.parameters)
                elif source.startswith("page.") and "\n" not in source:
                    eval(source, names)._repr_mimebundle_()
                else:
                    exec(source, names)


def by_engine(workspace: Workspace, jobs: Sequence[SectionJob], work: Path, out: Path, workers: int) -> None:
    """The same sections as `hotline run` runs them."""
    execute_sections(jobs, workspace, work, out, workers, lambda section: None)


def _range(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.2f}（{min(values):.2f}–{max(values):.2f}）"
