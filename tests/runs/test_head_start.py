"""What is begun before anything is known: both processes where inputs changed, none where nothing did."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from hotline_lib.guards import own_process
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.run.fork_engine import warm_process
from hotline_lib.run.fork_engine.choice import SETTING, fork_available
from hotline_lib.run.head_start import head_start
from hotline_lib.run.many.targets import Target

PLACE, PERIOD = "demo", "2024W28"
LATER = 4_000_000_000  # a date in seconds, after that of any file
SECTIONS = ["sections"] if fork_available() else []


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The processes that are begun; none really is."""
    found: list[str] = []
    monkeypatch.setattr(own_process, "ENGINE", "no_such_engine")
    monkeypatch.setattr(own_process, "own_process", lambda: found.append("guards"))
    monkeypatch.setattr(warm_process, "shared_warm_process", lambda fonts, fork: found.append("sections"))
    return found


def start(workspace: Workspace, period: str, force: bool = False) -> None:
    head_start(workspace, Target(PLACE, period), workspace.outputs, force)


def published(workspace: Workspace, date: int) -> None:
    record = workspace.outputs / PLACE / PERIOD / "run.json"
    record.parent.mkdir(parents=True)
    record.write_text("{}", encoding="utf-8")
    os.utime(record, (date, date))


def test_a_first_run_begins_both(copied: Workspace, begun: list[str]) -> None:
    start(copied, PERIOD)
    assert begun == [*SECTIONS, "guards"]


def test_nothing_is_begun_where_the_bulletin_is_newest(copied: Workspace, begun: list[str]) -> None:
    published(copied, LATER)
    start(copied, PERIOD)
    assert begun == []


def test_a_changed_notebook_needs_no_guards(copied: Workspace, begun: list[str]) -> None:
    published(copied, LATER)
    notebook = next(copied.notebooks.glob("*.ipynb"))
    os.utime(notebook, (LATER + 1, LATER + 1))
    start(copied, PERIOD)
    assert begun == [*SECTIONS]


@pytest.mark.parametrize("folder", ["data", "params"])
def test_a_changed_input_or_rule_begins_both(folder: str, copied: Workspace, begun: list[str]) -> None:
    published(copied, LATER)
    changed = next(p for p in (copied.root / folder / PLACE).rglob("*") if p.is_file())
    os.utime(changed, (LATER + 1, LATER + 1))
    start(copied, PERIOD)
    assert begun == [*SECTIONS, "guards"]


def test_force_begins_both(copied: Workspace, begun: list[str]) -> None:
    published(copied, LATER)
    start(copied, PERIOD, force=True)
    assert begun == [*SECTIONS, "guards"]


def test_a_period_that_does_not_exist_begins_nothing(copied: Workspace, begun: list[str]) -> None:
    start(copied, "2031-01")
    assert begun == []


def test_the_stock_engine_is_not_warmed(
    copied: Workspace, begun: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "nbclient")
    start(copied, PERIOD)
    assert begun == ["guards"]


def test_it_imports_nothing_heavy() -> None:
    code = (
        "import sys, hotline_lib.run.head_start, hotline_lib.guards.own_process\n"
        "print([n for n in ('pydantic', 'pandas', 'nbformat', 'papermill') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
