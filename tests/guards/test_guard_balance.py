"""Two channels add up to all tickets; what is carried over balances, in a row and among the totals."""

from __future__ import annotations

import pytest
from guard_tables import ON, REGISTER, changed, check, table
from pydantic import ValidationError

from hotline_lib.guards.check import check_tables
from hotline_lib.model.tables import InputTable, IntakeMeasures

COLUMNS = ("phone", "online", "due", "opening", "closed", "open")
ROWS = InputTable.model_validate(
    {
        "id": "hotline_unit_counts",
        "label": "单位办理数",
        "kind": "unit_counts",
        "file": "hotline_unit_counts.csv",
        "sheet": "单位办理数",
        "columns": [
            {"id": "unit", "label": "单位", "type": "unit"},
            *({"id": c, "label": c, "type": "count", "blank": c == "online"} for c in COLUMNS),
        ],
        "checks": [
            {"kind": "adds_up", "column": "due", "parts": ["phone", "online"]},
            {
                "kind": "carry_over",
                "opening": "opening",
                "received": "due",
                "closed": "closed",
                "open": "open",
            },
        ],
    }
)
GOOD = [
    {"unit": "临湘市", "phone": "6", "online": "4", "due": "10", "opening": "3", "closed": "11", "open": "2"},
    {"unit": "云溪区", "phone": "0", "online": "0", "due": "0", "opening": "0", "closed": "0", "open": "0"},
]
TOTALS = InputTable.model_validate(
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
            {
                "kind": "carry_over",
                "opening": "opening",
                "received": "due",
                "closed": "closed",
                "open": "open",
            }
        ],
    }
)
NAMES = {"opening": "上期结转", "due": "本期受理", "closed": "本期办结", "open": "结转下期"}
TOTAL_MEASURES = IntakeMeasures.model_validate(
    {"measures": [{"id": i, "label": n, "required": False} for i, n in NAMES.items()]}
)


def totals(**values: str) -> list[tuple[int | None, str]]:
    """The errors of intake totals given by measure id."""
    rows = [{"measure": NAMES[i], "item": "", "value": v} for i, v in values.items()]
    outcome = check_tables([table(TOTALS, rows)], REGISTER, TOTAL_MEASURES, None, ON)
    return [(i.problem.row, i.problem.expected) for i in outcome.report.issues]


def test_rows_that_balance_pass() -> None:
    assert check(table(ROWS, GOOD)).report.issues == ()


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"phone": "7"}, "due", "“phone”加“online”应等于“due”，今为 11 与 10"),
        ({"open": "1"}, "open", "“opening”加“due”应等于“closed”加“open”，今为 13 与 12"),
        ({"open": "3"}, "open", "今为 13 与 14"),
    ],
)
def test_a_row_out_of_balance_is_named_with_both_sides(
    cells: dict[str, str], column: str, words: str
) -> None:
    (issue,) = check(table(ROWS, changed(GOOD, 2, **cells))).report.issues
    assert (issue.problem.row, issue.problem.column) == (2, column)
    assert words in issue.problem.expected


def test_a_blank_leaves_the_balance_undecided() -> None:
    assert check(table(ROWS, changed(GOOD, 2, online="", phone="9"))).report.issues == ()


@pytest.mark.parametrize(
    ("opening", "open_", "fault"),
    [("3", "2", False), ("2", "2", True), ("4", "2", True), ("3", "1", True), ("3", "3", True)],
)
def test_totals_carried_over_balance_to_the_ticket(opening: str, open_: str, fault: bool) -> None:
    found = totals(opening=opening, due="10", closed="11", open=open_)
    assert bool(found) is fault
    if fault:
        assert found[0][0] == 5
        assert "“上期结转”加“本期受理”应等于“本期办结”加“结转下期”，今为" in found[0][1]


def test_totals_of_which_one_is_missing_are_not_called_balanced() -> None:
    assert totals() == []
    ((_, expected),) = totals(opening="3", due="10", closed="11")
    assert "结转下期" in expected


def test_unknown_columns_and_a_row_check_on_totals_are_refused() -> None:
    body = ROWS.model_dump(mode="json")
    body["checks"] = [{"kind": "adds_up", "column": "due", "parts": ["phone", "post"]}]
    with pytest.raises(ValidationError, match="未登记的列：post"):
        InputTable.model_validate(body)
    totals_body = TOTALS.model_dump(mode="json")
    totals_body["checks"] = body["checks"]
    with pytest.raises(ValidationError, match="请用 parts"):
        InputTable.model_validate(totals_body)
