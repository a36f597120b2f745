"""The benchmark refuses to time a compiler, and its tables compare within rounds."""

from __future__ import annotations

import py_compile
from pathlib import Path

from benchmarks.timing import Spent, compiled, table_of


def test_bytecode_counts_only_if_it_is_of_this_very_source(tmp_path: Path) -> None:
    source = tmp_path / "module.py"
    source.write_text("x = 1\n", encoding="utf-8")
    assert not compiled(source)
    py_compile.compile(str(source))
    assert compiled(source)
    source.write_text("x = 12\n", encoding="utf-8")
    assert not compiled(source)


def test_ratios_are_taken_within_rounds() -> None:
    spent = {"一": [Spent(1, 2), Spent(10, 2)], "二": [Spent(6, 4), Spent(70, 8)]}
    last = table_of("题", spent).splitlines()[-1]
    small = table_of("题", {"一": [Spent(10, 10)], "三": [Spent(0.25, 0.5)]}).splitlines()[-1]
    assert small.startswith("| 三 | 0.25（0.25–0.25） | 0.025（0.025–0.025） |")
    assert last == "| 二 | 38.00（6.00–70.00） | 6.50（6.00–7.00） | 6.00（4.00–8.00） | 3.00（2.00–4.00） |"
