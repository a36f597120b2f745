"""Changed sections rendered again, one by one: with their period open, against papermill's command line."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.run.execute import SectionJob
from hotline_lib.run.one_section import OpenPeriod


def one_section_table(
    workspace: Workspace, jobs: Sequence[SectionJob], store: Path, rounds: int, base: Path
) -> str:
    """A Markdown table, a section a line: seconds from the request to the written notebook and page."""
    ours: dict[str, list[float]] = {job.entry.id: [] for job in jobs}
    plain: dict[str, list[float]] = {job.entry.id: [] for job in jobs}
    base.mkdir()
    with OpenPeriod(workspace, jobs[0].place, jobs[0].period) as opened:
        for job in jobs:
            section = job.entry.id
            opened.render(section, base / "first")  # as an author has done before changing anything
            for number in range(rounds):
                for way in (ours, plain) if number % 2 else (plain, ours):
                    began = time.perf_counter()
                    if way is ours:
                        opened.render(section, base / str(number))
                    else:
                        _papermill(workspace, job, store, base / f"{number}.ipynb")
                    way[section].append(time.perf_counter() - began)
    lines = [
        "### 一栏改后重做",
        "",
        "| 栏目 | papermill 命令行，秒 | hotline section --watch，秒 | 倍 |",
        "| --- | --- | --- | --- |",
    ]
    ratios: list[float] = []
    for section in ours:
        each = [mine / other for mine, other in zip(ours[section], plain[section], strict=True)]
        ratios.append(statistics.median(each))
        cells = (section, _range(plain[section]), _range(ours[section]), _range(each))
        lines.append(f"| {' | '.join(cells)} |")
    lines.append(f"| 各栏的中位数 | | | {statistics.median(ratios):.3f} |")
    return "\n".join(lines) + "\n"


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
