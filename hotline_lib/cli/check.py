"""检查 (check): `hotline check PLACE PERIOD`, the guards only."""

from __future__ import annotations

import sys

import click

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ExitCode, problem_lines
from hotline_lib.model.period import Period


@click.command()
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
    for label, issues in (("错误", report.errors), ("提醒", report.warnings)):
        for line in problem_lines(issue.problem for issue in issues):
            click.echo(f"{label}：{line}")
    click.echo(
        f"检查 {len(tables)} 张表、{len(report.checks)} 项："
        f"错误 {len(report.errors)} 处，提醒 {len(report.warnings)} 条。"
    )
    if report.errors:
        sys.exit(ExitCode.input_refused)
    prepared = prepared_from(workspace, parsed, params, outcome, tables)
    for issue in prepared.guards.report.issues[len(report.issues) :]:
        click.echo(f"另提醒：{issue.problem}")
    declared_blocks(store_of(prepared), workspace.fonts)
    click.echo("本期信息、文稿与句式齐全，可以出通报。")
