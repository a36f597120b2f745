"""SIGKILL at random moments: the last good bulletin stays whole, and the next run completes.

`HOTLINE_KILLS` says how many; `nox -s faults` asks for hundreds. The seeds are fixed: moment and kind of
the n-th kill depend on n alone.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
import small_project as tiny
from small_project import Project

from hotline_lib.run.provenance.verify import verify

KILLS = int(os.environ.get("HOTLINE_KILLS", "4"))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.faults,
    pytest.mark.skipif(os.name != "posix", reason="SIGKILL 只有 POSIX 系统才有"),
]


def kill(process: subprocess.Popen[str]) -> None:
    """The run and everything it started, at once."""
    if process.poll() is None:  # once it is reaped its number may be another's
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    while not path.exists() and process.poll() is None:
        time.sleep(0.0005)


def test_killed_runs_leave_a_whole_bulletin(project: Project) -> None:
    workspace, period = project.workspace, project.period
    tiny.edit(workspace, period, 0)
    begun = time.monotonic()
    assert tiny.run(workspace, period).returncode == 0
    whole = time.monotonic() - begun
    newest = tiny.edit(workspace, period, 0)
    survived = 0
    for seed in range(KILLS):
        chance = random.Random(seed)
        before, newest = newest, tiny.edit(workspace, period, seed + 1)
        process = tiny.start(workspace, period)
        if seed % 2:  # around the moment of publishing
            wait_for(project.staging / "bulletin" / "run.json", process)
            time.sleep(chance.uniform(0, 0.06))
        else:
            time.sleep(chance.uniform(0, whole))
        kill(process)

        assert verify(workspace, tiny.PLACE, period, workspace.outputs).files.whole, f"seed {seed}"
        text = tiny.page(workspace, period)
        assert (before in text) != (newest in text), f"seed {seed}"
        survived += before in text

        done = tiny.run(workspace, period)
        assert done.returncode == 0, f"seed {seed}: {done.stderr}"
        assert newest in tiny.page(workspace, period), f"seed {seed}"
        assert verify(workspace, tiny.PLACE, period, workspace.outputs).files.whole, f"seed {seed}"
        assert not project.staging.parent.exists(), f"seed {seed}"
    tiny.verified(workspace, period)
    assert survived, "没有一次在发布之前被杀，试验没有意义"
