"""旁检 (checking aside): the guards in a process of their own, while this one reads and computes.

The engine of the guards takes longer to import than everything else of a bulletin together, and
nothing but the verdict is wanted of it. The process is begun when a verdict is wanted that has not
been kept, serves all later ones of this process, and ends with it, however it ends.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import lru_cache
from multiprocessing.util import Finalize
from typing import Any

from hotline_lib.guards.check import GuardOutcome, check_tables
from hotline_lib.sections.prepare import refuse

ENGINE = "great_expectations"

Pending = Callable[[], GuardOutcome]
"""待得的结论 (pending verdict): waits for it when called."""


def begin_check(*arguments: Any) -> Pending:
    """开始检查 with the arguments of `check_tables`; call what is returned for the outcome.

    Where the engine is imported here already, or a process may have no child, it is done here.
    """
    if ENGINE in sys.modules or multiprocessing.current_process().daemon:
        return lambda: check_tables(*arguments)
    try:
        begun: Future[GuardOutcome] = _process().submit(check_tables, *arguments)
    except BrokenProcessPool:
        _process.cache_clear()
        return lambda: check_tables(*arguments)

    def outcome() -> GuardOutcome:
        try:
            return begun.result()
        except BrokenProcessPool:  # it was killed: see here
            _process.cache_clear()
            return check_tables(*arguments)

    return outcome


@contextmanager
def checked_first(pending: Pending) -> Iterator[None]:
    """检查在先: what goes wrong inside gives way to what the guards refuse, which is its cause."""
    try:
        yield
    except Exception:
        refuse(pending())
        raise


@lru_cache(maxsize=1)
def _process() -> ProcessPoolExecutor:
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_warm_up)
    # A process of several bulletins waits for its children before its exit handlers run; and the pool
    # must be told to end before its own queues are closed (at priority 10).
    Finalize(pool, pool.shutdown, kwargs={"cancel_futures": True}, exitpriority=100)
    return pool


def _warm_up() -> None:
    """In the process: end when the other one does, even if it is killed; import the engine."""
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_after, args=(parent.join,), daemon=True).start()
    import hotline_lib.guards.gx_run  # noqa: F401


def _end_after(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)
