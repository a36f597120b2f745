"""待处理的发现 (undecided findings) of a published bulletin, from its `findings.csv` and `decisions.yml`.

It reads two files and computes nothing, so that lists may ask for every period.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from hotline_lib.ingest.decisions import FILE as DECISIONS
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.decisions import Decisions

FINDINGS = "findings.csv"


@dataclass(frozen=True)
class Matters:
    """发现与处理: how many findings there are, and the severities of those that nobody has settled."""

    findings: int
    undecided: tuple[str, ...]


def matters(published: Path, data: Path, shown: str) -> Matters:
    """发现与处理 of a published folder, with the decisions in `data` as they are now.

    Raises `ParamsError` for faulty decisions, named as in `shown`. A doubt is no decision.
    """
    if not (published / FINDINGS).is_file():
        return Matters(0, ())
    with (published / FINDINGS).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    path = data / DECISIONS
    decisions = read_model(path, f"{shown}/{DECISIONS}", Decisions) if path.is_file() else Decisions()
    settled = {d.finding for d in decisions.decisions if d.decision.settles}
    return Matters(len(rows), tuple(row["轻重"] for row in rows if row["编号"] not in settled))
