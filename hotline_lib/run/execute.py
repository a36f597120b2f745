"""运行栏目 (execution): papermill, one notebook a section, wrapped so that failure publishes nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.contents import SectionEntry
from hotline_lib.model.errors import NotebookError
from hotline_lib.model.lean_import import lean_import
from hotline_lib.run.fork_engine.choice import FORK, STOCK, engine_name
from hotline_lib.run.fork_engine.limits import stated_limits
from hotline_lib.run.notebook_files import check_parameters, read_notebook, scrub

STORE = "store"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class SectionJob:
    """One notebook to run: the section, its notebook and its parameters."""

    entry: SectionEntry
    place: str
    period: str

    @property
    def parameters(self) -> dict[str, str]:
        """Exactly the parameters every section notebook declares."""
        store = f"{STORE}/{self.entry.id}"
        return {"place": self.place, "period": self.period, "section": self.entry.id, "store": store}


def check_jobs(jobs: Sequence[SectionJob], workspace: Workspace) -> None:
    """运行前核对: every notebook exists and takes exactly the run's parameters. Raises `NotebookError`."""
    for job in jobs:
        check_parameters(workspace.notebooks, job.entry.notebook_id, job.parameters)


def warm_engine(workspace: Workspace) -> None:
    """预热: begin to warm up the engine, if it is one that forks; call as early as possible."""
    if engine_name() == FORK:
        from hotline_lib.run.fork_engine.warm_process import shared_warm_process

        shared_warm_process(workspace.fonts)


def execute_sections(
    jobs: Sequence[SectionJob],
    workspace: Workspace,
    work: Path,
    output: Path,
    workers: int,
    done: Callable[[str], None],
) -> dict[str, Any]:
    """运行全部栏目: executed, scrubbed notebooks by section id, also written to `output`.

    `work` is the sections' working folder and holds `store/<section>/`, what that section may read.
    `done` is called with each section that finished. Raises `NotebookError` naming section and cell;
    other sections still finish.
    """
    os.environ["HOTLINE_ROOT"] = str(workspace.root)
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"  # this environment's kernel, not one of the user's
    warm_engine(workspace)
    with lean_import("requests"):  # for notebooks at web addresses; imported once here, not by each worker
        import papermill  # noqa: F401

    output.mkdir(parents=True, exist_ok=True)

    def run(job: SectionJob) -> Any:
        notebook = _execute(job, workspace, work, output / f"{job.entry.id}.ipynb")
        done(job.entry.id)
        return notebook

    with ThreadPoolExecutor(max_workers=max(1, workers)) as pool:
        running = {job.entry.id: pool.submit(run, job) for job in _longest_first(jobs, workspace)}
        return {job.entry.id: running[job.entry.id].result() for job in jobs}


def _longest_first(jobs: Sequence[SectionJob], workspace: Workspace) -> list[SectionJob]:
    """A long section begun last would be waited for alone; its notebook's size tells it beforehand."""
    return sorted(
        jobs, key=lambda job: -(workspace.notebooks / f"{job.entry.notebook_id}.ipynb").stat().st_size
    )


def _engine_options(target: Path) -> dict[str, Any]:
    """Papermill's options for the engine that serves here; `target` is the notebook to be written.

    The forked engine writes it once, at its end or when its process ends early; saving after every
    cell, which the stock engine needs for that, costs more than the cells of most sections.
    """
    limits = stated_limits()
    if engine_name() == FORK:
        from hotline_lib.run.fork_engine.engine import register

        register()
        return {
            "engine_name": FORK,
            "limits": limits,
            "request_save_on_cell_execute": False,
            "save_if_ended_early": str(target),
            "finish": scrub,
        }
    return {
        "engine_name": STOCK,
        "execution_timeout": limits.cell,
        "shutdown_kernel": "immediate",
        "extra_arguments": ["--IPKernelApp.log_level=40", "--HistoryManager.enabled=False"],
    }


def _execute(job: SectionJob, workspace: Workspace, work: Path, target: Path) -> Any:
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    source = workspace.notebooks / f"{job.entry.notebook_id}.ipynb"
    try:
        notebook = papermill.execute_notebook(
            str(source),
            str(target),
            parameters=job.parameters,
            progress_bar=False,
            kernel_name="python3",
            resources={"metadata": {"path": str(work)}},
            **_engine_options(target),
        )
    except papermill.PapermillExecutionError as error:
        raise NotebookError(_failure(job, read_notebook(target), error)) from None
    except (DeadKernelError, CellTimeoutError) as error:
        raise NotebookError(f"栏目“{job.entry.id}”的内核中止或超时：{error}") from None
    if engine_name() == FORK:  # scrubbed before papermill wrote it, which takes as long as many a section
        with target.open("a", encoding="utf-8") as file:
            file.write("\n")  # as nbformat ends a file
    else:
        nbformat.write(scrub(notebook), target)
    _refuse_unfinished(job, notebook)
    _refuse_warnings(job, notebook)
    return notebook


def _failure(job: SectionJob, notebook: Any, error: Any) -> str:
    """A message that names section and cell and carries the error's own Chinese text."""
    cell = next(
        (c for c in notebook.cells if any(o.output_type == "error" for o in c.get("outputs", []))), None
    )
    where = f"单元“{cell['id']}”（{cell.source.strip().splitlines()[0]}）" if cell else "某单元"
    value = _COLOURS.sub("", str(error.evalue)).strip()
    return f"栏目“{job.entry.id}”运行失败，{where}：{value}（{error.ename}）"


def _refuse_unfinished(job: SectionJob, notebook: Any) -> None:
    """A notebook may end itself by `sys.exit()`, which papermill takes for success."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None:
            raise NotebookError(
                f"栏目“{job.entry.id}”的单元“{cell['id']}”没有运行：前面的单元结束了笔记本。请去掉 exit。"
            )


def _refuse_warnings(job: SectionJob, notebook: Any) -> None:
    """A warning on stderr would be lost in print, so it fails the section."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                raise NotebookError(
                    f"栏目“{job.entry.id}”的单元“{cell['id']}”有警告：{output.text.strip()}。请消除后再运行。"
                )
