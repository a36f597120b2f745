"""线程 (threads): what a process that will be forked must not have more than one of."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

_NO_THREADS = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
_TASKS = Path("/proc/self/task")


def no_threads() -> dict[str, str]:
    """单线程设置: environment under which libraries start no thread when they are imported."""
    return dict(_NO_THREADS)


def ready_to_fork(import_shared: Callable[[], object]) -> bool:
    """可以分叉: import what both sides will work with; whether this process may be forked after that.

    Not if it has more threads than one, or none can tell: a fork takes along the locks that the others hold.
    """
    try:
        if sys.platform != "linux" or threads_beside():
            return False
    except OSError:
        return False
    if "numpy" not in sys.modules:
        os.environ.update({name: os.environ.get(name, value) for name, value in _NO_THREADS.items()})
    import_shared()
    return threads_beside() == 0


def threads_beside() -> int:
    """此外的线程: how many threads this process has beside its first, Python's or not.

    Raises `OSError` where nothing tells: anywhere but on Linux.
    """
    return len(list(_TASKS.iterdir())) - 1
