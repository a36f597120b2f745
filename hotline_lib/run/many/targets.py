"""要出的各期 (targets): which bulletins a command asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import UsageError
from hotline_lib.model.period import Period


@dataclass(frozen=True, order=True)
class Target:
    """一期: a place and a period id."""

    place: str
    period: str


def targets_of(workspace: Workspace, words: Sequence[str], periods: str | None, every: bool) -> list[Target]:
    """要出的各期, each once, in the order asked for.

    `words` are `PLACE PERIOD`, or one or more `PLACE:PERIOD`, or places whose periods `periods`
    (`FROM..TO`) or `every` select. Raises `UsageError` for anything else and for an empty choice;
    whether a place or period exists is told when it runs, so that one mistake stops no other bulletin.
    """
    if every or periods is not None:
        places = list(words) or (workspace.places() if every else [])
        if not places or any(":" in word for word in places):
            raise UsageError("--all 与 --periods 之前只写地区（可多个）；--periods 须写明地区或加 --all。")
        span = _span(periods) if periods is not None else None
        chosen = [Target(p, t) for p in places for t in _periods(workspace, p) if _within(t, span)]
        if not chosen:
            raise UsageError("没有一期有输入且在所选范围之内。各地区、各期见 hotline list。")
        return list(dict.fromkeys(chosen))
    if len(words) == 2 and not any(":" in word for word in words):
        return [Target(*words)]
    pairs = [word.split(":", 1) for word in words]
    if not words or any(len(pair) != 2 or not all(pair) for pair in pairs):
        raise UsageError(
            "命令有误：请写“地区 期”；多期写“地区:期 地区:期 …”，或“地区 --periods 起..止”，或 --all。"
        )
    return list(dict.fromkeys(Target(place, period) for place, period in pairs))


def _periods(workspace: Workspace, place: str) -> list[str]:
    workspace.place_params(place)  # an unknown place is named
    return workspace.periods(place)


def _span(text: str) -> tuple[Period, Period]:
    first, dots, last = text.partition("..")
    if not dots:
        return Period.parse(first), Period.parse(first)
    return Period.parse(first), Period.parse(last)


def _within(period: str, span: tuple[Period, Period] | None) -> bool:
    """Whether a period lies wholly between the first day of one and the last day of the other."""
    if span is None:
        return True
    parsed = Period.parse(period)
    return span[0].first_day <= parsed.first_day and parsed.last_day <= span[1].last_day
