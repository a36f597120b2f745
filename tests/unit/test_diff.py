"""比较: figures by what they count, cells by unit and column, text by paragraph; drafts that repeat."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from hotline_lib.model.differences import ChangeLimit, Changes
from hotline_lib.model.document import Band, Block, Cell, Column, Paragraph, Row, Run, Table
from hotline_lib.model.errors import UsageError
from hotline_lib.publish.change_words import difference_words, largest, ratio_words
from hotline_lib.publish.changes_page import changes_page
from hotline_lib.run.diff import Snapshot, beyond, compare, read_published, snapshot_of
from hotline_lib.run.diff.tables import printed_number
from hotline_lib.run.drafts import CHANGES_JSON, DraftChanges, draft_changes, write_draft_changes

NAMES = ("上期", "本期")


def record(quantity: str, text: str, value: str, section: str = "operation") -> dict[str, Any]:
    return {
        "id": f"{section}.p.{quantity}",
        "section": section,
        "quantity": quantity,
        "label": quantity,
        "text": text,
        "value": value,
        "unit": "",
        "where": "",
    }


def table(rows: dict[str, tuple[str, str]], table_id: str = "evaluation") -> Table:
    columns = (
        Column(id="unit", label="单位"),
        Column(id="due", label="应办理数"),
        Column(id="rate", label="办结率", over="办结"),
    )
    bands = Band(
        rows=tuple(
            Row(unit=unit, cells=(Cell(text=f"{unit}局"), Cell(text=due), Cell(text=rate)))
            for unit, (due, rate) in rows.items()
        )
    )
    return Table(id=table_id, title="考评表", columns=columns, bands=(bands,))


def text(paragraph: str, words: str) -> Paragraph:
    return Paragraph(id=paragraph, runs=(Run(text=words),))


def snapshot(*blocks: Block, records: tuple[dict[str, Any], ...] = ()) -> Snapshot:
    return snapshot_of({"operation": blocks}, records)


def test_a_figure_is_matched_by_what_it_counts_wherever_the_sentence_puts_it() -> None:
    before = snapshot(records=(record("calls", "100", "100"), record("gone", "5", "5")))
    after = snapshot(records=(record("new", "7", "7"), record("calls", "125", "125")))
    changes = compare(before, after, names=NAMES)
    found = {f.quantity: (f.before, f.after, f.difference, f.ratio) for f in changes.figures}
    assert found == {
        "new": ("", "7", None, None),
        "calls": ("100", "125", 25, Fraction(1, 4)),
        "gone": ("5", "", None, None),
    }


def test_an_exact_change_that_prints_the_same_is_a_change() -> None:
    before = snapshot(records=(record("rate", "98.4%", "984/1000"),))
    after = snapshot(records=(record("rate", "98.4%", "9841/10000"),))
    (change,) = compare(before, after, names=NAMES).figures
    assert change.difference == Fraction(1, 10000)


def test_grades_are_compared_as_words() -> None:
    changes = compare(
        snapshot(records=(record("grade", "A", "A"),)),
        snapshot(records=(record("grade", "B", "B"),)),
        names=NAMES,
    )
    assert [(f.before, f.after, f.difference) for f in changes.figures] == [("A", "B", None)]


def test_rows_are_matched_by_unit_in_any_order() -> None:
    before = snapshot(table({"a": ("10", "100%"), "b": ("20", "95%"), "c": ("1", "0%")}))
    after = snapshot(table({"b": ("20", "96.5%"), "a": ("10", "100%"), "d": ("4", "100%")}))
    changes = compare(before, after, names=NAMES)
    (cell,) = changes.cells
    assert (cell.row, cell.name, cell.label) == ("b", "b局", "办结-办结率")
    assert (cell.before, cell.after, cell.difference) == ("95%", "96.5%", Fraction(15, 1000))
    assert [(r.name, r.added) for r in changes.rows] == [("d局", True), ("c局", False)]


def test_figures_of_tables_are_compared_as_cells_only() -> None:
    shown = table({"a": ("10", "100%")})
    in_table = {**record("hotline.a.due", "10", "10", "evaluation"), "id": "evaluation.a.due"}
    assert snapshot(shown, records=(in_table,)).figures == ()


def test_several_rows_of_one_unit_are_matched_by_their_words() -> None:
    def ledger(*entries: tuple[str, str, str]) -> Table:
        columns = (
            Column(id="number", label="序号"),
            Column(id="unit", label="单位"),
            Column(id="points", label="分值"),
            Column(id="reason", label="事由"),
        )
        rows = tuple(
            Row(unit="a", cells=tuple(Cell(text=t) for t in (n, "甲局", points, reason)))
            for n, points, reason in entries
        )
        return Table(id="deductions", title="", columns=columns, bands=(Band(rows=rows),))

    before = snapshot(ledger(("1", "-2", "退单"), ("1", "-1", "逾期")))
    after = snapshot(ledger(("3", "-1", "逾期"), ("3", "-4", "退单"), ("3", "-1", "未报")))
    changes = compare(before, after, names=NAMES)
    assert [(c.before, c.after) for c in changes.cells] == [("-2", "-4")]
    assert [(r.name, r.added) for r in changes.rows] == [("甲局", True)]


def test_text_is_compared_by_paragraph() -> None:
    before = snapshot(text("p1", "一样。"), text("p2", "旧。"), text("p3", "删去。"))
    after = snapshot(text("p1", "一样。"), text("p2", "新。"))
    changes = compare(before, after, names=NAMES)
    assert [(t.paragraph, t.before, t.after) for t in changes.texts] == [
        ("p2", "旧。", "新。"),
        ("p3", "删去。", ""),
    ]


def test_equal_bulletins_have_no_changes() -> None:
    one = snapshot(table({"a": ("1", "100%")}), text("p", "文。"), records=(record("calls", "1", "1"),))
    assert compare(one, one, names=NAMES).is_empty


@pytest.mark.parametrize(
    ("limit", "kept"),
    [
        (ChangeLimit(), ["small", "large", "from_zero", "word"]),
        (ChangeLimit(ratio=Fraction(1, 10)), ["large", "from_zero", "word"]),
        (ChangeLimit(ratio=Fraction(1, 2)), ["large", "from_zero", "word"]),
        (ChangeLimit(ratio=Fraction(51, 100)), ["from_zero", "word"]),
        (ChangeLimit(difference=Fraction(50)), ["large", "word"]),
    ],
)
def test_a_limit_leaves_out_what_stays_below_it(limit: ChangeLimit, kept: list[str]) -> None:
    then = {"small": "100", "large": "100", "from_zero": "0", "word": "A"}
    now = {"small": "105", "large": "150", "from_zero": "3", "word": "B"}
    before = snapshot(records=tuple(record(k, v, v) for k, v in then.items()))
    after = snapshot(records=tuple(record(k, v, v) for k, v in now.items()))
    changes = beyond(compare(before, after, names=NAMES), limit)
    assert [f.quantity for f in changes.figures] == kept


@pytest.mark.parametrize(
    ("printed", "number"),
    [("98.4%", Fraction(984, 1000)), ("-2", Fraction(-2)), ("+0.5", Fraction(1, 2)), ("A", None), ("", None)],
)
def test_a_printed_number_is_read_exactly(printed: str, number: Fraction | None) -> None:
    assert printed_number(printed) == number


def test_changes_are_written_as_reviewers_read_them() -> None:
    before = snapshot(records=(record("calls", "80", "80"), record("rate", "98.4%", "984/1000")))
    after = snapshot(records=(record("calls", "70", "70"), record("rate", "98.71%", "9871/10000")))
    calls, rate = compare(before, after, names=NAMES).figures
    assert (difference_words(calls), ratio_words(calls)) == ("−10", "−12.5%")
    assert (difference_words(rate), ratio_words(rate)) == ("+0.31 个百分点", "")


def test_the_largest_changes_come_first() -> None:
    before = snapshot(table({"a": ("100", "1%"), "b": ("10", "1%"), "c": ("50", "1%")}))
    after = snapshot(table({"a": ("101", "1%"), "b": ("20", "1%"), "c": ("25", "1%")}))
    cells = compare(before, after, names=NAMES).cells
    assert [c.row for c in largest(cells, 2)] == ["b", "c"]


# ---- drafts ----


def publish(folder: Path, found: DraftChanges, records: str) -> None:
    """A published folder as far as a comparison reads it."""
    (folder / "checks").mkdir(parents=True, exist_ok=True)
    (folder / "figures.json").write_text(records, encoding="utf-8")
    write_draft_changes(found, folder, "示例通报")


def test_the_first_draft_has_nothing_to_compare_with(tmp_path: Path) -> None:
    assert draft_changes(tmp_path / "none", snapshot()) == DraftChanges()


def test_a_run_that_changes_nothing_keeps_what_the_last_change_was(tmp_path: Path) -> None:
    import json

    first, second = record("calls", "1", "1"), record("calls", "2", "2")
    publish(tmp_path, DraftChanges(), json.dumps([first]))
    changed = draft_changes(tmp_path, snapshot(records=(second,)))
    assert changed.changes is not None
    assert [(f.before, f.after) for f in changed.changes.figures] == [("1", "2")]
    publish(tmp_path, changed, json.dumps([second]))
    files = {p.name: p.read_bytes() for p in (tmp_path / "checks").iterdir()}
    again = draft_changes(tmp_path, snapshot(records=(second,)))
    publish(tmp_path, again, json.dumps([second]))
    assert {p.name: p.read_bytes() for p in (tmp_path / "checks").iterdir()} == files


def test_a_folder_that_cannot_be_read_is_said_so_and_stops_nothing(tmp_path: Path) -> None:
    publish(tmp_path, DraftChanges(), "[{}]")
    found = draft_changes(tmp_path, snapshot())
    assert found.changes is not None
    assert "不是可比较的通报" in found.changes.problem
    publish(tmp_path, DraftChanges(), "[]")
    (tmp_path / CHANGES_JSON).write_text("{", encoding="utf-8")
    recorded = draft_changes(tmp_path, snapshot())
    assert recorded.changes is not None
    assert "无法读取" in recorded.changes.problem


def test_a_folder_without_a_bulletin_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不是可比较的通报"):
        read_published(tmp_path)


def test_hostile_text_is_plain_text_on_the_page_of_changes() -> None:
    nasty = "<script>alert(1)</script>"
    before = snapshot(text("p", "旧"), table({"a": ("1", "1%")}), records=(record(nasty, "1", "1"),))
    after = snapshot(text("p", nasty), table({nasty: ("1", "1%")}), records=(record(nasty, nasty, "2"),))
    html = changes_page(nasty, compare(before, after, names=(nasty, nasty)))
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 8


def test_the_page_of_changes_says_when_there_is_nothing() -> None:
    assert "第一稿" in changes_page("通报", None)
    assert "没有变动" in changes_page("通报", Changes(before="上一稿", after="本稿"))
    assert "未作比较：坏了" in changes_page("通报", Changes(before="a", after="b", problem="坏了"))
