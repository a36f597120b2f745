"""单做一栏 (section): `hotline section PLACE PERIOD SECTION`, for whoever writes or changes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotline_lib.cli.shown import shown
from hotline_lib.ingest.workspace import Workspace

if TYPE_CHECKING:
    from hotline_lib.run.watched_section import Rendered


@click.command()
@click.argument("place", metavar="地区")
@click.argument("period", metavar="期")
@click.argument("section", metavar="栏目")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="输出目录，默认 outputs/.preview/"
)
@click.option("--watch", is_flag=True, help="笔记本、参数、输入每次存盘后重做，按 Ctrl-C 结束")
def section(place: str, period: str, section: str, out: Path | None, watch: bool) -> None:
    """只运行一栏，写出其笔记本与预览页。

    结果库留存在 outputs/.lab/，输入与参数未变时不重算。
    """
    from hotline_lib.run.one_section import OpenPeriod
    from hotline_lib.run.watched_section import render_once
    from hotline_lib.run.watched_section import watch as watch_section

    workspace = Workspace.find()
    folder = out or workspace.outputs / ".preview" / f"{place}.{period}"
    if not watch:
        with OpenPeriod(workspace, place, period) as opened:
            _tell(render_once(opened, section, folder))
        return
    for rendered in watch_section(workspace, place, period, section, folder):
        _tell(rendered)


def _tell(rendered: Rendered) -> None:
    if rendered.page is None:
        click.echo(rendered.problem, err=True)
    else:
        click.echo(f"{shown(rendered.page)}（{rendered.seconds:.2f} 秒）")
