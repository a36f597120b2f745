"""校验值 (hashes): SHA-256 of files; a file that the file system says is untouched is not read again."""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

_TIMES = "st_mtime_ns", "st_ctime_ns"
_SETTLED_NANOSECONDS = 2_000_000_000
"""A file changed within two seconds of being read may change again under the same time stamp."""


def files_below(folder: Path) -> list[Path]:
    """Every file below a folder, compiled bytecode left out; empty where the folder is missing."""
    found: list[str] = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [f for f in folders if f != "__pycache__"]
        found += [f"{parent}{os.sep}{name}" for name in names]
    # in the order of paths, which take ten times as long to sort
    return [Path(name) for name in sorted(found, key=lambda name: name.split(os.sep))]  # noqa: PTH206


def digest_of(hashes: Mapping[str, str]) -> str:
    """总校验值: one SHA-256 over names and their hashes."""
    joined = "\n".join(f"{value}  {name}" for name, value in sorted(hashes.items()))
    return hashlib.sha256(joined.encode()).hexdigest()


def digest_of_text(*texts: str | bytes) -> str:
    """SHA-256 over several texts, each with its length, so that no two lists of texts are alike."""
    total = hashlib.sha256()
    for text in texts:
        data = text.encode() if isinstance(text, str) else text
        total.update(f"{len(data)}:".encode())
        total.update(data)
    return total.hexdigest()


class Hasher:
    """算校验值者: hashes files, remembering in `memory` what the file system vouches for.

    A remembered hash is used only while size, inode, and times of content and of inode are all as they
    were, and only if the file had settled by then; the inode's time is the system's own and cannot be set.
    Without `memory` every byte is read.
    """

    def __init__(self, memory: Path | None = None) -> None:
        self._memory = memory
        self._known: dict[str, list[object]] = _load(memory)
        self._used: dict[str, list[object]] = {}

    def file(self, path: Path) -> str:
        """SHA-256 of one file, in hexadecimal; raises `OSError` if it cannot be read."""
        return self._hash(str(path))

    def files(self, paths: Iterable[Path], base: Path) -> dict[str, str]:
        """SHA-256 of each file, by its path relative to `base`, sorted."""
        start = f"{base}{os.sep}"  # texts, since paths take ten times as long
        named = {}
        for path in map(str, paths):
            if not path.startswith(start):
                raise ValueError(f"{path} 不在 {base} 之中")
            named[path[len(start) :].replace(os.sep, "/")] = path
        return {name: self._hash(named[name]) for name in sorted(named)}

    def _hash(self, path: str) -> str:
        state = os.stat(path)  # noqa: PTH116 - as in `files`
        stamp = [state.st_size, state.st_ino, state.st_mtime_ns, state.st_ctime_ns]
        known = self._known.get(path)
        if known is not None and known[:-1] == stamp:
            self._used[path] = known
            return str(known[-1])
        with open(path, "rb") as file:  # noqa: PTH123
            value = hashlib.file_digest(file, "sha256").hexdigest()
        if _settled(state.st_mtime_ns, state.st_ctime_ns):
            self._used[path] = [*stamp, value]
        return value

    def worked_out(self, name: str, files: Iterable[Path], make: Callable[[], Sequence[str]]) -> list[str]:
        """What was worked out of some files, lines of text; made anew once one has come, gone or changed.

        As safe as a remembered hash, on the same conditions.
        """
        states = [path.stat() for path in files if path.exists()]  # a link may lead nowhere
        newest = [max((getattr(s, which) for s in states), default=0) for which in _TIMES]
        stamp = [len(states), sum(s.st_size for s in states), *newest]
        known = self._known.get(name)
        if known is None or known[:-1] != stamp:
            known = [*stamp, "\n".join(make())]
        if _settled(*newest):
            self._used[name] = known
        return str(known[-1]).split("\n") if known[-1] else []

    def remember(self) -> None:
        """Keep what was learnt for the next run; a memory that cannot be written only costs time."""
        if self._memory is None or self._used == self._known:
            return
        try:
            self._memory.parent.mkdir(parents=True, exist_ok=True)
            draft = self._memory.with_name(f"{self._memory.name}.{os.getpid()}")
            draft.write_text(json.dumps(self._known | self._used), encoding="utf-8")
            draft.replace(self._memory)
        except OSError:
            return


def _settled(*times: int) -> bool:
    return time.time_ns() - max(times) > _SETTLED_NANOSECONDS


def _load(memory: Path | None) -> dict[str, list[object]]:
    if memory is None:
        return {}
    try:
        read = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(read, dict):
        return {}
    return {k: v for k, v in read.items() if isinstance(v, list) and len(v) == 5 and isinstance(v[-1], str)}
