"""The long intake table: measures, items, values, and totals against their parts."""

import pytest
from guard_tables import GOOD_INTAKE, INTAKE, changed, check, only_issue, table

from hotline_lib.model.tables import AchievableCheck, PartsCheck, Severity

EXTRA = {"measure": "来电总量", "item": "", "value": "1000"}


def test_a_good_table_passes_without_issues():
    report = check(table(INTAKE, GOOD_INTAKE)).report
    assert report.issues == ()
    assert all(c.could_not_run is None for c in report.checks)


@pytest.mark.parametrize(
    ("rows", "row", "column", "found", "expected"),
    [
        ([*GOOD_INTAKE, EXTRA | {"measure": "回访量"}], 8, "指标", "回访量", "应为已登记的指标"),
        (changed(GOOD_INTAKE, 2, measure="来电总数"), 2, "指标", "来电总数", "应为已登记的指标"),
        (changed(GOOD_INTAKE, 6, item="供水"), 6, "分项", "供水", "应为“诉求类别”的分项"),
        (changed(GOOD_INTAKE, 6, item=""), 6, "分项", None, "应为“诉求类别”的分项"),
        (changed(GOOD_INTAKE, 2, item="用水"), 2, "分项", "用水", "应为空"),
        ([*GOOD_INTAKE, EXTRA], 8, "指标", "来电总量", "第 2 行已有"),
        (changed(GOOD_INTAKE, 7, item="用水"), 7, "指标", "诉求类别·用水", "第 6 行已有"),
        (GOOD_INTAKE[:3] + GOOD_INTAKE[4:], None, "指标", None, "应有必报指标“按期办结率”"),
        (changed(GOOD_INTAKE, 2, value=""), 2, "数值", None, "不应为空"),
        (changed(GOOD_INTAKE, 2, value="-1"), 2, "数值", "-1", "不能为负数"),
        (changed(GOOD_INTAKE, 2, value="1000.5"), 2, "数值", "1000.5", "不能有小数"),
        (changed(GOOD_INTAKE, 2, value="100%"), 2, "数值", "100%", "只填数字"),
        (changed(GOOD_INTAKE, 5, value="很高"), 5, "数值", "很高", "应为数字或百分数"),
        (changed(GOOD_INTAKE, 2, value="999"), 2, "数值", "999", "应等于各分项之和（1000）"),
        (changed(GOOD_INTAKE, 6, value="321"), 4, "数值", "400", "应不小于所列分项之和（401）"),
    ],
)
def test_one_fault_gives_one_error(rows, row, column, found, expected):
    issue = only_issue(table(INTAKE, rows))
    problem = issue.problem
    assert issue.severity is Severity.error
    assert (problem.row, problem.column, problem.found) == (row, column, found)
    assert expected in problem.expected


def test_an_unknown_measure_is_answered_with_the_nearest():
    problem = only_issue(table(INTAKE, changed(GOOD_INTAKE, 2, measure="来电总数"))).problem
    assert problem.action.startswith("是否为“来电总量”")


def test_parts_that_rest_on_a_refused_figure_are_not_called_passed():
    report = check(table(INTAKE, changed(GOOD_INTAKE, 3, value="六百"))).report
    assert len(report.issues) == 1
    parts = next(c for c in report.checks if c.expectation.startswith("“来电总量”应等于"))
    assert parts.could_not_run == "第 3 行的指标、分项或数值有误"


def test_parts_without_their_total_are_an_error_when_nothing_else_is_wrong():
    rows = [*GOOD_INTAKE, {"measure": "投诉信件", "item": "", "value": "3"}]
    issue = only_issue(table(INTAKE, rows))
    assert issue.severity is Severity.error
    assert "未能进行（缺少“群众来信”）" in issue.problem.expected


def test_a_rate_that_no_whole_number_yields_is_a_warning():
    issue = only_issue(table(INTAKE, changed(GOOD_INTAKE, 5, value="99.89%")))
    assert issue.severity is Severity.warning
    assert (issue.problem.row, issue.problem.found) == (5, "99.89%")
    assert "最接近的为 99.75%、100.00%" in issue.problem.expected


@pytest.mark.parametrize("rate", ["0%", "100%", "0.9975", "33.25%"])
def test_rates_that_some_whole_number_yields_pass(rate):
    assert check(table(INTAKE, changed(GOOD_INTAKE, 5, value=rate))).report.issues == ()


@pytest.mark.parametrize(
    "bad",
    [
        PartsCheck(total="calls", parts=("answered", "no_such_measure")),
        AchievableCheck(rate="on_time_rate", base="no_such_measure"),
    ],
)
def test_a_check_over_an_undeclared_measure_could_not_run_and_is_an_error(bad):
    spec = INTAKE.model_copy(update={"checks": (bad,)})
    issue = only_issue(table(spec, GOOD_INTAKE))
    assert issue.severity is Severity.error
    assert "no_such_measure" in issue.problem.expected


def test_a_place_without_breakdowns_need_not_have_the_item_column():
    columns = tuple(c for c in INTAKE.columns if c.id != "item")
    spec = INTAKE.model_copy(update={"columns": columns, "checks": INTAKE.checks[:1]})
    report = check(table(spec, GOOD_INTAKE[:4])).report
    assert [i.problem.expected for i in report.issues] == ["应有必报指标“诉求类别”"]


def test_two_intake_tables_share_the_required_measures():
    second = INTAKE.model_copy(update={"id": "letters", "label": "来信", "checks": ()})
    first = INTAKE.model_copy(update={"checks": ()})
    report = check(table(first, GOOD_INTAKE[:3]), table(second, GOOD_INTAKE[3:])).report
    assert report.issues == ()
