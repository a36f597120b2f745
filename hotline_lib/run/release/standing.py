"""发布状态 (standing): where a bulletin stands, from its folder and from the inputs as they are now.

It imports nothing that computes or renders: `hotline list` asks it for every period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotline_lib.ingest.decisions import FILE as DECISIONS
from hotline_lib.ingest.release import FILE as RELEASE
from hotline_lib.ingest.release import read_release
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.model.release import STATE_LABELS, ReleaseState
from hotline_lib.run.provenance.current import sources_now
from hotline_lib.run.provenance.hashes import Hasher
from hotline_lib.run.provenance.published import RECORD, read_record
from hotline_lib.run.provenance.verify import changed_since
from hotline_lib.run.release.undecided import matters

_NOT_CONTENT = ("environment", "formats")
"""Parts of a bulletin's key that say nothing about what it tells."""


@dataclass(frozen=True)
class Standing:
    """状况 of a published bulletin: its state, the line of its stamp, what its reviewers still owe.

    `changed` names what a run would make the bulletin of otherwise now.
    """

    state: ReleaseState
    stamp: str
    changed: tuple[str, ...]
    findings: int
    undecided: int
    warnings: tuple[str, ...]

    @property
    def label(self) -> str:
        """状态 as a person reads it."""
        return STATE_LABELS[self.state]


def standing(workspace: Workspace, place: str, period: str, out: Path) -> Standing | None:
    """状况 of one period; `None` where nothing is published.

    A released bulletin is stale as soon as anything that its content may rest on has changed, until a run
    has shown that the content is the same. Raises `DiffersError` for a record that cannot be read,
    `ParamsError` for a faulty release or faulty decisions.
    """
    folder = out / place / period
    if not (folder / RECORD).is_file():
        return None
    record = read_record(folder / RECORD)
    data = workspace.data / place / period
    shown = workspace.relative(data)
    changed = changed_content(workspace, record, Hasher(out / ".cache" / "hashes.json"), also=(RELEASE,))
    state = ReleaseState(record["state"])
    if state is ReleaseState.released and changed:
        state = ReleaseState.stale
    release = read_release(data, shown)
    stamp = release.stamp.line if release is not None and state is ReleaseState.released else ""
    found = matters(folder, data, shown)
    warnings = tuple(record["summary"]["warnings"])
    return Standing(state, stamp, changed, found.findings, len(found.undecided), warnings)


def changed_content(
    workspace: Workspace, record: Mapping[str, Any], hasher: Hasher, also: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """What the content may rest on and is not as the record has it: names of files, sorted.

    Decisions and release say something about a bulletin and nothing in it; `also` counts one of them in.
    Raises `UsageError` where the inputs are gone.
    """
    period = Period.parse(str(record["period"]))
    now = sources_now(workspace, dict(record), period, tuple(record["formats"]), hasher)
    own = f"{workspace.relative(workspace.data)}/{record['place']}/{period.id}/"
    beside = {own + name for name in (DECISIONS, RELEASE) if name not in also}
    differing = {p: found for p, found in changed_since(record, now.parts).items() if p not in _NOT_CONTENT}
    earlier = differing.pop("earlier", ())
    names = {n for n in earlier if not n.endswith((f"/{DECISIONS}", f"/{RELEASE}"))}
    return tuple(sorted((names | {n for found in differing.values() for n in found}) - beside))
