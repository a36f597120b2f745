"""地区参数 (params): everything that differs from place to place, loaded and cross-checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hotline_lib.ingest.layouts import LAYOUT_FILES, layout_file
from hotline_lib.ingest.place_params import PlaceParams
from hotline_lib.ingest.references import dangling_references
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.period import Period
from hotline_lib.model.place import Place
from hotline_lib.model.rules import (
    Rule,
)
from hotline_lib.model.tables import InputTables, IntakeMeasures
from hotline_lib.model.units import UnitRegister

FILES: dict[str, type[Frozen]] = {
    "place.yml": Place,
    "units.yml": UnitRegister,
    "columns.yml": InputTables,
    "intake.yml": IntakeMeasures,
    **LAYOUT_FILES,
}
"""Each parameter file and its model; rules stand apart in `rules/*.yml` (model `Rule`)."""


def load_params(workspace: Workspace, place: str, period: Period | None = None) -> PlaceParams:
    """Load `params/<place>/` as it is in force for a period, by default the newest.

    Raises `ParamsError` naming file and key; `UsageError` if the place is unknown.
    """
    folder = workspace.place_params(place)

    def shown(path: Path) -> str:
        return workspace.relative(path)

    def read(path: Path) -> Any:
        return read_model(path, shown(path), FILES[path.name])

    loaded: dict[str, Any] = {n: read(folder / n) for n in FILES if n not in LAYOUT_FILES}
    on = period.counted_in(loaded["place.yml"].weeks.counted).last_day if period else None
    layout = {name: layout_file(folder, name, on, shown(folder)) for name in LAYOUT_FILES}
    loaded |= {name: read(path) for name, path in layout.items()}
    rules = []
    for path in sorted((folder / "rules").glob("*.yml")):
        rule = read_model(path, shown(path), Rule)
        if rule.id != path.stem:
            raise ParamsError(
                [
                    Problem(
                        file=shown(path),
                        column="id",
                        found=rule.id,
                        expected=f"应与文件名一致（{path.stem}）",
                        action="请改文件名或 id",
                    )
                ]
            )
        rules.append(rule)
    params = PlaceParams(
        place=loaded["place.yml"],
        units=loaded["units.yml"],
        inputs=loaded["columns.yml"],
        intake=loaded["intake.yml"],
        contents=loaded["bulletin.yml"],
        tables=loaded["tables.yml"],
        charts=loaded["charts.yml"],
        sentences=loaded["sentences.yml"],
        rules=tuple(rules),
    )
    problems = dangling_references(params, shown(folder), {n: shown(p) for n, p in layout.items()})
    if problems:
        raise ParamsError(problems)
    return params


__all__ = ["FILES", "PlaceParams", "load_params"]
