"""One changed section rendered again: with its period open, against papermill's command line."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.run.execute import SectionJob
from hotline_lib.run.one_section import OpenPeriod


def one_section_table(workspace: Workspace, job: SectionJob, store: Path, rounds: int, base: Path) -> str:
    """A Markdown table: seconds from the request to the written notebook and page."""
    ours: list[float] = []
    plain: list[float] = []
    base.mkdir()
    with OpenPeriod(workspace, job.place, job.period) as opened:
        opened.render(job.entry.id, base / "first")  # as an author has done before changing anything
        for number in range(rounds):
            for way in (ours, plain) if number % 2 else (plain, ours):
                began = time.perf_counter()
                if way is ours:
                    opened.render(job.entry.id, base / str(number))
                else:
                    _papermill(workspace, job, store, base / f"{number}.ipynb")
                way.append(time.perf_counter() - began)
    ratios = [mine / other for mine, other in zip(ours, plain, strict=True)]
    return (
        f"### 一栏（{job.entry.id}）改后重做\n\n| | 秒 | 倍 |\n| --- | --- | --- |\n"
        f"| papermill 命令行 | {_range(plain)} | 1 |\n"
        f"| hotline section --watch | {_range(ours)} | {_range(ratios)} |\n"
    )


def _papermill(workspace: Workspace, job: SectionJob, store: Path, target: Path) -> None:
    source = workspace.notebooks / f"{job.entry.notebook_id}.ipynb"
    parameters = {**job.parameters, "store": str(store)}
    pairs = [word for name, value in parameters.items() for word in ("-r", name, value)]
    subprocess.run(
        [sys.executable, "-m", "papermill", str(source), str(target), *pairs, "--no-progress-bar"],
        env={**os.environ, "HOTLINE_ROOT": str(workspace.root), "PYTHONPATH": str(workspace.root)},
        capture_output=True,
        check=True,
    )


def _range(values: list[float]) -> str:
    return f"{statistics.median(values):.3f}（{min(values):.3f}–{max(values):.3f}）"
