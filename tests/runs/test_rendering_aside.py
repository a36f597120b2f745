"""Formats are made here and in the guards' process, each once, whatever becomes of that process."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any

import pytest

from hotline_lib.model.document import Document
from hotline_lib.model.errors import RenderError
from hotline_lib.publish.formats import FORMATS, Rendering
from hotline_lib.publish.review import Review
from hotline_lib.run import rendering as rendering_module
from hotline_lib.run.rendering import SharedRendering

ALL = ["html", "pdf", "docx", "xlsx"]
LONGEST = "docx"


class Process:
    """A stand-in for the guards' process: idle, busy, gone, killed at work or failing at it."""

    def __init__(self, state: str = "idle") -> None:
        self.given: list[str] = []
        self._state = state
        self._calls: list[Callable[[], object]] = []

    def submit(self, function: Callable[..., bytes], wanted: str, rendering: Rendering) -> Future[bytes]:
        assert function is rendering_module.render
        if self._state == "gone":
            raise BrokenProcessPool
        future: Future[bytes] = Future()
        if self._state == "killed":
            future.set_exception(BrokenProcessPool())
        elif self._state == "failing":
            future.set_exception(RenderError("排版失败：字体中没有此字"))
        else:
            future.set_result(f"{wanted} 别处".encode())
        self.given.append(wanted)
        self._state = "busy"
        return future

    def when_idle(self, call: Callable[[], object]) -> None:
        if self._state == "busy":
            self._calls.append(call)
        else:
            call()

    def rest(self) -> None:
        """It has done what it was given."""
        self._state = "idle"
        calls, self._calls = self._calls, []
        for call in calls:
            call()


class Kept:
    """What is kept of formats, by format."""

    def __init__(self, **kept: bytes) -> None:
        self.kept = kept
        self.put: dict[str, bytes] = {}

    def keys(self, formats: list[str], rendering: Rendering) -> dict[str, str]:
        return {wanted: wanted for wanted in formats}

    def taken(self, wanted: str, key: str) -> bytes | None:
        return self.kept.get(wanted)

    def keep(self, key: str, content: bytes) -> None:
        assert key not in self.put, "made twice"
        self.put[key] = content


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The formats made here, in order."""
    found: list[str] = []

    def render(wanted: str, rendering: Rendering) -> bytes:
        found.append(wanted)
        return f"{wanted} 此处".encode()

    monkeypatch.setattr(rendering_module, "render", render)
    return found


def shared(process: Process | None, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> SharedRendering:
    monkeypatch.setattr(rendering_module, "begun_process", lambda: process)
    document = Document(
        place="p", period="2024-04", title=("通报",), issued_on="2024-05-01", sections=(), appendices=()
    )
    holder: Any = kept
    return SharedRendering(ALL, Rendering(document, Review(), ()), holder)


def test_an_idle_process_makes_the_longest(here: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    process, kept = Process(), Kept()
    work = shared(process, kept, monkeypatch)
    found = {**dict(work.here()), **dict(work.rest())}
    assert process.given == [LONGEST]
    assert max(FORMATS.values(), key=lambda one: one.effort).id == LONGEST
    assert here == ["xlsx", "html", "pdf"], "the quickest first"
    assert found == kept.put
    assert set(found) == set(ALL)


def test_a_process_that_is_soon_done_gets_another(here: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    process, kept = Process(), Kept()
    work = shared(process, kept, monkeypatch)
    rendered = work.here()
    found = [next(rendered)]
    process.rest()
    found += [*rendered, *work.rest()]
    assert process.given == ["docx", "pdf"]
    assert here == ["xlsx", "html"]
    assert dict(found) == kept.put
    assert len(found) == len(ALL)


@pytest.mark.parametrize("process", [Process("busy"), Process("gone"), None], ids=["busy", "gone", "none"])
def test_all_are_made_here_where_no_one_has_time(
    process: Process | None, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept()
    work = shared(process, kept, monkeypatch)
    found = {**dict(work.here()), **dict(work.rest())}
    assert sorted(here) == sorted(ALL)
    assert found == kept.put
    if process is not None:
        process.rest()
        assert process.given == [], "nothing is left to be handed over"


def test_what_a_killed_process_was_making_is_made_here(
    here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept()
    work = shared(Process("killed"), kept, monkeypatch)
    assert {**dict(work.here()), **dict(work.rest())} == kept.put
    assert sorted(here) == sorted(ALL)
    assert here[-1] == LONGEST


def test_an_error_made_elsewhere_is_told_here(here: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    work = shared(Process("failing"), kept, monkeypatch)
    assert len(list(work.here())) == len(ALL) - 1
    with pytest.raises(RenderError, match="字体中没有此字"):
        list(work.rest())
    assert LONGEST not in kept.put


def test_what_is_kept_is_taken_over_and_not_made(here: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    process, kept = Process(), Kept(docx=b"kept", pdf=b"kept")
    work = shared(process, kept, monkeypatch)
    found = {**dict(work.here()), **dict(work.rest())}
    assert found["docx"] == found["pdf"] == b"kept"
    assert sorted(kept.put) == ["html", "xlsx"]
    assert process.given == ["html"]


def test_one_format_alone_is_made_here(here: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    process, kept = Process(), Kept(docx=b"kept", pdf=b"kept", xlsx=b"kept")
    work = shared(process, kept, monkeypatch)
    assert dict(work.here())["html"] == "html 此处".encode()
    assert process.given == []
    assert list(work.rest()) == []
