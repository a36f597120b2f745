"""比较的两方 (sides): which two published bulletins a person means, and what they are called."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import HotlineError, UsageError
from hotline_lib.model.period import Period

_SEPARATOR = ":"


@dataclass(frozen=True)
class Side:
    """一方: a published folder, the place and period it is of, and its name in the comparison."""

    folder: Path
    place: str
    name: str


def sides_of(workspace: Workspace, words: Sequence[str], out: Path) -> tuple[Side, Side]:
    """前者与后者: `A B`, each a folder or `PLACE:PERIOD`, or `PLACE PERIOD PERIOD`, published below `out`.

    Raises `UsageError` for other words, a bulletin that is not published, or two of different places.
    """
    if len(words) == 3:
        place, first, second = words
        words = [f"{place}{_SEPARATOR}{first}", f"{place}{_SEPARATOR}{second}"]
    if len(words) != 2:
        raise UsageError("请写“地区 前期 后期”，或两个通报目录，如 hotline diff 地区 2024-03 2024-04。")
    before, after = (_side(workspace, word, out) for word in words)
    if before.place != after.place:
        raise UsageError(f"只能比较同一地区的通报：前者属于 {before.place}，后者属于 {after.place}。")
    if before.name == after.name:  # two runs of one period
        before, after = (
            Side(side.folder, side.place, f"{side.name}（{word}）")
            for side, word in zip((before, after), words, strict=True)
        )
    return before, after


def _side(workspace: Workspace, word: str, out: Path) -> Side:
    folder = Path(word)
    if not folder.is_dir() and word.count(_SEPARATOR) == 1:
        place, period = word.split(_SEPARATOR)
        workspace.place_params(place)
        folder = out / place / Period.parse(period).id
        if not folder.is_dir():
            raise UsageError(
                f"{place} {period} 还没有生成，无从比较。请先运行 hotline run {place} {period}。"
            )
    try:
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        place, period = str(record["place"]), str(record["period"])
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(
            f"“{word}”不是已生成的通报目录（没有可读的 run.json）。"
            "请给出如 outputs/地区/期 的目录，或“地区:期”。"
        ) from None
    return Side(folder, place, _label(period))


def _label(period: str) -> str:
    try:
        return Period.parse(period).label
    except HotlineError:
        return period
