"""出一期通报 (one bulletin): compute, run the sections, render, wait for the guards, verify, publish.

The guards judge in a process of their own all the while. Nothing is published or kept before they accept
the inputs; where they refuse, nothing that was made meanwhile is left.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ChangesRefusedError, InputError, StorageError, UsageError
from hotline_lib.model.findings import Finding
from hotline_lib.model.period import Period
from hotline_lib.model.release import ReleaseState
from hotline_lib.publish.formats import FORMATS
from hotline_lib.run.execute import warm_engine
from hotline_lib.run.failure import leave_note
from hotline_lib.run.gate.judging import GateResult
from hotline_lib.run.gate.passing import pass_gate
from hotline_lib.run.gate.request import GateRequest
from hotline_lib.run.keeping.cache import FOLDER, Cache
from hotline_lib.run.keeping.formats import KeptFormats
from hotline_lib.run.keeping.sections import KeptSections
from hotline_lib.run.keeping.verdict import KeptVerdict
from hotline_lib.run.locks import period_lock
from hotline_lib.run.planned import Planned, plan
from hotline_lib.run.progress.clock import Clock
from hotline_lib.run.progress.events import Event, EventKind, Progress, silent
from hotline_lib.run.provenance.hashes import Hasher
from hotline_lib.run.record import Summary, record_json, run_record
from hotline_lib.run.recovery import recover
from hotline_lib.run.secrets import refuse_secrets
from hotline_lib.run.staging import publish, remove_staging, staging_folder
from hotline_lib.run.writing import Writing, refuse_incomplete
from hotline_lib.sections.checking_aside import checked_first

_FULL = (errno.ENOSPC, errno.EDQUOT)
_NOTES = {
    ReleaseState.stale: "审定之后内容有变，本次印作草稿。请审核后重新 hotline release。",
    ReleaseState.withdrawn: "审定已撤回，本次印作草稿。",
}


@dataclass(frozen=True)
class Published:
    """What a run made: the published folder, its files, and what a reviewer must look at."""

    folder: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]
    figures: int
    seconds: dict[str, float]
    summary: Summary
    gate: GateResult | None


@dataclass(frozen=True)
class _Run:
    """One run: its place and period, what was asked for, and the tools it works with."""

    workspace: Workspace
    place: str
    period: Period
    out: Path
    formats: tuple[str, ...]
    workers: int
    force: bool
    gate: GateRequest | None
    tell: Progress
    cache: Cache
    hasher: Hasher
    verdict: KeptVerdict
    clock: Clock

    @property
    def target(self) -> Path:
        """Where the bulletin is published."""
        return self.out / self.place / self.period.id

    def keep(self) -> None:
        """Keep for later runs what the guards' acceptance makes worth keeping."""
        self.verdict.keep()
        self.cache.release()

    def note(self, words: str) -> None:
        """Tell something worth a line."""
        self.tell(Event(EventKind.note, self.place, self.period.id, words))


def run_bulletin(
    workspace: Workspace,
    place: str,
    period_text: str,
    *,
    out: Path | None = None,
    formats: Sequence[str] = tuple(FORMATS),
    workers: int | None = None,
    progress: Progress = silent,
    force: bool = False,
    wait: float | None = None,
    gate: GateRequest | None = None,
) -> Published:
    """出一期通报 into `<out>/<place>/<period>/`, by one move at the very end.

    What an earlier run has finished and nothing has changed is taken over, unless `force`. Another run
    of the same period is waited for up to `wait` seconds. `gate` asks that changes of figures be judged.
    Raises `UsageError`, `InputError`, `ParamsError`, `TemplateError`, `NotebookError`, `RenderError`,
    `BusyError`, `ChangesRefusedError`, `SecretFoundError` or `StorageError`; in every case what was
    published before stays as it is.
    """
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown:
        raise UsageError(f"不认识的格式：{'、'.join(unknown)}。可用：{'、'.join(FORMATS)}。")
    warm_engine(workspace)  # it warms up while the inputs are checked
    root = out or workspace.outputs
    period = Period.parse(period_text)
    cache = Cache(root / FOLDER)
    run = _Run(
        workspace=workspace,
        place=place,
        period=period,
        out=root,
        formats=tuple(dict.fromkeys(formats)),
        workers=workers or os.cpu_count() or 1,
        force=force,
        gate=gate,
        tell=progress,
        cache=cache,
        hasher=Hasher(None if force else root / FOLDER / "hashes.json"),
        verdict=KeptVerdict(cache, force),
        clock=Clock(place, period.id, progress),
    )
    try:
        recover(root, place, period.id)
        return _locked(run, wait)
    except OSError as error:
        full = "磁盘已满" if error.errno in _FULL else "系统拒绝了读写"
        raise StorageError(f"{full}（{error}）。{place} {period_text} 未发布，原有通报保持不变。") from error


def _locked(run: _Run, wait: float | None) -> Published:
    with run.clock.step("读取与计算"):
        planned = plan(run.workspace, run.place, run.period, run.formats, run.verdict, run.hasher)
    with period_lock(run.out, run.place, run.period.id, wait) as held:
        if held.after_dead:
            run.note(f"上次运行（{held.after_dead}）没有正常结束，接着做。")
        staging = staging_folder(run.out, run.place, run.period.id)
        run.cache.hold()
        try:
            published = _make(run, planned, staging)
        except InputError:
            remove_staging(staging)
            held.traceless = True
            raise
        except ChangesRefusedError:
            remove_staging(staging)
            raise
        except BaseException as error:
            if isinstance(error, Exception):
                run.keep()  # the guards were asked and accept
            leave_note(staging, run.place, run.period.id, error)
            raise
        remove_staging(staging)
        for entry in run.cache.damaged:
            run.note(f"缓存中的 {entry} 已损坏，已重做。")
        run.cache.prune()
        run.hasher.remember()
    return published


def _make(run: _Run, planned: Planned, staging: Path) -> Published:
    """From the plan to the published folder, by way of `staging`; the guards' verdict is waited for last.

    Raises `InputError` if they refuse, whatever else went wrong on what they refuse.
    """
    bulletin, work = staging / "bulletin", staging / "work"
    work.mkdir()
    with checked_first(planned.pending):
        gate = pass_gate(run.workspace, planned, run.target, run.gate)
        for words in gate.not_compared if gate is not None else ():
            run.note(f"变动未能把关：{words}")
        with run.clock.step("运行栏目"):
            kept = KeptSections(run.cache, run.workspace, run.force, run.tell)
            sections = kept.run(planned, work, bulletin / "sections", run.workers)
        with run.clock.step("成稿与排版"):
            formats = KeptFormats(run.cache, planned.sources, run.force)
            writing = Writing(run.workspace, planned, sections.notebooks, bulletin, run.target, formats)
            writing.write(run.formats)
    with run.clock.step("输入检查"):
        prepared = planned.accepted(run.workspace)
        run.keep()
    with run.clock.step("审核页"):
        written = writing.finish(run.formats, prepared)
    summary = Summary(
        figures=written.figures,
        findings=len(written.findings),
        warnings=written.warnings,
        sections=tuple(planned.keys),
        sections_reused=sections.reused,
        formats_reused=written.reused,
        checks_reused=run.verdict.reused,
        state=written.state,
        fingerprint=written.fingerprint,
    )
    if written.state in _NOTES:
        run.note(_NOTES[written.state])
    with run.clock.step("核对与发布"):
        times = (run.clock.seconds, sections.ready_after)
        record = run_record(run.workspace, planned, run.verdict.key, summary, gate, bulletin, *times)
        (bulletin / "run.json").write_text(record_json(record), encoding="utf-8")
        refuse_incomplete(bulletin, run.formats)
        refuse_secrets(bulletin)
        publish(bulletin, run.target)
    return Published(
        folder=run.target,
        files=tuple(sorted(p for p in run.target.rglob("*") if p.is_file())),
        findings=written.findings,
        warnings=written.warnings,
        figures=written.figures,
        seconds=run.clock.seconds,
        summary=summary,
        gate=gate,
    )
