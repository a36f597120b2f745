"""暂存与发布 (staging and publishing): a bulletin is made aside and appears by one move, or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

from hotline_lib.model.errors import HotlineError

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def staging_folder(out: Path, place: str, period: str) -> Path:
    """暂存目录: an empty folder beside the published ones, on the same file system."""
    folder = out / ".staging" / f"{place}.{period}"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def publish(made: Path, target: Path) -> None:
    """发布: put the finished folder in place of `target` in one atomic step.

    Where a folder is already published the two are exchanged (Linux `renameat2`), so that a reader
    always finds a whole bulletin; elsewhere the old one is moved aside first. The old one is removed.
    """
    for path in sorted(made.rglob("*")):
        if path.is_file():
            _flush(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        made.rename(target)
    elif _exchange(made, target):
        shutil.rmtree(made)
    else:
        aside = made.with_name(made.name + ".old")
        target.rename(aside)
        try:
            made.rename(target)
        except OSError as error:
            aside.rename(target)
            raise HotlineError(f"无法发布到 {target.name}（{error}），原有通报保持不变。") from error
        shutil.rmtree(aside)
    _flush(target.parent)


def _flush(path: Path) -> None:
    """Make a file or folder durable before it becomes visible."""
    if sys.platform == "win32" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; `False` where the system cannot."""
    if sys.platform != "linux":
        return False
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    result: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return result == 0
