"""发布状态 (standing): where a place and period stand, from the published folder and the inputs as they are now.

It imports nothing that computes or renders: `hotline list` asks it for every period.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hotline_lib.ingest.release import read_release
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.release import STATE_LABELS, ReleaseState

NOT_MADE = "未生成"


@dataclass(frozen=True)
class Standing:
    """状况 of a published bulletin: its state, the line of its stamp, what reviewers still owe."""

    state: ReleaseState
    stamp: str
    findings: int
    undecided: int
    warnings: tuple[str, ...]

    @property
    def label(self) -> str:
        return STATE_LABELS[self.state]


def standing(workspace: Workspace, place: str, period: str, out: Path) -> Standing:
    """状况 of a published bulletin."""
    folder = out / place / period
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    findings = 0
    if (folder / "findings.csv").is_file():
        with (folder / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
            findings = len(list(csv.DictReader(file)))
    return Standing(ReleaseState(record["state"]), "", findings, findings, ())
