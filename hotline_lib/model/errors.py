"""出错信息 (errors): each names the file, row and column, what was expected and what to do.

The messages are read by clerks, so they are Chinese; class names say which stage refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum


class ExitCode(IntEnum):
    """退出码 (exit code) of the `hotline` command; documented in README."""

    ok = 0
    failed = 1
    usage = 2
    input_refused = 3
    params_refused = 4
    notebook_failed = 5
    render_failed = 6
    findings = 7
    busy = 8
    differs = 9
    storage = 10
    secret_found = 11
    waiting = 12
    changes_refused = 13
    release_refused = 14


@dataclass(frozen=True, kw_only=True)
class Problem:
    """一处问题 (one problem) in a file: where it is, what was found and expected, what to do."""

    file: str
    row: int | None = None
    column: str | None = None
    found: str | None = None
    expected: str
    action: str

    def __str__(self) -> str:
        return self._told("" if self.row is None else f" 第 {self.row} 行")

    def _told(self, rows: str) -> str:
        where = self.file + rows
        if self.column is not None:
            where += f"“{self.column}”列"
        found = f"，实为“{self.found}”" if self.found is not None else ""
        return f"{where}：{self.expected}{found}。{self.action}"


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """逐条说明 (lines): one a problem; the same one in several rows is one line that names every row.

    A group stands where its first problem stands. What to do is told once where it is the same in all
    rows; where it differs, as by the name of a measure, the rows are to be looked at one by one.
    """
    groups: dict[Problem, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(replace(problem, row=None, action=""), []).append(problem)
    lines: list[str] = []
    for alike, members in groups.items():
        numbered = [p for p in members if p.row is not None]
        rows = sorted({p.row for p in numbered if p.row is not None})
        if len(rows) < 2:
            lines += [str(p) for p in members]
            continue
        lines += [str(p) for p in members if p.row is None]
        actions = {p.action for p in numbered}
        told = replace(alike, action=actions.pop() if len(actions) == 1 else "请逐行核对。")
        lines.append(told._told(f" 第 {row_ranges(rows)} 行（共 {len(rows)} 行）"))
    return lines


def row_ranges(rows: Sequence[int]) -> str:
    """行号 (row numbers), ascending, runs of three or more as a range: `2–67、70、71`."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    parts = [[f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(row) for row in run] for run in runs]
    return "、".join(text for part in parts for text in part)


class HotlineError(Exception):
    """Base of all errors this product raises on purpose."""

    exit_code = ExitCode.failed


class ProblemsError(HotlineError):
    """Several located problems refused together, so that a clerk mends them in one go."""

    title = "发现问题"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "\n".join(f"  {n}. {line}" for n, line in enumerate(problem_lines(self.problems), 1))
        super().__init__(f"{self.title}（{len(self.problems)} 处）：\n{lines}")


class InputError(ProblemsError):
    """输入有误: the month's data was refused; nothing was written."""

    title = "输入数据有误，未生成任何文件"
    exit_code = ExitCode.input_refused


class ParamsError(ProblemsError):
    """参数有误: a file in `params/` was refused; nothing was written."""

    title = "参数文件有误，未生成任何文件"
    exit_code = ExitCode.params_refused


class UsageError(HotlineError):
    """命令有误: an unknown place, an impossible period, an unknown format."""

    exit_code = ExitCode.usage


class RuleNotInForceError(HotlineError):
    """规则未生效: no version of a rule is in force on the date; the tool never guesses one."""

    exit_code = ExitCode.params_refused


class TemplateError(HotlineError):
    """句子模板有误: a sentence template or `{{ … }}` in prose cannot be filled."""

    exit_code = ExitCode.params_refused


class NotebookError(HotlineError):
    """栏目运行失败: a section notebook failed; names section and cell."""

    exit_code = ExitCode.notebook_failed


class RenderError(HotlineError):
    """排版失败: the document could not be rendered without a warning."""

    exit_code = ExitCode.render_failed


class BusyError(HotlineError):
    """另有进程在出这一期 (busy): another live run holds the period; nothing was touched."""

    exit_code = ExitCode.busy


class DiffersError(HotlineError):
    """与记录不符 (differs): a published folder is not what its record says, or a rerun gave other bytes."""

    exit_code = ExitCode.differs


class StorageError(HotlineError):
    """存不下或读不出 (storage): the disk is full, or the system refused to read or write a file."""

    exit_code = ExitCode.storage


class SecretFoundError(HotlineError):
    """发现密码 (secret found): a secret stands where it would be published; nothing was."""

    exit_code = ExitCode.secret_found


class ChangesRefusedError(HotlineError):
    """变动超限 (changes refused): figures changed beyond the place's limits and nobody has accepted it."""

    exit_code = ExitCode.changes_refused


class ReleaseRefusedError(HotlineError):
    """审定被拒: the bulletin cannot be released (or withdrawn); names everything in the way."""

    exit_code = ExitCode.release_refused
