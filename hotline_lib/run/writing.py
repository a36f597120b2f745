"""成稿与写出 (writing): every file of the bulletin but its record, from the executed sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.document import Block, Document, FigureMark, Table
from hotline_lib.model.errors import RenderError
from hotline_lib.model.findings import Finding
from hotline_lib.model.place import DataLicence
from hotline_lib.model.release import ReleaseState
from hotline_lib.publish.formats import FORMATS, Rendering
from hotline_lib.run.audit import audit_page, findings_csv
from hotline_lib.run.audit.report import CSV_HEADINGS
from hotline_lib.run.diff import snapshot_of
from hotline_lib.run.drafts import draft_changes, write_draft_changes
from hotline_lib.run.keeping.cache import Cache
from hotline_lib.run.keeping.formats import rendered
from hotline_lib.run.planned import Planned
from hotline_lib.run.release.stamping import stamped
from hotline_lib.run.review import AUDIT_PAGE, changes_since, review_of_run
from hotline_lib.sections.prepare import Prepared


@dataclass(frozen=True)
class Written:
    """写出所得: what a reviewer must look at, how many figures there are, which formats were taken over."""

    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]
    figures: int
    reused: tuple[str, ...]
    state: ReleaseState
    fingerprint: str


def write_bulletin(
    workspace: Workspace,
    planned: Planned,
    notebooks: Mapping[str, Any],
    bulletin: Path,
    published: Path,
    formats: Sequence[str],
    cache: Cache,
    force: bool,
) -> Written:
    """写出 everything that is made from the executed notebooks, into `bulletin`, which replaces `published`.

    Raises `RenderError`, or `NotebookError` for an output that is no part of a bulletin.
    """
    from hotline_lib.publish.assemble import assemble
    from hotline_lib.publish.document_from_notebooks import collect_section
    from hotline_lib.publish.figures import figure_records, figures_json, rules_by_section
    from hotline_lib.publish.fonts import font_paths
    from hotline_lib.publish.official_fonts import official_folders

    prepared, store, report = planned.prepared, planned.store, planned.report
    blocks: dict[str, list[Block]] = {}
    marks: list[FigureMark] = []
    for section, notebook in notebooks.items():
        blocks[section], found = collect_section(notebook)
        marks += found
    records = figure_records(marks, store.results.all_quantities())
    figures = figures_json(records)
    (bulletin / "figures.json").write_text(figures, encoding="utf-8")
    made = stamped(assemble(store, blocks), figures, planned.release)
    document = made.document
    _write_tables(document, bulletin / "tables")
    _write_checks(prepared, bulletin / "checks")
    findings = report.findings if report is not None else ()
    if report is not None:
        (bulletin / "findings.csv").write_text(findings_csv(report), encoding="utf-8-sig", newline="")
        page = audit_page(report, place_name=prepared.params.place.name, period_label=prepared.period.label)
        (bulletin / AUDIT_PAGE).write_text(page, encoding="utf-8")
    now = snapshot_of(blocks, records)
    write_draft_changes(draft_changes(published, now), bulletin, "".join(document.title))
    review = review_of_run(
        store,
        planned.blocks,
        marks,
        findings,
        prepared.guards.report.warnings,
        changes_since(planned.previous, now, prepared.period.label),
        planned.previous,
    ).model_copy(update={"rules": rules_by_section(records)})
    rendering = Rendering(document, review, (*font_paths(workspace.fonts), *official_folders()))
    reused = []
    for wanted in formats:
        content, kept = rendered(wanted, rendering, planned.sources, cache, force)
        (bulletin / FORMATS[wanted].file).write_bytes(content)
        reused += [wanted] if kept else []
    _write_package(document, records, prepared.params.place.data_licence, bulletin)
    return Written(findings, review.warnings, len(records), tuple(reused), made.state, made.fingerprint)


def _write_tables(document: Document, folder: Path) -> None:
    from hotline_lib.publish.table_csv import table_csv

    folder.mkdir()
    for section in (*document.sections, *document.appendices):
        for block in section.blocks:
            if isinstance(block, Table):
                # with a byte order mark, or spreadsheets misread the Chinese
                (folder / f"{block.id}.csv").write_text(table_csv(block), encoding="utf-8-sig", newline="")


def _write_package(
    document: Document, records: Sequence[Mapping[str, Any]], licence: DataLicence | None, bulletin: Path
) -> None:
    from hotline_lib.publish.datapackage.package import FILE, PublishedFiles, data_package

    paths = [bulletin / "figures.json", bulletin / "findings.csv", *(bulletin / "tables").glob("*.csv")]
    files = {p.relative_to(bulletin).as_posix(): p.read_bytes() for p in paths if p.is_file()}
    text = data_package(document, records, PublishedFiles(files, CSV_HEADINGS), licence)
    (bulletin / FILE).write_text(text, encoding="utf-8", newline="\n")


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


def refuse_incomplete(bulletin: Path, formats: Sequence[str]) -> None:
    """Last look before publishing: every promised file is there and not empty. Raises `RenderError`."""
    promised = [FORMATS[f].file for f in formats] + ["figures.json", "run.json", "checks/report.html"]
    for name in promised:
        path = bulletin / name
        if not path.is_file() or path.stat().st_size == 0:
            raise RenderError(f"{name} 没有生成，通报未发布。请查看暂存目录。")
