"""运行结果的印法 (run report): one bulletin with its files, or one line a bulletin and a summary."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from hotline_lib.cli.shown import shown
from hotline_lib.model.errors import ExitCode
from hotline_lib.run.many.outcome import Outcome, State

_LABELS = {State.made: "已生成", State.unchanged: "未变", State.failed: "失败"}
_FOLDERS = ("tables", "sections")


def print_outcomes(outcomes: Sequence[Outcome]) -> None:
    """Print what became of every bulletin; messages of failures go to standard error."""
    if len(outcomes) == 1:
        _print_one(outcomes[0])
        return
    for outcome in outcomes:
        click.echo(f"{outcome.place}\t{outcome.period}\t{_LABELS[outcome.state]}\t{outcome.seconds:.1f} 秒")
        if outcome.state is State.failed:
            click.echo(f"{outcome.place} {outcome.period}：{outcome.message}", err=True)
    counts = "，".join(f"{_LABELS[s]} {sum(o.state is s for o in outcomes)}" for s in State)
    slowest = max(outcomes, key=lambda o: o.seconds)
    click.echo(
        f"共 {len(outcomes)} 期：{counts}。"
        f"最慢的是 {slowest.place} {slowest.period}（{slowest.seconds:.1f} 秒）。"
    )


def _print_one(outcome: Outcome) -> None:
    folder = Path(outcome.folder)
    if outcome.state is State.failed:
        click.echo(outcome.message, err=True)
        staging = folder.parents[1] / ".staging" / f"{outcome.place}.{outcome.period}"
        if (staging / "FAILED.txt").is_file() and outcome.code != ExitCode.busy:
            click.echo(f"失败说明与已运行的栏目在 {shown(staging)}/（FAILED.txt）。", err=True)
        return
    if outcome.state is State.unchanged:
        click.echo(f"输入、参数、笔记本、程序与环境均未变，通报无须重做：{shown(folder)}")
    else:
        click.echo(f"通报已生成：{shown(folder)}（{outcome.seconds:.1f} 秒）")
        _print_files(folder)
        _print_reused(outcome)
    click.echo(f"印刷数字 {outcome.figures} 个，均可在 figures.json 查到来由。")
    if outcome.changes_accepted:
        click.echo(f"变动超过限度 {outcome.changes_accepted} 处，已按 --accept-changes 放行，记入 run.json。")
    for warning in outcome.warnings:
        click.echo(f"请核对：{warning}")
    click.echo(f"检查提醒 {len(outcome.warnings)} 条；与已印通报核对，发现 {outcome.findings} 处。")


def _print_files(folder: Path) -> None:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    for path in files:
        if path.relative_to(folder).parts[0] not in _FOLDERS:
            click.echo(f"  {shown(path)}")
    for name in _FOLDERS:
        count = sum(p.parent.name == name for p in files)
        click.echo(f"  {shown(folder / name)}/（{count} 个文件）")


def _print_reused(outcome: Outcome) -> None:
    kept = []
    if outcome.sections_reused:
        kept.append(f"栏目 {outcome.sections_reused}/{outcome.sections}")
    if outcome.formats_reused:
        kept.append(f"格式 {outcome.formats_reused} 种")
    if outcome.checks_reused:
        kept.append("输入检查结果")
    if kept:
        click.echo(f"未变而沿用：{'、'.join(kept)}。")
