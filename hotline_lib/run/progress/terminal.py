"""终端进度 (progress on a terminal): one line that is rewritten; plain lines where nobody watches."""

from __future__ import annotations

import sys
import threading
import time
from typing import TextIO

import click

from hotline_lib.run.progress.events import Event, EventKind

_WIDTH = 78


class PlainProgress:
    """逐行: one line an event worth a line, for logs and pipes."""

    def __init__(self, several: bool, stream: TextIO | None = None) -> None:
        self._several = several
        self._stream = stream or sys.stderr
        self._lock = threading.Lock()

    def __call__(self, event: Event) -> None:
        """Print the event."""
        words = _words(event)
        if words is None:
            return
        head = f"[{event.place} {event.period}] " if self._several else ""
        with self._lock:
            click.echo(head + words, file=self._stream)

    def close(self) -> None:
        """Nothing to tidy."""


class LiveProgress:
    """实时: bulletins and sections done, the time taken, and what runs longest, on one line."""

    def __init__(self, bulletins: int, stream: TextIO | None = None) -> None:
        self._bulletins = bulletins
        self._stream = stream or sys.stderr
        self._lock = threading.Lock()
        self._start = time.monotonic()
        self._finished = 0
        self._sections = 0
        self._known: dict[tuple[str, str], int] = {}
        self._steps: dict[tuple[str, str], tuple[str, float]] = {}

    def __call__(self, event: Event) -> None:
        """Take the event into the line; notes and failures get lines of their own above it."""
        with self._lock:
            self._count(event)
            if event.kind in {EventKind.note, EventKind.failed}:
                self._write("")
                click.echo(f"[{event.place} {event.period}] {_words(event)}", file=self._stream)
            self._write(self._line())

    def close(self) -> None:
        """Clear the line."""
        with self._lock:
            self._write("")

    def _count(self, event: Event) -> None:
        one = (event.place, event.period)
        if event.kind in {EventKind.section_done, EventKind.section_reused}:
            self._sections += 1
            self._known[one] = event.total or self._known.get(one, 0)
        elif event.kind is EventKind.step:
            self._steps[one] = (event.name, time.monotonic())
        elif event.kind in {EventKind.published, EventKind.unchanged, EventKind.failed}:
            self._finished += 1
            self._steps.pop(one, None)

    def _line(self) -> str:
        now = time.monotonic()
        parts = [f"{now - self._start:5.1f} 秒"]
        if self._bulletins > 1:
            parts.append(f"通报 {self._finished}/{self._bulletins}")
        if self._sections:
            parts.append(f"栏目 {self._sections}/{sum(self._known.values())}")
        if self._steps:
            (place, period), (step, since) = min(self._steps.items(), key=lambda item: item[1][1])
            slowest = f"{place} {period} " if self._bulletins > 1 else ""
            parts.append(f"{slowest}{step}（{now - since:.0f} 秒）")
        return " · ".join(parts)

    def _write(self, text: str) -> None:
        shown, width = "", 0
        for character in text:
            width += 1 if ord(character) < 0x2E80 else 2
            if width > _WIDTH:
                break
            shown += character
        self._stream.write(f"\r\x1b[K{shown}")
        self._stream.flush()


def _words(event: Event) -> str | None:
    """The event as a line, or `None` for one that says nothing new."""
    match event.kind:
        case EventKind.step:
            return event.name
        case EventKind.section_done:
            return f"  栏目 {event.name}" + (f"（{event.seconds:.1f} 秒）" if event.seconds else "")
        case EventKind.section_reused:
            return f"  栏目 {event.name}（未变，沿用）"
        case EventKind.note | EventKind.failed:
            return event.name
        case EventKind.unchanged:
            return "未变，无须重做"
    return None
