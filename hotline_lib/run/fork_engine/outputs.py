"""单元输出 (cell outputs): a process's messages as the outputs that a Jupyter client would have kept."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import output_from_msg

from hotline_lib.run.fork_engine.frames import Message

_ADDED = ("stream", "display_data", "execute_result", "error")
_SHOWN = ("display_data", "execute_result", "update_display_data")


class CellOutputs:
    """单元输出 of one notebook, kept cell by cell; a display id may change the outputs of earlier cells."""

    def __init__(self) -> None:
        self._displays: dict[str, list[NotebookNode]] = {}
        self._clear_first = False

    def take(self, message: Message, outputs: list[NotebookNode]) -> NotebookNode | None:
        """Add a message to the running cell's outputs; returns the output that it added or grew."""
        kind, content = message["type"], message["content"]
        if kind in _SHOWN:
            self._update(content)
        if kind == "clear_output":
            self._clear_first = bool(content["wait"])
            if not self._clear_first:
                self._clear(outputs)
            return None
        if kind not in _ADDED:
            return None  # an update of what was shown before, or a widget's word to no one
        if self._clear_first:
            self._clear(outputs)
            self._clear_first = False
        if kind == "stream":
            return _stream(content, outputs)
        output = _output(kind, content)
        if shown_as := _display_id(content):
            self._displays.setdefault(shown_as, []).append(output)
        outputs.append(output)
        return output

    def _update(self, content: dict[str, Any]) -> None:
        """Every output of the same display id shows the newest data."""
        for earlier in self._displays.get(_display_id(content) or "", ()):
            earlier.data = from_dict(content["data"])
            earlier.metadata = from_dict(content["metadata"] or {})

    def _clear(self, outputs: list[NotebookNode]) -> None:
        gone = {id(output) for output in outputs}
        for name, kept in self._displays.items():
            self._displays[name] = [output for output in kept if id(output) not in gone]
        outputs.clear()


def error_output(name: str, value: str) -> NotebookNode:
    """错误输出 of a cell that could not report its own end."""
    return _output("error", {"ename": name, "evalue": value, "traceback": [f"{name}: {value}"]})


def _display_id(content: dict[str, Any]) -> str | None:
    return (content.get("transient") or {}).get("display_id")


def _stream(content: dict[str, Any], outputs: list[NotebookNode]) -> NotebookNode:
    """Text joins what the same stream printed since the last display; standard output stands first.

    So do a kernel's two buffers, which it empties at every display and at the end of a cell.
    """
    place = len(outputs)
    while place and outputs[place - 1].output_type == "stream":
        place -= 1
        if outputs[place].name == content["name"]:
            outputs[place].text += content["text"]
            return outputs[place]
    output = _output("stream", content)
    outputs.insert(place if content["name"] == "stdout" else len(outputs), output)
    return output


def _output(kind: str, content: dict[str, Any]) -> NotebookNode:
    """An output as nbformat makes it of a message, checked against its schema."""
    output: NotebookNode = output_from_msg({"header": {"msg_type": kind}, "content": content})
    return output
