"""是否未变 (current): whether a published bulletin is what a run would make now; then nothing has to run.

It imports nothing that computes or renders: the answer costs some hashes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import HotlineError
from hotline_lib.model.period import Period
from hotline_lib.run.provenance.hashes import Hasher
from hotline_lib.run.provenance.published import RECORD, file_state, read_record
from hotline_lib.run.provenance.sources import Sources, sources_of


def current_record(
    workspace: Workspace, place: str, period: Period, out: Path, formats: Sequence[str], hasher: Hasher
) -> dict[str, Any] | None:
    """The record of the published bulletin if every part of its key is as it was and its files are whole."""
    folder = out / place / period.id
    if not (folder / RECORD).is_file():
        return None
    try:
        record = read_record(folder / RECORD)
        if sources_now(workspace, record, period, formats, hasher).key() != record["key"]:
            return None
        return record if file_state(folder, record).whole else None
    except (HotlineError, OSError, KeyError, TypeError):
        return None  # a folder that cannot be judged is made anew


def sources_now(
    workspace: Workspace, record: dict[str, Any], period: Period, formats: Sequence[str], hasher: Hasher
) -> Sources:
    """来源 as they are now of the bulletin that a record tells of."""
    return sources_of(workspace, record["place"], period, formats, record["notebooks"], hasher)
