"""Many bulletins and repeated ones: throughput by `--jobs`, a plain loop of papermill, nothing changed.

Four places with so many synthetic periods each are made by copying the newest real one under later names,
in a temporary project. The plain loop (papermill command line a section, then nbconvert's stock HTML
exporter) is measured on one bulletin of each place and multiplied; it checks nothing, computes nothing and
makes no tables, PDF or figures. Every pass of `hotline run --all` starts without anything kept.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from hotline_lib.ingest.params import load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.model.rules import TextFigures

PLACES = 4


def many_table(real: Workspace, periods: int, jobs: Sequence[int], folder: Path) -> str:
    """A Markdown table of the comparison; `folder` must not exist yet."""
    workspace = synthesised(real, folder / "project", periods)
    every = ["run", "--all", "--quiet"]
    places = len(workspace.places())
    count = sum(len(workspace.periods(place)) for place in workspace.places())
    sample = plain_loop(workspace, folder / "plain")
    loop = sample / places * count
    lines = [
        f"### {places} 地各 {periods} 期，共 {count} 期",
        "",
        "| | 秒 | 期/分 | 倍 | 处理器秒 |",
        "| --- | --- | --- | --- | --- |",
        f"| papermill、nbconvert 网页，逐个（实测每地一期 {sample:.1f} 秒，推算全部） "
        f"| {loop:.1f} | {60 * count / loop:.1f} | 1 | |",
    ]
    for number in jobs:
        words = [*every, "--jobs", str(number), "--out", str(folder / f"jobs{number}")]
        wall, cpu = timed(workspace, words)
        lines.append(
            f"| hotline run --all --jobs {number}，全部格式，从头做起 "
            f"| {wall:.1f} | {60 * count / wall:.1f} | {loop / wall:.1f} | {cpu:.1f} |"
        )
        again, busy = timed(workspace, words)
        shares = f"{again:.2f}（{again / wall:.2%}） | | | {busy:.2f}（{busy / cpu:.2%}）"
        lines.append(f"| 再运行一次，无一变动 | {shares} |")
    return "\n".join(lines) + "\n"


def synthesised(real: Workspace, root: Path, periods: int, places: int = PLACES) -> Workspace:
    """A project of some places whose newest period is copied under the names of those that follow it."""
    workspace = Workspace(root)
    for place in real.places()[:places]:
        shutil.copytree(real.place_params(place), workspace.params / place)
        period = Period.parse(real.periods(place)[-1])
        source = real.period_data(place, period)
        for _ in range(periods):
            target = workspace.data / place / period.id
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("printed"))
            if target.name != source.name:
                _without_given_changes(workspace, place, period)
            period = following(period)
    shutil.copytree(real.notebooks, workspace.notebooks, ignore=shutil.ignore_patterns("scratch"))
    workspace.fonts.symlink_to(real.fonts)
    (root / "requirements.lock").write_text("", encoding="utf-8")
    return workspace


def _without_given_changes(workspace: Workspace, place: str, period: Period) -> None:
    """Changes that the newest real bulletin was given are computed once it has a stored predecessor."""
    params = load_params(workspace, place, period)
    rules = [change for _, body in params.in_force(TextFigures, period) for change in body.changes]
    given = {change.given.split(".")[1] for change in rules if change.given}
    labels = {m.label for m in params.intake.measures if m.id in given}
    intake = workspace.period_data(place, period) / "intake.csv"
    lines = intake.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    kept = [line for line in lines if line.split(",")[0] not in labels]
    intake.write_text("".join(kept), encoding="utf-8")


def following(period: Period) -> Period:
    """The period of the same kind just after: the one whose previous it is."""
    day = period.last_day + timedelta(days=1)
    iso = day.isocalendar()
    names = (
        f"{day:%Y-%m}",
        f"{day.year}Q{(day.month + 2) // 3}",
        f"{iso.year}W{iso.week:02d}",
        str(day.year),
    )
    parsed = (Period.parse(name) for name in names)
    return next(p for p in parsed if p.first_day == day and p.previous.id == period.id)


def plain_loop(workspace: Workspace, out: Path) -> float:
    """Seconds of the plain loop for the first period of every place, stores given."""
    from hotline_lib.sections.prepare import prepare
    from hotline_lib.sections.store import store_of, write_store

    stores = {}
    for place in workspace.places():
        period = Period.parse(workspace.periods(place)[0])
        stores[place] = (period.id, out / place / "store")
        write_store(store_of(prepare(workspace, place, period)), stores[place][1])
    start = time.perf_counter()
    for place, (period_id, store) in stores.items():
        contents = load_params(workspace, place).contents
        for entry in (*contents.sections, *contents.appendices):
            source, target = (
                workspace.notebooks / f"{entry.notebook_id}.ipynb",
                out / place / f"{entry.id}.ipynb",
            )
            parameters = {"place": place, "period": period_id, "section": entry.id, "store": str(store)}
            words = [word for name, value in parameters.items() for word in ("-r", name, value)]
            call(workspace, ["papermill", str(source), str(target), *words, "--no-progress-bar"])
            call(workspace, ["nbconvert", "--to", "html", "--no-input", str(target)])
    return time.perf_counter() - start


def timed(workspace: Workspace, words: Sequence[str]) -> tuple[float, float]:
    """Wall and processor seconds of a `hotline` command, its children's included."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    call(workspace, ["hotline_lib", *words])
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def call(workspace: Workspace, words: Sequence[str]) -> None:
    """Run a module silently; stop with its messages if it fails."""
    settings = {**os.environ, "HOTLINE_ROOT": str(workspace.root)}
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
