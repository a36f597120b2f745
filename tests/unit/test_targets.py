"""Which bulletins a command asks for, and what their outcomes together say."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import UsageError
from hotline_lib.run.many.outcome import Outcome, State, exit_code
from hotline_lib.run.many.targets import Target, targets_of
from hotline_lib.run.progress.events import Event, EventKind
from hotline_lib.run.progress.log import EventLog
from hotline_lib.run.progress.terminal import LiveProgress, PlainProgress


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for place, periods in {"one": ["2023-12", "2024-01", "2024-02", "2024Q1"], "two": ["2024-01"]}.items():
        (tmp_path / "params" / place).mkdir(parents=True)
        (tmp_path / "params" / place / "place.yml").touch()
        for period in periods:
            (tmp_path / "data" / place / period).mkdir(parents=True)
            (tmp_path / "data" / place / period / "edition.yml").touch()
    return Workspace(tmp_path)


@pytest.mark.parametrize(
    ("words", "periods", "every", "expected"),
    [
        (["one", "2024-01"], None, False, "one:2024-01"),
        (["one", "2023-01..2023-04"], None, False, "one:2023-01..2023-04"),
        (["one:2024-01"], None, False, "one:2024-01"),
        (["one:2024-01", "two:2024-01", "one:2024-01"], None, False, "one:2024-01 two:2024-01"),
        (["one"], "2024-01..2024-02", False, "one:2024-01 one:2024-02"),
        (["one"], "2024-01..2024-03", False, "one:2024-01 one:2024-02 one:2024Q1"),
        (["one"], "2023-12", False, "one:2023-12"),
        (["one"], None, True, "one:2023-12 one:2024-01 one:2024-02 one:2024Q1"),
        ([], "2024-01..2024-01", True, "one:2024-01 two:2024-01"),
        (["two", "one"], "2024-01..2024-01", False, "two:2024-01 one:2024-01"),
    ],
)
def test_targets(
    workspace: Workspace, words: list[str], periods: str | None, every: bool, expected: str
) -> None:
    found = targets_of(workspace, words, periods, every)
    assert found == [Target(*text.split(":")) for text in expected.split()]


@pytest.mark.parametrize(
    ("words", "periods", "every", "message"),
    [
        ([], None, False, "请写“地区 期”"),
        (["one"], None, False, "请写“地区 期”"),
        (["one", "two", "2024-01"], None, False, "请写“地区 期”"),
        (["one:"], None, False, "请写“地区 期”"),
        ([], "2024-01..2024-02", False, "--periods 须写明地区"),
        (["one:2024-01"], None, True, "只写地区"),
        (["nowhere"], "2024-01", False, "没有地区“nowhere”"),
        (["one"], "2031-01..2031-12", False, "没有一期"),
        (["one"], "四月", False, "看不懂期“四月”"),
    ],
)
def test_unclear_commands_are_refused(
    workspace: Workspace, words: list[str], periods: str | None, every: bool, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        targets_of(workspace, words, periods, every)


def outcome(code: int) -> Outcome:
    return Outcome("one", "2024-01", State.failed if code else State.made, "", 1.0, code)


@pytest.mark.parametrize(("codes", "expected"), [([0, 0], 0), ([0, 3], 3), ([3, 3, 0], 3), ([3, 5, 0], 1)])
def test_exit_code_of_several(codes: list[int], expected: int) -> None:
    assert exit_code([outcome(code) for code in codes]) == expected


EVENTS = [
    Event(EventKind.begun, "one", "2024-01"),
    Event(EventKind.step, "one", "2024-01", "运行栏目"),
    Event(EventKind.section_reused, "one", "2024-01", "opening", total=2),
    Event(EventKind.section_done, "one", "2024-01", "closing", 1.25, 2),
    Event(EventKind.published, "one", "2024-01", seconds=3.5),
]


def test_plain_lines_name_sections_and_what_was_taken_over() -> None:
    stream = io.StringIO()
    tell = PlainProgress(several=True, stream=stream)
    for event in EVENTS:
        tell(event)
    assert stream.getvalue().splitlines() == [
        "[one 2024-01] 运行栏目",
        "[one 2024-01]   栏目 opening（未变，沿用）",
        "[one 2024-01]   栏目 closing（1.2 秒）",
    ]


def test_live_line_counts_bulletins_and_sections_and_is_cleared() -> None:
    stream = io.StringIO()
    tell = LiveProgress(3, stream)
    for event in EVENTS[:4]:
        tell(event)
    last = stream.getvalue().split("\r\x1b[K")[-1]
    assert "通报 0/3" in last
    assert "栏目 2/2" in last
    assert "one 2024-01 运行栏目" in last
    tell.close()
    assert stream.getvalue().endswith("\r\x1b[K")


def test_log_begins_when_something_is_written(tmp_path: Path) -> None:
    log = EventLog(tmp_path, None)
    log(EVENTS[0])
    log(Event(EventKind.failed, "one", "2024-01", "输入数据有误"))
    assert list(tmp_path.iterdir()) == []
    for event in EVENTS:
        log(event)
    lines = [json.loads(line) for line in log.path.read_text(encoding="utf-8").splitlines()]
    assert [line["kind"] for line in lines] == ["begun", "failed", *(e.kind.value for e in EVENTS)]
    assert lines[-1]["seconds"] == 3.5


def test_log_asked_for_is_written_from_the_start(tmp_path: Path) -> None:
    log = EventLog(tmp_path, tmp_path / "logs" / "run.jsonl")
    log(EVENTS[0])
    assert json.loads((tmp_path / "logs" / "run.jsonl").read_text(encoding="utf-8"))["kind"] == "begun"
