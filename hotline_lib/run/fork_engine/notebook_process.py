"""客户一侧 (client): one notebook's process as its reader sees it: what it reports, or why it ended early."""

from __future__ import annotations

import codecs
import fcntl
import json
import os
import selectors
import signal
import socket
import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from hotline_lib.run.fork_engine.frames import FrameReader, Message, Request, send_frame
from hotline_lib.run.fork_engine.limits import Limits
from hotline_lib.run.fork_engine.zygote_words import KILL

_LOOK = 0.25
"""Seconds between looks at how much has been printed."""

_KEPT = 1 << 16
"""Bytes kept of a text that grew beyond the limit: a command may print faster than it can be stopped."""


class EndedEarlyError(Exception):
    """提前结束: the process died or reached a limit; `timed_out` if that was a limit of time."""

    def __init__(self, reason: str, *, timed_out: bool = False) -> None:
        super().__init__(reason)
        self.timed_out = timed_out


class NotebookProcess:
    """一本笔记本的进程: asks the warm process at `address` for it and yields what it reports."""

    def __init__(self, address: str, request: Request, limits: Limits) -> None:
        self._limits = limits
        self._printed = tuple(_PrintedText(name) for name in ("stdout", "stderr"))
        self._channel, theirs = socket.socketpair()
        self._control = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._words = b""
        try:
            self._control.connect(address)
            files = [theirs.fileno(), *(p.descriptor for p in self._printed)]
            socket.send_fds(self._control, [b"fork\n"], files)
            theirs.close()
            send_frame(self._channel, request.frame())
        except OSError as error:
            self.close()
            raise EndedEarlyError(f"未能从预热进程得到运行进程（{error}）") from None
        self._channel.setblocking(False)
        self._control.setblocking(False)
        self._frames = FrameReader(self._channel)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it; if it is still running, it is ended."""
        self._control.close()
        self._channel.close()
        for printed in self._printed:
            printed.close()

    def messages(self) -> Iterator[Message]:
        """报告 in order, with what was printed as `stream` messages between them, up to `end`.

        Raises `EndedEarlyError` when the process ends without it or reaches a limit, after all that
        it had reported and printed has been yielded.
        """
        began, cell_began = time.monotonic(), None
        with selectors.DefaultSelector() as selector:
            selector.register(self._channel, selectors.EVENT_READ)
            selector.register(self._control, selectors.EVENT_READ)
            while True:
                if selector.select(self._until(began, cell_began)):
                    status = self._status()
                    for message in self._frames.arrived():
                        yield from self._before(message)
                        yield message
                        if message["type"] == "end":
                            return
                        if message["type"] == "start":
                            cell_began = time.monotonic()
                        elif message["type"] == "done":
                            cell_began = None
                    if status is not None:
                        yield from self._rest()
                        raise EndedEarlyError(_how_it_ended(status))
                    if self._frames.ended:
                        selector.unregister(self._channel) if self._channel in selector.get_map() else None
                if reached := self._limit_reached(began, cell_began):
                    self._kill()
                    yield from self._rest()
                    raise reached

    def _until(self, began: float, cell_began: float | None) -> float:
        now = time.monotonic()
        ends = [_LOOK]
        if self._limits.notebook is not None:
            ends.append(began + self._limits.notebook - now)
        if self._limits.cell is not None and cell_began is not None:
            ends.append(cell_began + self._limits.cell - now)
        return max(0.0, min(ends))

    def _limit_reached(self, began: float, cell_began: float | None) -> EndedEarlyError | None:
        now, limits = time.monotonic(), self._limits
        if limits.cell is not None and cell_began is not None and now - cell_began >= limits.cell:
            return EndedEarlyError(f"单元运行超过 {limits.cell:g} 秒，已中止", timed_out=True)
        if limits.notebook is not None and now - began >= limits.notebook:
            return EndedEarlyError(f"笔记本运行超过 {limits.notebook:g} 秒，已中止", timed_out=True)
        made = self._frames.received + sum(p.size for p in self._printed)
        if limits.output_bytes is not None and made > limits.output_bytes:
            return EndedEarlyError(f"输出超过 {limits.output} MB，已中止")
        return None

    def _status(self) -> int | None:
        """The exit status, once the warm process has said it."""
        try:
            data = self._control.recv(4096)
        except BlockingIOError:
            return None
        except ConnectionResetError:
            data = b""
        if not data:
            raise EndedEarlyError("预热进程已中止")
        self._words += data
        for line in self._words.split(b"\n"):
            if line.startswith(b'{"status"'):
                status: int = json.loads(line)["status"]
                return status
        return None

    def _kill(self) -> None:
        """End the process and wait until it has: what it printed is then final."""
        try:
            self._control.setblocking(True)
            self._control.settimeout(10)
            self._control.sendall(KILL)
            while self._control.recv(4096):
                pass
        except OSError:
            pass  # then closing the connection ends it

    def _before(self, message: Message) -> Iterator[Message]:
        """What was printed before a message."""
        for printed, end in zip(self._printed, message["written"], strict=True):
            yield from printed.up_to(end)

    def _rest(self) -> Iterator[Message]:
        """What was printed last; of what goes beyond the limit, enough to see what it was."""
        most = self._limits.output_bytes
        for printed in self._printed:
            beyond = most is not None and printed.size > most
            yield from printed.up_to(printed.read + _KEPT if beyond else printed.size)


class _PrintedText:
    """印出的文字: a file in memory that takes one stream of a process and of all it starts."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.descriptor = os.memfd_create(f"hotline-{name}")
        fcntl.fcntl(self.descriptor, fcntl.F_SETFL, os.O_APPEND)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.read = 0

    @property
    def size(self) -> int:
        """Bytes printed so far."""
        return os.fstat(self.descriptor).st_size

    def up_to(self, end: int) -> Iterator[Message]:
        """The text printed since the last call, up to byte `end`, if any."""
        pieces = []
        while self.read < end and (data := os.pread(self.descriptor, end - self.read, self.read)):
            self.read += len(data)
            pieces.append(self._decoder.decode(data))
        if text := "".join(pieces):
            yield {"type": "stream", "content": {"name": self._name, "text": text}}

    def close(self) -> None:
        os.close(self.descriptor)


def _how_it_ended(status: int) -> str:
    if status < 0:
        try:
            name = signal.Signals(-status).name
        except ValueError:
            name = str(-status)
        hint = "（可能是内存不足）" if -status == signal.SIGKILL else ""
        return f"运行进程被信号 {name} 结束{hint}"
    return f"运行进程自行退出，退出码 {status}"
