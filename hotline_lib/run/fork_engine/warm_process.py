"""预热进程的主人 (owner of the warm process): starts it, waits until it is warm, ends it."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import weakref
from pathlib import Path
from typing import BinaryIO, NoReturn

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import HotlineError
from hotline_lib.model.threads import no_threads
from hotline_lib.run.fork_engine.forked_process import ForkedProcess
from hotline_lib.run.fork_engine.zygote_words import READY

_MODULE = "hotline_lib.run.fork_engine.zygote"


class WarmProcess:
    """预热进程: begins to warm up at once; `address` waits until it is warm.

    It ends with `close`, or by itself when this process ends in whatever way. `fork`: it is forked from this
    one, which must be single-threaded and as good as new.
    """

    def __init__(self, fonts: Path | None, fork: bool = False) -> None:
        self._folder = tempfile.mkdtemp(prefix="hotline-")  # mode 0700: no one else may ask for a process
        self._log = Path(self._folder, "messages.txt")
        with self._log.open("wb") as log:
            begin = self._forked if fork else self._begun
            self._process = begin(fonts, log)
        self._lock = threading.Lock()
        self._warm = False
        _owned.add(self)

    def _begun(self, fonts: Path | None, log: BinaryIO) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            warm_command(self._folder, fonts),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env={**os.environ, **no_threads()},
            start_new_session=True,  # Ctrl-C is for us; we end it
        )

    def _forked(self, fonts: Path | None, log: BinaryIO) -> ForkedProcess:
        def become() -> NoReturn:
            from hotline_lib.run.fork_engine.zygote import become_zygote

            os.environ.update(no_threads())
            become_zygote(self._folder, fonts, None)

        return ForkedProcess(become, log.fileno())

    @property
    def address(self) -> str:
        """Where it listens, once it is warm. Raises `HotlineError` if it could not start."""
        with self._lock:
            if not self._warm:
                assert self._process.stdout is not None
                self._warm = self._process.stdout.readline() == READY
                if not self._warm:
                    raise HotlineError(f"分叉引擎的预热进程未能启动：{self._last_words()}")
        return str(Path(self._folder, "socket"))

    @property
    def process_id(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """What it ended with, negative for a signal; `None` while it is there."""
        return self._process.poll()

    @property
    def alive(self) -> bool:
        """Whether it is still there."""
        return self.exit_code is None

    def close(self) -> None:
        """End it and all it runs."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if not self._warm:  # no one has its address, so it runs nothing
            self._process.kill()
        self._process.stdin.close()
        self._process.stdout.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def disown(self) -> None:
        """In a process forked from the owner: hold nothing that keeps it from ending with the owner."""
        nothing = os.open(os.devnull, os.O_RDWR)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                os.dup2(nothing, pipe.fileno(), inheritable=False)  # closing it might wait for a thread
        os.close(nothing)

    def _last_words(self) -> str:
        self._process.wait()
        return self._log.read_text(encoding="utf-8", errors="replace").strip()[-2000:] or "没有留下信息"


def warm_command(folder: str, fonts: Path | None, *options: str) -> list[str]:
    """The command that becomes a warm process."""
    command = [sys.executable, "-m", _MODULE, folder, *options]
    return [*command, "--fonts", str(fonts)] if fonts is not None else command


_owned: weakref.WeakSet[WarmProcess] = weakref.WeakSet()


def _disown_all() -> None:
    for process in _owned:
        process.disown()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_disown_all)

_shared: WarmProcess | None = None
_shared_lock = threading.Lock()


def shared_warm_process(fonts: Path | None = None, fork: bool = False) -> WarmProcess:
    """共用的预热进程: started on first use, so ask early; `fonts` defaults to the project's."""
    global _shared
    with _shared_lock:
        if _shared is None or not _shared.alive:
            if _shared is None:
                atexit.register(close_shared)
            _shared = WarmProcess(fonts or project_fonts(), fork)
        return _shared


def close_shared() -> None:
    """End the shared warm process, if there is one."""
    global _shared
    with _shared_lock:
        if _shared is not None:
            _shared.close()
        _shared = None


def project_fonts() -> Path | None:
    """The font folder of the project around this process, `None` outside one."""
    try:
        return Workspace.find().fonts
    except HotlineError:
        return None
