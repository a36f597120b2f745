"""暂存与发布 (staging and publishing): a bulletin is made aside and appears by one move, or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from hotline_lib.model.errors import HotlineError

FOLDER = ".staging"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_ATTEMPTS = 100


def staging_folder(out: Path, place: str, period: str) -> Path:
    """暂存目录: an empty folder beside the published ones, on the same file system.

    What a killed or failed run left there is cleared; a bulletin it had moved aside is put back first.
    """
    folder = out / FOLDER / f"{place}.{period}"
    if folder.exists():
        restore(folder, out / place / period)
        shutil.rmtree(folder)
    for _ in range(_ATTEMPTS):
        with suppress(FileNotFoundError):  # a run of another period, the last one, removed the folder of all
            folder.mkdir(parents=True)
            return folder
    raise HotlineError(f"暂存目录 {folder.parent.name}/ 无法建立，未发布。请核对输出目录。")


def restore(staging: Path, target: Path) -> None:
    """恢复: put back the published bulletin where a run died between moving the old one and the new one."""
    if moved_aside(staging, target):
        _aside(staging / "bulletin").rename(target)
        _flush(target.parent)


def moved_aside(staging: Path, target: Path) -> bool:
    """Whether a run died (or is) between its two moves, so that the published bulletin stands aside."""
    return not target.exists() and _aside(staging / "bulletin").is_dir()


def remove_staging(staging: Path) -> None:
    """Remove a staging folder that has served, and the folder of all of them if it is the last."""
    shutil.rmtree(staging, ignore_errors=True)
    with suppress(OSError):  # not empty: another period is being made
        staging.parent.rmdir()


def publish(made: Path, target: Path) -> None:
    """发布: put the finished folder in place of `target` in one atomic step.

    Where a folder is already published the two are exchanged (Linux `renameat2`), so that a reader
    always finds a whole bulletin; elsewhere the old one is moved aside first. The old one is removed.
    Contents are on the disk before names, and names before the old ones go, so that a power cut
    finds the old bulletin or the new one.
    """
    _flush_tree(made)
    _make_folders(target.parent)
    if not target.exists():
        made.rename(target)
        _flush_both(made, target)
    elif _exchange(made, target):
        _flush_both(made, target)
        shutil.rmtree(made)
    else:
        aside = _aside(made)
        target.rename(aside)
        try:
            made.rename(target)
        except OSError as error:
            aside.rename(target)
            raise HotlineError(f"无法发布到 {target.name}（{error}），原有通报保持不变。") from error
        _flush_both(made, target)
        shutil.rmtree(aside)


def _aside(made: Path) -> Path:
    return made.with_name(made.name + ".old")


def _flush_tree(folder: Path) -> None:
    """Files first, then the folders that name them, inner ones before outer ones."""
    for parent, _, names in os.walk(folder, topdown=False):
        for name in sorted(names):
            _flush(Path(parent, name))
        _flush(Path(parent))


def _make_folders(folder: Path) -> None:
    """Make a folder and its missing parents durably."""
    if not folder.is_dir():
        _make_folders(folder.parent)
        folder.mkdir(exist_ok=True)
        _flush(folder.parent)


def _flush_both(made: Path, target: Path) -> None:
    _flush(target.parent)
    _flush(made.parent)


def _flush(path: Path) -> None:
    """Make a file or folder durable before it becomes visible."""
    if sys.platform == "win32":
        if path.is_dir():
            return
        handle = os.open(path, os.O_RDWR)
    else:
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
