"""分析环境 (lab): `hotline lab`, JupyterLab on the section notebooks."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import takewhile

import click

from hotline_lib.cli.shown import shown
from hotline_lib.ingest.workspace import Workspace


@click.command()
@click.argument("words", nargs=-1, metavar="[地区 期] [-- JupyterLab 的选项 …]")
@click.option("--print", "only_print", is_flag=True, help="只备好并印出命令，不打开")
def lab(words: tuple[str, ...], only_print: bool) -> None:
    """在 JupyterLab 中打开栏目笔记本；内核、字体、结果库都已备好。

    写明地区与期的，先备好该期的结果库，并在 notebooks/scratch/ 放一个起步笔记本。
    JupyterLab 自己的选项写在 -- 之后，如 hotline lab 地区 2024-04 -- --no-browser --port 9999。
    """
    from hotline_lib.run.lab.opening import make_ready, require_program

    target = tuple(takewhile(lambda word: not word.startswith("-"), words))
    if len(target) not in (0, 2):
        raise click.UsageError("请写“地区 期”，或都不写；JupyterLab 的选项写在 -- 之后。")
    if not only_print:
        require_program()
    wanted = (target[0], target[1]) if target else None
    ready = make_ready(Workspace.find(), wanted, words[len(target) :])
    if only_print:
        click.echo(ready.shell_line())
        return
    if ready.starter is not None:
        click.echo(f"起步笔记本：{shown(ready.starter)}", err=True)
    environment = {**os.environ, **ready.settings}
    if os.name == "posix":  # so that Ctrl-C is JupyterLab's to answer
        os.execve(ready.command[0], ready.command, environment)
    sys.exit(subprocess.call(ready.command, env=environment))
