"""`hotline rerun`: made again from the present tree or the recorded commit, compared byte for byte."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import small_project as tiny

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import DiffersError
from hotline_lib.run.provenance.rerun import rerun

pytestmark = pytest.mark.slow
GIT = ["git", "-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false"]


def git(root: Path, *words: str) -> None:
    subprocess.run([*GIT, "-C", str(root), *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, str]:
    """The small project under version control with the library in it, published from a clean commit."""
    workspace, period = tiny.tiny(tmp_path_factory.mktemp("repository"))
    library = tiny.ROOT / "hotline_lib"
    shutil.copytree(library, workspace.root / "hotline_lib", ignore=shutil.ignore_patterns("__pycache__"))
    (workspace.root / ".gitignore").write_text("outputs/\n__pycache__/\n", encoding="utf-8")
    git(workspace.root, "init", "--quiet")
    git(workspace.root, "add", "--all")
    git(workspace.root, "commit", "--quiet", "--message", "first")
    done = hotline(workspace, "run", tiny.PLACE, period, "--formats", "html", "--quiet")
    assert done.returncode == 0, done.stderr
    return workspace, period


def hotline(workspace: Workspace, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        tiny.command(*words),
        cwd=workspace.root,
        env={**tiny.settings(workspace), "PYTHONPATH": str(workspace.root)},
        capture_output=True,
        text=True,
        check=False,
    )


def record_file(workspace: Workspace, period: str) -> Path:
    return workspace.outputs / tiny.PLACE / period / "run.json"


def test_present_tree_makes_the_same_bytes(repository: tuple[Workspace, str]) -> None:
    workspace, period = repository
    done = hotline(workspace, "rerun", str(record_file(workspace, period)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "当前目录" in done.stdout
    assert "逐字节相同" in done.stdout


def test_recorded_commit_makes_the_same_bytes_after_a_change(
    repository: tuple[Workspace, str], tmp_path: Path
) -> None:
    workspace, period = repository
    tiny.edit(workspace, period, 7)
    try:
        done = hotline(workspace, "rerun", str(record_file(workspace, period)))
        assert done.returncode == 0, done.stdout + done.stderr
        commit = json.loads(record_file(workspace, period).read_text(encoding="utf-8"))["commit"]
        assert f"提交 {commit}" in done.stdout
        listed = subprocess.run(
            [*GIT, "-C", str(workspace.root), "worktree", "list"], capture_output=True, text=True, check=True
        )
        assert len(listed.stdout.splitlines()) == 1  # the tree made for it is gone
    finally:
        git(workspace.root, "checkout", "--", ".")


def test_a_difference_is_named_with_its_line(repository: tuple[Workspace, str], tmp_path: Path) -> None:
    workspace, period = repository
    copy = tmp_path / "published"
    shutil.copytree(record_file(workspace, period).parent, copy)
    page = copy / "bulletin.html"
    text = page.read_text(encoding="utf-8").replace("</title>", "改</title>", 1)
    page.write_text(text, encoding="utf-8")
    record = json.loads((copy / "run.json").read_text(encoding="utf-8"))
    record["outputs"]["bulletin.html"] = "0" * 64
    (copy / "run.json").write_text(json.dumps(record), encoding="utf-8")
    done = hotline(workspace, "rerun", str(copy / "run.json"))
    assert done.returncode == 9, done.stdout + done.stderr
    assert "不同：bulletin.html：第 " in done.stdout
    assert "改</title>" in done.stdout


@pytest.mark.parametrize(
    ("commit", "message"),
    [(None, "没有提交号"), ("0" * 40 + "-dirty", "未提交的改动"), ("0" * 40, "取不出提交")],
)
def test_what_cannot_be_made_again_is_refused(
    repository: tuple[Workspace, str], tmp_path: Path, commit: str | None, message: str
) -> None:
    workspace, period = repository
    record = json.loads(record_file(workspace, period).read_text(encoding="utf-8"))
    record |= {"commit": commit, "inputs": {}}
    file = tmp_path / "run.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(DiffersError, match=message):
        rerun(workspace, file)
