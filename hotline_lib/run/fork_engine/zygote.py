"""预热进程 (zygote): a process that has imported what sections need and forks a new one for each notebook.

It never runs a notebook's code. It listens on a socket in a folder that only its owner may enter; a
connection asks for one process and brings three open files: the channel for its messages and the two
that take what it prints. On the connection the zygote says the process's id and, when it has ended,
how; a word `kill` on it ends the process and all it started. Linux only.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import selectors
import signal
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from hotline_lib.model.collecting import collect_as_usual, collect_rarely
from hotline_lib.model.errors import HotlineError
from hotline_lib.model.threads import threads_beside
from hotline_lib.run.fork_engine.child import live
from hotline_lib.run.fork_engine.shell import SectionShell, build_shell
from hotline_lib.run.fork_engine.warm import INLINE, warm_up
from hotline_lib.run.fork_engine.zygote_words import KILL, READY


@dataclass
class _Running:
    """A notebook's process and the connection that asked for it."""

    process: int
    connection: socket.socket


class Zygote:
    """预热进程: the loop that forks, reports ends and leaves when its owner does."""

    def __init__(self, listener: socket.socket, shell: SectionShell, idle: float | None) -> None:
        self._listener, self._shell, self._idle = listener, shell, idle
        self._selector = selectors.DefaultSelector()
        self._running: dict[int, _Running] = {}
        self._wake, wake = socket.socketpair()
        self._wake.setblocking(False)
        wake.setblocking(False)
        self._wake_writer = wake
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: self._leave())
        self._selector.register(listener, selectors.EVENT_READ, self._accept)
        self._selector.register(self._wake, selectors.EVENT_READ, self._reap)

    def watch_owner(self, descriptor: int) -> None:
        """Leave when the other end of `descriptor`, a pipe, is closed: its owner has ended."""
        self._selector.register(descriptor, selectors.EVENT_READ, self._leave)

    def serve(self) -> NoReturn:
        """Serve until the owner has gone or nothing was asked for `idle` seconds."""
        asked = time.monotonic()
        while True:
            wait = None if self._idle is None else max(0.0, asked + self._idle - time.monotonic())
            events = self._selector.select(wait)
            if not events and not self._running:
                self._leave()
            for key, _ in events:
                key.data()
            asked = time.monotonic()

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        try:
            _, files, _, _ = socket.recv_fds(connection, 16, 3)
        except OSError:
            files = []
        if len(files) != 3:
            connection.close()
            return
        parent = os.getpid()
        process = os.fork()
        if process == 0:
            self._become(connection, files, parent)
        for file in files:
            os.close(file)
        self._running[process] = _Running(process, connection)
        self._selector.register(connection, selectors.EVENT_READ, lambda: self._hear(process))
        _tell(connection, {"process": process})

    def _become(self, connection: socket.socket, files: list[int], parent: int) -> NoReturn:
        """The forked side: leave the zygote's files behind and live as a notebook's process."""
        try:
            self._selector.close()
            for one in (self._listener, self._wake, self._wake_writer, connection):
                one.close()
            for running in self._running.values():
                running.connection.close()
            channel, out, err = files
            live(self._shell, socket.socket(fileno=channel), out, err, parent)
        finally:
            os._exit(1)

    def _hear(self, process: int) -> None:
        """A client that asks for an end, or is gone, ends its process."""
        running = self._running.get(process)
        if running is None:  # it ended in the same moment
            return
        with contextlib.suppress(OSError):
            running.connection.recv(len(KILL))
        self._selector.unregister(running.connection)
        _end_group(process)

    def _reap(self) -> None:
        try:
            while self._wake.recv(512):
                pass
        except BlockingIOError:
            pass
        while True:
            try:
                ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            except ChildProcessError:
                return
            if ended is None:
                return
            _end_group(ended.si_pid)  # before the id is free again: whatever the notebook left running
            _, status = os.waitpid(ended.si_pid, 0)
            running = self._running.pop(ended.si_pid)
            _tell(running.connection, {"status": os.waitstatus_to_exitcode(status)})
            if running.connection in self._selector.get_map():
                self._selector.unregister(running.connection)
            running.connection.close()

    def _leave(self) -> None:
        for process in self._running:
            _end_group(process)
        os._exit(0)


def _tell(connection: socket.socket, words: dict[str, int]) -> None:
    with contextlib.suppress(OSError):  # a client that is gone: `_hear` ends its process
        connection.sendall(json.dumps(words).encode() + b"\n")


def _end_group(process: int) -> None:
    for kill in (os.killpg, os.kill):  # not yet a group of its own just after the fork
        try:
            kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue


def main() -> None:
    """Warm up, make sure of being one thread, say so, and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="private folder for the socket")
    parser.add_argument("--fonts", type=Path)
    parser.add_argument("--idle", type=float, help="seconds without a request after which to leave")
    given = parser.parse_args()
    become_zygote(given.folder, given.fonts, given.idle)


def become_zygote(folder: str, fonts: Path | None, idle: float | None) -> NoReturn:
    """成为预热进程: this process, just begun or just forked, whose first two files are pipes of its owner."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _forget_own_folder()
    collect_rarely()
    os.environ.setdefault("MPLBACKEND", INLINE)
    try:
        warm_up(fonts)
    except HotlineError as error:
        sys.exit(str(error))
    shell = build_shell(folder)
    collect_as_usual()
    if threads := threads_beside():
        sys.exit(f"预热后多出 {threads} 个线程，不能安全地分叉。")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    address = Path(folder, "socket")
    listener.bind(f"{address}.new")
    listener.listen(64)
    Path(f"{address}.new").rename(address)
    zygote = Zygote(listener, shell, idle)
    if idle is None:
        zygote.watch_owner(0)
    os.write(1, READY)
    zygote.serve()


def _forget_own_folder() -> None:
    """Python puts the folder that it or its program was started in first; a notebook has its own there."""
    library = str(Path(__file__).parents[3])
    if sys.path[0] in ("", str(Path.cwd()), str(Path(sys.argv[0]).parent)):
        sys.path.pop(0)
    if library not in sys.path:
        sys.path.append(library)


if __name__ == "__main__":
    main()
