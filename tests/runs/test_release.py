"""`hotline release`: what it refuses, what it stamps, and how a later change shows."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import small_project as tiny
from click.testing import CliRunner

from hotline_lib.cli.main import hotline
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import HotlineError, InputError, ReleaseRefusedError
from hotline_lib.model.release import Release, ReleaseState
from hotline_lib.run.bulletin import run_bulletin
from hotline_lib.run.progress.events import silent
from hotline_lib.run.provenance.hashes import Hasher, files_below
from hotline_lib.run.release.releasing import release_bulletin, withdraw_release
from hotline_lib.run.release.standing import Standing, standing

pytestmark = pytest.mark.slow
DAY = date(2024, 7, 20)
FINDING = "位置,编号,轻重\n表,value-0123456789,错误\n"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tiny.Project:
    """The small project under git with a person, published once as a draft."""
    workspace, period = tiny.tiny(tmp_path_factory.mktemp("release"))
    git(workspace, "init", "--quiet")
    git(workspace, "config", "user.name", "王某")
    git(workspace, "config", "user.email", "w@example.invalid")
    run_bulletin(workspace, tiny.PLACE, period, formats=("html", "docx"))
    return tiny.Project(workspace, period)


@pytest.fixture
def project(first: tiny.Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tiny.Project:
    """A copy; git sees no other settings than the project's own."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root = tmp_path / "project"
    shutil.copytree(first.workspace.root, root, symlinks=True)
    return tiny.Project(Workspace(root), first.period)


def git(workspace: Workspace, *words: str) -> None:
    subprocess.run(["git", "-C", str(workspace.root), *words], check=True, capture_output=True)


def data(project: tiny.Project) -> Path:
    return project.workspace.data / tiny.PLACE / project.period


def record(project: tiny.Project) -> Path:
    return data(project) / "release.yml"


def released(project: tiny.Project) -> Release:
    out = project.workspace.outputs
    return release_bulletin(project.workspace, tiny.PLACE, project.period, out, DAY, silent)


def stands(project: tiny.Project) -> Standing:
    found = standing(project.workspace, tiny.PLACE, project.period, project.workspace.outputs)
    assert found is not None
    return found


def add_finding(project: tiny.Project) -> None:
    """A finding in the published folder, as its record knows it."""
    (project.published / "findings.csv").write_text(FINDING, encoding="utf-8-sig")
    path = project.published / "run.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    others = (p for p in files_below(project.published) if p != path)
    content["outputs"] = Hasher().files(others, project.published)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def decide(project: tiny.Project, verdict: str) -> None:
    (data(project) / "decisions.yml").write_text(
        f"decisions:\n- {{finding: value-0123456789, decision: {verdict}, by: 王某, reason: 已核对}}\n",
        encoding="utf-8",
    )


def nobody(project: tiny.Project) -> None:
    git(project.workspace, "config", "--unset", "user.name")


def nothing_published(project: tiny.Project) -> None:
    shutil.rmtree(project.published)


def damaged(project: tiny.Project) -> None:
    (project.published / "bulletin.html").write_text("x", encoding="utf-8")


def changed_input(project: tiny.Project) -> None:
    tiny.edit(project.workspace, project.period, 1)


def doubtful(project: tiny.Project) -> None:
    add_finding(project)
    decide(project, "存疑")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (nobody, "git 不知道您是谁"),
        (nothing_published, "请先运行 hotline run"),
        (damaged, r"与记录不符（bulletin\.html）"),
        (changed_input, r"生成之后有变（data/demo/.*/editorial/.*\.md）"),
        (add_finding, r"尚有 1 处发现没有处理意见（错误 1）.*decisions\.yml"),
        (doubtful, "尚有 1 处发现没有处理意见"),
    ],
)
def test_a_release_is_refused_and_nothing_is_written(
    project: tiny.Project, damage: Callable[[tiny.Project], None], words: str
) -> None:
    damage(project)
    out = project.workspace.outputs
    before = Hasher().files(files_below(out), out)
    with pytest.raises(ReleaseRefusedError, match=words):
        released(project)
    assert not record(project).exists()
    assert Hasher().files(files_below(out), out) == before


def test_everything_in_the_way_is_named_at_once(project: tiny.Project) -> None:
    add_finding(project)
    changed_input(project)
    with pytest.raises(ReleaseRefusedError, match=r"(?s)1\. 生成之后有变.*2\. 尚有 1 处发现"):
        released(project)


def test_a_run_that_fails_leaves_no_release(project: tiny.Project) -> None:
    """The decision is on a finding that the run does not find, so the run refuses it."""
    add_finding(project)
    decide(project, "照算")
    with pytest.raises(InputError, match="value-0123456789"):
        released(project)
    assert not record(project).exists()
    assert "草稿" in (project.published / "bulletin.html").read_text(encoding="utf-8")


def test_released_stale_and_withdrawn(project: tiny.Project) -> None:
    workspace, period, out = project.workspace, project.period, project.workspace.outputs
    assert stands(project).state is ReleaseState.draft
    released(project)
    assert stands(project).state is ReleaseState.released
    assert stands(project).stamp.startswith("王某于2024年7月20日审定")
    with pytest.raises(ReleaseRefusedError, match="已经审定"):
        released(project)

    # the same inputs print the same stamp, without a clock and with nothing taken over
    again = run_bulletin(
        workspace, tiny.PLACE, period, out=out / "again", formats=("html", "docx"), force=True
    )
    for name in ("bulletin.html", "bulletin.docx", "figures.json", "datapackage.json"):
        assert (again.folder / name).read_bytes() == (project.published / name).read_bytes()
    html = (project.published / "bulletin.html").read_text(encoding="utf-8")
    assert stands(project).stamp in html

    # an input changes: stale at once, and a draft again with the next run
    tiny.edit(workspace, period, 1)
    assert stands(project).state is ReleaseState.stale
    listed = CliRunner(env={"HOTLINE_ROOT": str(workspace.root)}).invoke(hotline, ["list"])
    assert "过期\t此后有变：data/demo/" in listed.output
    told: list[str] = []
    run_bulletin(
        workspace,
        tiny.PLACE,
        period,
        formats=("html", "docx"),
        progress=lambda event: told.append(event.name),
    )
    assert any("审定之后内容有变" in words for words in told)
    assert stands(project).state is ReleaseState.stale
    assert stands(project).stamp == ""
    assert "王某于2024年7月20日审定" not in (project.published / "bulletin.html").read_text(encoding="utf-8")

    # what was released may come back: the record still vouches for it
    with pytest.raises(ReleaseRefusedError, match="理由"):
        withdraw_release(workspace, tiny.PLACE, period, out, DAY, " ", silent)
    withdraw_release(workspace, tiny.PLACE, period, out, DAY, "数据有误", silent)
    assert stands(project).state is ReleaseState.withdrawn
    with pytest.raises(ReleaseRefusedError, match="没有可撤回的审定"):
        withdraw_release(workspace, tiny.PLACE, period, out, DAY, "数据有误", silent)
    released(project)
    assert stands(project).state is ReleaseState.released


def test_a_reason_belongs_to_a_withdrawal(project: tiny.Project) -> None:
    command = ["release", tiny.PLACE, project.period, "--reason", "x"]
    done = CliRunner(env={"HOTLINE_ROOT": str(project.workspace.root)}).invoke(hotline, command)
    assert isinstance(done.exception, HotlineError)
