"""The gate in a run: refuses before anything is written, is passed by acceptance, and is recorded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_project import PLACE, halve_signed, run, tiny

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ChangesRefusedError, ExitCode
from hotline_lib.run.bulletin import run_bulletin
from hotline_lib.run.gate.request import GateRequest

pytestmark = pytest.mark.slow

LAST_WEEK = "2024年第27周"


@pytest.fixture
def small(tmp_path: Path) -> tuple[Workspace, str]:
    """Two weeks of the synthetic place; the second is run."""
    return tiny(tmp_path / "project")


def limit(workspace: Workspace, old: str, new: str) -> None:
    path = workspace.params / PLACE / "change_limits.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def record(workspace: Workspace, period: str) -> dict[str, Any]:
    read = json.loads((workspace.outputs / PLACE / period / "run.json").read_text(encoding="utf-8"))
    return dict(read["change_gate"])


def test_a_quiet_week_passes_and_a_restless_one_is_refused(small: tuple[Workspace, str]) -> None:
    workspace, period = small
    limit(workspace, "{difference: 15}", '{difference: "0.1"}')
    with pytest.raises(ChangesRefusedError, match=f"与{LAST_WEEK}相比，.*由 .* 变为 .*限度为差 0.1 个百分点"):
        run_bulletin(workspace, PLACE, period, formats=["html"], gate=GateRequest())
    assert not (workspace.outputs / PLACE).exists()

    refused = run(workspace, period, "--max-change", "params")
    assert (refused.returncode, "未发布" in refused.stderr) == (ExitCode.changes_refused, True)
    assert "FAILED" not in refused.stderr
    assert not (workspace.outputs / PLACE).exists()

    accepted = run(workspace, period, "--max-change", "params", "--accept-changes")
    assert accepted.returncode == 0, accepted.stderr
    assert "已按 --accept-changes 放行，记入 run.json" in accepted.stdout
    kept = record(workspace, period)
    assert (kept["compared"], kept["accepted"]) == ([LAST_WEEK], True)
    assert {found["against"] for found in kept["beyond"]} == {LAST_WEEK}

    limit(workspace, '{difference: "0.1"}', '{difference: "0.2"}')  # says when to stop, not what to print
    again = run(workspace, period, "--max-change", "params")
    assert again.returncode == 0
    assert "均未变，通报无须重做" in again.stdout


def test_a_draft_is_compared_with_the_one_it_replaces(small: tuple[Workspace, str]) -> None:
    workspace, period = small
    first = run_bulletin(workspace, PLACE, period, formats=["html"], gate=GateRequest())
    assert first.gate is not None
    assert (first.gate.beyond, first.gate.accepted) == ((), False)
    assert record(workspace, period)["compared"] == [LAST_WEEK]
    before = (first.folder / "figures.json").read_bytes()

    halve_signed(workspace, period)
    with pytest.raises(ChangesRefusedError, match=r"与上一稿相比，全市签收率由 .*限度为差 2 个百分点"):
        run_bulletin(workspace, PLACE, period, formats=["html"], gate=GateRequest())
    assert (first.folder / "figures.json").read_bytes() == before

    ungated = run_bulletin(workspace, PLACE, period, formats=["html"])
    assert ungated.gate is None
    assert json.loads((ungated.folder / "run.json").read_bytes())["change_gate"] is None


def test_a_previous_period_that_cannot_be_computed_is_told(small: tuple[Workspace, str]) -> None:
    workspace, period = small
    (workspace.data / PLACE / "2024W27" / "edition.yml").write_text("issue: 很多\n", encoding="utf-8")
    told: list[str] = []
    made = run_bulletin(
        workspace,
        PLACE,
        period,
        formats=["html"],
        gate=GateRequest(),
        progress=lambda event: told.append(event.name),
    )
    assert made.gate is not None
    assert made.gate.compared == ()
    assert made.gate.not_compared[0].startswith(f"{LAST_WEEK}：")
    assert any(words.startswith(f"变动未能把关：{LAST_WEEK}") for words in told)
