"""文档模型 (document model): what notebooks show and renderers print, independent of any format.

A notebook cell displays one block; the block travels in the cell's output under `BLOCK_MIME`.
Every printed number in a block is marked by the id of its figure.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hotline_lib.model.frame import Imprint, Masthead, Signature
from hotline_lib.model.frozen import Frozen

BLOCK_MIME = "application/vnd.hotline.block+json"


class Run(Frozen):
    """文段 (run): text of one style; `figure` marks a printed number."""

    text: str
    figure: str | None = None
    strong: bool = False


class Lead(Frozen):
    """段首标题 (run-in heading), such as `（一）诉求类型。`."""

    level: Literal[2, 3]
    number: str
    runs: tuple[Run, ...]


class Heading(Frozen):
    """标题 (heading) standing on its own line."""

    kind: Literal["heading"] = "heading"
    level: Literal[1, 2, 3]
    number: str
    text: str


class Paragraph(Frozen):
    """段落 (paragraph), perhaps with a run-in heading or a list number (`1、`)."""

    kind: Literal["paragraph"] = "paragraph"
    id: str
    lead: Lead | None = None
    number: str | None = None
    runs: tuple[Run, ...]


class Column(Frozen):
    """表列 (table column)."""

    id: str
    label: str
    over: str | None = None
    weight: int = 1
    align: Literal["left", "center"] = "center"


class Cell(Frozen):
    """单元格 (cell). `merged_up` cells continue the one above (text repeated for CSV).

    A cell of prose (事由) has `runs`, whose joined text is `text`; a cell of one number has `figure`.
    """

    text: str
    figure: str | None = None
    runs: tuple[Run, ...] = ()
    merged_up: bool = False


class Row(Frozen):
    """表行 (row), of a unit where there is one; the last row of a table may be its total."""

    unit: str | None = None
    total: bool = False
    cells: tuple[Cell, ...]


class Band(Frozen):
    """分组 (band): rows under one group title; the column heads are printed for each band.

    `columns` are the heads as this band prints them, where they are not those of the table.
    """

    title: str | None = None
    tier: str | None = Field(default=None, description="档次标题；同组各档相接，表头只印一次")
    columns: tuple[Column, ...] | None = None
    rows: tuple[Row, ...]


class Table(Frozen):
    """表 (table)."""

    kind: Literal["table"] = "table"
    id: str
    title: str
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]


class Chart(Frozen):
    """图 (chart) as SVG with the text that stands for it."""

    kind: Literal["chart"] = "chart"
    id: str
    caption: str
    alt: str
    svg: str


Block = Annotated[Heading | Paragraph | Table | Chart, Field(discriminator="kind")]


class FigureMark(Frozen):
    """印刷数字 (figure) as a block prints it: which quantity, in which characters, where."""

    id: str
    section: str
    where: str = Field(description="句子或单元格，供人查找")
    quantity: str
    text: str


class Shown(Frozen):
    """What one notebook cell shows: a block and the figures printed in it."""

    block: Block
    figures: tuple[FigureMark, ...] = ()


class Section(Frozen):
    """栏目 (section) or appendix with its blocks."""

    id: str
    title: str | None
    listed_as: str | None = None
    appendix: int | None = Field(default=None, description="附件序号；正文栏目为空")
    landscape: bool = False
    blocks: tuple[Block, ...]


class ReleaseStamp(Frozen):
    """审定章 (release stamp): who released the bulletin, on which day, and the hash of what was released."""

    released_by: str
    released_on: date = Field(description="审定人所报日期；不取机器时间")
    fingerprint: str = Field(pattern=r"^[0-9a-f]{8,64}$", description="所审内容的校验值")

    @property
    def line(self) -> str:
        """One line as documents print it, with the first 16 digits of the hash."""
        day = f"{self.released_on.year}年{self.released_on.month}月{self.released_on.day}日"
        return f"{self.released_by}于{day}审定　校验值 {self.fingerprint[:16]}"


class Document(Frozen):
    """通报 (bulletin) ready to be rendered. Template fields of masthead and imprint are filled."""

    place: str
    period: str
    language: Literal["zh-CN"] = "zh-CN"
    masthead: Masthead | None = None
    title: tuple[str, ...]
    issued_on: str = Field(description="成文日期；未印的取期末日，只用于文件属性")
    addressees: str | None = None
    sections: tuple[Section, ...]
    appendices: tuple[Section, ...]
    signature: Signature | None = None
    imprint: Imprint | None = None
    draft: bool = True
    release: ReleaseStamp | None = Field(default=None, description="审定后才有；有则不是草稿")

    @model_validator(mode="after")
    def _released_is_no_draft(self) -> Document:
        if self.draft and self.release is not None:
            raise ValueError("已审定的通报不是草稿：release 与 draft 不能并存")
        return self
