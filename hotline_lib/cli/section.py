"""单做一栏 (section): `hotline section PLACE PERIOD SECTION`, for whoever writes or changes it."""

from __future__ import annotations

import time
from pathlib import Path

import click

from hotline_lib.cli.shown import shown
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import NotebookError


@click.command()
@click.argument("place", metavar="地区")
@click.argument("period", metavar="期")
@click.argument("section", metavar="栏目")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="输出目录，默认 outputs/.preview/"
)
@click.option("--watch", is_flag=True, help="笔记本每次存盘后重做，按 Ctrl-C 结束")
def section(place: str, period: str, section: str, out: Path | None, watch: bool) -> None:
    """只运行一栏，写出其笔记本与预览页；改了输入或参数文件须重新运行本命令。"""
    from hotline_lib.run.one_section import OpenPeriod

    workspace = Workspace.find()
    folder = out or workspace.outputs / ".preview" / f"{place}.{period}"
    with OpenPeriod(workspace, place, period) as opened:
        notebook = workspace.notebooks / f"{opened.job(section).entry.notebook_id}.ipynb"
        while True:
            saved = notebook.stat().st_mtime_ns
            try:
                began = time.perf_counter()
                page = opened.render(section, folder)
                click.echo(f"{shown(page)}（{time.perf_counter() - began:.2f} 秒）")
            except NotebookError as error:
                if not watch:
                    raise
                click.echo(str(error), err=True)
            if not watch:
                return
            while not notebook.is_file() or notebook.stat().st_mtime_ns == saved:
                time.sleep(0.2)
