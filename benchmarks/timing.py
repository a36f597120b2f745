"""Timing contenders against each other on a machine that is never quiet.

Every contender is a command of its own. Rounds run all of them, each round in another order, and
ratios are taken within a round. Processor time counts a command and all processes it waited for.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Contender:
    """A name for people, and the commands that do its work one after another.

    `prepared_by` are run first and not counted.
    """

    name: str
    commands: Sequence[Sequence[str]]
    environment: Mapping[str, str]
    prepared_by: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Spent:
    """Seconds of one run: on the clock, and of processors."""

    wall: float
    processor: float


def refuse_without_bytecode() -> None:
    """Without bytecode of the very sources every start would measure the compiler."""
    import papermill

    import hotline_lib

    for package in (papermill, hotline_lib):
        folder = Path(str(package.__file__)).parent
        stale = [source for source in folder.rglob("*.py") if not compiled(source)]
        if stale:
            sys.exit(
                f"{folder.name} 有 {len(stale)} 个文件没有或只有过时的字节码（如 {stale[0].name}），"
                f"测得的将是编译时间。请先运行 python -m compileall {folder.name}。"
            )


def compiled(source: Path) -> bool:
    """Whether Python would load this source from its bytecode: by the time and size noted in it."""
    cached = Path(importlib.util.cache_from_source(str(source)))
    if not cached.is_file():
        return False
    noted = struct.unpack("<4sIII", cached.read_bytes()[:16])
    stat = source.stat()
    return noted == (importlib.util.MAGIC_NUMBER, 0, int(stat.st_mtime) & 0xFFFFFFFF, stat.st_size)


def spend(contender: Contender, folder: Path) -> Spent:
    """Run a contender in an empty folder; stops with its messages if it fails."""
    folder.mkdir(parents=True)
    for command in contender.prepared_by:
        _call(contender, command, folder)
    wall, processor = time.perf_counter(), 0.0
    for command in contender.commands:
        processor += _call(contender, command, folder)
    return Spent(time.perf_counter() - wall, processor)


def _call(contender: Contender, command: Sequence[str], folder: Path) -> float:
    """Processor seconds of one command."""
    with tempfile.TemporaryFile() as messages:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **contender.environment},
            stdout=messages,
            stderr=messages,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            messages.seek(0)
            sys.exit(f"{contender.name}：{' '.join(command)}\n{messages.read().decode(errors='replace')}")
    return used.ru_utime + used.ru_stime


def rounds_of(contenders: Sequence[Contender], rounds: int, base: Path) -> dict[str, list[Spent]]:
    """What each contender spent in each round; the order turns by one from round to round."""
    spent: dict[str, list[Spent]] = {one.name: [] for one in contenders}
    for number in range(rounds):
        turn = number % len(contenders)
        for position, one in enumerate([*contenders[turn:], *contenders[:turn]]):
            spent[one.name].append(spend(one, base / f"{number}.{position}"))
    return spent


def table_of(title: str, spent: Mapping[str, Sequence[Spent]]) -> str:
    """A Markdown table: medians and ranges, and ratios to the first contender within rounds."""
    first = next(iter(spent.values()))
    lines = [f"### {title}", "", "| | 秒 | 倍 | 处理器秒 | 处理器倍 |", "| --- | --- | --- | --- | --- |"]
    for name, runs in spent.items():
        walls = [run.wall for run in runs]
        processors = [run.processor for run in runs]
        by_wall = [run.wall / base.wall for run, base in zip(runs, first, strict=True)]
        by_processor = [run.processor / base.processor for run, base in zip(runs, first, strict=True)]
        cells = [name, *map(_range, (walls, by_wall, processors, by_processor))]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _range(values: Sequence[float]) -> str:
    """Median, least and greatest, to two places, or three where two would say next to nothing."""
    places = 2 if statistics.median(values) >= 0.1 else 3
    return f"{statistics.median(values):.{places}f}（{min(values):.{places}f}–{max(values):.{places}f}）"
