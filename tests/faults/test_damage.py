"""Bytes really flipped: in the cache, in what is published, in leftovers, in the memory of hashes."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
import small_project as tiny
from small_project import Project

from hotline_lib.run.locks import period_lock

pytestmark = [pytest.mark.slow, pytest.mark.faults]


def flip(path: Path, position: int = -7) -> None:
    content = bytearray(path.read_bytes())
    content[position] ^= 0x20
    path.write_bytes(content)


def verify_output(project: Project) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        tiny.command("verify", tiny.PLACE, project.period),
        cwd=project.workspace.root,
        env=tiny.settings(project.workspace),
        capture_output=True,
        text=True,
        check=False,
    )


def outputs(project: Project) -> dict[str, str]:
    """The recorded files, but for the tale of what the run replaced."""
    recorded = json.loads((project.published / "run.json").read_text(encoding="utf-8"))["outputs"]
    return {name: value for name, value in recorded.items() if not name.startswith("checks/changes.")}


def test_damaged_cache_is_seen_and_made_again(project: Project) -> None:
    before = outputs(project)
    entries = [p for p in (project.workspace.outputs / ".cache").glob("*/??/*") if p.is_file()]
    assert {p.parents[1].name for p in entries} == {"checks", "formats", "sections"}
    for path in entries:
        flip(path)
    (project.published / "bulletin.html").unlink()  # so that the run has something to do
    process = subprocess.run(
        tiny.command("run", tiny.PLACE, project.period, "--formats", tiny.FORMATS),
        cwd=project.workspace.root,
        env=tiny.settings(project.workspace),
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    assert process.stderr.count("已损坏，已重做") == len(entries)
    assert "沿用" not in process.stdout
    assert outputs(project) == before
    tiny.verified(project.workspace, project.period)


@pytest.mark.parametrize("name", ["bulletin.html", "figures.json", "checks/report.html"])
def test_damaged_published_file_is_named_and_made_again(project: Project, name: str) -> None:
    before = outputs(project)
    flip(project.published / name)
    found = verify_output(project)
    assert found.returncode == 9
    assert f"被改动：{name}" in found.stdout
    assert tiny.run(project.workspace, project.period).returncode == 0
    assert outputs(project) == before
    tiny.verified(project.workspace, project.period)


def test_missing_and_extra_files_are_named(project: Project) -> None:
    (project.published / "figures.json").unlink()
    (project.published / "stray.txt").write_text("x", encoding="utf-8")
    found = verify_output(project)
    assert found.returncode == 9
    assert "缺少：figures.json" in found.stdout
    assert "多出：stray.txt" in found.stdout


@pytest.mark.parametrize("content", ["", "{", "[]", '{"outputs": 1}', '{"outputs": {}}'])
def test_damaged_record_is_made_again(project: Project, content: str) -> None:
    (project.published / "run.json").write_text(content, encoding="utf-8")
    assert verify_output(project).returncode == 9
    assert tiny.run(project.workspace, project.period).returncode == 0
    tiny.verified(project.workspace, project.period)


def leave_half_a_run(project: Project) -> None:
    sections = project.staging / "bulletin" / "sections"
    sections.mkdir(parents=True)
    (sections / "opening.ipynb").write_text("half a noteb", encoding="utf-8")


def test_leftovers_of_a_dead_run_are_cleared(project: Project) -> None:
    leave_half_a_run(project)
    newest = tiny.edit(project.workspace, project.period, 3)
    assert tiny.run(project.workspace, project.period).returncode == 0
    assert newest in tiny.page(project.workspace, project.period)
    assert not project.staging.parent.exists()
    tiny.verified(project.workspace, project.period)


def test_leftovers_are_cleared_where_nothing_changed_too(project: Project) -> None:
    """A run killed just after it published leaves the old bulletin in its staging folder."""
    leave_half_a_run(project)
    record = (project.published / "run.json").read_bytes()
    with period_lock(project.workspace.outputs, tiny.PLACE, project.period, None):
        done = tiny.run(project.workspace, project.period)
        assert done.returncode == 0, done.stderr
        assert project.staging.is_dir(), "it is another run's"
    assert tiny.run(project.workspace, project.period).returncode == 0
    assert not project.staging.parent.exists()
    project.staging.parent.mkdir()
    assert tiny.run(project.workspace, project.period).returncode == 0
    assert not project.staging.parent.exists()
    assert (project.published / "run.json").read_bytes() == record, "nothing was made"


def test_bulletin_moved_aside_by_a_dead_run_comes_back(project: Project) -> None:
    """Where folders cannot be exchanged, a run may die between its two moves."""
    page = tiny.page(project.workspace, project.period)
    aside = project.staging / "bulletin.old"
    aside.parent.mkdir(parents=True)
    project.published.rename(aside)
    (project.workspace.data / tiny.PLACE / project.period / "edition.yml").write_text("{", encoding="utf-8")
    assert tiny.run(project.workspace, project.period).returncode == 4  # though nothing new is made
    assert tiny.page(project.workspace, project.period) == page
    project.published.rename(aside)
    found = verify_output(project)
    assert found.returncode == 0, found.stdout + found.stderr
    assert tiny.page(project.workspace, project.period) == page


def test_memory_of_hashes_is_only_a_memory(project: Project) -> None:
    memory = project.workspace.outputs / ".cache" / "hashes.json"
    memory.parent.mkdir(exist_ok=True)
    memory.write_text('{"x": [1, 2', encoding="utf-8")
    newest = tiny.edit(project.workspace, project.period, 4)
    assert tiny.run(project.workspace, project.period).returncode == 0
    assert newest in tiny.page(project.workspace, project.period)
