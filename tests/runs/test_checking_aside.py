"""The guards in a process of their own say what they would say here, and come first when two things fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import InputError
from hotline_lib.model.period import Period
from hotline_lib.sections.checking_aside import CheckingAside
from hotline_lib.sections.prepare import Computed, computed_from, prepare, read_inputs

PLACE, PERIOD = "demo", Period.parse("2024W28")


def computed(workspace: Workspace) -> Computed:
    return computed_from(workspace, PERIOD, *read_inputs(workspace, PLACE, PERIOD))


def spoil(workspace: Workspace) -> None:
    """A unit that no register knows; what is computed from it is another matter."""
    path = next(workspace.period_data(PLACE, PERIOD).glob("*unit_counts.csv"))
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    name = next(cell for cell in lines[1].split(",") if any("一" <= c <= "鿿" for c in cell))
    path.write_text("".join([lines[0], lines[1].replace(name, "无此单位"), *lines[2:]]), encoding="utf-8")


def test_the_outcome_is_the_same_as_here(project: Workspace) -> None:
    with CheckingAside(project, PLACE, PERIOD.id) as checking:
        made = checking.accept(computed(project))
    assert made == prepare(project, PLACE, PERIOD)
    assert len(made.guards.report.checks) > 5


def test_what_the_guards_refuse_comes_before_what_fails_because_of_it(copied: Workspace) -> None:
    spoil(copied)
    with (
        CheckingAside(copied, PLACE, PERIOD.id) as checking,
        pytest.raises(InputError, match="无此单位"),
        checking.first(),
    ):
        raise KeyError("无此单位的结果")
    with CheckingAside(copied, PLACE, PERIOD.id) as checking, pytest.raises(InputError, match="无此单位"):
        checking.accept(computed(Workspace(Path(__file__).parents[2])))


def test_what_fails_on_sound_inputs_is_said_as_it_is(project: Workspace) -> None:
    with (
        CheckingAside(project, PLACE, PERIOD.id) as checking,
        pytest.raises(KeyError, match="另一原因"),
        checking.first(),
    ):
        raise KeyError("另一原因")


def test_a_process_that_cannot_check_is_replaced_by_a_check_here(project: Workspace) -> None:
    with CheckingAside(project, PLACE, PERIOD.id) as checking:
        checking._process.kill()
        made = checking.accept(computed(project))
    assert made.guards.report.checks
