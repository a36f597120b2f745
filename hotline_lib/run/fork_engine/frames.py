"""帧 (frames): JSON messages over a stream socket, each after its length; what goes in them is `Request`
on the way in, and `Message` on the way out.
"""

from __future__ import annotations

import socket
import struct
from dataclasses import asdict, dataclass
from json import dumps, loads
from typing import Any

Message = dict[str, Any]
"""A notebook process's report; `type` is `start`, `display_data`, `execute_result`,
`update_display_data`, `error`, `clear_output`, `done` or `end`. Each says in `written` how many bytes
had gone to standard output and standard error before it, so that the reader can keep their order."""

_LENGTH = struct.Struct("!Q")
_CHUNK = 1 << 16


@dataclass(frozen=True)
class CellRequest:
    """一个单元 to run: its position in the notebook, its code, and whether it may raise."""

    index: int
    id: str | None
    source: str
    may_fail: bool


@dataclass(frozen=True)
class Request:
    """一本笔记本 to run: cells in order, working folder, environment, memory it may add in bytes."""

    cells: tuple[CellRequest, ...]
    folder: str
    environment: dict[str, str]
    memory: int | None

    def frame(self) -> Message:
        """The request as a message."""
        return asdict(self)

    @classmethod
    def of(cls, message: Message) -> Request:
        """The request in a message."""
        cells = tuple(CellRequest(**cell) for cell in message["cells"])
        return cls(cells, message["folder"], message["environment"], message["memory"])


def send_frame(sock: socket.socket, message: Message) -> None:
    """Send one message whole; raises `OSError` if the reader is gone."""
    body = dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    sock.sendall(_LENGTH.pack(len(body)) + body)


class FrameReader:
    """读帧: the whole messages that have arrived on a socket."""

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._buffer = bytearray()
        self.received = 0
        self.ended = False

    def wait(self) -> Message:
        """The next message, waited for; raises `EOFError` if the writer is gone."""
        while (message := self._next()) is None:
            if self.ended:
                raise EOFError("对方已关闭连接")
            self._receive()
        return message

    def arrived(self) -> list[Message]:
        """Messages that have arrived on a non-blocking socket; sets `ended` at its end."""
        try:
            while not self.ended:
                self._receive()
        except BlockingIOError:
            pass
        messages = []
        while (message := self._next()) is not None:
            messages.append(message)
        return messages

    def _receive(self) -> None:
        try:
            data = self._socket.recv(_CHUNK)
        except ConnectionResetError:
            data = b""
        self.received += len(data)
        self.ended = not data
        self._buffer += data

    def _next(self) -> Message | None:
        if len(self._buffer) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._buffer)
        end = _LENGTH.size + length
        if len(self._buffer) < end:
            return None
        body = bytes(self._buffer[_LENGTH.size : end])
        del self._buffer[:end]
        message: Message = loads(body.decode("utf-8", "surrogatepass"))
        return message
