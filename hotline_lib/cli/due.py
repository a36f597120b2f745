"""排期运行的印法 (run what is due): the report on the terminal and in a file, and the notices."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import click

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import ExitCode, UsageError
from hotline_lib.run.many.outcome import Outcome
from hotline_lib.run.many.targets import Target

_BEIJING = timezone(timedelta(hours=8))


def beijing_today() -> date:
    """今天, Beijing time: the one place where a schedule reads the clock."""
    return datetime.now(UTC).astimezone(_BEIJING).date()


def day_of(text: str | None) -> date:
    """假设的今天; raises `UsageError` for what is no date."""
    if text is None:
        return beijing_today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--today 应为日期，如 2024-05-23，实为“{text}”。") from None


def run_what_is_due(
    workspace: Workspace,
    today: date,
    make: Callable[[list[Target]], list[Outcome]],
    report_file: Path | None,
    *,
    as_json: bool = False,
) -> int:
    """排期运行, told on the terminal, in a file and to those who want a notice; returns the exit code.

    `make` makes several bulletins; see `Make` in `run/schedule/run_due.py`.
    """
    from hotline_lib.run.schedule.notify import notices_of, send_notices
    from hotline_lib.run.schedule.report import report_json, report_text
    from hotline_lib.run.schedule.run_due import run_due

    notices = notices_of(workspace)
    report = run_due(workspace, today, make)
    text, record = report_text(report), report_json(report)
    click.echo(record if as_json else text, nl=False)
    if report_file is not None:
        report_file.parent.mkdir(parents=True, exist_ok=True)
        content = record if report_file.suffix == ".json" else text
        report_file.write_text(content, encoding="utf-8")
    failures = send_notices(notices, report)
    for failure in failures:
        click.echo(failure, err=True)
    return int(ExitCode.failed if failures and report.exit_code is not ExitCode.failed else report.exit_code)
