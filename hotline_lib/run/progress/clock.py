"""用时 (times of steps), for the record and the summary; never part of a published content."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from hotline_lib.run.progress.events import Event, EventKind, Progress


class Clock:
    """计时: times the steps of one bulletin and tells of each; `seconds` by step."""

    def __init__(self, place: str, period: str, tell: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self._place = place
        self._period = period
        self._tell = tell

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step."""
        self._tell(Event(EventKind.step, self._place, self._period, name))
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start
        self._tell(Event(EventKind.step_done, self._place, self._period, name, self.seconds[name]))
