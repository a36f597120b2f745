"""出一期通报 (one bulletin): guard, compute, run the sections, render, verify, publish."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.document import Block, Document, FigureMark, Shown, Table
from hotline_lib.model.errors import RenderError, UsageError
from hotline_lib.model.findings import Finding
from hotline_lib.model.period import Period
from hotline_lib.publish.formats import FORMATS, Rendering
from hotline_lib.run.audit import AuditReport, audit_store, findings_csv
from hotline_lib.run.diff import snapshot_of
from hotline_lib.run.drafts import draft_changes, write_draft_changes
from hotline_lib.run.execute import SectionJob, check_jobs, execute_sections
from hotline_lib.run.previous import PreviousPeriod, previous_period
from hotline_lib.run.record import record_json, run_record
from hotline_lib.run.review import changes_since, review_of_run
from hotline_lib.run.staging import publish, staging_folder
from hotline_lib.sections.blocks import declared_blocks
from hotline_lib.sections.prepare import Prepared, prepare
from hotline_lib.sections.store import Store, store_of, write_store

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Published:
    """What a run made: the published folder, its files, and what a reviewer must look at."""

    folder: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]
    figures: int
    seconds: dict[str, float]


def run_bulletin(
    workspace: Workspace,
    place: str,
    period_text: str,
    *,
    out: Path | None = None,
    formats: Sequence[str] = tuple(FORMATS),
    workers: int | None = None,
    progress: Progress = lambda message: None,
) -> Published:
    """出一期通报 into `<out>/<place>/<period>/`, by one move at the very end.

    Raises `UsageError`, `InputError`, `ParamsError`, `TemplateError`, `NotebookError` or
    `RenderError`; in every case what was published before stays as it is.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise UsageError(f"不认识的格式：{'、'.join(unknown)}。可用：{'、'.join(FORMATS)}。")
    clock = _Clock(progress)
    with clock.step("检查与计算"):
        prepared = prepare(workspace, place, Period.parse(period_text))
        store = store_of(prepared)
        # every template is filled and every transcription read before anything is written
        blocks = declared_blocks(store, workspace.fonts)
        report = audit_store(workspace, prepared, store, blocks)
        previous = previous_period(workspace, place, prepared.period)
    contents = store.layout.contents
    jobs = [
        SectionJob(entry, place, prepared.period.id) for entry in (*contents.sections, *contents.appendices)
    ]
    check_jobs(jobs, workspace)

    target_root = out or workspace.outputs
    target = target_root / place / prepared.period.id
    staging = staging_folder(target_root, place, prepared.period.id)
    bulletin, work = staging / "bulletin", staging / "work"
    work.mkdir()
    write_store(store, work / "store")
    with clock.step("运行栏目"):
        notebooks = execute_sections(
            jobs,
            workspace,
            work,
            bulletin / "sections",
            workers or os.cpu_count() or 1,
            lambda section: progress(f"  栏目 {section}"),
        )
    with clock.step("成稿与排版"):
        known = _Known(prepared, store, blocks, report, previous)
        made = _render(workspace, known, notebooks, bulletin, formats, target)
    record = run_record(workspace, prepared, bulletin, clock.seconds)
    (bulletin / "run.json").write_text(record_json(record), encoding="utf-8")
    _verify(bulletin, formats)
    publish(bulletin, target)
    _remove_staging(staging)
    return Published(
        folder=target,
        files=tuple(sorted(p for p in target.rglob("*") if p.is_file())),
        findings=made.findings,
        warnings=made.warnings,
        figures=made.figures,
        seconds=clock.seconds,
    )


@dataclass(frozen=True)
class _Known:
    """Everything that is known before anything is written."""

    prepared: Prepared
    store: Store
    declared: dict[str, list[Shown]]
    report: AuditReport | None
    previous: PreviousPeriod | None


@dataclass(frozen=True)
class _Made:
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]
    figures: int


def _render(
    workspace: Workspace,
    known: _Known,
    notebooks: dict[str, object],
    bulletin: Path,
    formats: Sequence[str],
    published: Path,
) -> _Made:
    """Everything that is written from the executed notebooks; `published` is what they will replace."""
    from hotline_lib.publish.assemble import assemble
    from hotline_lib.publish.document_from_notebooks import collect_section
    from hotline_lib.publish.figures import figure_records, figures_json, rules_by_section
    from hotline_lib.publish.fonts import font_paths
    from hotline_lib.publish.official_fonts import official_folders

    blocks: dict[str, list[Block]] = {}
    marks: list[FigureMark] = []
    for section, notebook in notebooks.items():
        blocks[section], found = collect_section(notebook)
        marks += found
    prepared, store = known.prepared, known.store
    document = assemble(store, blocks)
    records = figure_records(marks, store.results.all_quantities())
    (bulletin / "figures.json").write_text(figures_json(records), encoding="utf-8")
    _write_tables(document, bulletin / "tables")
    _write_checks(prepared, bulletin / "checks")
    findings = known.report.findings if known.report is not None else ()
    if known.report is not None:
        (bulletin / "findings.csv").write_text(findings_csv(known.report), encoding="utf-8-sig", newline="")
    now = snapshot_of(blocks, records)
    write_draft_changes(draft_changes(published, now), bulletin, "".join(document.title))
    issues = prepared.guards.report.warnings
    changes = changes_since(known.previous, now, prepared.period.label)
    review = review_of_run(store, known.declared, marks, findings, issues, changes, known.previous)
    review = review.model_copy(update={"rules": rules_by_section(records)})
    rendering = Rendering(document, review, (*font_paths(workspace.fonts), *official_folders()))
    for wanted in formats:
        (bulletin / FORMATS[wanted].file).write_bytes(FORMATS[wanted].write(rendering))
    return _Made(findings=findings, warnings=review.warnings, figures=len(records))


def _write_tables(document: Document, folder: Path) -> None:
    from hotline_lib.publish.table_csv import table_csv

    folder.mkdir()
    for section in (*document.sections, *document.appendices):
        for block in section.blocks:
            if isinstance(block, Table):
                # with a byte order mark, or spreadsheets misread the Chinese
                (folder / f"{block.id}.csv").write_text(table_csv(block), encoding="utf-8-sig", newline="")


def _write_checks(prepared: Prepared, folder: Path) -> None:
    from hotline_lib.guards.report import guard_report_html, guard_results_json

    folder.mkdir()
    report = guard_report_html(
        prepared.guards.report,
        place_name=prepared.params.place.name,
        period_label=prepared.period.label,
    )
    (folder / "report.html").write_text(report, encoding="utf-8")
    (folder / "results.json").write_text(guard_results_json(prepared.guards), encoding="utf-8")


def _verify(bulletin: Path, formats: Sequence[str]) -> None:
    """Last look before publishing: every promised file is there and not empty."""
    promised = [FORMATS[f].file for f in formats] + ["figures.json", "run.json", "checks/report.html"]
    for name in promised:
        path = bulletin / name
        if not path.is_file() or path.stat().st_size == 0:
            raise RenderError(f"{name} 没有生成，通报未发布。请查看暂存目录。")


def _remove_staging(staging: Path) -> None:
    import shutil

    shutil.rmtree(staging, ignore_errors=True)
    if not any(staging.parent.iterdir()):
        staging.parent.rmdir()


class _Clock:
    """Times of the steps, for the record and the summary; never part of a published content."""

    def __init__(self, progress: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self._progress(name)
        start = time.perf_counter()
        yield
        self.seconds[name] = time.perf_counter() - start
