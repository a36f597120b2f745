"""Several bulletins on one machine: one that fails stops no other, nor does a process that is killed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time

import pytest
import small_project as tiny
from small_project import Project

pytestmark = [pytest.mark.slow, pytest.mark.faults]


def another_period(project: Project) -> str:
    year, week = project.period.split("W")
    other = f"{year}W{int(week) + 1:02d}"
    data = project.workspace.data / tiny.PLACE
    shutil.copytree(data / project.period, data / other)
    return other


def start(project: Project, *periods: str) -> subprocess.Popen[str]:
    targets = [f"{tiny.PLACE}:{period}" for period in periods]
    return subprocess.Popen(
        tiny.command("run", *targets, "--jobs", "2", "--formats", tiny.FORMATS, "--json"),
        cwd=project.workspace.root,
        env=tiny.settings(project.workspace),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_one_failure_stops_no_other_bulletin(project: Project) -> None:
    other = another_period(project)
    tiny.edit(project.workspace, project.period, 1)
    (project.workspace.data / tiny.PLACE / other / "edition.yml").write_text("issue: x\n", encoding="utf-8")
    process = start(project, other, project.period)
    out, err = process.communicate(timeout=600)
    assert process.returncode == 4, err
    outcomes = {o["period"]: o for o in json.loads(out)}
    assert outcomes[project.period]["state"] == "made"
    assert outcomes[other]["state"] == "failed"
    assert "edition.yml" in outcomes[other]["message"]
    assert f"[{tiny.PLACE} {project.period}] " in err
    tiny.verified(project.workspace, project.period)


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL 只有 POSIX 系统才有")
def test_killed_process_takes_no_bulletin_along(project: Project) -> None:
    other = another_period(project)
    newest = tiny.edit(project.workspace, project.period, 2)
    process = start(project, project.period, other)
    note = project.workspace.outputs / ".locks" / f"{tiny.PLACE}.{project.period}.json"
    end = time.monotonic() + 300
    while not note.is_file() and time.monotonic() < end:
        time.sleep(0.01)
    holder = json.loads(note.read_text(encoding="utf-8"))["process"]
    assert holder != process.pid
    os.kill(holder, signal.SIGKILL)
    out, err = process.communicate(timeout=600)
    assert process.returncode == 0, err
    assert [o["state"] for o in json.loads(out)] == ["made", "made"]
    assert newest in tiny.page(project.workspace, project.period)
    for period in (project.period, other):
        tiny.verified(project.workspace, period)
