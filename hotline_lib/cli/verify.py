"""验证与重出 (verify, rerun): is a published folder what its record says, and can it be made again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ExitCode


@click.command()
@click.argument("place", metavar="地区")
@click.argument("period", metavar="期")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="输出目录，默认 outputs/")
def verify(place: str, period: str, out: Path | None) -> None:
    """核对已发布的一期是否与 run.json 逐文件相同，并列出此后有变的输入、参数与程序。

    文件不符以退出码 9 结束；此后有变只作说明。
    """
    from hotline_lib.run.provenance.sources import PART_LABELS
    from hotline_lib.run.provenance.verify import verify as verify_folder

    workspace = Workspace.find()
    found = verify_folder(workspace, place, period, out or workspace.outputs)
    state = found.files
    for label, names in (("被改动", state.changed), ("缺少", state.missing), ("多出", state.extra)):
        for name in names:
            click.echo(f"{label}：{name}")
    for part, names in found.since.items():
        more = f" 等 {len(names)} 项" if len(names) > 5 else ""
        click.echo(f"此后有变·{PART_LABELS[part]}：{'、'.join(names[:5])}{more}")
    total = len(found.record["outputs"])
    if not state.whole:
        click.echo(f"{place} {period} 与记录不符，请重新运行 hotline run {place} {period}。")
        sys.exit(ExitCode.differs)
    newer = "" if found.since else "；所用的输入、参数、程序与环境至今未变"
    click.echo(f"{place} {period} 的 {total} 个文件与记录逐字节相同{newer}。")


@click.command()
@click.argument("record", metavar="run.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def rerun(record: Path) -> None:
    """照 run.json 的记录重出一期，与已发布的逐字节比对；不改动已发布的文件。"""
    from hotline_lib.run.provenance.rerun import rerun as make_again

    made = make_again(Workspace.find(), record)
    click.echo(f"已由{made.made_from}重出。")
    if made.environment:
        shown = "、".join(made.environment[:5])
        click.echo(f"运行环境与当时不同（{len(made.environment)} 项）：{shown}")
    for name, what in made.differing.items():
        click.echo(f"不同：{name}：{what}")
    if not made.equal:
        sys.exit(ExitCode.differs)
    click.echo("全部文件逐字节相同。")
