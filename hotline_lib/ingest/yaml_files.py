"""参数文件的读取 (reading of YAML files) into frozen models, with located Chinese errors."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from hotline_lib.model.errors import ParamsError, Problem

M = TypeVar("M", bound=BaseModel)

_EXPECTED = {
    "missing": "缺少此项",
    "extra_forbidden": "没有这一项（是否拼写有误？）",
    "string_type": "应为文字",
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "tuple_type": "应为列表",
    "dict_type": "应为“键: 值”形式",
    "model_type": "应为“键: 值”形式",
    "literal_error": "应为 {expected} 之一",
    "enum": "应为 {expected} 之一",
    "string_pattern_mismatch": "写法应合于 {pattern}",
    "union_tag_invalid": "{discriminator} 应为 {expected_tags} 之一",
    "union_tag_not_found": "缺少 {discriminator}",
    "date_from_datetime_parsing": "应为日期，如 2024-04-01",
    "date_type": "应为日期，如 2024-04-01",
    "greater_than": "应大于 {gt}",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "too_short": "至少 {min_length} 项",
}


class _StrictLoader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """A safe loader that refuses a key written twice, which YAML would silently overwrite."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, int] = {}
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, Hashable):
            raise yaml.MarkedYAMLError(
                problem="以 { 或 [ 开头的文字要加引号", problem_mark=key_node.start_mark
            )
        if key in seen:
            raise yaml.MarkedYAMLError(
                problem=f"“{key}”写了两次（第 {seen[key]} 行已有）", problem_mark=key_node.start_mark
            )
        seen[key] = key_node.start_mark.line + 1
    return dict(loader.construct_pairs(node, deep=True))


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path, shown: str) -> Any:
    """The content of a YAML file; raises `ParamsError` naming the line if it cannot be read.

    `shown` is the path as the message prints it.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_StrictLoader)
    except FileNotFoundError:
        problem = Problem(file=shown, expected="缺少此文件", action="请补上该文件")
    except UnicodeDecodeError:
        problem = Problem(file=shown, expected="应为 UTF-8 编码", action="请另存为 UTF-8")
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else None
        problem = Problem(
            file=shown, row=row, expected=f"YAML 写法有误（{error.problem}）", action="请对照相邻条目改正"
        )
    except yaml.YAMLError:
        problem = Problem(file=shown, expected="含有不可见的控制字符", action="请删去该字符后重新保存")
    except OSError as error:
        problem = Problem(
            file=shown, expected=f"文件读不出（{error.strerror}）", action="请检查该文件及其权限"
        )
    raise ParamsError([problem])


def read_model(path: Path, shown: str, model: type[M]) -> M:
    """A YAML file as a model; raises `ParamsError` with every fault in it."""
    content = read_yaml(path, shown)
    try:
        return model.model_validate({} if content is None else content)
    except ValidationError as error:
        faults = error.errors()
        raise ParamsError(_problem(shown, f) for f in faults if not _follows(f, faults)) from None


def _follows(fault: Any, faults: list[Any]) -> bool:
    """Whether a list is "too short" only because its own items were refused."""
    loc = fault["loc"]
    return fault["type"] == "too_short" and any(
        other["loc"][: len(loc)] == loc and other["loc"] != loc for other in faults
    )


def _problem(shown: str, fault: Any) -> Problem:
    context = {k: v.strip("'") if k == "discriminator" else v for k, v in (fault.get("ctx") or {}).items()}
    kind = fault["type"]
    if kind == "value_error":
        expected = str(context.get("error", fault["msg"]))
    else:
        expected = _EXPECTED.get(kind, fault["msg"]).format_map({**context})
    found = fault.get("input")
    simple = isinstance(found, str | int | float) and kind not in {"missing", "value_error"}
    return Problem(
        file=shown,
        column=".".join(str(part) for part in fault["loc"]) or None,
        found=str(found) if simple else None,
        expected=expected,
        action="请改正该项",
    )
