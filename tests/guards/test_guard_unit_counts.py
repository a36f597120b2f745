"""Each bad table of unit counts gives exactly one issue at the exact cell."""

import pytest
from guard_tables import COUNTS, GOOD_COUNTS, changed, check, only_issue, table

from hotline_lib.model.tables import Severity

FILE = "data/demo/2024-04/hotline_unit_counts.csv"


def test_a_good_table_passes_without_issues():
    report = check(table(COUNTS, GOOD_COUNTS)).report
    assert report.issues == ()
    assert all(c.could_not_run is None and c.failed == 0 for c in report.checks)
    assert {"一个单位只应出现一次、只列入一个组别", "“按期办理数”不应大于“办理数”"} <= {
        c.expectation for c in report.checks
    }


def test_the_message_names_file_row_column_limit_and_action():
    issue = only_issue(table(COUNTS, changed(GOOD_COUNTS, 2, on_time="980")))
    assert issue.severity is Severity.error
    assert str(issue.problem) == (
        f"{FILE} 第 2 行“按期办理数”列：不应大于办理数（976），实为“980”。请核对该单位的按期办理数与办理数。"
    )


@pytest.mark.parametrize(
    ("row", "cells", "column", "found", "expected"),
    [
        (3, {"unit": "云溪县"}, "部门名称", "云溪县", "应为名录中的承办单位"),
        (3, {"unit": "市物价局"}, "部门名称", "市物价局", "有效期为 设立 至 2019-03-31"),
        (3, {"unit": "临湘市"}, "部门名称", "临湘市", "第 2 行已有该单位"),
        (4, {"unit": "云溪区"}, "部门名称", "云溪区", "第 3 行已有该单位"),
        (3, {"group": "市直单位"}, "组别", "市直单位", "在名录中属于“县市区”"),
        (3, {"group": "乡镇"}, "组别", "乡镇", "在名录中属于“县市区”"),
        (3, {"unit": ""}, "部门名称", None, "不应为空"),
        (3, {"closed": ""}, "办理数", None, "不应为空"),
        (3, {"closed": "-421"}, "办理数", "-421", "不能为负数"),
        (3, {"closed": "421.5"}, "办理数", "421.5", "不能有小数"),
        (3, {"closed": "421件"}, "办理数", "421件", "只填数字"),
        (2, {"score": "优"}, "系统得分", "优", "应为数字"),
        (2, {"origin": "猜测"}, "来源", "猜测", "应为下列之一：“来件”“反推”"),
        (2, {"callbacks": ""}, "有效回访数", None, "仅在不满意数为 0 时可空，本行不满意数为 5"),
    ],
)
def test_one_bad_cell_gives_one_issue(row, cells, column, found, expected):
    issue = only_issue(table(COUNTS, changed(GOOD_COUNTS, row, **cells)))
    problem = issue.problem
    assert issue.severity is Severity.error
    assert (problem.file, problem.row, problem.column) == (FILE, row, column)
    assert problem.found == found
    assert expected in problem.expected


def test_a_unit_in_two_groups_is_refused_where_its_group_is_wrong():
    wrong = {**GOOD_COUNTS[1], "group": "市直单位"}
    problem = only_issue(table(COUNTS, [wrong, *GOOD_COUNTS])).problem
    assert (problem.row, problem.column) == (2, "部门名称")
    assert "第 4 行已有该单位" in problem.expected


def test_an_unknown_unit_is_answered_with_the_nearest_names():
    problem = only_issue(table(COUNTS, changed(GOOD_COUNTS, 3, unit="云溪县"))).problem
    assert problem.action.startswith("是否为“云溪区”")


def test_a_missing_column_is_one_issue_and_what_needs_it_is_not_called_passed():
    report = check(table(COUNTS, GOOD_COUNTS, drop=["closed"], unknown=["办结数"])).report
    errors, warnings = report.errors, report.warnings
    assert [(i.problem.row, i.problem.column) for i in errors] == [(None, "办理数")]
    assert "“办结数”" in errors[0].problem.action
    assert [i.problem.found for i in warnings] == ["办结数"]
    not_run = {c.expectation: c.could_not_run for c in report.checks if c.could_not_run}
    assert not_run["“按期办理数”不应大于“办理数”"] == "缺少“办理数”列"


def test_a_repeated_heading_is_an_error_not_an_unknown_column():
    issue = only_issue(table(COUNTS, GOOD_COUNTS, unknown=["单位名称"]))
    assert issue.severity is Severity.error
    assert issue.problem.column == "单位名称"


def test_an_absent_optional_column_is_no_issue_and_not_a_check():
    report = check(table(COUNTS, GOOD_COUNTS, drop=["group", "score", "origin"])).report
    assert report.issues == ()
    assert not [c for c in report.checks if "系统得分" in c.expectation or "组别”" in c.expectation]


def test_a_blank_cell_stays_an_error_when_its_condition_cannot_be_asked():
    columns = tuple(
        c.model_copy(update={"blank": False} if c.id == "callbacks" else {"required": c.id == "unit"})
        for c in COUNTS.columns
    )
    spec = COUNTS.model_copy(update={"columns": columns})
    rows = [{"unit": "临湘市", "closed": "5", "on_time": "5", "callbacks": ""}]
    problem = only_issue(table(spec, rows, drop=["dissatisfied", "group", "score", "origin"])).problem
    assert (problem.row, problem.column, problem.expected) == (2, "有效回访数", "不应为空")


def test_a_bare_heading_is_refused():
    problem = only_issue(table(COUNTS, [])).problem
    assert (problem.row, problem.expected) == (None, "表中应至少有一行数据")


def test_number_columns_compare_exactly():
    rows = changed(GOOD_COUNTS, 3, score="421.0000000000000000001")
    issue = only_issue(table(COUNTS, rows))
    assert issue.severity is Severity.warning


def test_a_warning_does_not_block():
    report = check(table(COUNTS, changed(GOOD_COUNTS, 2, dissatisfied="91"))).report
    assert report.errors == ()
    assert [(i.problem.row, i.problem.column) for i in report.warnings] == [(2, "不满意数")]


def test_five_hundred_bad_rows_are_all_listed():
    rows = [
        {"group": "市直单位", "unit": f"单位{n}号", "closed": "10", "on_time": "11", "dissatisfied": "0"}
        for n in range(500)
    ]
    outcome = check(table(COUNTS, rows))
    assert [i.problem.row for i in outcome.report.errors] == list(range(2, 502))
    failed = [c for c in outcome.report.checks if c.failed]
    assert [(c.rows, c.failed) for c in failed] == [(500, 500)]


def test_several_faults_in_one_row_are_all_told():
    rows = changed(GOOD_COUNTS, 2, unit="无此单位", closed="x", on_time="-1", dissatisfied="")
    issues = check(table(COUNTS, rows)).report.issues
    assert [i.problem.column for i in issues] == ["部门名称", "办理数", "按期办理数", "不满意数"]
