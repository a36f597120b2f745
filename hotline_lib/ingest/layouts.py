"""版面的版本 (dated layouts): which version of contents, tables, charts and sentences a period is printed in.

The files beside `place.yml` are in force from the beginning. `layouts/<first day>/` holds those that
changed on that day, each a whole file; what a folder lacks stays as it was before.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hotline_lib.model.charts import Charts
from hotline_lib.model.contents import Contents, Sentences, Tables
from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.frozen import Frozen

LAYOUT_FILES: dict[str, type[Frozen]] = {
    "bulletin.yml": Contents,
    "tables.yml": Tables,
    "charts.yml": Charts,
    "sentences.yml": Sentences,
}
"""The parameter files that may stand in `layouts/<first day>/`, and their models."""


def layout_file(place_folder: Path, name: str, on: date | None, shown: str) -> Path:
    """The version of a layout file in force on a day; `None` means the newest.

    `shown` is the place folder as messages print it. Raises `ParamsError` for a folder in `layouts/`
    that is not named by a day, or that holds anything but layout files.
    """
    versions = [
        (day, folder / name) for day, folder in _dated(place_folder, shown) if (folder / name).is_file()
    ]
    in_force = [path for day, path in versions if on is None or day <= on]
    return in_force[-1] if in_force else place_folder / name


def _dated(place_folder: Path, shown: str) -> list[tuple[date, Path]]:
    """The folders of `layouts/` by day."""
    found = []
    for folder in sorted(p for p in (place_folder / "layouts").glob("*") if not p.name.startswith(".")):
        try:
            day = date.fromisoformat(folder.name)
        except ValueError:
            day = None
        if day is None or day.isoformat() != folder.name or not folder.is_dir():
            raise _unusable(f"{shown}/layouts", folder.name, "应为以启用日命名的文件夹，如 2024-05-01")
        for path in sorted(folder.iterdir()):
            if path.name not in LAYOUT_FILES and not path.name.startswith("."):
                raise _unusable(
                    f"{shown}/layouts/{folder.name}", path.name, f"只能放 {'、'.join(LAYOUT_FILES)}"
                )
        found.append((day, folder))
    return found


def _unusable(file: str, found: str, expected: str) -> ParamsError:
    return ParamsError([Problem(file=file, found=found, expected=expected, action="请改名或移走")])
