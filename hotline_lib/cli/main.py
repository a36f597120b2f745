"""命令行 (command line): `hotline`, its commands and exit codes."""

from __future__ import annotations

import sys

import click

from hotline_lib.cli.audit import audit
from hotline_lib.cli.check import check
from hotline_lib.cli.listing import list_
from hotline_lib.cli.new import new
from hotline_lib.cli.run import run
from hotline_lib.cli.section import section
from hotline_lib.model.errors import ExitCode, HotlineError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def hotline() -> None:
    """12345 热线工作通报：检查数据、计算、排版、核对。

    退出码：0 完成；1 其他失败；2 命令有误；3 输入数据有误；4 参数文件有误；
    5 栏目运行失败；6 排版失败；7 核对有发现（仅 audit --strict）。
    """


for _command in (run, section, check, audit, list_, new):
    hotline.add_command(_command)


def main() -> None:
    """Entry point: domain errors become a clear message and their exit code."""
    try:
        hotline.main(standalone_mode=False)
    except HotlineError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        click.echo("已中止。", err=True)
        sys.exit(ExitCode.failed)
    except click.ClickException as error:
        click.echo(f"命令有误：{error.format_message()}\n用法见 hotline --help。", err=True)
        sys.exit(ExitCode.usage)
