"""读取记录 (reads): every file that a section opens while it runs, as Python itself reports it.

Recording begins when the section opens its store. What is opened by libraries in other languages (the
Parquet reader, for one) and before that moment is not seen; the committed notebooks have no such cells,
and a test parses them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

FOLDER = "reads"
NETWORK = "网络："


class _Recorder:
    """An audit hook that appends to a file; a hook cannot be removed, so there is one a process."""

    def __init__(self) -> None:
        self._target: int | None = None
        self._written: set[str] = set()
        self._seen: set[str] = set()

    def begin(self, target: Path) -> None:
        """Record into a new file from now on."""
        if self._target is None:
            sys.addaudithook(self._hook)
        else:
            os.close(self._target)
        self._written, self._seen = set(), set()
        self._target = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o644)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes):
            self._opened(str(Path.cwd() / os.fsdecode(arguments[0])), arguments[2])
        elif event == "socket.connect" and isinstance(arguments[1], tuple):
            host = str(arguments[1][0])
            if host not in {"127.0.0.1", "::1", "localhost"}:
                self._note(f"{NETWORK}{host}")

    def _opened(self, path: str, flags: Any) -> None:
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            self._written.add(path)  # what the section wrote itself is no input
        elif path not in self._written:
            self._note(path)

    def _note(self, what: str) -> None:
        if what not in self._seen and self._target is not None:
            self._seen.add(what)
            os.write(self._target, os.fsencode(what) + b"\n")


_recorder = _Recorder()


def record_reads(store: Path, section: str) -> None:
    """开始记录: into `reads/<section>.txt` of a run's working folder, which holds `store`, if it is one.

    A store elsewhere (an analyst's) is not recorded.
    """
    folder = store.resolve().parents[1] / FOLDER
    if folder.is_dir():
        _recorder.begin(folder / f"{section}.txt")


def recorded_reads(folder: Path, section: str) -> tuple[str, ...] | None:
    """What a section opened, in order; `None` if it kept no record. Raises `OSError`."""
    file = folder / FOLDER / f"{section}.txt"
    if not file.is_file():
        return None
    return tuple(os.fsdecode(line) for line in file.read_bytes().splitlines())
