"""运行记录 (run record): hashes of everything a bulletin was made of, and when; `run.json`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.model.release import ReleaseState
from hotline_lib.publish.official_fonts import faces_record, official_folders
from hotline_lib.run.gate.judging import GateResult
from hotline_lib.run.planned import Planned
from hotline_lib.run.provenance.hashes import Hasher, files_below
from hotline_lib.sections.prepare import Computed


@dataclass(frozen=True)
class Summary:
    """小结 of a run: counts a person is told, and what was taken over from earlier runs."""

    figures: int
    findings: int
    warnings: tuple[str, ...]
    sections: tuple[str, ...]
    sections_reused: tuple[str, ...]
    formats_reused: tuple[str, ...]
    checks_reused: bool
    state: ReleaseState
    fingerprint: str


def run_record(
    workspace: Workspace,
    planned: Planned,
    verdict: str,
    summary: Summary,
    gate: GateResult | None,
    bulletin: Path,
    seconds: Mapping[str, float],
    ready_after: Mapping[str, float],
) -> dict[str, Any]:
    """运行记录 of a finished bulletin; the only published content that may hold a time.

    `verdict` is the key of the guards' outcome, `gate` the result of the gate on changes if one was asked
    for, `seconds` are the times of the steps and `ready_after`
    those from the start of the sections until each was done.
    """
    computed, sources = planned.computed, planned.sources
    place, period = computed.params.place.id, computed.period
    return {
        "place": place,
        "period": period.id,
        "state": summary.state.value,
        "fingerprint": summary.fingerprint,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": {name: round(value, 3) for name, value in seconds.items()},
        "sections_ready_after": {name: round(value, 3) for name, value in ready_after.items()},
        "commit": commit_of(workspace.root),
        "rules": _rules(computed, period),
        "summary": _counts(summary),
        "checks": {"key": verdict, "reused": summary.checks_reused},
        "change_gate": gate.model_dump(mode="json") if gate is not None else None,
        "key": sources.key(),
        "section_keys": planned.keys,
        **{part: dict(sorted(hashes.items())) for part, hashes in sources.parts.items()},
        "faces": faces_record((workspace.fonts, *official_folders())),
        "outputs": Hasher().files(files_below(bulletin), bulletin),
    }


def record_json(record: Mapping[str, Any]) -> str:
    """`run.json`."""
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _counts(summary: Summary) -> dict[str, Any]:
    return {name: value for name, value in asdict(summary).items() if name not in ("state", "fingerprint")}


def _rules(computed: Computed, period: Period) -> dict[str, str]:
    return {r.id: r.in_force(period).in_force_from.isoformat() for r in computed.params.rules}


def commit_of(root: Path) -> str | None:
    """The commit of a checkout, with `-dirty` where files differ from it; `None` without git."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"],
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None
