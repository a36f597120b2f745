"""The second pass over the transcription of 岳阳市 2024-04: source.txt read by other means than the first.

The CSV tables, `text.yml` and the inputs were typed or cut from the public bulletin once. Here the
bulletin's text is read again, line by line, and nothing of it may be missing, moved or changed.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml

from hotline_lib.model.document import Paragraph
from hotline_lib.run.audit import Basis

FOLDER = Path(__file__).parents[2] / "data" / "yueyang" / "2024-04"
PRINTED = FOLDER / "printed"
TABLES = {"hotline_evaluation": 66, "mailbox_evaluation": 57, "deductions": 18, "bonuses": 25}
GROUPS = {"县市区": 13, "行政事业单位": 44, "公共服务企业": 9}
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def bare(text: str) -> str:
    """Without white space and the stars of the Markdown."""
    return re.sub(r"[\s*]", "", text)


def source_lines() -> list[str]:
    return (PRINTED / "source.txt").read_text(encoding="utf-8").splitlines()


def table_lines(number: int) -> list[str]:
    """The lines of one appendix, up to the next one or the imprint."""
    lines = source_lines()
    start = next(n for n, line in enumerate(lines) if re.fullmatch(rf"附件 {number}:", line.strip()))
    ends = (
        n
        for n, line in enumerate(lines)
        if n > start and (line.startswith("分送") or re.fullmatch(r"附件 \d:", line.strip()))
    )
    return lines[start + 1 : next(ends)]


def source_rows(number: int) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The column heads of an appendix, and its rows, each with the group title above it."""
    heads: list[str] = []
    rows, group = [], ""
    for line in table_lines(number):
        cells = line.split("\t")
        filled = [c for c in cells if c]
        if len(filled) == 1 and filled[0] in GROUPS:
            group = filled[0]
        elif cells[0] == "部门名称":
            named = [bare(c) for c in cells]
            assert heads in ([], named)
            heads = named
        elif len(cells) > 1:
            rows.append((group, cells))
    return heads, rows


@pytest.mark.parametrize(("number", "table"), list(enumerate(TABLES, 1)))
def test_the_table_has_every_row_of_the_source_in_order_and_no_other(number: int, table: str) -> None:
    with (PRINTED / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    heads, expected = source_rows(number)
    grouped = head[0] == "组别"
    assert head[grouped:] == heads
    assert [((row[0] if grouped else ""), row[grouped:]) for row in rows] == expected
    assert len(rows) == TABLES[table]


def test_the_groups_have_as_many_rows_as_the_source() -> None:
    assert Counter(group for group, _ in source_rows(1)[1]) == GROUPS
    assert Counter(group for group, _ in source_rows(2)[1]) == {
        "县市区": 13,
        "行政事业单位": 38,
        "公共服务企业": 6,
    }


def quotes() -> list[dict[str, str]]:
    found: list[dict[str, str]] = yaml.safe_load((PRINTED / "text.yml").read_text(encoding="utf-8"))["texts"]
    return found


def test_the_quotes_in_order_are_the_whole_text_but_for_labels() -> None:
    """Taking every quote out of the text in turn leaves only labels, and no word of prose."""
    lines = [line for line in source_lines() if "\t" not in line and line not in GROUPS]
    text, left, at = bare("".join(lines)), [], 0
    for quote in quotes():
        wanted = bare(quote["quote"])
        assert quote["quote"] == wanted, "照录时不留空格与星号"
        found = text.find(wanted, at)
        assert found >= 0, quote
        left.append(text[at:found])
        at = found + len(wanted)
    left.append(text[at:])
    assert [piece for piece in left if piece] == [
        "-附件：1、",
        "2、",
        "3、",
        "4、",
        "附件1:",
        "附件2:",
        "附件3:",
        "附件4:",
        "分送：",
    ]


COUNTS = {
    "hotline": ["应办理数", "办理数", "按期办理数", "返工数", "回访不满意数"],
    "mailbox": ["应办理数", "办理数", "按期办理数", "返工数", "回访满意数"],
}


@pytest.mark.parametrize(
    ("programme", "column"), [(programme, c) for programme, columns in COUNTS.items() for c in columns]
)
def test_the_input_counts_are_the_printed_ones(programme: str, column: str) -> None:
    given = csv_rows(FOLDER / f"{programme}_unit_counts.csv")
    shown = csv_rows(PRINTED / "tables" / f"{programme}_evaluation.csv")
    assert [row["组别"] for row in given] == [row["组别"] for row in shown]
    for row, other in zip(given, shown, strict=True):
        assert row["部门名称"].startswith(bare(other["部门名称"]))
        assert row[column] == other[column], row["部门名称"]


def test_recovered_callbacks_print_the_printed_rate_and_no_smaller_number_does() -> None:
    def prints(dissatisfied: int, callbacks: int, rate: str) -> bool:
        exact = Decimal(100 * dissatisfied) / Decimal(callbacks)
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal(rate.rstrip("%"))

    given = csv_rows(FOLDER / "hotline_unit_counts.csv")
    shown = csv_rows(PRINTED / "tables" / "hotline_evaluation.csv")
    recovered = 0
    for row, other in zip(given, shown, strict=True):
        dissatisfied, rate = int(row["回访不满意数"]), other["群众不满意率"]
        if dissatisfied == 0:
            assert (rate, row["有效回访数"], row["有效回访数来源"]) == ("0%", "", "未知")
            continue
        recovered += 1
        callbacks = int(row["有效回访数"])
        assert row["有效回访数来源"] == "反推"
        assert prints(dissatisfied, callbacks, rate), row["部门名称"]
        fits = [n for n in range(dissatisfied, callbacks + 1) if prints(dissatisfied, n, rate)]
        assert fits[0] == callbacks, row["部门名称"]
    assert recovered == 41


def test_every_intake_value_stands_in_the_text() -> None:
    printed = Counter(n for q in quotes() for n in re.findall(r"\d+(?:\.\d+)?%?", q["quote"]))
    rows = csv_rows(FOLDER / "intake.csv")
    for row in rows:
        if not row["来源"].startswith("反推"):
            assert printed[row["数值"]] >= 1, row
    assert [r["指标"] for r in rows if r["来源"].startswith("反推")] == ["诉求类型占比基数"]


STATED = {
    ("hotline_operation", "totals"): ["12345"],
    ("hotline_operation", "assessment"): ["0"],
    ("hotline_operation", "special_lines"): ["1", "2", "12345", "12345"],
    ("hotline_operation", "knowledge_base"): ["12345"],
    ("mailbox_operation", "totals"): ["12345", "12345", "12345"],
    ("mailbox_operation", "assessment"): ["0"],
}
"""Numbers that the sentence templates and the prose of generated paragraphs hold themselves."""


def test_every_number_of_a_generated_paragraph_is_a_figure(basis: Basis) -> None:
    printed = {(q["section"], q["paragraph"]): q["quote"] for q in quotes()}
    seen = 0
    for section in basis.layout.sentences.sections:
        for shown in basis.blocks[section]:
            if isinstance(shown.block, Paragraph):
                key = (section, shown.block.id)
                figures = [r.text for r in shown.block.runs if r.figure]
                expected = [n for text in figures for n in NUMBER.findall(text)] + STATED.get(key, [])
                assert Counter(NUMBER.findall(printed[key])) == Counter(expected), key
                seen += 1
    assert seen == 8


def test_every_number_of_an_editorial_paragraph_stands_in_the_prose(basis: Basis) -> None:
    for section in ("work_news", "experience", "problems"):
        prose = Counter(NUMBER.findall((FOLDER / "editorial" / f"{section}.md").read_text(encoding="utf-8")))
        body = [q["quote"] for q in quotes() if q["section"] == section and q["paragraph"] != "heading"]
        assert Counter(n for quote in body for n in NUMBER.findall(quote)) == prose
    assert {"work_news", "experience", "problems"} <= set(basis.layout.editorial)
