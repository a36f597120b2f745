"""A changed input shows as a change against the draft before; repeating a run changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.run.bulletin import run_bulletin

pytestmark = pytest.mark.slow

HISTORY = {"run.json", "checks/changes.json", "checks/changes.html"}


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_drafts_are_compared_and_the_bulletin_stays_a_function_of_its_inputs(
    copied: Workspace, tmp_path: Path
) -> None:
    def run() -> dict[str, bytes]:
        return files(run_bulletin(copied, "demo", "2024W28", out=tmp_path / "out", formats=("html",)).folder)

    intake = copied.data / "demo" / "2024W28" / "intake.csv"
    as_received = intake.read_text(encoding="utf-8")
    first = run()
    assert json.loads(first["checks/changes.json"]) == {"changes": None}
    assert "第一稿" in first["checks/changes.html"].decode()

    intake.write_text(as_received.replace("3317", "3400"), encoding="utf-8")
    second = run()
    changes = json.loads(second["checks/changes.json"])["changes"]
    found = {f["label"]: (f["before"], f["after"], f["difference"]) for f in changes["figures"]}
    assert found["来电总量"] == ("3317", "3400", "83")
    assert changes["texts"]
    page = second["checks/changes.html"].decode()
    assert "+83" in page
    assert "<script" not in page
    assert 'href="checks/changes.html"' in second["bulletin.html"].decode()

    again = run()
    assert {n: b for n, b in again.items() if n != "run.json"} == {
        n: b for n, b in second.items() if n != "run.json"
    }

    intake.write_text(as_received, encoding="utf-8")
    restored = run()
    assert {n: b for n, b in restored.items() if n not in HISTORY} == {
        n: b for n, b in first.items() if n not in HISTORY
    }
