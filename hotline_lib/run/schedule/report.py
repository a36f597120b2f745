"""排期报告 (schedule report): what became of every due bulletin, for people and for machines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hotline_lib.model.errors import ExitCode
from hotline_lib.model.notices import Occasion


class DueState(StrEnum):
    """到期一期的状况 (state): up to date, made now, waiting for inputs, or failed."""

    current = "current"
    made = "made"
    waiting = "waiting"
    failed = "failed"


STATE_LABELS = {
    DueState.current: "已是最新",
    DueState.made: "已生成",
    DueState.waiting: "等候输入",
    DueState.failed: "失败",
}


@dataclass(frozen=True)
class DueResult:
    """一期的结果: one due period of one place; `message` says what it waits for or why it failed."""

    place: str
    period: str
    label: str
    due_on: date
    overdue: bool
    state: DueState
    message: str = ""
    folder: str = ""

    @property
    def late(self) -> bool:
        """逾期未出: overdue, and there is still no bulletin of the present inputs."""
        return self.overdue and self.state in (DueState.waiting, DueState.failed)


@dataclass(frozen=True)
class DueReport:
    """一次排期运行的报告: results oldest first; faults kept a place from being looked at."""

    today: date
    results: tuple[DueResult, ...]
    faults: tuple[str, ...] = ()
    unscheduled: tuple[str, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """退出码: failed, waiting for inputs, or all well (also where nothing was due)."""
        states = {r.state for r in self.results}
        if self.faults or DueState.failed in states:
            return ExitCode.failed
        return ExitCode.waiting if DueState.waiting in states else ExitCode.ok

    @property
    def occasions(self) -> frozenset[Occasion]:
        """事由 for which someone may want to be told."""
        states = {r.state for r in self.results}
        found = {
            Occasion.made: DueState.made in states,
            Occasion.waiting: DueState.waiting in states,
            Occasion.overdue: any(r.late for r in self.results),
            Occasion.failed: bool(self.faults) or DueState.failed in states,
        }
        return frozenset(occasion for occasion, true in found.items() if true)


def summary_line(report: DueReport) -> str:
    """一句话 (summary), also the subject of the mail."""
    counts = [
        f"{STATE_LABELS[state]} {number} 期"
        for state in DueState
        if (number := sum(r.state is state for r in report.results))
    ]
    late = sum(r.late for r in report.results)
    parts = counts + ([f"其中逾期 {late} 期"] if late else [])
    if report.faults:
        parts.append(f"另有 {len(report.faults)} 处无法判断")
    return f"12345通报排期 {report.today}：{'，'.join(parts) or '没有到期的通报'}。"


def report_text(report: DueReport) -> str:
    """报告文本: the summary, then a line each, what needs a person first."""
    lines = [summary_line(report)]
    order = (DueState.failed, DueState.waiting, DueState.made, DueState.current)
    for state in order:
        for r in (r for r in report.results if r.state is state):
            late = "，已逾期" if r.late else ""
            message = f"　{r.message}" if r.message else ""
            lines.append(
                f"[{STATE_LABELS[state]}] {r.place} {r.period}（{r.label}，{r.due_on} 到期{late}）{message}"
            )
    lines += [f"[无法判断] {fault}" for fault in report.faults]
    if report.unscheduled:
        lines.append(f"没有排期（schedule.yml）的地区：{'、'.join(report.unscheduled)}。")
    return "\n".join(lines) + "\n"


def report_json(report: DueReport) -> str:
    """报告 for machines."""
    return json.dumps(report_record(report), ensure_ascii=False, indent=1) + "\n"


def report_record(report: DueReport) -> dict[str, object]:
    """报告 as plain values."""
    return {
        "today": report.today.isoformat(),
        "summary": summary_line(report),
        "exit_code": int(report.exit_code),
        "results": [_record(r) for r in report.results],
        "faults": list(report.faults),
        "unscheduled": list(report.unscheduled),
    }


def _record(result: DueResult) -> dict[str, object]:
    return {
        "place": result.place,
        "period": result.period,
        "label": result.label,
        "due_on": result.due_on.isoformat(),
        "state": result.state.value,
        "late": result.late,
        "message": result.message,
        "folder": result.folder,
    }
