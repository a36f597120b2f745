"""Small tables built by hand, as `ingest` would hand them to the guards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from hotline_lib.guards.check import GuardOutcome, check_tables
from hotline_lib.ingest.raw import RawTable
from hotline_lib.model.exact import exact_text, parse_exact
from hotline_lib.model.guards import GuardIssue
from hotline_lib.model.rules import LedgerRules
from hotline_lib.model.tables import ColumnType, InputColumn, InputTable, IntakeMeasures
from hotline_lib.model.units import UnitRegister, normal_name

ON = date(2024, 4, 30)

REGISTER = UnitRegister.model_validate(
    {
        "source": "测试名录",
        "groups": [{"id": "county", "label": "县市区"}, {"id": "city", "label": "市直单位"}],
        "units": [
            {"id": "linxiang", "name": "临湘市", "group": "county", "aliases": ["临湘"]},
            {"id": "yunxi", "name": "云溪区", "group": "county"},
            {"id": "water", "name": "市水利局", "group": "city"},
            {"id": "old", "name": "市物价局", "group": "city", "valid_until": "2019-03-31"},
            *({"id": f"u{n}", "name": f"单位{n}号", "group": "city"} for n in range(600)),
        ],
    }
)

MEASURES = IntakeMeasures.model_validate(
    {
        "measures": [
            {"id": "calls", "label": "来电总量"},
            {"id": "answered", "label": "在线答复"},
            {"id": "dispatched", "label": "转办工单"},
            {"id": "on_time_rate", "label": "按期办结率", "type": "rate", "form": "rate"},
            {"id": "topic", "label": "诉求类别", "dimension": {"water": "用水", "road": "道路"}},
            {"id": "letters", "label": "群众来信", "required": False},
            {"id": "complaints", "label": "投诉信件", "required": False},
        ]
    }
)

LEDGER = LedgerRules.model_validate(
    {
        "kind": "ledger",
        "form": "points",
        "entries": [
            {
                "kind": "per_item",
                "id": "false_closure",
                "label": "虚假结案",
                "points": "-1",
                "needs_numbers": True,
                "reason": "…",
            },
            {"kind": "per_item", "id": "published", "label": "信息报送", "points": "0.5", "reason": "…"},
            {"kind": "given", "id": "criticism", "label": "上级考核", "allowed": ["-2"]},
            {"kind": "given", "id": "innovation", "label": "创新创优"},
            {"kind": "per_item", "id": "leader", "label": "创新创优", "points": "1", "reason": "…"},
            {
                "kind": "by_grade",
                "id": "grade",
                "label": "综合考评",
                "programme": "hotline",
                "points": {"B": "-2"},
                "reason": "…",
            },
        ],
    }
)

COUNTS = InputTable.model_validate(
    {
        "id": "hotline_unit_counts",
        "label": "热线单位办理数",
        "kind": "unit_counts",
        "file": "hotline_unit_counts.csv",
        "sheet": "热线单位办理数",
        "columns": [
            {"id": "group", "label": "组别", "type": "group", "required": False},
            {"id": "unit", "label": "部门名称", "headings": ["单位名称"], "type": "unit"},
            {"id": "closed", "label": "办理数", "type": "count"},
            {"id": "on_time", "label": "按期办理数", "type": "count"},
            {"id": "callbacks", "label": "有效回访数", "type": "count", "blank": True},
            {"id": "dissatisfied", "label": "不满意数", "type": "count"},
            {"id": "score", "label": "系统得分", "type": "number", "blank": True, "required": False},
            {
                "id": "origin",
                "label": "来源",
                "type": "choice",
                "choices": {"received": "来件", "recovered": "反推"},
                "blank": True,
                "required": False,
            },
        ],
        "checks": [
            {"kind": "at_most", "column": "on_time", "limit": "closed"},
            {"kind": "at_most", "column": "dissatisfied", "limit": "callbacks", "severity": "warning"},
            {"kind": "at_most", "column": "score", "limit": "closed", "severity": "warning"},
            {"kind": "blank_only_if_zero", "column": "callbacks", "zero": "dissatisfied"},
        ],
    }
)

INTAKE = InputTable.model_validate(
    {
        "id": "intake",
        "label": "运行总量",
        "kind": "intake",
        "file": "intake.csv",
        "sheet": "运行总量",
        "columns": [
            {"id": "measure", "label": "指标", "type": "text"},
            {"id": "item", "label": "分项", "type": "text", "blank": True},
            {"id": "value", "label": "数值", "type": "number"},
        ],
        "checks": [
            {"kind": "parts", "total": "calls", "parts": ["answered", "dispatched"]},
            {"kind": "parts_within", "total": "dispatched", "parts": ["topic"]},
            {"kind": "parts_within", "total": "letters", "parts": ["complaints"]},
            {"kind": "achievable", "rate": "on_time_rate", "base": "dispatched"},
        ],
    }
)

ENTRIES = InputTable.model_validate(
    {
        "id": "ledger",
        "label": "加扣分来件",
        "kind": "ledger",
        "file": "ledger.csv",
        "sheet": "加扣分",
        "columns": [
            {"id": "unit", "label": "部门名称", "type": "unit"},
            {"id": "rule", "label": "依据", "type": "text"},
            {"id": "count", "label": "数量", "type": "count", "blank": True},
            {"id": "numbers", "label": "编号", "type": "text", "blank": True},
            {"id": "points", "label": "分值", "type": "number", "blank": True},
            {"id": "reason", "label": "事由", "type": "text", "blank": True, "required": False},
        ],
    }
)

GOOD_COUNTS = [
    {"group": "县市区", "unit": "临湘", "closed": "976", "on_time": "976", "callbacks": "90",
     "dissatisfied": "5", "score": "99.5", "origin": "来件"},
    {"group": "县市区", "unit": "云溪区", "closed": "421", "on_time": "420", "callbacks": "",
     "dissatisfied": "0", "score": "", "origin": ""},
    {"group": "市直单位", "unit": "市水利局", "closed": "0", "on_time": "0", "callbacks": "0",
     "dissatisfied": "0", "score": "0", "origin": "反推"},
]  # fmt: skip

GOOD_INTAKE = [
    {"measure": "来电总量", "item": "", "value": "1000"},
    {"measure": "answered", "item": "", "value": "600"},
    {"measure": "转办工单", "item": "", "value": "400"},
    {"measure": "按期办结率", "item": "", "value": "99.75%"},
    {"measure": "诉求类别", "item": "用水", "value": "120"},
    {"measure": "诉求类别", "item": "road", "value": "80"},
]

GOOD_LEDGER = [
    {"unit": "临湘市", "rule": "虚假结案", "numbers": "1748、1749"},
    {"unit": "云溪区", "rule": "信息报送", "count": "3", "points": "1.5"},
    {"unit": "云溪区", "rule": "criticism", "points": "-2", "reason": "通报批评"},
    {"unit": "市水利局", "rule": "innovation", "points": "1.5", "reason": "智能回访"},
]


def table(
    spec: InputTable,
    rows: Sequence[Mapping[str, str]],
    *,
    drop: Sequence[str] = (),
    unknown: Sequence[str] = (),
) -> RawTable:
    """A raw table of rows given as column id → text; columns in `drop` are not in the file."""
    frame = pd.DataFrame({"row": pd.Series(range(2, len(rows) + 2), dtype="int64")})
    kept = [c for c in spec.columns if c.id not in drop]
    for column in kept:
        texts = [r.get(column.id, "") for r in rows]
        frame[column.id] = pd.Series(texts, dtype="str")
        if column.type is ColumnType.count:
            counts = [int(t) if t.lstrip("-").isdecimal() else None for t in texts]
            frame[f"{column.id}__value"] = pd.Series(counts, dtype="Int64")
        elif column.type is not ColumnType.text:
            frame[f"{column.id}__value"] = pd.Series([_value(column, t) for t in texts], dtype="object")
    missing = tuple(c.label for c in spec.columns if c.id in drop and c.required)
    file = f"data/demo/2024-04/{spec.file}"
    return RawTable(spec=spec, file=file, frame=frame, missing=missing, unknown=tuple(unknown))


def _value(column: InputColumn, text: str) -> str | None:
    if column.type is ColumnType.unit:
        unit = REGISTER.resolve(text, ON)
        return unit.id if unit else None
    if column.type is ColumnType.group:
        return next((g.id for g in REGISTER.groups if g.label == normal_name(text)), None)
    if column.type is ColumnType.choice:
        return {v: k for k, v in column.choices.items()}.get(text)
    try:
        exact = parse_exact(text.removesuffix("%"))
    except ValueError:
        return None
    return exact_text(exact / 100 if text.endswith("%") else exact)


def changed(rows: Sequence[Mapping[str, str]], row: int, **cells: str) -> list[dict[str, str]]:
    """The rows with some cells of file line `row` (heading = 1) replaced."""
    made = [dict(r) for r in rows]
    made[row - 2] |= cells
    return made


def check(
    *tables: RawTable, ledger: LedgerRules | None = LEDGER, earlier: Mapping[str, str] | None = None
) -> GuardOutcome:
    return check_tables(tables, REGISTER, MEASURES, ledger, ON, earlier)


def only_issue(*tables: RawTable, **options: Any) -> GuardIssue:
    """The one issue of the tables; fails if there are none or several."""
    issues = check(*tables, **options).report.issues
    assert len(issues) == 1, [str(i.problem) for i in issues]
    return issues[0]
