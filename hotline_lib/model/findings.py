"""发现 (findings): disagreements between what a bulletin printed and what is computed."""

from __future__ import annotations

import hashlib
from enum import StrEnum

from pydantic import Field

from hotline_lib.model.frozen import Frozen


class FindingKind(StrEnum):
    """发现的种类 (kind of finding)."""

    value = "value"  # 数值不符
    print_form = "print_form"  # 数值相同，印刷形式残缺或不一
    name = "name"  # 名称不一或残缺
    order = "order"  # 次序与排序规则不符
    missing = "missing"  # 通报缺此项
    extra = "extra"  # 通报多此项
    impossible = "impossible"  # 所述分母下不可能的数值
    text_against_table = "text_against_table"  # 正文与附表口径不一
    wording = "wording"  # 文字与规则或表格不一
    text_against_text = "text_against_text"  # 正文自相矛盾
    base = "base"  # 占比、环比的基数未印或与所述不合


FINDING_LABELS = {
    FindingKind.value: "数值不符",
    FindingKind.print_form: "印刷形式",
    FindingKind.name: "名称",
    FindingKind.order: "次序",
    FindingKind.missing: "通报缺漏",
    FindingKind.extra: "通报多出",
    FindingKind.impossible: "不可能的数值",
    FindingKind.text_against_table: "文表口径不一",
    FindingKind.wording: "文字",
    FindingKind.text_against_text: "前后矛盾",
    FindingKind.base: "基数不明",
}


class FindingSeverity(StrEnum):
    """轻重 (severity) of a finding for a reviewer."""

    error = "error"  # 数字或事实有误
    notice = "notice"  # 请核对
    form = "form"  # 仅形式


ID_DIGITS = 10
"""Digits of the hash in a finding's id; among the hundreds of findings of a bulletin they do not collide."""

SEVERITY_LABELS = {
    FindingSeverity.error: "错误",
    FindingSeverity.notice: "请核对",
    FindingSeverity.form: "仅形式",
}


class Evidence(Frozen):
    """佐证 (evidence): how the computed value was made, and what was tested to explain the printed one.

    `quantity` is the id of the value concerned. `tested` are the hypotheses that were tried and do not
    give the printed value. `leads` do give it, but change something that the bulletin prints otherwise,
    so that none of them is a cause.
    """

    quantity: str
    formula: str
    inputs: tuple[str, ...] = ()
    rule: str = ""
    tested: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


class Finding(Frozen):
    """One disagreement: where, printed, computed, and the cause that the tool tested."""

    kind: FindingKind
    severity: FindingSeverity
    where: str = Field(description="表或段落")
    row: str = ""
    item: str
    printed: str
    computed: str
    cause: str
    note: str = ""
    evidence: Evidence | None = None

    @property
    def id(self) -> str:
        """发现编号 (finding id): made of kind, place, row, item, printed and computed, and of nothing else.

        It outlives a better cause, another severity and another order of the report, so that a decision
        may name it; findings alike in all six are one to a reviewer and share it.
        """
        parts = (self.kind.value, self.where, self.row, self.item, self.printed, self.computed)
        digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
        return f"{self.kind.value}-{digest[:ID_DIGITS]}"
