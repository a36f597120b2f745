"""核对 (audit) of a printed bulletin: every cell, figure and sentence against the computed bulletin."""

from __future__ import annotations

from hotline_lib.ingest.decisions import read_decisions
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.document import Shown
from hotline_lib.run.audit.audit import audit
from hotline_lib.run.audit.basis import Basis, basis_of
from hotline_lib.run.audit.page import audit_page
from hotline_lib.run.audit.printed import Printed, read_printed
from hotline_lib.run.audit.report import AuditReport, Coverage, PartCoverage, findings_csv
from hotline_lib.sections.blocks import declared_blocks
from hotline_lib.sections.prepare import Computed
from hotline_lib.sections.store import Store

__all__ = [
    "AuditReport",
    "Basis",
    "Coverage",
    "PartCoverage",
    "Printed",
    "audit",
    "audit_page",
    "audit_store",
    "basis_of",
    "findings_csv",
    "read_printed",
]


def audit_store(
    workspace: Workspace, computed: Computed, store: Store, blocks: dict[str, list[Shown]] | None = None
) -> AuditReport | None:
    """核对一期: the store against `data/<place>/<period>/printed/`, with the decisions on what is found.

    `None` where that folder is missing; a decision is then refused, since it names no finding.
    `blocks` are the store's `declared_blocks` where the caller has them already. Raises `ParamsError`
    or `InputError` if the transcription or a decision is faulty.
    """
    data = workspace.period_data(store.results.place, store.layout.period)
    folder = data / "printed"
    if not folder.is_dir():
        read_decisions(data, workspace.relative(data), ())
        return None
    printed = read_printed(folder, workspace.relative(folder))
    declared = blocks if blocks is not None else declared_blocks(store, workspace.fonts)
    report = audit(printed, basis_of(store, computed.params, declared))
    decisions = read_decisions(data, workspace.relative(data), report.findings)
    return report.model_copy(update={"decisions": decisions})
