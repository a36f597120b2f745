"""Messages arrive whole however they are cut, and become the outputs that a Jupyter client would keep."""

from __future__ import annotations

import json
import random
import socket
import struct
from typing import Any

from nbformat import NotebookNode

from hotline_lib.run.fork_engine.frames import CellRequest, FrameReader, Request, send_frame
from hotline_lib.run.fork_engine.outputs import CellOutputs


def test_frames_survive_any_cut() -> None:
    messages = [{"type": "done", "text": "字" * n, "bad": "\udc80"} for n in (0, 1, 5000)]
    one, other = socket.socketpair()
    for message in messages:
        send_frame(one, message)
    one.close()
    data = b""
    while piece := other.recv(1 << 16):
        data += piece
    cut, rest = socket.socketpair()
    rest.setblocking(False)
    reader, found = FrameReader(rest), []
    chance = random.Random(1)
    while data:
        size = chance.randint(1, 3000)
        cut.sendall(data[:size])
        data = data[size:]
        found += reader.arrived()
    assert found == messages
    assert not reader.ended
    cut.close()
    assert reader.arrived() == []
    assert reader.ended


def test_a_frame_cut_short_is_not_a_message() -> None:
    one, other = socket.socketpair()
    other.setblocking(False)
    body = json.dumps({"type": "end"}).encode()
    one.sendall(struct.pack("!Q", len(body)) + body[:-1])
    one.close()
    reader = FrameReader(other)
    assert reader.arrived() == []
    assert reader.ended


def test_a_request_comes_back_as_it_was() -> None:
    request = Request((CellRequest(2, "a", "x = 1", may_fail=False),), "/folder", {"A": "1"}, 7)
    assert Request.of(json.loads(json.dumps(request.frame()))) == request


def taken(*messages: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    outputs: list[NotebookNode] = []
    keeper = CellOutputs()
    for kind, content in messages:
        keeper.take({"type": kind, "content": content}, outputs)
    return [dict(o) for o in outputs]


def stream(name: str, text: str) -> tuple[str, dict[str, Any]]:
    return "stream", {"name": name, "text": text}


def display(text: str, name: str | None = None, kind: str = "display_data") -> tuple[str, dict[str, Any]]:
    transient = {"display_id": name} if name else {}
    return kind, {"data": {"text/plain": text}, "metadata": {}, "transient": transient}


def test_streams_join_up_to_a_display() -> None:
    found = taken(
        stream("stderr", "e"),
        stream("stdout", "a"),
        stream("stdout", "b"),
        display("d"),
        stream("stdout", "c"),
    )
    assert [(o["output_type"], o.get("text")) for o in found] == [
        ("stream", "ab"),
        ("stream", "e"),
        ("display_data", None),
        ("stream", "c"),
    ]


def test_an_update_changes_every_display_of_its_id_and_adds_none() -> None:
    found = taken(display("1", "k"), display("2", "k"), display("3", "other"))
    assert [o["data"]["text/plain"] for o in found] == ["2", "2", "3"]
    found = taken(display("1", "k"), display("9", "k", "update_display_data"))
    assert [o["data"]["text/plain"] for o in found] == ["9"]


def test_cleared_outputs_go_at_once_or_before_the_next() -> None:
    assert taken(display("1"), ("clear_output", {"wait": False})) == []
    waiting = taken(display("1"), ("clear_output", {"wait": True}))
    assert [o["data"]["text/plain"] for o in waiting] == ["1"]
    replaced = taken(display("1"), ("clear_output", {"wait": True}), stream("stdout", "2"))
    assert [o.get("text") for o in replaced] == ["2"]


def test_a_word_to_a_widget_is_no_output() -> None:
    assert taken(("comm_open", {"comm_id": "1"})) == []
