"""上一期: what the previous period prints comes from its own inputs, whatever has been published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.run.previous import previous_period
from hotline_lib.run.review import changes_since

NOW = Period.parse("2024W28")


@pytest.fixture
def earlier(copied: Workspace) -> Path:
    """The inputs of the synthetic place once more, as those of the week before."""
    folder = copied.data / "demo" / "2024W27"
    shutil.copytree(copied.data / "demo" / "2024W28", folder)
    return folder


def test_without_inputs_there_is_no_previous_period(copied: Workspace) -> None:
    assert previous_period(copied, "demo", NOW) is None
    assert previous_period(copied, "demo", Period.parse("2024-01..2024-04")) is None


def test_equal_inputs_print_the_same_figures(copied: Workspace, earlier: Path) -> None:
    one = previous_period(copied, "demo", NOW)
    assert one is not None
    assert one.snapshot is not None
    assert one.label == "2024年第27周"
    assert len(one.printed) > 400
    assert set(one.printed) >= {figure.quantity for figure in one.snapshot.figures}


def test_a_changed_count_is_a_change_of_cells_and_of_what_they_lead_to(
    copied: Workspace, earlier: Path
) -> None:
    same = previous_period(copied, "demo", NOW)
    assert same is not None
    assert same.snapshot is not None
    file = earlier / "intake.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    changed = [line.replace("3317", "3400") for line in lines]
    assert changed != lines
    file.write_text("\n".join(changed) + "\n", encoding="utf-8")
    before = previous_period(copied, "demo", NOW)
    changes = changes_since(before, same.snapshot, NOW.label)
    assert changes is not None
    assert (changes.before, changes.after) == ("2024年第27周", "2024年第28周")
    found = {f.label: (f.before, f.after) for f in changes.figures}
    assert found["来电总量"] == ("3400", "3317")
    assert found["日均来电"] == ("485.7", "473.8")
    assert changes.cells == ()


def test_inputs_that_the_guards_refuse_are_said_and_stop_nothing(copied: Workspace, earlier: Path) -> None:
    whole = previous_period(copied, "demo", NOW)
    assert whole is not None
    assert whole.snapshot is not None
    (earlier / "intake.csv").write_text("指标,分项,数值\n没有此指标,,1\n", encoding="utf-8")
    before = previous_period(copied, "demo", NOW)
    assert before is not None
    assert before.snapshot is None
    changes = changes_since(before, whole.snapshot, NOW.label)
    assert changes is not None
    assert "2024年第27周的输入不能计算：data/demo/2024W27/intake.csv" in changes.problem
