"""出通报 (run): `hotline run PLACE PERIOD`, the main job; several at once too."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import UsageError

if TYPE_CHECKING:
    from hotline_lib.run.gate.request import GateRequest

_BY_PARAMS = "params"
_WAIT_IF_DUE = 3600.0
"""Seconds: of two scheduled runs that meet, the second waits for the first."""


@click.command()
@click.argument("words", nargs=-1, metavar="地区 期 | 地区:期 …")
@click.option("--all", "every", is_flag=True, help="所有地区（或所写地区）有输入的各期")
@click.option("--periods", metavar="起..止", help="所写地区在起止之间的各期，如 2023-01..2023-12")
@click.option("--due", is_flag=True, help="出到期而输入齐备的各期，见 docs/guides/schedule.md")
@click.option("--today", metavar="日期", help="与 --due 同用：假设今天是这一天，如 2024-05-23")
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="与 --due 同用：另存报告，.json 结尾的给程序用",
)
@click.option("--max-change", metavar="比率|params", help="变动超过此比率（如 30%）或本地限度即不发布")
@click.option("--accept-changes", is_flag=True, help="与 --max-change 同用：超限的变动已经核对，照样发布")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="输出目录，默认 outputs/")
@click.option("--formats", help="格式，逗号分隔，如 html,pdf；默认全部")
@click.option("--jobs", type=click.IntRange(min=1), help="同时运行的栏目总数，默认为处理器数")
@click.option("--force", is_flag=True, help="全部重做，不沿用以前的结果")
@click.option("--explain", is_flag=True, help="只说明哪些要重做、因何而变，不运行")
@click.option("--wait", type=click.FloatRange(min=0), metavar="秒", help="同一期正由他人在出时等候，默认不等")
@click.option("--scheduler", metavar="地址", help="在已有的 Dask 集群上出，如 tcp://host:8786")
@click.option("--quiet", is_flag=True, help="不印进度，只印结果")
@click.option("--json", "as_json", is_flag=True, help="结果以 JSON 印到标准输出")
@click.option(
    "--log",
    "log_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="运行日志文件，默认在 outputs/.logs/",
)
def run(
    words: tuple[str, ...],
    every: bool,
    periods: str | None,
    due: bool,
    today: str | None,
    report_file: Path | None,
    max_change: str | None,
    accept_changes: bool,
    out: Path | None,
    formats: str | None,
    jobs: int | None,
    force: bool,
    explain: bool,
    wait: float | None,
    scheduler: str | None,
    quiet: bool,
    as_json: bool,
    log_file: Path | None,
) -> None:
    """出一期通报，如：hotline run 地区 2024-04。

    多期：hotline run 地区:2024-04 地区:2024-05；hotline run 地区 --periods 2024-01..2024-12；
    hotline run --all。各期互不牵连，一期失败不妨碍其他。未变的不重做。
    定时：hotline run --due，哪期到期、输入齐不齐由它看。
    """
    from hotline_lib.run.many.outcome import Options, Outcome, exit_code
    from hotline_lib.run.many.targets import Target, targets_of
    from hotline_lib.run.progress.telling import telling

    workspace = Workspace.find()
    options = Options(
        root=workspace.root.resolve(),
        out=(out or workspace.outputs).resolve(),
        formats=_formats(formats),
        workers=jobs,
        force=force,
        wait=_WAIT_IF_DUE if due and wait is None else wait,
        gate=_gate(max_change, accept_changes),
    )

    def make(targets: Sequence[Target]) -> list[Outcome]:
        with telling(options.out, len(targets), quiet, log_file) as tell:
            if scheduler:
                from hotline_lib.run.many.cluster import run_on_cluster

                return run_on_cluster(targets, options, scheduler, tell)
            from hotline_lib.run.many.share import end_what_was_begun, run_targets

            try:
                return run_targets(targets, options, jobs, tell)
            finally:
                end_what_was_begun()

    if due:
        if words or every or periods or explain:
            raise UsageError("--due 自己决定出哪些，不与地区、期、--all、--periods、--explain 同用。")
        from hotline_lib.cli.due import day_of, run_what_is_due

        sys.exit(run_what_is_due(workspace, day_of(today), make, report_file, as_json=as_json))
    if today or report_file:
        raise UsageError("--today、--report 与 --due 同用。")
    targets = targets_of(workspace, words, periods, every)
    if explain:
        from hotline_lib.cli.run_explain import print_explanations

        print_explanations(targets, options)
        return
    outcomes = make(targets)
    if as_json:
        click.echo(json.dumps([asdict(o) for o in outcomes], ensure_ascii=False, indent=1))
    else:
        from hotline_lib.cli.run_report import print_outcomes

        print_outcomes(outcomes)
    if code := exit_code(outcomes):
        sys.exit(code)


def _gate(max_change: str | None, accept: bool) -> GateRequest | None:
    if max_change is None:
        if accept:
            raise UsageError("--accept-changes 与 --max-change 同用。")
        return None
    from hotline_lib.cli.percent import share_of
    from hotline_lib.run.gate.request import GateRequest

    return GateRequest(None if max_change == _BY_PARAMS else share_of("--max-change", max_change), accept)


def _formats(given: str | None) -> tuple[str, ...]:
    from hotline_lib.publish.formats import FORMATS

    if given is None:
        return tuple(FORMATS)
    wanted = tuple(dict.fromkeys(f.strip() for f in given.split(",") if f.strip()))
    if unknown := sorted(set(wanted) - set(FORMATS)) or ([] if wanted else ["（空）"]):
        raise UsageError(f"不认识的格式：{'、'.join(unknown)}。可用：{'、'.join(FORMATS)}。")
    return wanted
