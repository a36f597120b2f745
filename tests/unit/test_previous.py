"""上一期: what the previous period prints comes from its own inputs, whatever has been published."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.run.diff import Snapshot
from hotline_lib.run.previous import previous_period
from hotline_lib.run.review import changes_since

NOW = Period.parse("2024W28")


@pytest.fixture
def earlier(copied: Workspace) -> Path:
    """The inputs of the week before, of the synthetic place."""
    return copied.data / "demo" / "2024W27"


def snapshot_now(workspace: Workspace) -> Snapshot:
    """What the bulletin of the week prints: that of the week after has it as its previous one."""
    made = previous_period(workspace, "demo", Period.parse("2024W29"))
    assert made is not None
    assert made.snapshot is not None
    return made.snapshot


def test_without_inputs_there_is_no_previous_period(copied: Workspace) -> None:
    assert previous_period(copied, "yueyang", Period.parse("2024-04")) is None
    assert previous_period(copied, "demo", Period.parse("2024-01..2024-04")) is None


def test_the_figures_of_the_week_before_come_from_its_inputs(copied: Workspace, earlier: Path) -> None:
    before = previous_period(copied, "demo", NOW)
    assert before is not None
    assert before.snapshot is not None
    assert len(before.printed) > 300
    assert set(before.printed) >= {figure.quantity for figure in before.snapshot.figures}
    changes = changes_since(before, snapshot_now(copied), NOW.label)
    assert changes is not None
    assert (changes.before, changes.after) == ("2024年第27周", "2024年第28周")
    found = {f.label: (f.before, f.after) for f in changes.figures}
    assert found["来电总量"] == ("3452", "3317")
    assert changes.cells


def test_a_changed_input_of_the_week_before_is_another_difference(copied: Workspace, earlier: Path) -> None:
    file = earlier / "intake.csv"
    text = file.read_text(encoding="utf-8")
    assert "3452" in text
    now = snapshot_now(copied)
    file.write_text(text.replace("3452", "3400"), encoding="utf-8")
    changes = changes_since(previous_period(copied, "demo", NOW), now, NOW.label)
    assert changes is not None
    (calls,) = (f for f in changes.figures if f.label == "来电总量")
    assert (calls.before, calls.after, calls.difference) == ("3400", "3317", -83)


def test_inputs_that_the_guards_refuse_are_said_and_stop_nothing(copied: Workspace, earlier: Path) -> None:
    now = snapshot_now(copied)
    (earlier / "intake.csv").write_text("指标,分项,数值\n没有此指标,,1\n", encoding="utf-8")
    before = previous_period(copied, "demo", NOW)
    assert before is not None
    assert before.snapshot is None
    changes = changes_since(before, now, NOW.label)
    assert changes is not None
    assert "2024年第27周的输入不能计算：data/demo/2024W27/intake.csv" in changes.problem
