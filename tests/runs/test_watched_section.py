"""`hotline section --watch`: every save is rendered; a fault is told and may be mended."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from small_project import PLACE, tiny

from hotline_lib.model.errors import UsageError
from hotline_lib.run.watched_section import watch

SECTION, NOTEBOOK = "opening", "passage"


def test_each_save_is_rendered_and_each_fault_told(tmp_path: Path) -> None:
    workspace, period = tiny(tmp_path / "project")
    editorial = workspace.data / PLACE / period / "editorial" / f"{SECTION}.md"
    path = workspace.notebooks / f"{NOTEBOOK}.ipynb"
    pauses: list[int] = []

    def save_then_wait() -> None:
        """Nothing has changed yet: the notebook is saved while the watcher waits."""
        pauses.append(1)
        path.touch()

    rendered = watch(workspace, PLACE, period, SECTION, tmp_path / "made", save_then_wait)
    first = next(rendered)
    assert first.page is not None
    assert "周一至周日" in first.page.read_text(encoding="utf-8")

    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("1 / 0", id="added"))
    nbformat.write(notebook, path)
    assert "单元“added”" in next(rendered).problem
    notebook.cells.pop()
    nbformat.write(notebook, path)
    assert next(rendered).problem == ""
    assert not pauses
    assert next(rendered).page == first.page
    assert pauses

    edition = workspace.data / PLACE / period / "edition.yml"
    good = edition.read_text(encoding="utf-8")
    edition.write_text("issue: 很多\n", encoding="utf-8")
    assert "edition.yml" in next(rendered).problem
    edition.write_text(good, encoding="utf-8")
    assert next(rendered).page == first.page

    text = editorial.read_text(encoding="utf-8")
    editorial.write_text(text.replace("周一至周日", "一周"), encoding="utf-8")
    assert next(rendered).problem == ""
    assert "周一至周日" not in first.page.read_text(encoding="utf-8")


def test_what_does_not_exist_is_refused_at_once(tmp_path: Path) -> None:
    workspace, period = tiny(tmp_path / "project")
    for words in (("nowhere", period, SECTION), (PLACE, "2031-01", SECTION), (PLACE, period, "nowhere")):
        with pytest.raises(UsageError):
            next(watch(workspace, *words, tmp_path / "made"))
