"""Two runs of one period at once, and locks of processes that died."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
import small_project as tiny
from small_project import Project

pytestmark = [pytest.mark.slow, pytest.mark.faults]

HOLD = """
import sys, time
from pathlib import Path
from hotline_lib.run.locks import period_lock
with period_lock(Path(sys.argv[1]), sys.argv[2], sys.argv[3], None):
    print("held", flush=True)
    time.sleep(600)
"""


def holder(project: Project) -> subprocess.Popen[str]:
    """Another process that holds the period."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(project.workspace.outputs), tiny.PLACE, project.period],
        env=tiny.settings(project.workspace),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_second_run_is_refused_with_the_name_of_the_first(project: Project) -> None:
    other = holder(project)
    try:
        newest = tiny.edit(project.workspace, project.period, 1)
        done = tiny.run(project.workspace, project.period)
        assert done.returncode == 8
        assert f"进程 {other.pid}" in done.stderr
        assert "--wait" in done.stderr
        tiny.verified_but_outdated(project.workspace, project.period)
        done = tiny.run(project.workspace, project.period, "--wait", "0.3")
        assert done.returncode == 8
        assert "已等 0.3 秒" in done.stderr
    finally:
        other.kill()
        other.wait()
    done = tiny.run(project.workspace, project.period)  # the dead process holds nothing
    assert done.returncode == 0, done.stderr
    assert newest in tiny.page(project.workspace, project.period)


def test_lock_of_a_killed_process_is_recognised(project: Project) -> None:
    other = holder(project)
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    tiny.edit(project.workspace, project.period, 2)
    process = subprocess.run(
        tiny.command("run", tiny.PLACE, project.period, "--formats", tiny.FORMATS),
        cwd=project.workspace.root,
        env=tiny.settings(project.workspace),
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    assert f"进程 {other.pid}" in process.stderr
    assert "没有正常结束" in process.stderr


@pytest.mark.parametrize("options", [[], ["--wait", "300"]], ids=["refused", "waits"])
def test_two_runs_at_once(project: Project, options: list[str]) -> None:
    newest = tiny.edit(project.workspace, project.period, 5)
    both = [tiny.start(project.workspace, project.period, *options) for _ in range(2)]
    codes = []
    for process in both:
        _, err = process.communicate(timeout=600)
        codes.append(process.returncode)
        assert "Traceback" not in err
    assert 0 in codes
    assert set(codes) <= ({0} if options else {0, 8})
    assert newest in tiny.page(project.workspace, project.period)
    tiny.verified(project.workspace, project.period)


def test_places_and_periods_do_not_wait_for_each_other(project: Project) -> None:
    from hotline_lib.run.locks import period_lock

    out = project.workspace.outputs
    begun = time.monotonic()
    with period_lock(out, "one", "2024-04", None), period_lock(out, "one", "2024-05", None):
        assert time.monotonic() - begun < 5
