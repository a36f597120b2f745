"""事件 (events): what a run tells while it runs; a person sees lines, a machine sees records."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple


class EventKind(StrEnum):
    """事件种类 (kind of event)."""

    begun = "begun"
    step = "step"
    step_done = "step_done"
    section_done = "section_done"
    section_reused = "section_reused"
    note = "note"
    published = "published"
    unchanged = "unchanged"
    failed = "failed"


class Event(NamedTuple):
    """一个事件 of one bulletin: `name` is a step or section; `total` how many sections there are."""

    kind: EventKind
    place: str
    period: str
    name: str = ""
    seconds: float | None = None
    total: int | None = None


Progress = Callable[[Event], None]


def silent(event: Event) -> None:
    """Tell nobody."""
