"""单做一栏 (one section alone): for whoever writes it; prepared once, rendered again in a moment."""

from __future__ import annotations

import shutil
import tempfile
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import UsageError
from hotline_lib.model.period import Period
from hotline_lib.run.execute import STORE, SectionJob, check_jobs, execute_sections, warm_engine
from hotline_lib.sections.kept_store import kept_store, kept_stores
from hotline_lib.sections.store import read_store


class OpenPeriod:
    """打开的一期: its results store stays in a temporary folder until the `with` block ends.

    Raises as `prepare` does. The store is that of the inputs and params as they were on opening; where
    they are as they were some other time, it is the one kept then.
    """

    def __init__(self, workspace: Workspace, place: str, period: str) -> None:
        warm_engine(workspace)
        kept = kept_store(workspace, place, Period.parse(period), kept_stores(workspace))
        layout = read_store(kept).layout
        contents = layout.contents
        self._workspace = workspace
        self._jobs = {
            entry.id: SectionJob(entry, place, period) for entry in (*contents.sections, *contents.appendices)
        }
        self._name = f"{layout.place.name} {layout.period.label}"
        self._folder = tempfile.TemporaryDirectory(prefix="hotline-section-")
        self._work = Path(self._folder.name, "work")
        self._work.mkdir()
        self._store = shutil.copytree(kept, Path(self._folder.name, "opened"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def job(self, section: str) -> SectionJob:
        """The section's notebook and parameters; raises `UsageError` for an unknown section."""
        if section not in self._jobs:
            raise UsageError(f"{self._name} 的通报没有栏目“{section}”。现有：{'、'.join(self._jobs)}。")
        return self._jobs[section]

    def sources(self, section: str) -> tuple[Path, ...]:
        """The files that say what the section shows: its notebook and that one's sidecar."""
        notebook = self._workspace.notebooks / f"{self.job(section).entry.notebook_id}.ipynb"
        return notebook, notebook.with_suffix(".yml")

    def render(self, section: str, folder: Path) -> Path:
        """做一栏: run its notebook as it is now; writes `<section>.ipynb` and `<section>.html`.

        The page shows what JupyterLab would, for a look; the bulletin's own form is `hotline run`'s.
        Raises `UsageError` or `NotebookError`.
        """
        job = self.job(section)
        check_jobs([job], self._workspace)
        if not (store := self._work / STORE / section).is_dir():
            shutil.copytree(self._store, store)
        made = execute_sections([job], self._workspace, self._work, folder, 1, lambda name: None)
        page = folder / f"{section}.html"
        page.write_text(_page(f"{self._name} {section}", made[section]), encoding="utf-8")
        return page


def _page(title: str, notebook: Any) -> str:
    """What the cells show, one after another, and nothing of their code."""
    shown = [
        output.data["text/html"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        "<style>body{max-width:44em;margin:2em auto;font-family:serif;line-height:1.7}"
        "table{border-collapse:collapse}td,th{border:1px solid;padding:0 .4em}</style></head>\n<body>\n"
        + "\n".join(shown)
        + "\n</body></html>\n"
    )
