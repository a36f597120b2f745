"""验证 (verify): a published folder against its record, and what it was made of against what is there now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import UsageError
from hotline_lib.model.period import Period
from hotline_lib.run.provenance.current import sources_now
from hotline_lib.run.provenance.hashes import Hasher
from hotline_lib.run.provenance.published import RECORD, FileState, file_state, read_record
from hotline_lib.run.provenance.sources import PART_LABELS
from hotline_lib.run.recovery import recover


@dataclass(frozen=True)
class Verified:
    """验证所得: the state of the published files, and by part what has changed since they were made."""

    record: Mapping[str, Any]
    files: FileState
    since: Mapping[str, tuple[str, ...]]


def verify(workspace: Workspace, place: str, period_text: str, out: Path) -> Verified:
    """验证一期, reading every byte. Raises `DiffersError` without a usable record.

    What is newer than the bulletin does not make it wrong; it says that a run would make another one.
    """
    period = Period.parse(period_text)
    recover(out, place, period.id)
    folder = out / place / period.id
    record = read_record(folder / RECORD)
    return Verified(record, file_state(folder, record), _since(workspace, record, period))


def changed_names(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Names (files, packages) that are new, gone or of another hash, sorted."""
    return tuple(sorted(n for n in {*before, *now} if before.get(n) != now.get(n)))


def changed_since(
    record: Mapping[str, Any], now: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[str, ...]]:
    """What differs between a record and the sources now, by part; parts without a difference left out."""
    found = {part: changed_names(record.get(part, {}), now[part]) for part in PART_LABELS}
    return {part: names for part, names in found.items() if names}


def _since(workspace: Workspace, record: dict[str, Any], period: Period) -> dict[str, tuple[str, ...]]:
    try:
        now = sources_now(workspace, record, period, tuple(record.get("formats", {})), Hasher())
    except UsageError as error:
        return {"inputs": (str(error),)}
    return changed_since(record, now.parts)
