"""A whole bulletin, cold: `hotline run` against the plain tools on the same notebooks.

The plain route is the papermill command line, one notebook after another, then nbconvert's stock
HTML exporter on each. It is given a finished results store, checks nothing, makes no PDF (the stock
PDF exporters need LaTeX or a downloaded browser), no tables, no figures and no findings; `hotline
run` does all of that. Rounds alternate; medians and the range of the ratios within rounds are shown.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("place", nargs="?", default="yueyang")
    parser.add_argument("period", nargs="?", default="2024-04")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    refuse_without_bytecode()
    workspace = Workspace.find()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        store = ready_store(workspace, given.place, given.period, base / "store")
        ways: dict[str, Callable[[Path], None]] = {
            "hotline run（检查、计算、栏目、HTML、PDF、核对）": lambda out: hotline_run(given, out, []),
            "hotline run --jobs 1": lambda out: hotline_run(given, out, ["--jobs", "1"]),
            "papermill 逐个 + nbconvert 原装 HTML": lambda out: plain(workspace, given, store, out),
        }
        compare(ways, given.rounds, base)


def refuse_without_bytecode() -> None:
    """Without compiled bytecode every start would measure the compiler."""
    import papermill

    if not list((Path(papermill.__file__).parent / "__pycache__").glob("*.pyc")):
        sys.exit("所装的包没有字节码，测得的将是编译时间。请先运行 python -m compileall。")


def ready_store(workspace: Workspace, place: str, period: str, folder: Path) -> Path:
    """A results store for the plain route; its cost is not counted there."""
    from hotline_lib.sections.prepare import prepare
    from hotline_lib.sections.store import store_of, write_store

    write_store(store_of(prepare(workspace, place, Period.parse(period))), folder)
    return folder


def hotline_run(given: argparse.Namespace, out: Path, options: list[str]) -> None:
    """The product, in a new process."""
    command = [sys.executable, "-m", "hotline_lib", "run", given.place, given.period]
    run([*command, "--out", str(out), "--quiet", *options])


def plain(workspace: Workspace, given: argparse.Namespace, store: Path, out: Path) -> None:
    """Papermill and nbconvert by their command lines, one notebook after another."""
    from hotline_lib.ingest.params import load_params

    contents = load_params(workspace, given.place).contents
    out.mkdir(parents=True)
    for entry in (*contents.sections, *contents.appendices):
        source = workspace.notebooks / f"{entry.notebook_id}.ipynb"
        target = out / f"{entry.id}.ipynb"
        parameters = {"place": given.place, "period": given.period, "section": entry.id, "store": str(store)}
        pairs = [word for name, value in parameters.items() for word in ("-r", name, value)]
        run([sys.executable, "-m", "papermill", str(source), str(target), *pairs, "--no-progress-bar"])
        run([sys.executable, "-m", "nbconvert", "--to", "html", "--no-input", str(target)])


def run(command: list[str]) -> None:
    """Run a command silently; stop with its messages if it fails."""
    environment = {**os.environ, "HOTLINE_ROOT": str(Workspace.find().root)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")


def compare(ways: dict[str, Callable[[Path], None]], rounds: int, base: Path) -> None:
    """Time every way in every round; print medians and ratios to the first way."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        for position, (name, way) in enumerate(ways.items()):
            start = time.perf_counter()
            way(base / f"{number}.{position}")
            seconds[name].append(time.perf_counter() - start)
    first = next(iter(ways))
    print(f"{os.cpu_count()} 核，{rounds} 轮，每轮各跑一次；中位数（最小–最大）")
    for name, times in seconds.items():
        ratios = [t / f for t, f in zip(times, seconds[first], strict=True)]
        print(
            f"{statistics.median(times):7.2f} s（{min(times):.2f}–{max(times):.2f}）"
            f"  ×{statistics.median(ratios):.2f}（{min(ratios):.2f}–{max(ratios):.2f}）  {name}"
        )


if __name__ == "__main__":
    main()
