"""运行日志 (log): every event as one JSON line, for machines; `outputs/.logs/` keeps the last ones."""

from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from hotline_lib.run.progress.events import Event, EventKind

FOLDER = ".logs"
KEPT = 50
_WRITING = {EventKind.section_done, EventKind.section_reused, EventKind.published}


class EventLog:
    """运行日志: to the `file` asked for from the first event on; otherwise to a file of its own.

    That file is begun once the run writes anything at all, so a refused input leaves `outputs/` untouched.
    """

    def __init__(self, out: Path, file: Path | None) -> None:
        started = datetime.now(UTC)
        own = out / FOLDER / f"{started:%Y%m%dT%H%M%S}.{os.getpid()}.jsonl"
        self.path = file or own
        self._waiting: list[str] = []
        self._open = file is not None
        self._lock = threading.Lock()
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)

    def __call__(self, event: Event) -> None:
        """Write the event, or hold it back until the run writes something."""
        record = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "kind": event.kind.value}
        record |= {"place": event.place, "period": event.period, "name": event.name}
        numbers = {"seconds": event.seconds, "total": event.total}
        line = json.dumps(
            record | {k: round(v, 3) for k, v in numbers.items() if v is not None}, ensure_ascii=False
        )
        with self._lock:
            self._waiting.append(line)
            if not self._open and event.kind in _WRITING:
                self._open = True
                self._make_room()
            if self._open:
                self._flush()

    def _flush(self) -> None:
        with suppress(OSError):  # a full disk must stop the bulletin for its own sake, not for the log's
            with self.path.open("a", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in self._waiting)
            self._waiting.clear()

    def _make_room(self) -> None:
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            for old in sorted(self.path.parent.glob("*.jsonl"))[: -KEPT + 1]:
                old.unlink(missing_ok=True)
