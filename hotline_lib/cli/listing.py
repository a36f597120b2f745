"""列表 (list): `hotline list`, places and periods with their state."""

from __future__ import annotations

from pathlib import Path

import click

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import HotlineError
from hotline_lib.run.release.standing import standing

NOT_MADE = "未生成"


@click.command("list")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="输出目录，默认 outputs/")
def list_(out: Path | None) -> None:
    """列出各地区、各期：未生成、草稿、已发布、过期或已撤回，及未处理的发现。"""
    workspace = Workspace.find()
    folder = out or workspace.outputs
    for place in workspace.places():
        for period in workspace.periods(place):
            click.echo("\t".join((place, period, *_state(workspace, place, period, folder))))
        if not workspace.periods(place):
            click.echo(f"{place}\t—\t{NOT_MADE}")


def _state(workspace: Workspace, place: str, period: str, out: Path) -> list[str]:
    """State, then what waits for a person; a record that cannot be read is no reason to stop the list."""
    try:
        found = standing(workspace, place, period, out)
    except HotlineError as error:
        return [f"无法判断：{str(error).splitlines()[0]}"]
    if found is None:
        return [NOT_MADE]
    notes = [f"未处理的发现 {found.undecided}"] if found.undecided else []
    if found.changed:
        more = f" 等 {len(found.changed)} 个" if len(found.changed) > 1 else ""
        notes.append(f"此后有变：{found.changed[0]}{more}")
    return [found.label, *([found.stamp] if found.stamp else []), *notes]
