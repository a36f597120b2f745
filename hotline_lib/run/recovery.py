"""恢复 (recovery): a run that died between its two moves is finished backwards before anything else.

One that died after publishing leaves only what it worked in, which is cleared away.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hotline_lib.model.errors import BusyError
from hotline_lib.run.locks import period_lock
from hotline_lib.run.staging import FOLDER, moved_aside, remove_staging, restore


def recover(out: Path, place: str, period: str) -> None:
    """恢复 the published bulletin of a period if a dead run left it moved aside.

    Raises `BusyError` if that run is not dead.
    """
    staging, target = out / FOLDER / f"{place}.{period}", out / place / period
    if moved_aside(staging, target):
        with period_lock(out, place, period, None):
            restore(staging, target)


def clear_away(out: Path, place: str, period: str) -> None:
    """收拾 what a dead or failed run left beside a bulletin that is published and needs no other.

    Where a run is at work on it, nothing is touched.
    """
    staging = out / FOLDER / f"{place}.{period}"
    if staging.is_dir():
        with suppress(BusyError), period_lock(out, place, period, None):
            remove_staging(staging)
    else:
        remove_staging(staging)  # the folder of all of them, where it is empty
