"""A failing cell, an unprintable character, an undeclared read, a secret: all is said, nothing published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import small_project as tiny
import yaml
from small_project import Project

pytestmark = [pytest.mark.slow, pytest.mark.faults]


def own_section(project: Project) -> str:
    """The section whose prose `edit` changes."""
    contents = yaml.safe_load(
        (project.workspace.params / tiny.PLACE / "bulletin.yml").read_text(encoding="utf-8")
    )
    return str(contents["sections"][0]["id"])


def give_cell(project: Project, source: str, files: list[str] | None = None) -> Path:
    """Give the first section a notebook of its own with one more cell before those that show something."""
    params = project.workspace.params / tiny.PLACE / "bulletin.yml"
    contents = yaml.safe_load(params.read_text(encoding="utf-8"))
    entry = contents["sections"][0]
    folder = project.workspace.notebooks
    notebook = json.loads((folder / f"{entry['notebook']}.ipynb").read_text(encoding="utf-8"))
    sidecar = yaml.safe_load((folder / f"{entry['notebook']}.yml").read_text(encoding="utf-8"))
    cell = {"cell_type": "code", "id": "trial", "metadata": {}, "outputs": [], "execution_count": None}
    notebook["cells"] = [c for c in notebook["cells"] if c["id"] != "trial"]
    notebook["cells"].insert(4, {**cell, "source": source})
    entry["notebook"] = "trial"
    params.write_text(yaml.safe_dump(contents, allow_unicode=True), encoding="utf-8")
    (folder / "trial.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    sidecar |= {"id": "trial", "files": files or []}
    (folder / "trial.yml").write_text(yaml.safe_dump(sidecar, allow_unicode=True), encoding="utf-8")
    return folder / "trial.ipynb"


def test_failing_cell_is_shown_and_the_rest_is_taken_over(project: Project) -> None:
    before = tiny.page(project.workspace, project.period)
    give_cell(project, "1 / 0")
    done = tiny.run(project.workspace, project.period)
    assert done.returncode == 5
    assert "单元“trial”" in done.stderr
    note = (project.staging / "FAILED.txt").read_text(encoding="utf-8")
    assert "单元 trial" in note
    assert "1 / 0" in note
    assert "ZeroDivisionError" in note
    assert (project.staging / "bulletin" / "sections" / f"{own_section(project)}.ipynb").is_file()
    assert tiny.page(project.workspace, project.period) == before
    tiny.verified_but_outdated(project.workspace, project.period)

    give_cell(project, "mended = 1")
    done = tiny.run(project.workspace, project.period)
    assert done.returncode == 0, done.stderr
    assert "栏目 1/2" in done.stdout  # the other section was not run again
    assert not project.staging.parent.exists()


def test_character_without_a_glyph_stops_the_renderer(project: Project) -> None:
    path = project.workspace.data / tiny.PLACE / project.period / "editorial" / f"{own_section(project)}.md"
    good = path.read_text(encoding="utf-8")
    path.write_text(good + "\n独角兽🦄。\n", encoding="utf-8")
    done = tiny.run(project.workspace, project.period, "--formats", "html,pdf")
    assert done.returncode == 6
    assert "🦄" in done.stderr
    assert (project.staging / "FAILED.txt").is_file()
    tiny.verified_but_outdated(project.workspace, project.period)
    path.write_text(good, encoding="utf-8")
    assert tiny.run(project.workspace, project.period).returncode == 0
    tiny.verified(project.workspace, project.period)


def test_undeclared_read_is_refused_and_a_declared_one_is_part_of_the_key(project: Project) -> None:
    extra = project.workspace.root / "extra.txt"
    extra.write_text("甲", encoding="utf-8")
    cell = f"extra = open({str(extra)!r}, encoding='utf-8').read()"
    give_cell(project, cell)
    done = tiny.run(project.workspace, project.period)
    assert done.returncode == 5
    assert f"栏目“{own_section(project)}”读取了未申报的来源：extra.txt" in done.stderr
    assert "files" in done.stderr
    tiny.verified_but_outdated(project.workspace, project.period)

    give_cell(project, cell, files=["extra.txt"])
    done = tiny.run(project.workspace, project.period)
    assert done.returncode == 0, done.stderr
    assert "无须重做" in tiny.run(project.workspace, project.period).stdout
    extra.write_text("乙", encoding="utf-8")
    explained = tiny.run(project.workspace, project.period, "--explain")
    assert f"栏目 {own_section(project)}：要运行：申报的文件有变" in explained.stdout


def test_secret_in_an_output_is_found_and_kept_nowhere(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "correct-horse-battery"
    monkeypatch.setenv("TRIAL_PASSWORD", secret)
    give_cell(project, "import os; print(os.environ['TRIAL_PASSWORD'])")
    done = tiny.run(project.workspace, project.period)
    assert done.returncode == 11
    assert "密码" in done.stderr
    assert secret not in done.stdout + done.stderr
    for path in project.workspace.outputs.rglob("*"):
        if path.is_file():
            assert secret.encode() not in path.read_bytes(), path
    tiny.verified_but_outdated(project.workspace, project.period)


def test_secret_in_an_error_is_masked(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "correct-horse-battery"
    monkeypatch.setenv("TRIAL_PASSWORD", secret)
    give_cell(project, "import os; raise ValueError(os.environ['TRIAL_PASSWORD'])")
    done = tiny.run(project.workspace, project.period)
    assert done.returncode == 5
    assert secret not in done.stdout + done.stderr
    assert "***" in done.stderr
    assert secret not in (project.staging / "FAILED.txt").read_text(encoding="utf-8")
    for path in (project.workspace.outputs / ".logs").glob("*"):
        assert secret not in path.read_text(encoding="utf-8")
