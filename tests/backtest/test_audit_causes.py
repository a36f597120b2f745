"""The causes that the audit tests, on made-up values; sweeps show that no damaged figure slips through."""

from __future__ import annotations

from fractions import Fraction

import pytest

from hotline_lib.model.exact import Rounding
from hotline_lib.model.findings import FindingKind
from hotline_lib.model.place import Place
from hotline_lib.model.printform import PrintForm
from hotline_lib.model.quantity import Quantity
from hotline_lib.run.audit import Basis, Printed, audit
from hotline_lib.run.audit.achievable import numerators
from hotline_lib.run.audit.causes import value_cause
from hotline_lib.run.audit.characters import untypeset
from hotline_lib.run.audit.doubt import Doubt
from hotline_lib.run.audit.numbers import form_causes, read_number
from hotline_lib.run.audit.order import misplaced
from hotline_lib.run.audit.printed import PrintedTable

RATE = PrintForm(id="rate", scale=100, decimals=2, suffix="%")
CUT = PrintForm(id="cut", scale=100, decimals=2, rounding=Rounding.truncate, suffix="%")


def doubt(value: Fraction, printed: str, form: PrintForm = RATE) -> Doubt:
    place = Place(id="somewhere", name="某地", office="某中心", programmes=(), forms=(form,))
    quantity = Quantity(id="rate", label="比率", value=value, form=form.id, formula="给定")
    return Doubt(printed, form.text(value), quantity, place, {})


@pytest.mark.parametrize(
    ("value", "printed", "cause"),
    [
        (Fraction(1, 32), "3.12%", "舍去尾数或四舍六入五成双，而本地规定四舍五入"),  # 3.125, the tie
        (Fraction(3, 32), "9.37%", "舍去尾数，而本地规定四舍五入"),  # 9.375, whose even neighbour is 9.38
        (Fraction(2, 3), "66.66%", "舍去尾数，而本地规定四舍五入"),
        (Fraction(1, 3), "33.34%", "逢尾数即进一"),
        (Fraction(1, 3), "33.3%", "只取1位小数"),
        (Fraction(1, 3), "33.43%", "一位数字之差：“3”印作“4”"),
        (Fraction(1, 3), "31.43%", "未能找到原因"),
    ],
)
def test_rounding_causes(value: Fraction, printed: str, cause: str) -> None:
    assert value_cause(doubt(value, printed)) == cause


def test_where_the_place_cuts_rounding_is_the_cause() -> None:
    found = value_cause(doubt(Fraction(2, 3), "66.67%", CUT))
    assert found == "四舍五入，而本地规定舍去尾数；或逢尾数即进一"


@pytest.mark.parametrize(
    ("printed", "computed", "causes"),
    [
        ("100.00", "100.00%", ["缺“%”"]),
        ("100.0", "100.00", ["末尾的零少印1位"]),
        ("100.0 0", "100.00", ["换行处留有空格"]),
        ("3.80%", "3.8%", ["末尾的零多印1位"]),
        ("１２", "12", ["全角数字或符号"]),
        ("1.5", "+1.5", ["缺“+”"]),
        ("1,336", "1336", ["有千分位分隔符"]),
        ("99.96%", "99.69%", None),
        ("A", "B", None),
    ],
)
def test_print_form_causes(printed: str, computed: str, causes: list[str] | None) -> None:
    assert form_causes(printed, computed, None) == causes


def test_a_cut_at_the_width_of_the_column_is_said_only_where_it_is_so() -> None:
    assert form_causes("100.0", "100.00", 5) == ["末尾的零少印1位", "列宽所限：本列所印均不超过5个字符"]
    assert form_causes("100.0", "100.00", 6) == ["末尾的零少印1位"]


@pytest.mark.parametrize("text", ["", "A类", "1.2.3", "12/3", "%"])
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    assert read_number(text) is None


def test_spaces_between_scripts_go_and_those_of_a_line_wrap_stay() -> None:
    assert untypeset("每件扣 1 分（热线 12345 ）") == "每件扣1分（热线12345）"
    assert untypeset("监督管理 总局") == "监督管理 总局"
    assert untypeset("100.0 0") == "100.0 0"


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        ([1, 2, 2, 3], []),
        ([2, 2, 2], []),
        ([3, 1, 2], [0]),
        ([1, 2, 3, 0], [3]),
        ([1, 9, 2, 3, 0, 4], [1, 4]),
        ([], []),
    ],
)
def test_the_fewest_misplaced_rows(keys: list[int], wrong: list[int]) -> None:
    assert misplaced([(key,) for key in keys]) == wrong


def test_numerators_that_print_a_rate() -> None:
    assert list(numerators(Fraction(9853, 100), 68, RATE)) == [67]
    assert list(numerators(Fraction(9997, 100), 68, RATE)) == []
    assert list(numerators(Fraction(100), 68, RATE)) == [68]
    assert list(numerators(Fraction(0), 68, RATE)) == [0]
    for base in (7, 68, 20_000):
        for count in range(0, base + 1, max(1, base // 9)):
            assert count in numerators(RATE.rounded(Fraction(count, base)), base, RATE)


def bumped(text: str) -> str:
    """The text with its last digit, or its grade, one further."""
    for n in reversed(range(len(text))):
        if text[n].isdigit():
            return text[:n] + str((int(text[n]) + 1) % 10) + text[n + 1 :]
    return {"A": "B"}.get(text, "A")


@pytest.mark.parametrize("table", ["hotline_evaluation", "mailbox_evaluation"])
def test_no_damaged_cell_slips_through(printed: Printed, basis: Basis, table: str) -> None:
    found = printed.tables[table]
    rows = [r.model_copy(update={"cells": (r.cells[0], *map(bumped, r.cells[1:]))}) for r in found.rows]
    damaged = printed.model_copy(
        update={"tables": {table: PrintedTable(id=table, headings=found.headings, rows=tuple(rows))}}
    )
    values = [f for f in audit(damaged, basis).findings if f.kind is FindingKind.value]
    assert len(values) == len(rows) * 11
    assert len({(f.row, f.item) for f in values}) == len(values)


def test_no_damaged_figure_of_the_text_slips_through(printed: Printed, basis: Basis) -> None:
    """All figures of one paragraph are damaged at once, paragraph after paragraph."""
    quotes = {(t.section, t.paragraph): t for t in printed.texts}
    plain = Printed(texts=printed.texts, tables={})
    damaged = 0
    for section in ("hotline_operation", "mailbox_operation"):
        for shown in basis.blocks[section][1:]:
            text = quotes[(section, shown.block.id)]  # type: ignore[union-attr]
            quote, at, figures = text.quote, 0, 0
            for mark in shown.figures:
                at = quote.index(mark.text, at)
                quote = quote[:at] + bumped(mark.text) + quote[at + len(mark.text) :]
                at += len(mark.text)
                figures += 1
            texts = tuple(text.model_copy(update={"quote": quote}) if t is text else t for t in printed.texts)
            after = audit(plain.model_copy(update={"texts": texts}), basis).findings
            assert sum(f.kind is FindingKind.value for f in after) == figures, shown.block
            damaged += figures
    assert damaged == 81
