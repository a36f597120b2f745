"""A whole bulletin, its sections, one section, and many: `hotline` against papermill on the same notebooks.

The plain tools check the inputs with the same Great Expectations suites, run the same notebooks and make
the formats for which nbconvert has a stock route: web pages, and a PDF by Chromium where there is one.
What they cost without the checks, from a finished results store, is told too. `--write` also writes the
tables to `docs/benchmarks.md`.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.cells import cells_table
from benchmarks.formats import browser, formats_table
from benchmarks.many import many_table
from benchmarks.one_section import one_section_table
from benchmarks.timing import Contender, refuse_without_bytecode, rounds_of, table_of
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.run.compiled_pages import compile_all
from hotline_lib.run.execute import SectionJob

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def main() -> None:
    """Run the comparisons and print them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("place", nargs="?", default="yueyang")
    parser.add_argument("period", nargs="?", default="2024-04")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--periods", type=int, default=12, help="so many of each of four places; 0: none")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="how many at once then")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    given = parser.parse_args()
    refuse_without_bytecode()
    compile_all()  # as an installation does
    workspace = Workspace.find()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        store, jobs = ready(workspace, given.place, given.period, base / "store")
        contenders = whole_bulletin(workspace, given.place, given.period, jobs, store)
        # of the first round, in which the first contender is ours
        executed = base / "whole" / "0.0" / "out" / given.place / given.period / "sections"
        parts: list[Callable[[], str]] = [
            lambda: table_of("整期通报，从头做起", rounds_of(contenders, given.rounds, base / "whole")),
            lambda: cells_table(workspace, jobs, store, given.rounds),
            lambda: one_section_table(workspace, jobs, store, given.rounds, base / "one"),
            lambda: formats_table(workspace, jobs, executed, given.rounds, base / "formats"),
        ]
        if given.periods:
            parts.append(lambda: many_table(workspace, given.periods, given.jobs, base / "many"))
        tables = [heading(given)]
        print(tables[0], flush=True)
        for part in parts:  # each is told as soon as it is known: the whole takes long
            tables.append(part())
            print(tables[-1], flush=True)
    page = "\n".join(tables)
    if given.write:
        PAGE.write_text(page, encoding="utf-8")


def heading(given: argparse.Namespace) -> str:
    """What was measured, on what."""
    machine = f"{os.cpu_count()} 核，Python {platform.python_version()}"
    return (
        f"# 测速\n\n`nox -s bench -- {given.place} {given.period} --rounds {given.rounds} --write` 写出本页"
        f"（{machine}）。每轮各做一次，次序轮换；所列为中位数（最小–最大），倍数按轮与第一行相比。\n"
    )


def ready(workspace: Workspace, place: str, period: str, folder: Path) -> tuple[Path, list[SectionJob]]:
    """A results store for those who cannot make one, and the sections; its cost is not counted."""
    from hotline_lib.sections.prepare import prepare
    from hotline_lib.sections.store import store_of, write_store

    store = store_of(prepare(workspace, place, Period.parse(period)))
    write_store(store, folder)
    contents = store.layout.contents
    return folder, [SectionJob(e, place, period) for e in (*contents.sections, *contents.appendices)]


def whole_bulletin(
    workspace: Workspace, place: str, period: str, jobs: Sequence[SectionJob], store: Path
) -> list[Contender]:
    """The ways to a bulletin; the first is ours.

    Each plain way twice: with the work that `hotline run` does as well (Great Expectations and computing
    first, a PDF last where Chromium can print one), and without, from a finished store to pages only.
    """
    root = {"HOTLINE_ROOT": str(workspace.root), "PYTHONPATH": str(workspace.root)}
    ours = [sys.executable, "-m", "hotline_lib", "run", place, period, "--out", "out", "--quiet"]
    step = [sys.executable, "-m", "benchmarks.plain_tools"]
    plain: list[list[str]] = []
    for job in jobs:
        plain += [papermill_command(workspace, job, store), nbconvert_command(f"{job.entry.id}.ipynb")]
    prepare = [*step, str(store), place, period, "--prepare"]
    print_all = [[*step, str(store), place, period, "--print"]] if browser() is not None else []
    last = ["--print"] if browser() is not None else []
    tuned = [*step, str(store), place, period, "--notebooks", "--pages"]
    tuned_whole = [*step, str(store), place, period, "--prepare", "--notebooks", "--pages", *last]
    return [
        Contender("hotline run：检查、计算、全部格式", [ours], root),
        Contender(
            "papermill 命令行逐个、nbconvert 原装导出，先检查计算", [prepare, *plain, *print_all], root
        ),
        Contender("papermill 调优（同时两个、立即停核）、nbconvert，先检查计算", [tuned_whole], root),
        Contender("papermill 命令行逐个、nbconvert 网页，已有结果库", plain, root),
        Contender("papermill 调优、nbconvert 网页，已有结果库", [tuned], root),
        Contender("hotline run，栏目由调优的 papermill 运行", [ours], {**root, "HOTLINE_ENGINE": "nbclient"}),
        Contender("hotline run，再运行一次，无一变动", [ours], root, prepared_by=[ours]),
    ]


def papermill_command(workspace: Workspace, job: SectionJob, store: Path) -> list[str]:
    """One notebook by papermill's command line."""
    source = workspace.notebooks / f"{job.entry.notebook_id}.ipynb"
    parameters = {**job.parameters, "store": str(store)}
    pairs = [word for name, value in parameters.items() for word in ("-r", name, value)]
    target = f"{job.entry.id}.ipynb"
    return [sys.executable, "-m", "papermill", str(source), target, *pairs, "--no-progress-bar"]


def nbconvert_command(notebook: str) -> list[str]:
    """One page by nbconvert's command line."""
    return [sys.executable, "-m", "nbconvert", "--to", "html", "--no-input", notebook]


if __name__ == "__main__":
    main()
