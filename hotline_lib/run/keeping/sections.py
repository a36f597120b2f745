"""栏目的沿用 (kept sections): an executed section is taken over while all it depends on is the same."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.errors import NotebookError, SecretFoundError
from hotline_lib.model.sidecar import Sidecar
from hotline_lib.run.execute import STORE, SectionJob, execute_sections
from hotline_lib.run.keeping.cache import Cache
from hotline_lib.run.keeping.code import code_files
from hotline_lib.run.notebook_files import read_notebook
from hotline_lib.run.progress.events import Event, EventKind, Progress
from hotline_lib.run.provenance.hashes import Hasher, digest_of, digest_of_text
from hotline_lib.run.provenance.sources import LIBRARY, Sources
from hotline_lib.run.secrets import secrets_in
from hotline_lib.run.undeclared import refuse_undeclared
from hotline_lib.sections.reads import FOLDER as READS
from hotline_lib.sections.reads import recorded_reads
from hotline_lib.sections.store import Store, write_store

KIND = "sections"
SECTION_LABELS: Mapping[str, str] = {
    "notebook": "笔记本及其说明",
    "parameters": "参数",
    "store": "所用的数与文字",
    "files": "申报的文件",
    "library": "所用的程序",
    "fonts": "字体",
    "environment": "运行环境",
}
"""Parts of the key of a section, as a person reads them."""


@dataclass(frozen=True)
class SectionsRun:
    """运行所得: executed notebooks by section in order, which were taken over, and when each was ready."""

    notebooks: dict[str, Any]
    reused: tuple[str, ...]
    ready_after: dict[str, float]


def read_sidecars(jobs: Sequence[SectionJob], workspace: Workspace) -> dict[str, Sidecar]:
    """栏目说明 by notebook. Raises `NotebookError` or `ParamsError` for one that is missing or faulty."""
    found = {}
    for name in dict.fromkeys(job.entry.notebook_id for job in jobs):
        path = workspace.notebooks / f"{name}.yml"
        found[name] = read_model(path, f"notebooks/{name}.yml", Sidecar)
    return found


def notebook_sources(workspace: Workspace, sidecars: Mapping[str, Sidecar]) -> list[str]:
    """The files, relative to the project, that the sections themselves are made of."""
    names = {f"notebooks/{n}{suffix}" for n in sidecars for suffix in (".ipynb", ".yml")}
    for sidecar in sidecars.values():
        names |= {workspace.relative(p) for p in _declared_files(sidecar, workspace)}
    return sorted(names)


def section_keys(
    jobs: Sequence[SectionJob],
    workspace: Workspace,
    slices: Mapping[str, Store],
    sidecars: Mapping[str, Sidecar],
    sources: Sources,
    hasher: Hasher,
) -> dict[str, dict[str, str]]:
    """各栏目的键: for each section the hash of every part that it depends on."""
    parts = sources.key()
    used = {name: _code(workspace.notebooks / f"{name}.ipynb") for name in sidecars}
    library = {files: digest_of(hasher.files(files, LIBRARY.parent)) for files in set(used.values())}
    keys = {}
    for job in jobs:
        name, part = job.entry.notebook_id, slices[job.entry.id]
        files = _declared_files(sidecars[name], workspace)
        pair = (sources.parts["notebooks"][f"notebooks/{name}{suffix}"] for suffix in (".ipynb", ".yml"))
        keys[job.entry.id] = {
            "notebook": digest_of_text(*pair),
            "parameters": digest_of(job.parameters),
            "store": digest_of_text(*part.files.values()),
            "files": digest_of(hasher.files(files, workspace.root)),
            "library": library[used[name]],
            "fonts": parts["fonts"],
            "environment": parts["environment"],
        }
    return keys


class SectionsPlan(Protocol):
    """What is needed of a planned bulletin: its sections with keys, slices of the store and sidecars."""

    @property
    def jobs(self) -> Sequence[SectionJob]: ...  # noqa: D102
    @property
    def keys(self) -> Mapping[str, Mapping[str, str]]: ...  # noqa: D102
    @property
    def slices(self) -> Mapping[str, Store]: ...  # noqa: D102
    @property
    def sidecars(self) -> Mapping[str, Sidecar]: ...  # noqa: D102


class KeptSections:
    """沿用者: runs the sections that changed, takes over the others, and keeps each as soon as it is done."""

    def __init__(self, cache: Cache, workspace: Workspace, force: bool, tell: Progress) -> None:
        self._cache = cache
        self._workspace = workspace
        self._force = force
        self._tell = tell

    def run(self, planned: SectionsPlan, work: Path, output: Path, workers: int) -> SectionsRun:
        """运行栏目 into `output`; raises `NotebookError` naming section and cell, or an undeclared read."""
        start = time.perf_counter()
        jobs, keys = planned.jobs, planned.keys
        output.mkdir(parents=True, exist_ok=True)
        reused = {}
        for job in jobs:
            section = job.entry.id
            kept = None if self._force else self._cache.get(KIND, digest_of(keys[section]))
            if kept is not None:
                path = output / f"{section}.ipynb"
                path.write_bytes(kept)
                reused[section] = read_notebook(path)
                self._told(EventKind.section_reused, job, None, len(jobs))
        waiting = [job for job in jobs if job.entry.id not in reused]
        by_id = {job.entry.id: job for job in waiting}
        ready: dict[str, float] = {}
        (work / READS).mkdir()
        for section in by_id:
            write_store(planned.slices[section], work / STORE / section)

        def done(section: str) -> None:
            job = by_id[section]
            self._keep(job, keys[section], planned.sidecars[job.entry.notebook_id], work, output)
            ready[section] = time.perf_counter() - start
            self._told(EventKind.section_done, job, ready[section], len(jobs))

        made = execute_sections(waiting, self._workspace, work, output, workers, done) if waiting else {}
        both = {**reused, **made}
        return SectionsRun({job.entry.id: both[job.entry.id] for job in jobs}, tuple(reused), ready)

    def _keep(
        self, job: SectionJob, key: Mapping[str, str], sidecar: Sidecar, work: Path, output: Path
    ) -> None:
        section = job.entry.id
        reads = recorded_reads(work, section)
        if reads is None:
            raise NotebookError(
                f"栏目“{section}”没有经 open_page(section, place, period, store) 打开结果库，"
                "无从核对它读了什么。请照其他栏目的笔记本改写。"
            )
        refuse_undeclared(section, reads, self._workspace, work, sidecar.files)
        path = output / f"{section}.ipynb"
        content = path.read_bytes()
        if found := secrets_in(content):
            path.unlink()  # not even the staging folder keeps it
            raise SecretFoundError(
                f"栏目“{section}”的输出中有密码（{'、'.join(found)}），已删去，通报未发布。"
            )
        self._cache.put(KIND, digest_of(key), content)

    def _told(self, kind: EventKind, job: SectionJob, seconds: float | None, total: int) -> None:
        self._tell(Event(kind, job.place, job.period, job.entry.id, seconds, total))


def _declared_files(sidecar: Sidecar, workspace: Workspace) -> list[Path]:
    """Files of the project that match the sidecar's patterns."""
    found = {p for pattern in sidecar.files for p in workspace.root.glob(pattern) if p.is_file()}
    return sorted(found)


def _code(notebook: Path) -> tuple[Path, ...]:
    """The library's files that a notebook uses."""
    return code_files(c.source for c in read_notebook(notebook).cells if c.cell_type == "code")
