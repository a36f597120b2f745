"""出通报的准备 (planned bulletin): everything known before a section runs, and the sections' keys.

All but the verdict of the guards, which is slow and waited for last (`accepted`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hotline_lib.ingest.release import read_release
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.document import Shown
from hotline_lib.model.period import Period
from hotline_lib.model.release import Release
from hotline_lib.model.sidecar import Sidecar
from hotline_lib.run.audit import AuditReport, audit_store
from hotline_lib.run.execute import SectionJob, check_jobs
from hotline_lib.run.keeping.sections import notebook_sources, read_sidecars, section_keys
from hotline_lib.run.keeping.verdict import KeptVerdict
from hotline_lib.run.previous import PreviousPeriod, previous_period
from hotline_lib.run.provenance.hashes import Hasher
from hotline_lib.run.provenance.sources import Sources, sources_of
from hotline_lib.sections.checking_aside import Pending, checked_first
from hotline_lib.sections.prepare import (
    Computed,
    Prepared,
    accepted,
    computed_from,
    read_inputs,
    refuse,
    to_check,
)
from hotline_lib.sections.slices import sliced_blocks
from hotline_lib.sections.store import Store, store_of


@dataclass(frozen=True)
class Planned:
    """准备: inputs computed, sentences filled, printed bulletin audited, notebooks checked, verdict begun."""

    computed: Computed
    pending: Pending
    store: Store
    blocks: dict[str, list[Shown]]
    slices: dict[str, Store]
    report: AuditReport | None
    previous: PreviousPeriod | None
    release: Release | None
    jobs: tuple[SectionJob, ...]
    sidecars: dict[str, Sidecar]
    sources: Sources
    keys: dict[str, dict[str, str]]

    def accepted(self, workspace: Workspace) -> Prepared:
        """备料 that the guards accept; waits for them. Raises `InputError` if they refuse."""
        outcome = self.pending()
        refuse(outcome)
        return accepted(workspace, self.computed, outcome)


def plan(
    workspace: Workspace,
    place: str,
    period: Period,
    formats: Sequence[str],
    verdict: KeptVerdict,
    hasher: Hasher,
) -> Planned:
    """准备出一期. Writes nothing; raises as `prepare`, `sliced_blocks`, `audit_store` and `check_jobs` do.

    What goes wrong on inputs that the guards refuse is told as their refusal.
    """
    params, tables = read_inputs(workspace, place, period)
    pending = verdict.begin(*to_check(params, tables, period))
    with checked_first(pending):
        computed = computed_from(workspace, period, params, tables, verdict)
        store = store_of(computed)
        contents = store.layout.contents
        jobs = tuple(SectionJob(e, place, period.id) for e in (*contents.sections, *contents.appendices))
        check_jobs(jobs, workspace)
        sidecars = read_sidecars(jobs, workspace)
        # every template is filled and every transcription read before anything is written
        blocks, slices = sliced_blocks(store, workspace.fonts, sidecars)
        report = audit_store(workspace, computed, store, blocks)
        previous = previous_period(workspace, place, computed.period, verdict)
        data = workspace.period_data(place, period)
        release = read_release(data, workspace.relative(data))
        sources = sources_of(workspace, place, period, formats, notebook_sources(workspace, sidecars), hasher)
        keys = section_keys(jobs, workspace, slices, sidecars, sources, hasher)
    known = (computed, pending, store, blocks, slices, report, previous, release)
    return Planned(*known, jobs, sidecars, sources, keys)
