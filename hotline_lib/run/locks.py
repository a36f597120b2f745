"""占用 (locks): one run at a time on one period; what a dead process held is free by itself.

The lock is the operating system's own, on an open file: it ends with the process that holds it, however
that dies. A note beside it says who holds it, for the message.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hotline_lib.model.errors import BusyError

FOLDER = ".locks"


@dataclass
class Held:
    """占用情况: whether an earlier holder died without letting go; whether to leave no trace."""

    after_dead: str | None
    traceless: bool = False


@contextmanager
def period_lock(out: Path, place: str, period: str, wait: float | None) -> Iterator[Held]:
    """占用一期 for the length of the block, waiting up to `wait` seconds (`None`: not at all).

    The lock's file stays for the next. If this one made it and the block wants no trace left, it goes, and
    folders that are empty without it. Raises `BusyError` naming the process that holds it.
    """
    from filelock import FileLock, Timeout

    folder = out / FOLDER
    note, file = folder / f"{place}.{period}.json", folder / f"{place}.{period}.lock"
    first = not file.exists()
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(file)
    try:
        lock.acquire(timeout=wait or 0, poll_interval=0.1)
    except Timeout:
        waited = f"已等 {wait:g} 秒。" if wait else ""
        raise BusyError(
            f"{_holder(note) or '另一个进程'}正在出 {place} {period}。{waited}"
            "请等它结束后再运行，或加 --wait 秒数 等候。"
        ) from None
    held = Held(after_dead=_holder(note))
    try:
        with suppress(OSError):
            note.write_text(json.dumps(_myself()), encoding="utf-8")
        yield held
    finally:
        note.unlink(missing_ok=True)
        if first and held.traceless:
            with suppress(OSError):  # in use on Windows; whoever waits on Linux sees that it is gone
                file.unlink()
        lock.release()
        if first and held.traceless:
            with suppress(OSError):  # not empty: others are at work, or something is published
                folder.rmdir()
                out.rmdir()


def _myself() -> dict[str, object]:
    since = datetime.now().astimezone().isoformat(timespec="seconds")
    return {"process": os.getpid(), "machine": platform.node(), "since": since}


def _holder(note: Path) -> str | None:
    try:
        held = json.loads(note.read_text(encoding="utf-8"))
        return f"{held['machine']} 上的进程 {held['process']}（自 {held['since']} 起）"
    except (OSError, ValueError, KeyError, TypeError):
        return None
