"""告知 (telling): one place to which a run tells everything; it reaches the person and the log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hotline_lib.run.progress.events import Event, Progress
from hotline_lib.run.progress.log import EventLog
from hotline_lib.run.progress.terminal import LiveProgress, PlainProgress


@contextmanager
def telling(out: Path, bulletins: int, quiet: bool, log_file: Path | None) -> Iterator[Progress]:
    """告知: to the terminal or as plain lines (nothing if `quiet`), and always to the log."""
    log = EventLog(out, log_file)
    shown: LiveProgress | PlainProgress | None = None
    if not quiet:
        shown = LiveProgress(bulletins) if sys.stderr.isatty() else PlainProgress(bulletins > 1)

    def tell(event: Event) -> None:
        log(event)
        if shown is not None:
            shown(event)

    try:
        yield tell
    finally:
        if shown is not None:
            shown.close()
