"""恢复 (recovery): a run that died between its two moves is finished backwards before anything else."""

from __future__ import annotations

from pathlib import Path

from hotline_lib.run.locks import period_lock
from hotline_lib.run.staging import FOLDER, moved_aside, restore


def recover(out: Path, place: str, period: str) -> None:
    """恢复 the published bulletin of a period if a dead run left it moved aside.

    Raises `BusyError` if that run is not dead.
    """
    staging, target = out / FOLDER / f"{place}.{period}", out / place / period
    if moved_aside(staging, target):
        with period_lock(out, place, period, None):
            restore(staging, target)
