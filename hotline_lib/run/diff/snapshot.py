"""一稿 (snapshot): what of a bulletin is compared, whether it was just made, published or only computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hotline_lib.model.document import Block, Heading, Paragraph, Table
from hotline_lib.model.exact import Exact
from hotline_lib.model.frozen import Frozen


class PrintedFigure(Frozen):
    """印刷数字 (printed figure): the quantity it prints; `value` is empty for a grade."""

    quantity: str
    label: str
    section: str
    text: str
    value: Exact | None = None
    unit: str = ""


class Passage(Frozen):
    """一段 (passage) of text: a paragraph or a heading of a section."""

    section: str
    id: str
    text: str


class Snapshot(Frozen):
    """一稿: figures of the text by quantity, tables, and text, in the order of the document.

    `cells` are the figures printed in tables, by quantity, with their exact values.
    """

    figures: tuple[PrintedFigure, ...]
    tables: tuple[Table, ...]
    passages: tuple[Passage, ...]
    cells: tuple[PrintedFigure, ...] = ()


def snapshot_of(blocks: Mapping[str, Sequence[Block]], records: Sequence[Mapping[str, Any]]) -> Snapshot:
    """一稿 from the blocks of each section and the records of `figures.json`.

    A quantity printed several times in the text, or in tables, counts once there.
    """
    every = [(section, block) for section, shown in blocks.items() for block in shown]
    tables = [block for _, block in every if isinstance(block, Table)]
    table_ids = {table.id for table in tables}
    figures: dict[str, PrintedFigure] = {}
    cells: dict[str, PrintedFigure] = {}
    for record in records:
        in_table = record["section"] in table_ids or record["id"].split(".")[0] in table_ids
        figure = PrintedFigure(
            quantity=record["quantity"],
            label=record["where"] if in_table else record["label"],
            section=record["section"],
            text=record["text"],
            value=record["value"] if _is_number(record["value"]) else None,
            unit=record["unit"],
        )
        (cells if in_table else figures).setdefault(figure.quantity, figure)
    return Snapshot(
        figures=tuple(figures.values()),
        tables=tuple(tables),
        passages=tuple(_passages(every)),
        cells=tuple(cells.values()),
    )


def _passages(every: Sequence[tuple[str, Block]]) -> list[Passage]:
    found, headings = [], 0
    for section, block in every:
        if isinstance(block, Heading):
            headings += 1
            found.append(Passage(section=section, id=f"h{headings}", text=block.number + block.text))
        elif isinstance(block, Paragraph):
            lead = block.lead.number + "".join(r.text for r in block.lead.runs) if block.lead else ""
            text = lead + (block.number or "") + "".join(r.text for r in block.runs)
            found.append(Passage(section=section, id=block.id, text=text))
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, str) and value.lstrip("-")[:1].isdigit()
