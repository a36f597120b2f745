"""限度 (limits): how much the figures of a place may change in a period."""

from __future__ import annotations

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.ingest.yaml_files import read_model
from hotline_lib.model.change_limits import ChangeLimits, ChangeLimitsVersion
from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.period import Period
from hotline_lib.run.gate.request import GateRequest

FILE = "change_limits.yml"


def change_limits(
    workspace: Workspace, place: str, period: Period, request: GateRequest
) -> ChangeLimitsVersion | None:
    """变动限度 of a place for a period; `None` where it has none and the request brings its own.

    Raises `ParamsError` for a file with faults, or where nothing says how much may change.
    """
    folder = workspace.place_params(place)
    shown = f"{workspace.relative(folder)}/{FILE}"
    found = None
    if (folder / FILE).is_file():
        found = read_model(folder / FILE, shown, ChangeLimits).in_force(period.last_day)
    if found is None and request.ratio is None:
        expected = f"{period.label}没有变动限度"
        action = "请补写一个版本，或在命令中写明变化率，如 --max-change 30%"
        raise ParamsError([Problem(file=shown, expected=expected, action=action)])
    return found
