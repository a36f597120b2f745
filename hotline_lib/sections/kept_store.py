"""留存的结果库 (kept store): a period's results store, as long as nothing that it was made of has changed.

For whoever works on sections: the store is made once and read again in a moment, by any notebook and
any command. A run never uses one; it makes its own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hotline_lib
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.sections.store import Store, read_store, store_of, write_store, write_tables

SETTING = "HOTLINE_STORES"
"""Environment variable: the folder of the kept stores; without it nothing is kept."""

_LIBRARY = Path(hotline_lib.__file__).parent


def kept_stores(workspace: Workspace) -> Path:
    """留存之处: where a project's commands keep stores; safe to delete."""
    return workspace.outputs / ".lab" / "stores"


def open_store(place: str, period: str) -> Store:
    """打开结果库 of a period: the kept one if it still holds, else computed now. Raises as `prepare` does."""
    workspace, stores = Workspace.find(), os.environ.get(SETTING)
    if stores:
        return read_store(kept_store(workspace, place, Period.parse(period), Path(stores)))
    return _computed(workspace, place, Period.parse(period))


def kept_store(workspace: Workspace, place: str, period: Period, stores: Path) -> Path:
    """留存的结果库's folder below `stores`, made now unless it holds. Raises as `prepare` does.

    Its name is the hash of the params, the inputs of all the place's periods and the library's code.
    """
    kept = stores / place / period.id / _hash(workspace, place, period)
    if kept.is_dir():
        return kept
    store = _computed(workspace, place, period)
    kept.parent.mkdir(parents=True, exist_ok=True)
    outdated = list(kept.parent.iterdir())
    draft = Path(tempfile.mkdtemp(prefix=".", dir=kept.parent))
    try:
        write_store(store, draft)
        write_tables(store, draft)
        draft.rename(kept)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
        if not kept.is_dir():  # otherwise another process has just made the same
            raise
    for folder in outdated:
        shutil.rmtree(folder, ignore_errors=True)
    return kept


def _computed(workspace: Workspace, place: str, period: Period) -> Store:
    from hotline_lib.sections.prepare import prepare

    return store_of(prepare(workspace, place, period))


def _hash(workspace: Workspace, place: str, period: Period) -> str:
    total = hashlib.sha256()
    folders = (workspace.place_params(place), workspace.period_data(place, period).parent)
    for base, files in ((workspace.root, _files(*folders)), (_LIBRARY, sorted(_LIBRARY.rglob("*.py")))):
        for path in files:
            name, content = path.relative_to(base).as_posix(), path.read_bytes()
            total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()[:32]


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())
