"""一本笔记本的进程 (child): what a process does between its fork and its end. Linux only."""

from __future__ import annotations

import ctypes
import io
import os
import resource
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import BinaryIO, NoReturn, cast

from hotline_lib.run.fork_engine.frames import FrameReader, Request, send_frame
from hotline_lib.run.fork_engine.shell import Report, SectionShell, run_cells
from hotline_lib.run.fork_engine.warm import INLINE

_PR_SET_PDEATHSIG = 1


def live(shell: SectionShell, channel: socket.socket, out: int, err: int, parent: int) -> NoReturn:
    """一生: become a process of its own, run the notebook asked for on `channel`, and leave.

    `out` and `err` are files that take what is printed; `parent` is the warm process's id. Never
    returns: leaving by `_exit`, it runs nothing that was registered before the fork.
    """
    status = 1
    try:
        _stand_alone(parent)
        _print_to(out, err)
        request = Request.of(FrameReader(channel).wait())
        _settle(shell, request)
        run_cells(shell, request.cells, Report(lambda message: send_frame(channel, message)))
        send_frame(channel, {"type": "end", "written": [os.fstat(1).st_size, os.fstat(2).st_size]})
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def _stand_alone(parent: int) -> None:
    """独立: own session and process group, ordinary signals, and an end when the warm process ends."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _print_to(out: int, err: int) -> None:
    """Everything printed, by Python, C or a command, goes to the client's files, in its true order."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.close(out)
    os.close(err)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - the process's own
    sys.stdout, sys.stderr = (
        io.TextIOWrapper(
            cast(BinaryIO, io.FileIO(descriptor, "w", closefd=False)),  # no buffer that a death would lose
            encoding="UTF-8",  # spelt as a kernel's
            errors="surrogateescape",
            write_through=True,
        )
        for descriptor in (1, 2)
    )
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr  # type: ignore[misc]


def _settle(shell: SectionShell, request: Request) -> None:
    """Folder, environment, limits and random numbers of a process that has just begun."""
    os.chdir(request.folder)
    os.environ.clear()
    os.environ.update(request.environment)
    shell.init_environment()  # type: ignore[no-untyped-call]
    os.environ.setdefault("MPLBACKEND", INLINE)
    sys.path.insert(_place_of_folder(), "")
    sys.argv = [""]
    if generators := sys.modules.get("numpy.random"):  # imported later, they are seeded then
        generators.seed()  # Python's own generator is seeded anew by the fork itself
    if request.memory is not None:
        most = _data_bytes() + request.memory
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _place_of_folder() -> int:
    """Where a kernel puts the working folder: before the installed packages, after Python's own."""
    names = [Path(entry).name for entry in sys.path]
    return next((n for n, name in enumerate(names) if name in ("site-packages", "dist-packages")), 0)


def _data_bytes() -> int:
    """Private memory of this process now."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmData:"))
