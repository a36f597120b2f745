"""本机并行 (processes): several bulletins at once in processes of their own.

Each process makes one bulletin after another and so imports everything once. A process that dies takes
only its own bulletin along: the pool is set up again and what was in work is tried once more.
"""

from __future__ import annotations

import multiprocessing
import queue
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from hotline_lib.model.errors import ExitCode
from hotline_lib.run.many.outcome import Options, Outcome, failed, make_target
from hotline_lib.run.many.targets import Target
from hotline_lib.run.progress.events import Event, Progress

ATTEMPTS = 2
_events: Any = None


def run_in_processes(
    targets: Sequence[Target], options: Options, processes: int, tell: Progress
) -> list[Outcome]:
    """出各期 in so many processes; outcomes in the order of `targets`."""
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager:
        events = manager.Queue()
        stop = threading.Event()
        listener = threading.Thread(target=_listen, args=(events, tell, stop))
        listener.start()
        try:
            return _in_processes(targets, options, processes, context, events, tell)
        finally:
            stop.set()
            listener.join()


def _in_processes(
    targets: Sequence[Target], options: Options, processes: int, context: Any, events: Any, tell: Progress
) -> list[Outcome]:
    done: dict[Target, Outcome] = {}
    attempts = dict.fromkeys(targets, 0)
    start = time.perf_counter()
    while waiting := [t for t in targets if t not in done]:
        # after a death one process a bulletin at a time tells which bulletin it was
        alone = any(attempts.values())
        batch = waiting[:1] if alone else waiting
        with ProcessPoolExecutor(min(processes, len(batch)), context, _begin, (events,)) as pool:
            futures: dict[Future[Outcome], Target] = {pool.submit(_one, t, options): t for t in batch}
            for future in as_completed(futures):
                target = futures[future]
                try:
                    done[target] = future.result()
                except BrokenProcessPool:
                    attempts[target] += 1
                    if alone and attempts[target] >= ATTEMPTS:
                        words = "出这一期的进程被强行结束（可能是内存不足），已重试。"
                        done[target] = failed(target, options, ExitCode.failed, words, start, tell)
    return [done[target] for target in targets]


def _begin(events: Any) -> None:
    global _events
    _events = events


def _one(target: Target, options: Options) -> Outcome:
    return make_target(target, options, _events.put)


def _listen(events: Any, tell: Progress, stop: threading.Event) -> None:
    """Hand on what the processes tell, until all is said."""
    while True:
        try:
            event: Event = events.get(timeout=0.05)
        except queue.Empty:
            if stop.is_set():
                return
            continue
        tell(event)
