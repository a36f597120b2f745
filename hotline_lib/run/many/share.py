"""分用 (share): so many sections at once, shared out over bulletins and the sections of each."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace

from hotline_lib.run.many.outcome import Options, Outcome, make_target
from hotline_lib.run.many.targets import Target
from hotline_lib.run.progress.events import Progress


def end_what_was_begun() -> None:
    """收场: end the process of the guards, if this process began one, without waiting for it."""
    if begun := sys.modules.get("hotline_lib.guards.own_process"):
        begun.end_own_process()


def run_targets(
    targets: Sequence[Target], options: Options, jobs: int | None, tell: Progress
) -> list[Outcome]:
    """出各期, at most `jobs` sections at once over all of them; outcomes in the order of `targets`.

    One bulletin, or one job, runs in this process; several bulletins in as many as the jobs allow.
    """
    share = jobs or os.cpu_count() or 1
    if len(targets) == 1 or share == 1:
        each = replace(options, workers=share)
        return [make_target(target, each, tell) for target in targets]
    from hotline_lib.run.many.processes import run_in_processes

    processes = min(share, len(targets))
    each = replace(options, workers=max(1, share // processes))
    return run_in_processes(targets, each, processes, tell)
