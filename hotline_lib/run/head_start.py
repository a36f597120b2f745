"""先行 (head start): what takes long to begin is begun before it is known to be needed.

The warm process of the sections and the process of the guards import for seconds, on processors that
would wait meanwhile. Whether they will be wanted is guessed from dates, since nothing is known yet; a
wrong guess costs time and nothing else. Each is forked, where that is safe, as soon as what it shares with
this process is imported: the warm process first, which needs less of it. This module imports nothing heavy
itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import hotline_lib
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.threads import ready_to_fork
from hotline_lib.run.fork_engine.choice import FORK, engine_name
from hotline_lib.run.many.targets import Target
from hotline_lib.run.provenance.hashes import files_below
from hotline_lib.run.provenance.published import RECORD

_LIBRARY = Path(hotline_lib.__file__).parent


def head_start(workspace: Workspace, target: Target, out: Path, force: bool) -> None:
    """先行 for a bulletin that is about to be made."""
    inputs = workspace.data / target.place, workspace.params / target.place
    if not (inputs[0] / target.period).is_dir():
        return
    made = 0 if force else _date(out / target.place / target.period / RECORD)
    guards_wanted = _newest([*inputs, _LIBRARY / "guards", _LIBRARY / "model"]) >= made
    if (guards_wanted or _newest([workspace.notebooks, _LIBRARY]) >= made) and engine_name() == FORK:
        from hotline_lib.run.fork_engine.warm import import_shared
        from hotline_lib.run.fork_engine.warm_process import shared_warm_process

        shared_warm_process(workspace.fonts, fork=ready_to_fork(import_shared))
    if guards_wanted:
        from hotline_lib.guards.own_process import has_own_process, own_process

        if has_own_process():
            own_process()


def _newest(folders: Iterable[Path]) -> int:
    return max((_date(path) for folder in folders for path in files_below(folder)), default=0)


def _date(path: Path) -> int:
    """When a file was last written, in nanoseconds; 0 for one that is not there."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
