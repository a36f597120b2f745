"""核对 (audit): `hotline audit PLACE PERIOD`, a printed bulletin against the computed one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ExitCode, UsageError
from hotline_lib.model.period import Period


@click.command()
@click.argument("place", metavar="地区")
@click.argument("period", metavar="期")
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False, path_type=Path), help="另存为 CSV 文件")
@click.option("--html", "html_file", type=click.Path(dir_okay=False, path_type=Path), help="另存为网页")
@click.option("--all", "show_all", is_flag=True, help="连同仅涉形式的发现逐条列出")
@click.option("--strict", is_flag=True, help="有发现即以退出码 7 结束")
def audit(
    place: str, period: str, csv_file: Path | None, html_file: Path | None, show_all: bool, strict: bool
) -> None:
    """把已印通报逐格逐句与计算结果核对，列出每处不符及其可能原因。"""
    from hotline_lib.cli.audit_report import print_report
    from hotline_lib.run.audit import audit_page, audit_store, findings_csv
    from hotline_lib.sections.prepare import prepare
    from hotline_lib.sections.store import store_of

    workspace = Workspace.find()
    prepared = prepare(workspace, place, Period.parse(period))
    report = audit_store(workspace, prepared, store_of(prepared))
    if report is None:
        raise click.UsageError(f"data/{place}/{period}/printed/ 不存在，没有已印通报可核对。")
    print_report(report, show_all=show_all)
    if csv_file:
        _write(csv_file, findings_csv(report), "utf-8-sig")
    if html_file:
        label = prepared.period.label
        page = audit_page(report, place_name=prepared.params.place.name, period_label=label)
        _write(html_file, page, "utf-8")
    if strict and report.findings:
        sys.exit(ExitCode.findings)


def _write(path: Path, text: str, encoding: str) -> None:
    try:
        path.write_text(text, encoding=encoding, newline="")
    except OSError as error:
        raise UsageError(f"写不进 {path}（{error.strerror}）。请检查目录是否存在、可否写入。") from error
    click.echo(f"已写入 {path}")
