"""运行记录 (run record): hashes of everything a bulletin was made of, and when; `run.json`."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import hotline_lib
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.period import Period
from hotline_lib.publish.official_fonts import faces_record, official_folders
from hotline_lib.run.previous import previous_inputs
from hotline_lib.sections.prepare import Prepared

_PACKAGES = ("great-expectations", "matplotlib", "nbconvert", "pandas", "papermill", "pydantic", "typst")


def file_hashes(paths: Iterable[Path], base: Path) -> dict[str, str]:
    """SHA-256 of each file, by its path relative to `base`, sorted."""
    return {
        path.relative_to(base).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
        if path.is_file()
    }


def run_record(
    workspace: Workspace, prepared: Prepared, bulletin: Path, timings: Mapping[str, float]
) -> dict[str, Any]:
    """运行记录 of a finished bulletin; the only published content that may hold a time."""
    place, period = prepared.params.place.id, prepared.period
    previous = previous_inputs(workspace, place, period)
    library = Path(hotline_lib.__file__).parent
    return {
        "place": place,
        "period": period.id,
        "state": "draft",
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": {name: round(seconds, 3) for name, seconds in timings.items()},
        "commit": _commit(workspace.root),
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in _PACKAGES},
        "rules": _rules(prepared, period),
        "inputs": file_hashes(
            [p for i in (period.id, *prepared.earlier) for p in _files(workspace.data / place / i)],
            workspace.root,
        ),
        "previous_inputs": file_hashes(_files(previous), workspace.root) if previous else {},
        "params": file_hashes(_files(workspace.place_params(place)), workspace.root),
        "notebooks": file_hashes(workspace.notebooks.glob("*.*"), workspace.root),
        "library": _digest(file_hashes(_files(library), library.parent)),
        "fonts": _digest(file_hashes(workspace.fonts.glob("*.ttf"), workspace.root)),
        "faces": faces_record((workspace.fonts, *official_folders())),
        "lock": file_hashes([workspace.root / "requirements.lock"], workspace.root),
        "outputs": file_hashes(_files(bulletin), bulletin),
    }


def record_json(record: Mapping[str, Any]) -> str:
    """`run.json`."""
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _files(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]


def _digest(hashes: Mapping[str, str]) -> str:
    joined = "\n".join(f"{value}  {name}" for name, value in sorted(hashes.items()))
    return hashlib.sha256(joined.encode()).hexdigest()


def _rules(prepared: Prepared, period: Period) -> dict[str, str]:
    return {r.id: r.in_force(period).in_force_from.isoformat() for r in prepared.params.rules}


def _commit(root: Path) -> str | None:
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
