"""缓存 (cache): finished pieces of work by the key of everything they depend on (`outputs/.cache/`).

An entry carries the hash of its own content, so a damaged one is seen, dropped and made again. The whole
folder may be deleted at any time; the only loss is time.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from contextlib import suppress
from pathlib import Path

FOLDER = ".cache"
LIMIT_BYTES = 2**30
_MAGIC = b"hotline-cache-1 "
_DRAFT_SECONDS = 3600


class Cache:
    """缓存: bytes by kind and key. `damaged` lists the entries that were found damaged and dropped.

    Between `hold` and `release` what is to be kept waits in memory: it may yet turn out to be worth nothing.
    """

    def __init__(self, folder: Path, limit: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self._limit = limit
        self._held: dict[tuple[str, str], bytes] | None = None
        self._lock = threading.Lock()
        self.damaged: list[str] = []

    def hold(self) -> None:
        """Keep nothing from now on until `release`."""
        self._held = {}

    def release(self) -> None:
        """Keep what has waited, and what comes from now on at once."""
        with self._lock:
            held, self._held = self._held, None
        for (kind, key), content in (held or {}).items():
            self.put(kind, key, content)

    def get(self, kind: str, key: str) -> bytes | None:
        """The content kept under a key, or `None`; a damaged entry is dropped."""
        path = self._path(kind, key)
        try:
            stored = path.read_bytes()
        except OSError:
            return None
        head, _, content = stored.partition(b"\n")
        if head != _MAGIC + hashlib.sha256(content).hexdigest().encode():
            self.damaged.append(f"{kind}/{key}")
            path.unlink(missing_ok=True)
            return None
        with suppress(OSError):
            os.utime(path)  # used last, dropped last
        return content

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep content under a key. A cache that cannot be written only costs time, so nothing is raised."""
        with self._lock:
            if self._held is not None:
                self._held[kind, key] = content
                return
        path = self._path(kind, key)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}.draft")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as file:
                file.write(_MAGIC + hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except OSError:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def prune(self) -> None:
        """Drop the entries not used for longest until the folder is within its limit, and dead drafts."""
        entries = []
        for path in self._folder.glob("*/??/*"):
            with suppress(OSError):
                state = path.stat()
                if path.suffix == ".draft":
                    if time.time() - state.st_mtime > _DRAFT_SECONDS:
                        path.unlink()
                    continue
                entries.append((state.st_mtime_ns, state.st_size, path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= self._limit:
                break
            with suppress(OSError):
                path.unlink()
                total -= size

    def _path(self, kind: str, key: str) -> Path:
        return self._folder / kind / key[:2] / key
