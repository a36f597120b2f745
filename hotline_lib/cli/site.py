"""站点 (site): `hotline site`, the reviewers' site over all published bulletins."""

from __future__ import annotations

from pathlib import Path

import click

from hotline_lib.cli.shown import shown
from hotline_lib.ingest.workspace import Workspace


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="输出目录，默认 outputs/")
@click.option("--serve", is_flag=True, help="生成后在本机预览（只有本机能看），按 Ctrl+C 结束")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, help="预览端口，默认 8765；0 为任选")
@click.option("--quiet", is_flag=True, help="不印进度，只印结果")
def site(out: Path | None, serve: bool, port: int, quiet: bool) -> None:
    """把已生成的各期汇成站点：各期一览、单位历史、检索、数据目录。"""
    from hotline_lib.run.site.build import build_site

    workspace = Workspace.find()
    progress = (lambda message: None) if quiet else (lambda message: click.echo(message, err=True))
    made = build_site(workspace, out or workspace.outputs, progress)
    click.echo(f"站点已生成：{shown(made.folder / 'index.html')}")
    click.echo(f"通报 {made.bulletins} 期，单位 {made.units} 个，文件 {made.files} 个。")
    if serve:
        _serve(made.folder, port)


def _serve(folder: Path, port: int) -> None:
    from hotline_lib.run.site.serve import LOOPBACK, preview_server

    with preview_server(folder, port) as server:
        click.echo(f"本机预览：http://{LOOPBACK}:{server.server_port}/（按 Ctrl+C 结束）")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("预览已结束。", err=True)
