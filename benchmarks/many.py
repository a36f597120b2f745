"""Many bulletins and repeated ones: throughput by `--jobs`, a plain loop of papermill, nothing changed.

Four places with so many synthetic periods each are made by copying the newest real one under later names,
in a temporary project. The plain loop (papermill command line a section, then nbconvert's stock HTML
exporter) is measured on one bulletin of each place and multiplied; it checks nothing, computes nothing and
makes no tables, PDF or figures. Every pass of `hotline run --all` starts without anything kept.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from hotline_lib.ingest.params import load_params
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period

PLACES = 4


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--periods", type=int, default=12, help="periods a place")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--formats", default="html,pdf")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = synthesised(Workspace.find(), Path(folder, "project"), given.periods)
        every = ["run", "--all", "--formats", given.formats, "--quiet"]
        count = sum(len(workspace.periods(place)) for place in workspace.places())
        sample = plain_loop(workspace, Path(folder, "plain"))
        places = len(workspace.places())
        loop = sample / places * count
        print(f"{os.cpu_count()} 核；{places} 地各 {given.periods} 期，共 {count} 期；{given.formats}")
        print(f"papermill 逐个（实测每地一期 {sample:.1f} s，推算全部）  {rate(count, loop)}")
        for jobs in given.jobs:
            out = Path(folder, f"jobs{jobs}")
            words = [*every, "--jobs", str(jobs), "--out", str(out)]
            wall, cpu = timed(workspace, words)
            print(f"hotline run --all --jobs {jobs}（空缓存）  {rate(count, wall)}  处理器 {cpu:.1f} s")
            print(f"  为逐个的 {loop / wall:.1f} 倍")
            again, busy = timed(workspace, words)
            print(f"  再运行一遍，全部未变  {again:.2f} s，{again / wall:.2%}；处理器 {busy / cpu:.2%}")
        nothing_changed(workspace, Path(folder, "one"), given.formats)


def rate(count: int, seconds: float) -> str:
    """Seconds of all and bulletins a minute."""
    return f"{seconds:8.1f} s  {60 * count / seconds:6.1f} 期/分"


def synthesised(real: Workspace, root: Path, periods: int) -> Workspace:
    """A project of four places whose newest period is copied under the names of those that follow it."""
    workspace = Workspace(root)
    for place in real.places()[:PLACES]:
        shutil.copytree(real.place_params(place), workspace.params / place)
        period = Period.parse(real.periods(place)[-1])
        source = real.period_data(place, period)
        for _ in range(periods):
            target = workspace.data / place / period.id
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("printed"))
            period = following(period)
    shutil.copytree(real.notebooks, workspace.notebooks, ignore=shutil.ignore_patterns("scratch"))
    workspace.fonts.symlink_to(real.fonts)
    (root / "requirements.lock").write_text("", encoding="utf-8")
    return workspace


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


def nothing_changed(workspace: Workspace, out: Path, formats: str) -> None:
    """One bulletin cold, then again and again: the target is under 3 % of the cold time."""
    place = workspace.places()[-1]
    one = ["run", place, workspace.periods(place)[0], "--formats", formats, "--quiet", "--out", str(out)]
    cold, cold_cpu = timed(workspace, one)
    runs = sorted(timed(workspace, one) for _ in range(5))
    wall, cpu = runs[len(runs) // 2]
    share, met = wall / cold, "达到" if wall / cold < 0.03 else "未达到"
    print(f"一期 {place}：首次 {cold:.2f} s；未变 {wall:.3f} s，{share:.2%}；处理器 {cpu / cold_cpu:.2%}")
    print(f"  目标 3%：{met}")


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


if __name__ == "__main__":
    main()
