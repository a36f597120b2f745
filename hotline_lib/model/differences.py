"""变动 (changes): what differs between two bulletins of a place: figures, table cells, rows and text."""

from __future__ import annotations

from pydantic import Field

from hotline_lib.model.exact import Exact
from hotline_lib.model.frozen import Frozen


class FigureChange(Frozen):
    """数的变动 (changed figure of the text): one quantity, as printed then and now; empty where absent."""

    quantity: str
    label: str
    section: str
    before: str = ""
    after: str = ""
    difference: Exact | None = Field(default=None, description="精确差；两期都有且为数字时")
    ratio: Exact | None = Field(default=None, description="变化率：差 ÷ 前值；前值为 0 时空")


class CellChange(Frozen):
    """格的变动 (changed cell) of a table: its row by key, its column, both printed texts."""

    table: str
    row: str
    name: str = Field(description="行名，如单位名称")
    column: str
    label: str = Field(description="列名")
    before: str
    after: str
    difference: Exact | None = None
    ratio: Exact | None = None


class RowChange(Frozen):
    """行的增减 (row added or gone) of a table."""

    table: str
    row: str
    name: str
    added: bool


class TextChange(Frozen):
    """文字的变动 (changed paragraph) of a section, as joined text; empty where absent."""

    section: str
    paragraph: str
    before: str = ""
    after: str = ""


class Changes(Frozen):
    """变动 (changes) from one bulletin to another, in the order of the document."""

    before: str = Field(description="前者，如 2024年3月 或 上一稿")
    after: str
    figures: tuple[FigureChange, ...] = ()
    cells: tuple[CellChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    texts: tuple[TextChange, ...] = ()
    tables: dict[str, str] = Field(default={}, description="表的标识 → 表题")
    problem: str = Field(default="", description="不能比较的缘故，如上期输入未通过检查")

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.figures or self.cells or self.rows or self.texts)

    @property
    def count(self) -> int:
        """变动处数 (number of changes)."""
        return len(self.figures) + len(self.cells) + len(self.rows) + len(self.texts)


class ChangeLimit(Frozen):
    """变动幅度 (threshold): changes of numbers smaller than this are left out of a list or let pass."""

    ratio: Exact | None = Field(default=None, ge=0, description="变化率的绝对值不小于此数")
    difference: Exact | None = Field(default=None, ge=0, description="差的绝对值不小于此数")
