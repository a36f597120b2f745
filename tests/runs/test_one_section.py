"""One section alone: rendered as it is now, again and again, with its own errors."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import NotebookError, UsageError
from hotline_lib.run.one_section import OpenPeriod


def test_a_section_is_rendered_as_its_notebook_is_now(copied: Workspace, tmp_path: Path) -> None:
    with OpenPeriod(copied, "demo", "2024W28") as opened:
        with pytest.raises(UsageError, match="没有栏目“nowhere”"):
            opened.job("nowhere")
        section = next(iter(opened._jobs))
        page = opened.render(section, tmp_path / "made")
        assert page.name == f"{section}.html"
        first = page.read_text(encoding="utf-8")
        assert "<p>" in first
        nbformat.validate(nbformat.read(page.with_suffix(".ipynb"), as_version=4))

        path = copied.notebooks / f"{opened.job(section).entry.notebook_id}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell("page.paragraph('nothing')", id="added"))
        nbformat.write(notebook, path)
        with pytest.raises(NotebookError, match=f"栏目“{section}”运行失败，单元“added”"):
            opened.render(section, tmp_path / "made")

        notebook.cells[-1].source = "from IPython.display import HTML\nHTML('<b>新增</b>')"
        nbformat.write(notebook, path)
        changed = opened.render(section, tmp_path / "made").read_text(encoding="utf-8")
        assert changed == first.replace("\n</body>", "\n<b>新增</b>\n</body>")
    assert not opened._work.exists()
