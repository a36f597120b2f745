"""成稿与写出 (writing): every file of the bulletin but its record, from the executed sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.document import Block, Document, FigureMark, Table
from hotline_lib.model.errors import RenderError
from hotline_lib.model.findings import Finding
from hotline_lib.model.guards import GuardIssue
from hotline_lib.model.place import DataLicence
from hotline_lib.model.release import ReleaseState
from hotline_lib.publish.formats import FORMATS, Rendering
from hotline_lib.publish.review import Review
from hotline_lib.run.audit import audit_page, findings_csv
from hotline_lib.run.audit.report import CSV_HEADINGS
from hotline_lib.run.diff import snapshot_of
from hotline_lib.run.drafts import draft_changes, write_draft_changes
from hotline_lib.run.keeping.formats import KeptFormats
from hotline_lib.run.planned import Planned
from hotline_lib.run.release.stamping import stamped
from hotline_lib.run.rendering import SharedRendering
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


class Writing:
    """写出: every file made from the executed notebooks, into `bulletin`, which replaces `published`.

    In two steps: `write` needs no verdict of the guards, `finish` writes what shows it. Both raise
    `RenderError`, the making of one also `NotebookError` for an output that is no part of a bulletin.
    """

    def __init__(
        self,
        workspace: Workspace,
        planned: Planned,
        notebooks: Mapping[str, Any],
        bulletin: Path,
        published: Path,
        kept: KeptFormats,
    ) -> None:
        from hotline_lib.publish.assemble import assemble
        from hotline_lib.publish.document_from_notebooks import collect_section
        from hotline_lib.publish.figures import figure_records, figures_json

        self._workspace, self._planned, self._kept = workspace, planned, kept
        self._bulletin, self._published = bulletin, published
        self._blocks: dict[str, list[Block]] = {}
        self._marks: list[FigureMark] = []
        for section, notebook in notebooks.items():
            self._blocks[section], found = collect_section(notebook)
            self._marks += found
        self._records = figure_records(self._marks, planned.store.results.all_quantities())
        self._figures = figures_json(self._records)
        self._made = stamped(assemble(planned.store, self._blocks), self._figures, planned.release)
        self._now = snapshot_of(self._blocks, self._records)

    def write(self, formats: Sequence[str]) -> None:
        """写出 all that does not show the guards' verdict, those of `formats` included."""
        document, computed, report = self._made.document, self._planned.computed, self._planned.report
        (self._bulletin / "figures.json").write_text(self._figures, encoding="utf-8")
        _write_tables(document, self._bulletin / "tables")
        (self._bulletin / "checks").mkdir()
        if report is not None:
            text = findings_csv(report)
            (self._bulletin / "findings.csv").write_text(text, encoding="utf-8-sig", newline="")
            page = audit_page(
                report, place_name=computed.params.place.name, period_label=computed.period.label
            )
            (self._bulletin / AUDIT_PAGE).write_text(page, encoding="utf-8")
        drafts = draft_changes(self._published, self._now)
        write_draft_changes(drafts, self._bulletin, "".join(document.title))
        _write_package(document, self._records, computed.params.place.data_licence, self._bulletin)
        early = [f for f in formats if not FORMATS[f].shows_verdict]
        self._early = self._shared(early, self._review(()))
        self._save(self._early.here())

    def finish(self, formats: Sequence[str], prepared: Prepared) -> Written:
        """写完 with what the guards said, and tell what was written."""
        _write_checks(prepared, self._bulletin / "checks")
        review = self._review(prepared.guards.report.warnings)
        self._save(self._shared([f for f in formats if FORMATS[f].shows_verdict], review).here())
        self._save(self._early.rest())
        reused = tuple(f for f in formats if f in self._kept.reused)
        made = self._made
        return Written(
            review.findings, review.warnings, len(self._records), reused, made.state, made.fingerprint
        )

    def _review(self, warnings: Sequence[GuardIssue]) -> Review:
        from hotline_lib.publish.figures import rules_by_section

        planned = self._planned
        return review_of_run(
            planned.store,
            planned.blocks,
            self._marks,
            planned.report.findings if planned.report is not None else (),
            warnings,
            changes_since(planned.previous, self._now, planned.computed.period.label),
            planned.previous,
        ).model_copy(update={"rules": rules_by_section(self._records)})

    def _shared(self, formats: Sequence[str], review: Review) -> SharedRendering:
        from hotline_lib.publish.fonts import font_paths
        from hotline_lib.publish.official_fonts import official_folders

        fonts = (*font_paths(self._workspace.fonts), *official_folders())
        return SharedRendering(formats, Rendering(self._made.document, review, fonts), self._kept)

    def _save(self, rendered: Iterable[tuple[str, bytes]]) -> None:
        for wanted, content in rendered:
            (self._bulletin / FORMATS[wanted].file).write_bytes(content)


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
