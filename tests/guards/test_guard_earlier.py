"""Earlier totals: known periods and measures, once each, values that fit."""

import pytest
from guard_tables import changed, check, only_issue, table

from hotline_lib.model.tables import InputTable, Severity

EARLIER = InputTable.model_validate(
    {
        "id": "earlier",
        "label": "往期总量",
        "kind": "earlier",
        "file": "earlier.csv",
        "sheet": "往期总量",
        "optional": True,
        "columns": [
            {"id": "period", "label": "期", "type": "text"},
            {"id": "measure", "label": "指标", "type": "text"},
            {"id": "item", "label": "分项", "type": "text", "blank": True},
            {"id": "value", "label": "数值", "type": "number"},
            {"id": "source", "label": "来源", "type": "text"},
        ],
    }
)
GOOD = [
    {"period": "2024-03", "measure": "来电总量", "value": "900", "source": "三月通报"},
    {"period": "2024-03", "measure": "诉求类别", "item": "用水", "value": "100", "source": "三月通报"},
    {"period": "2023-04", "measure": "来电总量", "value": "800", "source": "上年四月通报"},
]
WANTED = {"2024-03": "2024年3月", "2023-04": "2023年4月"}


def test_a_good_table_passes_and_need_not_hold_every_measure():
    report = check(table(EARLIER, GOOD), earlier=WANTED).report
    assert report.issues == ()
    assert all(c.could_not_run is None for c in report.checks)
    assert "“期”应为本期要比的往期" in {c.expectation for c in report.checks}


@pytest.mark.parametrize(
    ("rows", "row", "column", "found", "expected"),
    [
        (changed(GOOD, 2, period="2024-02"), 2, "期", "2024-02", "应为本期要比的往期：2024-03（2024年3月）"),
        (changed(GOOD, 4, period="2024年3月"), 4, "期", "2024年3月", "2023-04（2023年4月）"),
        (changed(GOOD, 2, period=""), 2, "期", None, "不应为空"),
        (changed(GOOD, 4, period="2024-03"), 4, "指标", "来电总量", "第 2 行已有"),
        (changed(GOOD, 2, measure="来电总数"), 2, "指标", "来电总数", "应为已登记的指标"),
        (changed(GOOD, 3, item="供水"), 3, "分项", "供水", "应为“诉求类别”的分项"),
        (changed(GOOD, 2, value="90.5"), 2, "数值", "90.5", "不能有小数"),
        (changed(GOOD, 2, source=""), 2, "来源", None, "不应为空"),
    ],
)
def test_one_fault_gives_one_error(rows, row, column, found, expected):
    issue = only_issue(table(EARLIER, rows), earlier=WANTED)
    problem = issue.problem
    assert issue.severity is Severity.error
    assert (problem.file, problem.row, problem.column, problem.found) == (
        "data/demo/2024-04/earlier.csv",
        row,
        column,
        found,
    )
    assert expected in problem.expected


def test_totals_that_nothing_compares_with_are_refused():
    report = check(table(EARLIER, GOOD), earlier={}).report
    assert {i.problem.expected for i in report.errors} == {"规则与图都不与往期相比，此行无处可用"}
    assert [i.problem.row for i in report.errors] == [2, 3, 4]
