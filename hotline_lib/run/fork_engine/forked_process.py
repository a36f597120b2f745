"""分叉出的进程 (forked process): a warm process for its owner, forked from that instead of begun anew.

It has what the owner has imported by then, in memory that both share. Linux only, and only from a process of
one thread: a fork takes along the locks that others hold.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NoReturn


class ForkedProcess:
    """分叉出的进程, as far as needed like `subprocess.Popen` with pipes to its input and from its output."""

    def __init__(self, become: Callable[[], NoReturn], log: int) -> None:
        """Fork; there, `become` never returns. What it says of errors goes to the file `log`."""
        theirs_in, ours_in = os.pipe()
        ours_out, theirs_out = os.pipe()
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()  # or both would write what is waiting
        self.pid = os.fork()
        if self.pid == 0:
            _live(become, theirs_in, theirs_out, log)
        os.close(theirs_in)
        os.close(theirs_out)
        self.stdin: BinaryIO = os.fdopen(ours_in, "wb", buffering=0)
        self.stdout: BinaryIO = os.fdopen(ours_out, "rb")
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """What it ended with, negative for a signal; `None` while it is there."""
        if self.returncode is None:
            try:
                ended, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:  # this process was told to let the system see to its children
                ended, status = self.pid, 0
            if ended:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended. Raises `subprocess.TimeoutExpired`."""
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired("warm process", timeout or 0)
            time.sleep(0.001)
        return code

    def kill(self) -> None:
        """End it at once, if it is still there."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


def _live(become: Callable[[], NoReturn], given: int, told: int, log: int) -> NoReturn:
    """The forked side: a session of its own, its own three streams, and never back to the owner's work."""
    try:
        os.setsid()  # Ctrl-C is for the owner
        os.dup2(given, 0)
        os.dup2(told, 1)
        os.dup2(log, 2)
        _let_go()
        sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
        become()
    except SystemExit as end:
        os.write(2, str(end.code).encode())
    except BaseException:
        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(1)


def _let_go() -> None:
    """Hold nothing open that is the owner's, who would be taken to be alive as long as its pipes are.

    The numbers stay taken: an object that still has one may close it without harm.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
        if number > 2:
            with suppress(OSError):  # but for the list's own
                os.dup2(nothing, number, inheritable=False)
