"""命令行 (command line): `hotline`, its commands and exit codes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hotline_lib.cli.new import new
from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ExitCode, HotlineError
from hotline_lib.model.period import Period


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def hotline() -> None:
    """12345 热线工作通报：检查数据、计算、排版、核对。

    退出码：0 完成；1 其他失败；2 命令有误；3 输入数据有误；4 参数文件有误；
    5 栏目运行失败；6 排版失败；7 核对有发现（仅 audit --strict）。
    """


@hotline.command()
@click.argument("place", metavar="地区")
@click.argument("period", metavar="期")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="输出目录，默认 outputs/")
@click.option("--formats", default="html,pdf", show_default=True, help="格式，逗号分隔：html,pdf")
@click.option("--jobs", type=click.IntRange(min=1), help="同时运行的栏目数，默认为处理器数")
@click.option("--quiet", is_flag=True, help="只印结果")
def run(place: str, period: str, out: Path | None, formats: str, jobs: int | None, quiet: bool) -> None:
    """出一期通报，如：hotline run 地区 2024-04。"""
    from hotline_lib.run.bulletin import run_bulletin

    progress = (lambda message: None) if quiet else (lambda message: click.echo(message, err=True))
    wanted = [f.strip() for f in formats.split(",") if f.strip()]
    made = run_bulletin(
        Workspace.find(), place, period, out=out, formats=wanted, workers=jobs, progress=progress
    )
    click.echo(f"通报已生成：{_shown(made.folder)}（{sum(made.seconds.values()):.1f} 秒）")
    for path in made.files:
        relative = path.relative_to(made.folder)
        if len(relative.parts) == 1 or relative.parts[0] == "checks":
            click.echo(f"  {_shown(path)}")
    for folder in ("tables", "sections"):
        count = sum(p.parent.name == folder for p in made.files)
        click.echo(f"  {_shown(made.folder / folder)}/（{count} 个文件）")
    click.echo(f"印刷数字 {made.figures} 个，均可在 figures.json 查到来由。")
    for warning in made.warnings:
        click.echo(f"请核对：{warning}")
    click.echo(f"检查提醒 {len(made.warnings)} 条；与已印通报核对，发现 {len(made.findings)} 处。")


@hotline.command()
@click.argument("place", metavar="地区")
@click.argument("period", metavar="期")
def check(place: str, period: str) -> None:
    """只检查输入（各表、本期信息、文稿与句式），不出通报。"""
    from hotline_lib.sections.blocks import declared_blocks
    from hotline_lib.sections.prepare import check_inputs, prepared_from
    from hotline_lib.sections.store import store_of

    workspace, parsed = Workspace.find(), Period.parse(period)
    params, outcome, tables = check_inputs(workspace, place, parsed)
    report = outcome.report
    for issue in report.issues:
        label = "错误" if issue in report.errors else "提醒"
        click.echo(f"{label}：{issue.problem}")
    click.echo(
        f"检查 {len(tables)} 张表、{len(report.checks)} 项："
        f"错误 {len(report.errors)} 处，提醒 {len(report.warnings)} 条。"
    )
    if report.errors:
        sys.exit(ExitCode.input_refused)
    declared_blocks(store_of(prepared_from(workspace, parsed, params, outcome, tables)), workspace.fonts)
    click.echo("本期信息、文稿与句式齐全，可以出通报。")


@hotline.command()
@click.argument("place", metavar="地区")
@click.argument("period", metavar="期")
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False, path_type=Path), help="另存为 CSV 文件")
@click.option("--all", "show_all", is_flag=True, help="连同仅涉形式的发现逐条列出")
@click.option("--strict", is_flag=True, help="有发现即以退出码 7 结束")
def audit(place: str, period: str, csv_file: Path | None, show_all: bool, strict: bool) -> None:
    """把已印通报逐格逐句与计算结果核对，列出每处不符及其可能原因。"""
    from hotline_lib.cli.audit_report import print_report
    from hotline_lib.run.audit import audit_store, findings_csv
    from hotline_lib.sections.prepare import prepare
    from hotline_lib.sections.store import store_of

    workspace = Workspace.find()
    prepared = prepare(workspace, place, Period.parse(period))
    report = audit_store(workspace, prepared, store_of(prepared))
    if report is None:
        raise click.UsageError(f"data/{place}/{period}/printed/ 不存在，没有已印通报可核对。")
    print_report(report, show_all=show_all)
    if csv_file:
        csv_file.write_text(findings_csv(report), encoding="utf-8-sig", newline="")
        click.echo(f"已写入 {csv_file}")
    if strict and report.findings:
        sys.exit(ExitCode.findings)


@hotline.command("list")
def list_() -> None:
    """列出各地区、各期及其状态。"""
    workspace = Workspace.find()
    for place in workspace.places():
        for period in workspace.periods(place) or ["—"]:
            made = (workspace.outputs / place / period / "run.json").is_file()
            click.echo(f"{place}\t{period}\t{'已生成' if made else '未生成'}")


hotline.add_command(new)


def _shown(path: Path) -> str:
    """A path as a person types it: relative to the current folder where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)


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
