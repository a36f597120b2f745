"""The ledger table: the rule named exists, and the row holds what it asks for."""

import pytest
from guard_tables import ENTRIES, GOOD_LEDGER, changed, check, only_issue, table

from hotline_lib.model.tables import Severity


def test_a_good_table_passes_without_issues():
    report = check(table(ENTRIES, GOOD_LEDGER)).report
    assert report.issues == ()
    assert all(c.could_not_run is None for c in report.checks)


def test_an_empty_ledger_is_no_issue_even_without_rules():
    assert check(table(ENTRIES, []), ledger=None).report.issues == ()


@pytest.mark.parametrize(
    ("row", "cells", "column", "found", "expected"),
    [
        (2, {"unit": "临乡市"}, "部门名称", "临乡市", "应为名录中的承办单位"),
        (2, {"rule": "虚假结单"}, "依据", "虚假结单", "应为加扣分细则中的指标名称或标识"),
        (2, {"rule": "创新创优"}, "依据", "创新创优", "有多条细则同名"),
        (2, {"rule": "综合考评"}, "依据", "综合考评", "自动生成"),
        (2, {"rule": ""}, "依据", None, "不应为空"),
        (2, {"numbers": ""}, "编号", None, "应逐件列出编号"),
        (2, {"count": "3"}, "编号", "1748、1749（2 个）", "编号应与数量（3）一样多"),
        (3, {"count": ""}, "数量", None, "数量（不小于 1 的整数）"),
        (3, {"count": "0"}, "数量", "0", "数量（不小于 1 的整数）"),
        (3, {"count": "1.5"}, "数量", "1.5", "不能有小数"),
        (3, {"points": "3"}, "分值", "3", "等于细则分值乘以数量（1.5）"),
        (4, {"points": ""}, "分值", None, "裁量计分应填写分值"),
        (4, {"points": "-3"}, "分值", "-3", "应为细则允许的分值：“-2”"),
        (4, {"points": "两分"}, "分值", "两分", "应为数字"),
        (4, {"reason": ""}, "事由", None, "裁量计分应写明事由"),
    ],
)
def test_one_fault_gives_one_error(row, cells, column, found, expected):
    issue = only_issue(table(ENTRIES, changed(GOOD_LEDGER, row, **cells)))
    problem = issue.problem
    assert issue.severity is Severity.error
    assert (problem.row, problem.column, problem.found) == (row, column, found)
    assert expected in problem.expected


def test_entries_without_rules_in_force_are_refused():
    issues = check(table(ENTRIES, GOOD_LEDGER[:1]), ledger=None).report.issues
    assert [i.problem.expected for i in issues] == ["本期没有生效的加扣分细则，不应有加扣分记录"]


def test_an_absent_reason_column_counts_as_blank():
    report = check(table(ENTRIES, GOOD_LEDGER, drop=["reason"])).report
    assert [(i.problem.row, i.problem.column) for i in report.errors] == [(4, "事由"), (5, "事由")]
