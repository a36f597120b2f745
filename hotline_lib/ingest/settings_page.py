"""规则设置一览 (settings page): every method and setting a rule file may hold, written from the models.

The page is `docs/methods/rule-settings.md`; a test holds it equal. After a change of a model run
`python -m hotline_lib.ingest.settings_page` in the project folder.
"""

from __future__ import annotations

import inspect
from enum import Enum
from typing import Any

from pydantic.fields import FieldInfo

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model import (
    changes,
    comparison,
    evaluation,
    grades,
    ledger_rules,
    points,
    quantity,
    rankings,
    rates,
    rules,
)
from hotline_lib.model.frozen import Frozen

PATH = "docs/methods/rule-settings.md"
CHAPTERS: dict[str, tuple[type[Frozen] | type[Enum], ...]] = {
    "规则文件与版本": (rules.Rule, rules.RuleVersion, rules.RuleSource),
    "综合考评（kind: evaluation）": (
        evaluation.Evaluation,
        rates.UnitCount,
        rates.RateRule,
        rates.ZeroBase,
        rates.MissingBase,
        evaluation.WithoutTickets,
        evaluation.Tiers,
        evaluation.Tier,
        evaluation.RowRank,
        comparison.RankKind,
        comparison.Minimum,
        evaluation.TotalRow,
    ),
    "综合指标值（method: weighted_index）": (evaluation.WeightedIndex, evaluation.IndexTerm),
    "计分制（method: points_total）": (
        points.PointsTotal,
        points.RateShare,
        points.RateBonus,
        points.RateSteps,
        points.PointsStep,
        points.ExcessPenalty,
        points.ShortfallPenalty,
        points.CountPenalty,
        points.GivenPoints,
        points.LedgerPoints,
        points.ByGroup,
        points.Counting,
        points.AbsentRate,
    ),
    "等级（kind: grades）": (grades.Grades, grades.GradeStep, comparison.Comparison),
    "排名与计数（kind: rankings）": (
        rankings.Rankings,
        rankings.Ranking,
        rankings.ValueCount,
        comparison.SortKey,
    ),
    "加扣分（kind: ledger）": (
        ledger_rules.LedgerRules,
        ledger_rules.GradeEntry,
        ledger_rules.PerCountEntry,
        ledger_rules.PerItemEntry,
        ledger_rules.GivenEntry,
    ),
    "文中数字（kind: text_figures）": (
        rules.TextFigures,
        rules.DerivedFigure,
        changes.ChangeFigure,
        quantity.Against,
        rules.Breakdown,
    ),
}
"""The models by chapter, in the order in which a reader needs them."""

CONSTANTS = ("kind", "method")
"""Keys whose one value says which model a mapping is."""

HEAD = """# 规则设置一览 (rule settings)

由 `python -m hotline_lib.ingest.settings_page` 从程序的模型生成，测试核对其为最新；请勿手改。
`params/<地区>/rules/*.yml` 里可写的键都在这里；拼错或多写的键会被拒绝。算法的公式在 `hotline_lib/scoring/`。
分数、比率写成加引号的小数（"0.85"）或分数（"17/20"）；比率为 0–1。
"""


def settings_page() -> str:
    """设置一览: the page as Markdown."""
    parts = [HEAD]
    for chapter, models in CHAPTERS.items():
        parts.append(f"\n## {chapter}\n")
        parts += [_enum(m) if issubclass(m, Enum) else _model(m) for m in models]
    return "".join(parts)


def settings_of(model: type[Frozen]) -> dict[str, FieldInfo]:
    """设置: the fields of a model but the constant that names its kind or method."""
    constants = {n for n, f in model.model_fields.items() if n in CONSTANTS and not _options(f.annotation)}
    return {name: field for name, field in model.model_fields.items() if name not in constants}


def _model(model: type[Frozen]) -> str:
    constant = next((f.default for n, f in model.model_fields.items() if n in CONSTANTS), None)
    heading = f"`{constant}`" if isinstance(constant, str) else f"`{model.__name__}`"
    rows = "".join(
        f"| `{name}` | {field.description or ''} | {_default(field)} |\n"
        for name, field in settings_of(model).items()
    )
    return f"\n### {heading}\n\n{_words(model)}\n\n| 键 | 含义 | 默认 |\n| --- | --- | --- |\n{rows}"


def _enum(kind: type[Enum]) -> str:
    values = "、".join(f"`{member.value}`" for member in kind)
    return f"\n### `{kind.__name__}`\n\n{_words(kind)}\n\n可取：{values}\n"


def _words(thing: type) -> str:
    return inspect.getdoc(thing) or ""


def _default(field: FieldInfo) -> str:
    options = _options(field.annotation)
    shown = "必填" if field.is_required() else _plain(field.default)
    return shown + (f"（可取 {options}）" if options else "")


def _plain(value: Any) -> str:
    if value is None or value in ((), {}):
        return "空"
    if isinstance(value, bool):
        return "是" if value else "否"
    return f"`{value.value if isinstance(value, Enum) else value}`"


def _options(annotation: Any) -> str:
    """The values of a `Literal` with a choice."""
    values = getattr(annotation, "__args__", ()) if "Literal" in str(annotation) else ()
    return "、".join(f"`{v}`" for v in values if isinstance(v, str)) if len(values) > 1 else ""


def main() -> None:
    """Write the page."""
    path = Workspace.find().root / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(settings_page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
