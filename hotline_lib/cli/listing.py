"""列表 (list): `hotline list`, places and periods with their state."""

from __future__ import annotations

import click

from hotline_lib.ingest.workspace import Workspace


@click.command("list")
def list_() -> None:
    """列出各地区、各期及其状态。"""
    workspace = Workspace.find()
    for place in workspace.places():
        for period in workspace.periods(place) or ["—"]:
            made = (workspace.outputs / place / period / "run.json").is_file()
            click.echo(f"{place}\t{period}\t{'已生成' if made else '未生成'}")
