"""新地区的回答 (answers): what a person says about a new place, checked and made into template values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from hotline_lib.model.errors import UsageError
from hotline_lib.model.exact import parse_exact

_SEPARATORS = "，,、；;"
_UNIT_HEADINGS = ("单位名称", "部门名称", "承办单位", "名称", "单位")
_KNOWN_GROUPS = {"县市区": "county", "行政事业单位": "agency", "公共服务企业": "enterprise"}
DEFAULT_GROUPS = "、".join(_KNOWN_GROUPS)
DEFAULT_WEIGHTS = "0.3,0.3,0.2,0.2"
DEFAULT_GRADES = "90,85,80"
DEFAULT_TYPES = (
    "人力资源和社会保障类、交通运输与交通秩序类、社会治安与综合治理类、公共服务类、"
    "市场管理类、住房与城乡建设类、城市管理类、农林水利类"
)


@dataclass(frozen=True)
class Named:
    """有标识的名称: a group or a demand type."""

    id: str
    label: str


@dataclass(frozen=True)
class NewUnit:
    """新单位 (unit) as listed: its name, the id of its group and its other names."""

    id: str
    name: str
    group: str
    aliases: tuple[str, ...] = ()


def listed(text: str) -> list[str]:
    """列举: the items of a list written with 、 ， ； or their half-width forms."""
    for separator in _SEPARATORS:
        text = text.replace(separator, "\n")
    return [item.strip() for item in text.splitlines() if item.strip()]


def named_items(text: str, stem: str, known: dict[str, str] | None = None) -> tuple[Named, ...]:
    """名称 with ids: `id=名称` as given, else the id in use for that name, else `<stem>_1` and so on.

    Raises `UsageError` for an empty list or a name that stands twice.
    """
    items = []
    for number, item in enumerate(listed(text), 1):
        given, sign, label = item.partition("=")
        items.append(Named(given.strip(), label.strip()) if sign else Named(f"{stem}_{number}", item))
    if known:
        items = [Named(known.get(i.label, i.id), i.label) if i.id.startswith(stem) else i for i in items]
    labels = [i.label for i in items]
    if not items or len(set(labels)) < len(labels):
        raise UsageError(f"“{text}”应为不重复的名称，用“、”隔开。")
    return tuple(items)


def groups_of(text: str) -> tuple[Named, ...]:
    """组别 in the order of print."""
    return named_items(text, "group", _KNOWN_GROUPS)


def numbers_of(text: str, count: int, what: str) -> tuple[str, ...]:
    """几个数: exactly `count` exact numbers, as typed; raises `UsageError`."""
    items = listed(text)
    try:
        for item in items:
            parse_exact(item)
    except ValueError as error:
        raise UsageError(f"{what}：{error}。") from None
    if len(items) != count:
        raise UsageError(f"{what}：应为 {count} 个数，用逗号隔开，实为 {len(items)} 个。")
    return tuple(items)


def read_units(path: Path, groups: Sequence[Named]) -> tuple[NewUnit, ...]:
    """单位名单 from a CSV file with the columns 单位名称, 组别, and perhaps 标识 and 别名."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    headings = [h.strip() for h in reader.fieldnames or () if h]
    name = next((h for h in _UNIT_HEADINGS if h in headings), None)
    if name is None or ("组别" not in headings and len(groups) > 1):
        shown = "、".join(headings) or "（无）"
        raise UsageError(f"{path.name} 第 1 行应有“单位名称”“组别”两列，实有：{shown}。")
    rows = []
    for number, row in enumerate(reader, 2):
        cells = {(k or "").strip(): (v or "").strip() for k, v in row.items() if isinstance(v, str)}
        if cells.get(name):
            where = f"{path.name} 第 {number} 行"
            group = cells.get("组别") or (groups[0].label if len(groups) == 1 else "")
            rows.append((where, cells[name], group, cells.get("标识", ""), cells.get("别名", "")))
    return _units(rows, groups)


def typed_units(items: Iterable[str], groups: Sequence[Named]) -> tuple[NewUnit, ...]:
    """单位名单 typed in: each `组别=名称、名称`."""
    rows = []
    for item in items:
        group, _, names = item.partition("=")
        rows += [(f"“{item}”", name, group.strip(), "", "") for name in listed(names)]
    return _units(rows, groups)


def _units(rows: Sequence[tuple[str, str, str, str, str]], groups: Sequence[Named]) -> tuple[NewUnit, ...]:
    by_label = {key: g.id for g in groups for key in (g.label, g.id)}
    units = []
    for number, (where, name, group, given, aliases) in enumerate(rows, 1):
        if group not in by_label:
            known = "、".join(g.label for g in groups)
            raise UsageError(f"{where}：“{name}”的组别“{group}”不在所列组别中（{known}）。")
        identifier = given or f"unit_{number:03d}"
        units.append(NewUnit(identifier, name, by_label[group], tuple(listed(aliases))))
    if empty := [g.label for g in groups if g.id not in {u.group for u in units}]:
        raise UsageError(f"组别“{'”“'.join(empty)}”没有单位。请补上单位，或去掉该组。")
    return tuple(units)
