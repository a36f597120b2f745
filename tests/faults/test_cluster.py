"""The same command on a Dask cluster of separate processes, also with a worker killed or without data."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import small_project as tiny
from small_project import Project

from hotline_lib.model.errors import ExitCode

pytest.importorskip("distributed")
pytestmark = [pytest.mark.slow, pytest.mark.faults]


class Cluster:
    """A scheduler and workers, each a process group of its own."""

    def __init__(self, folder: Path, project: Project) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.settings = tiny.settings(project.workspace)
        self._start("dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(self.file))
        self.until(self.file.is_file)
        self.address = json.loads(self.file.read_text(encoding="utf-8"))["address"]

    @property
    def file(self) -> Path:
        return self.folder / "scheduler.json"

    def worker(self, name: str, *before: str) -> subprocess.Popen[bytes]:
        words = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--name", name]
        words += ["--local-directory", str(self.folder / name)]
        return self._start("dask_worker", self.address, *words, before=before)

    def workers(self, count: int) -> None:
        """Wait until so many have joined."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=120)

    def until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + 120
        while not true():
            assert time.monotonic() < end
            time.sleep(0.02)

    def _start(self, module: str, *words: str, before: tuple[str, ...] = ()) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{module}.{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [*before, sys.executable, "-m", f"distributed.cli.{module}", *words],
            cwd=self.folder,
            env=self.settings,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self.processes.append(process)
        return process

    def stop(self) -> None:
        for process in reversed(self.processes):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def cluster(project: Project, tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder, project)
    yield made
    made.stop()


def second_period(project: Project) -> str:
    """A synthetic period more: the same inputs under the next week's name."""
    year, week = project.period.split("W")
    other = f"{year}W{int(week) + 1:02d}"
    data = project.workspace.data / tiny.PLACE
    shutil.copytree(data / project.period, data / other)
    return other


def command(project: Project, cluster: Cluster, *periods: str, options: str = "") -> subprocess.Popen[str]:
    words = [f"{tiny.PLACE}:{period}" for period in periods]
    words += ["--scheduler", cluster.address, "--formats", tiny.FORMATS, "--json", *options.split()]
    return subprocess.Popen(
        tiny.command("run", *words),
        cwd=project.workspace.root,
        env=tiny.settings(project.workspace),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def outcomes(process: subprocess.Popen[str]) -> tuple[list[dict[str, Any]], str]:
    out, err = process.communicate(timeout=600)
    assert "Traceback" not in err, err
    return json.loads(out) if out else [], err


def states(process: subprocess.Popen[str]) -> tuple[list[str], str]:
    made, err = outcomes(process)
    return [o["state"] for o in made], err


def test_bulletins_are_made_by_the_workers_in_the_shared_folder(project: Project, cluster: Cluster) -> None:
    other = second_period(project)
    tiny.edit(project.workspace, project.period, 1)
    for name in ("one", "two"):
        cluster.worker(name)
    cluster.workers(2)
    process = command(project, cluster, project.period, other, "2031W01")
    assert states(process)[0] == ["made", "made", "failed"]
    assert process.returncode == 2  # the code of the one that failed: no such period
    for period in (project.period, other):
        tiny.verified(project.workspace, period)
    again = command(project, cluster, project.period, other)
    assert states(again)[0] == ["unchanged", "unchanged"]
    assert again.returncode == 0
    assert not list(project.workspace.outputs.glob(".share-*"))


def test_a_worker_killed_in_the_middle_is_replaced_by_another(project: Project, cluster: Cluster) -> None:
    newest = tiny.edit(project.workspace, project.period, 2)
    workers = {name: cluster.worker(name) for name in ("one", "two")}
    cluster.workers(2)
    process = command(project, cluster, project.period)
    cluster.until((project.staging / "work").is_dir)
    note = project.workspace.outputs / ".locks" / f"{tiny.PLACE}.{project.period}.json"
    holder = json.loads(note.read_text(encoding="utf-8"))["process"]
    victim = next(worker for worker in workers.values() if worker.pid == holder)
    os.killpg(victim.pid, signal.SIGKILL)
    assert states(process)[0] == ["made"]
    assert newest in tiny.page(project.workspace, project.period)
    tiny.verified(project.workspace, project.period)


def test_workers_judge_changes_as_the_command_does(project: Project, cluster: Cluster) -> None:
    cluster.worker("one")
    cluster.workers(1)
    before = tiny.page(project.workspace, project.period)
    tiny.halve_signed(project.workspace, project.period)
    refused, _ = outcomes(command(project, cluster, project.period, options="--max-change params"))
    assert [(o["state"], o["code"]) for o in refused] == [("failed", ExitCode.changes_refused)]
    assert "与上一稿相比" in refused[0]["message"]
    assert tiny.page(project.workspace, project.period) == before
    tiny.verified_but_outdated(project.workspace, project.period)

    options = "--max-change params --accept-changes"
    made, _ = outcomes(command(project, cluster, project.period, options=options))
    assert made[0]["state"] == "made"
    assert made[0]["changes_accepted"] > 0
    record = json.loads((project.published / "run.json").read_text(encoding="utf-8"))
    assert record["change_gate"]["accepted"] is True
    tiny.verified(project.workspace, project.period)


def test_a_worker_without_the_data_is_named_and_not_used(project: Project, cluster: Cluster) -> None:
    if shutil.which("unshare") is None or os.geteuid() != 0:
        pytest.skip("让一个工作进程看不到数据，须有 root 权限与 unshare")
    hide = f'mount -t tmpfs none "{project.workspace.root}" && exec "$@"'
    cluster.worker("blind", "unshare", "--mount", "sh", "-c", hide, "sh")
    cluster.workers(1)
    tiny.edit(project.workspace, project.period, 3)
    alone = command(project, cluster, project.period)
    _, err = states(alone)
    assert alone.returncode == 2
    assert "没有合用的工作进程" in err
    assert "看不到" in err
    tiny.verified_but_outdated(project.workspace, project.period)

    cluster.worker("seeing")
    cluster.workers(2)
    both = command(project, cluster, project.period)
    made, err = states(both)
    assert made == ["made"], err
    assert "不用：" in err
    tiny.verified(project.workspace, project.period)


def test_no_scheduler_is_a_clear_message(project: Project) -> None:
    done = tiny.run(project.workspace, project.period, "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert "连不上调度进程 tcp://127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr
