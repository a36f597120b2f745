"""审定 (release): `hotline release PLACE PERIOD`, from draft to released; `--withdraw` takes it back."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import UsageError


@click.command()
@click.argument("place", metavar="地区")
@click.argument("period", metavar="期")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日期",
    help="审定或撤回日期，如 2024-05-22，默认今天",
)
@click.option("--withdraw", is_flag=True, help="撤回审定，须写 --reason")
@click.option("--reason", default="", help="撤回的理由")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="输出目录，默认 outputs/")
@click.option("--quiet", is_flag=True, help="不印进度，只印结果")
def release(
    place: str,
    period: str,
    on: datetime | None,
    withdraw: bool,
    reason: str,
    out: Path | None,
    quiet: bool,
) -> None:
    """审定一期：核对无误的草稿由您署名发布，去掉“草稿”，印上审定章。

    审定人照 git config user.name、user.email；记录写入 data/地区/期/release.yml，请一并提交。
    此后内容有变，通报即回到草稿，状态为“过期”。
    """
    from hotline_lib.run.progress.telling import telling
    from hotline_lib.run.release.releasing import release_bulletin, withdraw_release

    if reason and not withdraw:
        raise UsageError("--reason 只与 --withdraw 同用。")
    workspace = Workspace.find()
    folder = (out or workspace.outputs).resolve()
    day = on.date() if on else date.today()
    with telling(folder, 1, quiet, None) as tell:
        if withdraw:
            made = withdraw_release(workspace, place, period, folder, day, reason, tell)
        else:
            made = release_bulletin(workspace, place, period, folder, day, tell)
    if withdraw:
        click.echo(f"已撤回 {place} {period} 的审定，通报回到草稿。")
    else:
        click.echo(f"已发布 {place} {period}：{made.stamp.line}")
    click.echo(f"请提交 data/{place}/{period}/release.yml。")
