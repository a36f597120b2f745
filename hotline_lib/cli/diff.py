"""比较 (diff): `hotline diff A B`, what changed between two bulletins of a place."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hotline_lib.cli.percent import share_of
from hotline_lib.cli.shown import shown
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ExitCode


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="地区 前期 后期 | 目录 目录")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="通报所在目录，默认 outputs/")
@click.option("--ratio", metavar="比率", help="只列变化率达到此数的数，如 10%")
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False, path_type=Path), help="另存为 CSV 文件")
@click.option("--html", "html_file", type=click.Path(dir_okay=False, path_type=Path), help="另存为网页")
@click.option("--all", "show_all", is_flag=True, help="各表的变动逐格列出，不只列最大的")
@click.option("--strict", is_flag=True, help="有变动即以退出码 9 结束")
def diff(
    words: tuple[str, ...],
    out: Path | None,
    ratio: str | None,
    csv_file: Path | None,
    html_file: Path | None,
    show_all: bool,
    strict: bool,
) -> None:
    """比较已生成的两期，或同一期的两稿：数按所指的量、表按单位、文字按段。

    \b
    两期：hotline diff 地区 2024-03 2024-04
    两稿：hotline diff 甲/地区/2024-04 outputs/地区/2024-04
    """
    from hotline_lib.cli.diff_report import print_changes
    from hotline_lib.model.differences import ChangeLimit
    from hotline_lib.run.diff import beyond, compare, read_published
    from hotline_lib.run.diff.sides import sides_of

    workspace = Workspace.find()
    before, after = sides_of(workspace, words, out or workspace.outputs)
    every = compare(
        read_published(before.folder), read_published(after.folder), names=(before.name, after.name)
    )
    changes = beyond(every, ChangeLimit(ratio=share_of("--ratio", ratio) if ratio is not None else None))
    print_changes(changes, left_out=every.count - changes.count, show_all=show_all)
    if csv_file:
        from hotline_lib.publish.changes_csv import changes_csv

        csv_file.write_text(changes_csv(changes), encoding="utf-8-sig", newline="")
        click.echo(f"已写入 {shown(csv_file)}")
    if html_file:
        from hotline_lib.publish.changes_page import changes_page

        html_file.write_text(changes_page(f"{before.place} 变动", changes), encoding="utf-8")
        click.echo(f"已写入 {shown(html_file)}")
    if strict and not changes.is_empty:
        sys.exit(ExitCode.differs)
