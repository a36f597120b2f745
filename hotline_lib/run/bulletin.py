"""出一期通报 (one bulletin): guard, compute, run the sections, render, verify, publish."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.document import Block, Document, FigureMark, Table
from hotline_lib.model.errors import RenderError, UsageError
from hotline_lib.model.findings import Finding
from hotline_lib.model.period import Period
from hotline_lib.publish.formats import FORMATS, Rendering
from hotline_lib.run.audit import AuditReport, audit_page, audit_store, findings_csv
from hotline_lib.run.execute import SectionJob, check_jobs, execute_sections, warm_engine
from hotline_lib.run.record import record_json, run_record
from hotline_lib.run.staging import publish, staging_folder
from hotline_lib.sections.blocks import declared_blocks
from hotline_lib.sections.checking_aside import CheckingAside
from hotline_lib.sections.prepare import Prepared, computed_from, read_inputs
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
    warm_engine(workspace)  # it warms up while the inputs are checked
    clock = _Clock(progress)
    period = Period.parse(period_text)
    with clock.step("检查与计算"), CheckingAside(workspace, place, period.id) as checking:
        inputs = read_inputs(workspace, place, period)
        with checking.first():
            computed = computed_from(workspace, period, *inputs)
            store = store_of(computed)
            # every template is filled and every transcription read before anything is written
            blocks = declared_blocks(store, workspace.fonts)
            report = audit_store(workspace, computed, store, blocks)
        prepared = checking.accept(computed)
    contents = store.layout.contents
    jobs = [
        SectionJob(entry, place, prepared.period.id) for entry in (*contents.sections, *contents.appendices)
    ]
    check_jobs(jobs, workspace)

    target_root = out or workspace.outputs
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
        made = _render(workspace, prepared, store, notebooks, bulletin, formats, report)
    record = run_record(workspace, prepared, bulletin, clock.seconds)
    (bulletin / "run.json").write_text(record_json(record), encoding="utf-8")
    _verify(bulletin, formats)
    target = target_root / place / prepared.period.id
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
class _Made:
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]
    figures: int


def _render(
    workspace: Workspace,
    prepared: Prepared,
    store: Store,
    notebooks: dict[str, object],
    bulletin: Path,
    formats: Sequence[str],
    report: AuditReport | None,
) -> _Made:
    """Everything that is written from the executed notebooks."""
    from hotline_lib.publish.assemble import assemble
    from hotline_lib.publish.document_from_notebooks import collect_section
    from hotline_lib.publish.figures import figure_records, figures_json, lineage_lines, rules_by_section
    from hotline_lib.publish.fonts import font_paths
    from hotline_lib.publish.official_fonts import official_folders
    from hotline_lib.publish.review import Review

    blocks: dict[str, list[Block]] = {}
    marks: list[FigureMark] = []
    for section, notebook in notebooks.items():
        blocks[section], found = collect_section(notebook)
        marks += found
    document = assemble(store, blocks)
    records = figure_records(marks, store.results.all_quantities())
    (bulletin / "figures.json").write_text(figures_json(records), encoding="utf-8")
    _write_tables(document, bulletin / "tables")
    _write_checks(prepared, bulletin / "checks")
    findings = report.findings if report is not None else ()
    if report is not None:
        (bulletin / "findings.csv").write_text(findings_csv(report), encoding="utf-8-sig", newline="")
        page = audit_page(report, place_name=prepared.params.place.name, period_label=prepared.period.label)
        (bulletin / "checks" / "audit.html").write_text(page, encoding="utf-8")
    warnings = tuple(str(issue.problem) for issue in prepared.guards.report.warnings)
    review = Review(
        lineage=lineage_lines(records),
        warnings=warnings,
        findings=findings,
        rules=rules_by_section(records),
    )
    rendering = Rendering(document, review, (*font_paths(workspace.fonts), *official_folders()))
    for wanted in formats:
        (bulletin / FORMATS[wanted].file).write_bytes(FORMATS[wanted].write(rendering))
    return _Made(findings=findings, warnings=warnings, figures=len(records))


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
