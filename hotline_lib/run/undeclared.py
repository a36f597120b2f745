"""未申报的读取 (undeclared reads): files that a section opened beside its store and its declared files.

A bulletin must be a function of its declared inputs, so such a read fails the section: kept results
would not notice a change in that file, and nobody could reproduce the page.
"""

from __future__ import annotations

import fnmatch
import site
import sys
import sysconfig
from collections.abc import Iterable, Sequence
from pathlib import Path

import hotline_lib
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import NotebookError
from hotline_lib.sections.reads import NETWORK

_SYSTEM = tuple(
    Path(folder)
    for folder in (
        "/proc",
        "/sys",
        "/dev",
        "/etc",
        "/usr",
        "/lib",
        "/lib64",
        "/opt",
        "/var/cache",
    )
)


def refuse_undeclared(
    section: str, reads: Iterable[str], workspace: Workspace, work: Path, declared: Sequence[str]
) -> None:
    """核对读取. `declared` are patterns relative to the project. Raises `NotebookError` naming each file."""
    allowed = _allowed(workspace, work)
    strange = [read for read in reads if not _is_declared(read, workspace, declared, allowed)]
    if strange:
        listing = "、".join(_shown(read, workspace) for read in strange)
        raise NotebookError(
            f"栏目“{section}”读取了未申报的来源：{listing}。数据请经结果库取用；"
            "确需另读文件的，在该栏目笔记本的 .yml 中列入 files。"
        )


def _allowed(workspace: Workspace, work: Path) -> tuple[Path, ...]:
    """Folders that are part of the key (fonts, library, environment) or of no document (the system's)."""
    environment = [sys.prefix, sys.base_prefix, sys.exec_prefix, *site.getsitepackages()]
    environment += [sysconfig.get_path("stdlib"), site.getusersitepackages()]
    own = (work, workspace.fonts, Path(hotline_lib.__file__).parent)
    return (*(folder.resolve() for folder in (*own, *map(Path, environment))), *_SYSTEM)


def _is_declared(read: str, workspace: Workspace, declared: Sequence[str], allowed: Sequence[Path]) -> bool:
    if read.startswith(NETWORK):
        return False
    path, root = Path(read).resolve(), workspace.root.resolve()
    if any(path.is_relative_to(folder) for folder in allowed):
        return True
    if path.is_relative_to(root):
        name = path.relative_to(root).as_posix()
        return any(fnmatch.fnmatch(name, pattern) for pattern in declared)
    return _is_settings(path)


def _is_settings(path: Path) -> bool:
    """A dot folder of the user's home: caches and settings of the tools."""
    home = Path.home()
    return path.is_relative_to(home) and path.relative_to(home).parts[0].startswith(".")


def _shown(read: str, workspace: Workspace) -> str:
    if read.startswith(NETWORK):
        return read
    path, root = Path(read).resolve(), workspace.root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else read
