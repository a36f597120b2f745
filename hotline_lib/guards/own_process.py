"""检查进程 (process of the guards): one beside this one, in which the engine of the guards is imported.

Its import takes as long as a bulletin's sections together, and nothing but the verdict is wanted of it.
The process is begun when it is first asked for, serves all later checks of this process, lends a hand with
other work when there is nothing to check, and ends with this process, however that ends. Where it is safe
it is forked, and so has already what both sides work with. This module imports nothing heavy, so that the
process can be begun early.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from importlib import import_module
from multiprocessing.util import Finalize
from typing import Any, TypeVar

from hotline_lib.model.collecting import collect_rarely
from hotline_lib.model.threads import ready_to_fork

ENGINE = "great_expectations"
Found = TypeVar("Found")


class OwnProcess:
    """检查进程: warms up as soon as it is made; `submit` raises `BrokenProcessPool` once it was killed."""

    def __init__(self) -> None:
        method = "fork" if ready_to_fork(lambda: import_module("hotline_lib.guards.check")) else "spawn"
        before = set(multiprocessing.active_children())
        self._pool = ProcessPoolExecutor(1, multiprocessing.get_context(method), initializer=_warm_up)
        self._last: Future[Any] = self._pool.submit(os.getpid)  # a pool begins its process with a first task
        self._processes = set(multiprocessing.active_children()) - before
        # A process that is itself one of several joins its children before it ends its pools, and closes
        # their queues (priority 10) before that.
        Finalize(None, self._pool.shutdown, kwargs={"wait": True, "cancel_futures": True}, exitpriority=100)

    def submit(self, function: Callable[..., Found], *arguments: object) -> Future[Found]:
        """Have it call a function that it can import."""
        self._last = begun = self._pool.submit(function, *arguments)
        return begun

    def when_idle(self, call: Callable[[], object]) -> None:
        """Call as soon as it has done all that it was given: now, or then from another thread."""
        self._last.add_done_callback(lambda _: call())

    def kill(self) -> None:
        """End it at once; what it was doing is lost."""
        for process in self._processes:
            process.kill()
        self._pool.shutdown()


def has_own_process() -> bool:
    """Whether checks go to the process: not where the engine is here already, or no child is allowed."""
    return ENGINE not in sys.modules and not multiprocessing.current_process().daemon


_own: OwnProcess | None = None


def own_process() -> OwnProcess:
    """检查进程 of this process, begun now if there is none."""
    global _own
    if _own is None:
        _own = OwnProcess()
    return _own


def begun_process() -> OwnProcess | None:
    """检查进程 of this process, if it has been begun."""
    return _own


def end_own_process() -> None:
    """End it, if there is one; the next check begins another."""
    global _own
    ended, _own = _own, None
    if ended is not None:
        ended.kill()


def _warm_up() -> None:
    """In the process: end when the other one does, even if it is killed; import the engine."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the other one, which ends this one
    collect_rarely()
    if parent := multiprocessing.parent_process():
        threading.Thread(target=_end_after, args=(parent.join,), daemon=True).start()
    from tqdm import tqdm  # type: ignore[import-untyped]

    tqdm.set_lock(threading.RLock())  # its own is shared between processes, and left behind by a killed one
    import hotline_lib.guards.check
    import hotline_lib.guards.suites  # noqa: F401


def _end_after(wait: Callable[[], None]) -> None:
    wait()
    os._exit(1)
