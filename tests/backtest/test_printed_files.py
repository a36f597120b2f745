"""A faulty transcription is refused with a message that names the file and the row."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.errors import InputError, ParamsError
from hotline_lib.run.audit import Printed, read_printed


@pytest.fixture
def folder(copied: Workspace) -> Path:
    return copied.data / "yueyang" / "2024-04" / "printed"


def test_a_row_with_a_cell_too_few(folder: Path) -> None:
    table = folder / "tables" / "deductions.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("岳阳楼区,-2,", "岳阳楼区,"), encoding="utf-8")
    with pytest.raises(InputError, match=r"printed/tables/deductions.csv 第 4 行：应有 4 格，实为“3”"):
        read_printed(folder, "printed")


def test_a_paragraph_transcribed_twice(folder: Path) -> None:
    texts = folder / "text.yml"
    twice = "  - {section: title, paragraph: title, quote: 标题}\n"
    texts.write_text(texts.read_text(encoding="utf-8") + twice, encoding="utf-8")
    with pytest.raises(InputError, match="title/title"):
        read_printed(folder, "printed")


def test_a_misspelt_key(folder: Path) -> None:
    texts = folder / "text.yml"
    texts.write_text("texts:\n  - {section: title, paragraph: title, qoute: 标题}\n", encoding="utf-8")
    with pytest.raises(ParamsError, match="qoute"):
        read_printed(folder, "printed")


def test_comparisons_are_optional(folder: Path, printed: Printed) -> None:
    (folder / "comparisons.yml").unlink()
    found = read_printed(folder, "printed")
    assert (found.texts, found.tables) == (printed.texts, printed.tables)
    assert not found.comparisons.totals
