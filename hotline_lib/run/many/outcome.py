"""一期的结局 (outcome): what became of one bulletin, small enough to travel between processes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ExitCode, HotlineError
from hotline_lib.model.period import Period
from hotline_lib.run.head_start import head_start
from hotline_lib.run.many.targets import Target
from hotline_lib.run.progress.events import Event, EventKind, Progress
from hotline_lib.run.provenance.current import current_record
from hotline_lib.run.provenance.hashes import Hasher

if TYPE_CHECKING:
    from hotline_lib.run.gate.request import GateRequest


class State(StrEnum):
    """结局种类 (state): made, nothing had changed, or failed."""

    made = "made"
    unchanged = "unchanged"
    failed = "failed"


@dataclass(frozen=True)
class Options:
    """选项: what is asked of every bulletin alike."""

    root: Path
    out: Path
    formats: tuple[str, ...]
    workers: int | None = None
    force: bool = False
    wait: float | None = None
    gate: GateRequest | None = None


@dataclass(frozen=True)
class Outcome:
    """结局 of one bulletin: counts where it stands, code and words where it failed."""

    place: str
    period: str
    state: State
    folder: str
    seconds: float
    code: int = ExitCode.ok
    message: str = ""
    figures: int = 0
    findings: int = 0
    warnings: tuple[str, ...] = ()
    sections: int = 0
    sections_reused: int = 0
    formats_reused: int = 0
    checks_reused: bool = False
    changes_accepted: int = 0


def make_target(target: Target, options: Options, tell: Progress) -> Outcome:
    """出一期, or find that nothing changed; a failure becomes an outcome, never an exception."""
    start = time.perf_counter()
    tell(Event(EventKind.begun, target.place, target.period))
    try:
        outcome = _unchanged(target, options, start) or _made(target, options, start, tell)
        kind = EventKind.unchanged if outcome.state is State.unchanged else EventKind.published
        tell(Event(kind, target.place, target.period, seconds=outcome.seconds))
        return outcome
    except HotlineError as error:
        from hotline_lib.run.secrets import masked

        return failed(target, options, error.exit_code, masked(str(error)), start, tell)
    except Exception as error:  # a fault of the program in one bulletin must not take the others along
        import traceback

        from hotline_lib.run.secrets import masked

        told = traceback.format_exc()
        words = masked(f"程序出错（{type(error).__name__}）：{error}。请将以下内容交维护人员：\n{told}")
        return failed(target, options, ExitCode.failed, words, start, tell)


def failed(
    target: Target, options: Options, code: int, message: str, start: float, tell: Progress
) -> Outcome:
    """失败的结局."""
    tell(Event(EventKind.failed, target.place, target.period, message))
    return Outcome(
        place=target.place,
        period=target.period,
        state=State.failed,
        folder=str(options.out / target.place / target.period),
        seconds=time.perf_counter() - start,
        code=int(code),
        message=message,
    )


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """退出码 of several bulletins: 0, the code that all failures share, or 1."""
    codes = {o.code for o in outcomes if o.state is State.failed}
    if not codes:
        return ExitCode.ok
    return codes.pop() if len(codes) == 1 else ExitCode.failed


def _unchanged(target: Target, options: Options, start: float) -> Outcome | None:
    if options.force:
        return None
    period = Period.parse(target.period)
    hasher = Hasher(options.out / ".cache" / "hashes.json")
    workspace = Workspace(options.root)
    record = current_record(workspace, target.place, period, options.out, options.formats, hasher)
    if record is None:
        return None
    hasher.remember()
    if (options.out / ".staging").is_dir():
        from hotline_lib.run.recovery import clear_away

        clear_away(options.out, target.place, target.period)
    summary = record["summary"]
    return Outcome(
        place=target.place,
        period=target.period,
        state=State.unchanged,
        folder=str(options.out / target.place / target.period),
        seconds=time.perf_counter() - start,
        figures=summary["figures"],
        findings=summary["findings"],
        warnings=tuple(summary["warnings"]),
        sections=len(summary["sections"]),
        sections_reused=len(summary["sections"]),
        formats_reused=len(options.formats),
        checks_reused=True,
    )


def _made(target: Target, options: Options, start: float, tell: Progress) -> Outcome:
    workspace = Workspace(options.root)
    head_start(workspace, target, options.out, options.force)
    from hotline_lib.run.bulletin import run_bulletin

    made = run_bulletin(
        workspace,
        target.place,
        target.period,
        out=options.out,
        formats=options.formats,
        workers=options.workers,
        progress=tell,
        force=options.force,
        wait=options.wait,
        gate=options.gate,
    )
    return Outcome(
        place=target.place,
        period=target.period,
        state=State.made,
        folder=str(made.folder),
        seconds=time.perf_counter() - start,
        figures=made.figures,
        findings=len(made.findings),
        warnings=made.warnings,
        sections=len(made.summary.sections),
        sections_reused=len(made.summary.sections_reused),
        formats_reused=len(made.summary.formats_reused),
        checks_reused=made.summary.checks_reused,
        changes_accepted=len(made.gate.beyond) if made.gate else 0,
    )
