"""旁检 (checking aside): the guards in a process of their own, while this one reads and computes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from hotline_lib.guards.check import GuardOutcome, check_tables
from hotline_lib.guards.own_process import end_own_process, has_own_process, own_process
from hotline_lib.sections.prepare import refuse

Pending = Callable[[], GuardOutcome]
"""待得的结论 (pending verdict): waits for it when called."""


def begin_check(*arguments: Any) -> Pending:
    """开始检查 with the arguments of `check_tables`; call what is returned for the outcome.

    Where the engine is imported here already, or a process may have no child, it is done here.
    """
    if not has_own_process():
        return lambda: check_tables(*arguments)
    try:
        begun: Future[GuardOutcome] = own_process().submit(check_tables, *arguments)
    except BrokenProcessPool:
        end_own_process()
        return lambda: check_tables(*arguments)

    def outcome() -> GuardOutcome:
        try:
            return begun.result()
        except BrokenProcessPool:  # it was killed: see here
            end_own_process()
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
