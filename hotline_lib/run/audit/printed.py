"""已印通报 (printed bulletin): the files of `data/<place>/<period>/printed/` and how they are read."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.errors import InputError, Problem
from hotline_lib.model.frozen import Frozen
from hotline_lib.run.audit.comparisons import Comparisons


class PrintedText(Frozen):
    """印出的一段 (one printed paragraph, heading or title): whose it is and its characters."""

    section: str
    paragraph: str
    quote: str


class PrintedTexts(Frozen):
    """已印文字 (`printed/text.yml`)."""

    texts: tuple[PrintedText, ...] = ()


class PrintedRow(Frozen):
    """印出的一行 (printed row): its group and tier where the table has them, and its cells in order."""

    group: str | None
    tier: str | None = None
    cells: tuple[str, ...]


class PrintedTable(Frozen):
    """已印表 (`printed/tables/<id>.csv`): headings without 组别 and 档次, rows as printed."""

    id: str
    headings: tuple[str, ...]
    rows: tuple[PrintedRow, ...]


class Printed(Frozen):
    """已印通报 as transcribed."""

    texts: tuple[PrintedText, ...]
    tables: dict[str, PrintedTable]
    comparisons: Comparisons = Comparisons()


GROUP_HEADING, TIER_HEADING = "组别", "档次"


def read_printed(folder: Path, shown: str) -> Printed:
    """读取已印通报. `shown` is the folder as messages print it.

    Raises `ParamsError` for a faulty YAML file, `InputError` for a table that is no rectangle or
    for a paragraph transcribed twice.
    """
    texts = read_model(folder / "text.yml", f"{shown}/text.yml", PrintedTexts).texts
    _refuse_twice(texts, f"{shown}/text.yml")
    comparisons = Comparisons()
    if (folder / "comparisons.yml").is_file():
        comparisons = read_model(folder / "comparisons.yml", f"{shown}/comparisons.yml", Comparisons)
    tables = {
        path.stem: _read_table(path, f"{shown}/tables/{path.name}")
        for path in sorted((folder / "tables").glob("*.csv"))
    }
    return Printed(texts=texts, tables=tables, comparisons=comparisons)


def _read_table(path: Path, shown: str) -> PrintedTable:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    if not lines:
        raise _problem(shown, None, None, "应有表头与各行", "请重新转录")
    heads = lines[0]
    grouped = int(heads[0] == GROUP_HEADING)
    tiered = int(heads[grouped : grouped + 1] == [TIER_HEADING])
    first = grouped + tiered
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(heads):
            raise _problem(shown, number, str(len(line)), f"应有 {len(heads)} 格", "请补上或删去多余的格")
    return PrintedTable(
        id=path.stem,
        headings=tuple(heads[first:]),
        rows=tuple(
            PrintedRow(
                group=line[0] if grouped else None,
                tier=line[grouped] if tiered else None,
                cells=tuple(line[first:]),
            )
            for line in lines[1:]
        ),
    )


def _refuse_twice(texts: Sequence[PrintedText], shown: str) -> None:
    seen = set()
    for text in texts:
        key = (text.section, text.paragraph)
        if key in seen:
            raise _problem(shown, None, "/".join(key), "每段只录一次", "请删去重复的一条")
        seen.add(key)


def _problem(file: str, row: int | None, found: str | None, expected: str, action: str) -> InputError:
    return InputError([Problem(file=file, row=row, found=found, expected=expected, action=action)])
