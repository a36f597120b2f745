"""Problems in words: one line for the same problem in many rows, every row still named."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hotline_lib.model.errors import InputError, Problem, problem_lines, row_ranges

ROWS = st.lists(st.integers(2, 60), unique=True, min_size=1).map(sorted)


def blank(row: int | None, column: str = "应办理数") -> Problem:
    return Problem(file="a.csv", row=row, column=column, expected="不应为空", action="请补填。")


@given(rows=ROWS)
def test_ranges_name_every_row_once(rows: list[int]) -> None:
    named: list[int] = []
    for part in row_ranges(rows).split("、"):
        first, _, last = part.partition("–")
        named += range(int(first), int(last or first) + 1)
    assert named == rows


def test_ranges_of_three_or_more() -> None:
    assert row_ranges([2, 3, 4, 6, 7, 9]) == "2–4、6、7、9"


def test_blank_cells_of_a_column_are_one_line_in_the_place_of_the_first() -> None:
    other = Problem(file="b.csv", expected="缺少此表", action="请放入")
    problems = [blank(2), other, blank(3), blank(2, "办理数"), blank(4)]
    assert problem_lines(problems) == [
        "a.csv 第 2–4 行（共 3 行）“应办理数”列：不应为空。请补填。",
        "b.csv：缺少此表。请放入",
        "a.csv 第 2 行“办理数”列：不应为空。请补填。",
    ]


def test_other_findings_in_the_same_column_stay_apart() -> None:
    wrong = [replace(blank(n), found=text) for n, text in ((2, "甲"), (3, "乙"), (4, "甲"))]
    assert [re.findall(r"第 ([0-9、–]+) 行", line) for line in problem_lines(wrong)] == [["2、4"], ["3"]]


def test_rows_that_ask_for_different_things_are_still_one_line() -> None:
    problems = [replace(blank(n), action=f"请核对“{name}”。") for n, name in ((2, "甲"), (3, "乙"))]
    assert problem_lines(problems) == ["a.csv 第 2、3 行（共 2 行）“应办理数”列：不应为空。请逐行核对。"]


@given(rows=ROWS)
def test_an_error_counts_problems_and_lists_lines(rows: list[int]) -> None:
    message = str(InputError([blank(r) for r in rows]))
    assert f"（{len(rows)} 处）" in message
    assert message.count("\n") == 1


def test_a_problem_of_the_whole_file_is_not_swallowed_by_its_rows() -> None:
    assert problem_lines([blank(None), blank(2), blank(3)]) == [
        "a.csv“应办理数”列：不应为空。请补填。",
        "a.csv 第 2、3 行（共 2 行）“应办理数”列：不应为空。请补填。",
    ]
