"""命令行 (command line): `hotline`, its commands and exit codes."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import click

from hotline_lib.model.collecting import collect_rarely
from hotline_lib.model.errors import ExitCode, HotlineError

COMMANDS = {
    "run": "run:run",
    "section": "section:section",
    "check": "check:check",
    "audit": "audit:audit",
    "diff": "diff:diff",
    "lab": "lab:lab",
    "list": "listing:list_",
    "new": "new:new",
    "release": "release:release",
    "site": "site:site",
    "verify": "verify:verify",
    "rerun": "verify:rerun",
}
"""命令 in the order of the help: module of this package and name of the command in it."""


_code: int = ExitCode.failed
"""What the process ends with: failure, until a command has been carried out."""


class Commands(click.Group):
    """命令组: a command is imported when it is called, so that none pays for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"hotline_lib.cli.{module}"), name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def hotline() -> None:
    """12345 热线工作通报：检查数据、计算、排版、核对。

    退出码：0 完成；1 其他失败；2 命令有误；3 输入数据有误；4 参数文件有误；
    5 栏目运行失败；6 排版失败；7 核对有发现（仅 audit --strict）；8 同一期正由他人在出；
    9 与记录不符（verify、rerun）；10 磁盘已满或读写被拒；11 输出中有密码；12 到期的还在等输入（run --due）；
    13 变动超限（run --max-change）；14 不能审定（release）。
    一次出多期时：各期失败的原因相同即用其码，不同则为 1。
    """


def main() -> NoReturn:
    """Entry point of the process: domain errors become a clear message and their exit code."""
    collect_rarely()
    atexit.register(_leave)  # before any other of ours, so it is the last to be called
    global _code
    _code = _done()
    sys.exit(_code)


def _done() -> int:
    """The exit code of the command, carried out."""
    try:
        hotline.main(standalone_mode=False)
    except HotlineError as error:
        from hotline_lib.run.secrets import masked

        click.echo(masked(str(error)), err=True)
        return error.exit_code
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else ExitCode.failed
    except click.Abort:
        click.echo("已中止。", err=True)
        return ExitCode.failed
    except click.ClickException as error:
        click.echo(f"命令有误：{error.format_message()}\n用法见 hotline --help。", err=True)
        return ExitCode.usage
    return ExitCode.ok


def _leave() -> None:
    """Leave at once: taking a bulletin's models and documents apart, one by one, takes half a second."""
    with suppress(OSError, ValueError):  # whoever read what we print is gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(_code)
