"""Small published folders, as far as a comparison reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat

from hotline_lib.model.document import (
    BLOCK_MIME,
    Band,
    Block,
    Cell,
    Column,
    Paragraph,
    Row,
    Run,
    Shown,
    Table,
)


def table_of(rates: Mapping[str, str]) -> Table:
    """考评表 with one rate a unit."""
    rows = tuple(
        Row(unit=unit, cells=(Cell(text=f"{unit}局"), Cell(text=rate))) for unit, rate in rates.items()
    )
    columns = (Column(id="unit", label="单位"), Column(id="rate", label="办结率"))
    return Table(id="evaluation", title="考评表", columns=columns, bands=(Band(rows=rows),))


def publish(
    folder: Path,
    period: str,
    calls: int,
    rates: Mapping[str, str],
    words: Sequence[str] = (),
    place: str = "demo",
) -> Path:
    """A bulletin of one section with one figure, paragraphs p1 … and a table."""
    (folder / "sections").mkdir(parents=True)
    record = {
        "id": "operation.totals.1",
        "section": "operation",
        "where": "段落 totals 第 1 数",
        "quantity": "intake.calls",
        "label": "来电总量",
        "text": str(calls),
        "value": str(calls),
        "unit": "件",
    }
    (folder / "figures.json").write_text(json.dumps([record]), encoding="utf-8")
    (folder / "run.json").write_text(json.dumps({"place": place, "period": period}), encoding="utf-8")
    paragraphs = [Paragraph(id=f"p{n}", runs=(Run(text=text),)) for n, text in enumerate(words, 1)]
    blocks: list[Block] = [*paragraphs, table_of(rates)]
    outputs = [
        nbformat.v4.new_output("display_data", {BLOCK_MIME: Shown(block=b).model_dump(mode="json")})
        for b in blocks
    ]
    cell = nbformat.v4.new_code_cell("page.body()", outputs=outputs, execution_count=1)
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / "sections" / "operation.ipynb")
    return folder
