"""来源 (sources): every file and version that a bulletin is made of, by part, with its hash.

The parts are the key of a bulletin: where all are as they were, nothing has to run. This module imports
nothing heavy, since the answer "nothing changed" must cost next to nothing.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import hotline_lib
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import UsageError
from hotline_lib.model.period import Period
from hotline_lib.publish.official_fonts import font_folders, official_folders
from hotline_lib.run.provenance.hashes import Hasher, digest_of, files_below

PART_LABELS: Mapping[str, str] = {
    "inputs": "本期输入",
    "earlier": "往期输入",
    "params": "地区参数",
    "notebooks": "栏目笔记本",
    "library": "程序",
    "fonts": "字体",
    "environment": "运行环境",
    "formats": "输出格式",
}
"""Parts of the key of a bulletin, as a person reads them."""
LIBRARY = Path(hotline_lib.__file__).parent
LOCK = "requirements.lock"
RUNNING = ("schedule.yml", "change_limits.yml")
"""Files of `params/<place>/` that tell when to run and when to stop, and change no byte of a bulletin."""


@dataclass(frozen=True)
class Sources:
    """来源: part → name → hash (of a file) or version (of a package)."""

    parts: Mapping[str, Mapping[str, str]]

    def key(self) -> dict[str, str]:
        """总键: one hash a part."""
        return {part: digest_of(hashes) for part, hashes in self.parts.items()}


def sources_of(
    workspace: Workspace,
    place: str,
    period: Period,
    formats: Sequence[str],
    notebooks: Iterable[str],
    hasher: Hasher,
) -> Sources:
    """来源 of one bulletin. `notebooks` are the section files used, relative to the project.

    A file that is gone has the hash `""`. Raises `UsageError` for an unknown place or period.
    """
    data = workspace.period_data(place, period)
    return Sources(
        {
            "inputs": hasher.files(files_below(data), workspace.root),
            "earlier": hasher.files(_earlier(workspace, place, period), workspace.root),
            "params": hasher.files(_printing_params(workspace.place_params(place)), workspace.root),
            "notebooks": {n: _hash_or_gone(workspace.root / n, hasher) for n in sorted(notebooks)},
            "library": hasher.files(files_below(LIBRARY), LIBRARY.parent),
            "fonts": hasher.files(workspace.fonts.glob("*.ttf"), workspace.root) | _official(hasher),
            "environment": {**environment(), LOCK: _hash_or_gone(workspace.root / LOCK, hasher)},
            "formats": dict.fromkeys(sorted(formats), "wanted"),
        }
    )


def _printing_params(folder: Path) -> list[Path]:
    """The params that a bulletin is made of; what only says when to run and when to stop is none."""
    return [path for path in files_below(folder) if path.name not in RUNNING]


def environment() -> dict[str, str]:
    """运行环境: interpreter, kind of machine, and the version of every installed package.

    Versions are read from the names of the packages' folders, which costs one listing.
    """
    found = {
        "python": platform.python_version(),
        "implementation": sys.implementation.name,
        "machine": f"{sys.platform} {platform.machine()}",
    }
    for folder in sys.path:
        try:
            names = [entry.name for entry in os.scandir(folder)]
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                package, _, version = name.removesuffix(".dist-info").rpartition("-")
                found.setdefault(package.lower().replace("_", "-"), version)
    return found


def _official(hasher: Hasher) -> dict[str, str]:
    """Files of the folders from which official fonts are taken, where the machine has any.

    To read what fonts a machine has takes as long as all else of a run where nothing changed.
    """
    looked_in = font_folders()
    name = f"official fonts in {os.pathsep.join(map(str, looked_in))}"
    fonts = [path for folder in looked_in for path in files_below(folder)]
    found = hasher.worked_out(name, fonts, lambda: [str(folder) for folder in official_folders()])
    files = (path for folder in found for path in files_below(Path(folder)))
    return {f"official/{path.name}": hasher.file(path) for path in files}


def _hash_or_gone(path: Path, hasher: Hasher) -> str:
    try:
        return hasher.file(path)
    except OSError:
        return ""


def _earlier(workspace: Workspace, place: str, period: Period) -> list[Path]:
    """Inputs of the place's earlier periods, on which comparisons may rest; transcriptions left out."""
    files: list[Path] = []
    for name in workspace.periods(place):
        try:
            other = Period.parse(name)
        except UsageError:
            continue
        if other.id != period.id and other.first_day < period.first_day:
            folder = workspace.data / place / name
            files += [p for p in files_below(folder) if p.relative_to(folder).parts[0] != "printed"]
    return files
