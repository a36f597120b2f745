"""出通报 (run): `hotline run PLACE PERIOD`, the main job."""

from __future__ import annotations

from pathlib import Path

import click

from hotline_lib.cli.shown import shown
from hotline_lib.ingest.workspace import Workspace


@click.command()
@click.argument("place", metavar="地区")
@click.argument("period", metavar="期")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="输出目录，默认 outputs/")
@click.option("--formats", help="格式，逗号分隔，默认全部：html,pdf,docx,xlsx")
@click.option("--jobs", type=click.IntRange(min=1), help="同时运行的栏目数，默认为处理器数")
@click.option("--quiet", is_flag=True, help="只印结果")
def run(
    place: str, period: str, out: Path | None, formats: str | None, jobs: int | None, quiet: bool
) -> None:
    """出一期通报，如：hotline run 地区 2024-04。"""
    from hotline_lib.publish.formats import FORMATS
    from hotline_lib.run.bulletin import run_bulletin

    progress = (lambda message: None) if quiet else (lambda message: click.echo(message, err=True))
    wanted = [f.strip() for f in formats.split(",") if f.strip()] if formats else list(FORMATS)
    made = run_bulletin(
        Workspace.find(), place, period, out=out, formats=wanted, workers=jobs, progress=progress
    )
    click.echo(f"通报已生成：{shown(made.folder)}（{sum(made.seconds.values()):.1f} 秒）")
    for path in made.files:
        relative = path.relative_to(made.folder)
        if len(relative.parts) == 1 or relative.parts[0] == "checks":
            click.echo(f"  {shown(path)}")
    for folder in ("tables", "sections"):
        count = sum(p.parent.name == folder for p in made.files)
        click.echo(f"  {shown(made.folder / folder)}/（{count} 个文件）")
    click.echo(f"印刷数字 {made.figures} 个，均可在 figures.json 查到来由。")
    for warning in made.warnings:
        click.echo(f"请核对：{warning}")
    click.echo(f"检查提醒 {len(made.warnings)} 条；与已印通报核对，发现 {len(made.findings)} 处。")
