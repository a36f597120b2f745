"""审核资料 (review): what the reviewers' page shows beside the official document, and where it marks it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from hotline_lib.model.differences import Changes
from hotline_lib.model.findings import Finding
from hotline_lib.model.frozen import Frozen
from hotline_lib.publish.lineage import Lineage


class ReviewMark(Frozen):
    """标记 (mark): a finding or warning, by its number in the list, at an address of the page."""

    kind: Literal["finding", "warning"]
    number: int = Field(ge=1, description="在发现（或提醒）列表中的序号")
    at: str = Field(description="标记处，由 at_figure 等给出")


class Review(Frozen):
    """审核资料 (review material): lineage, warnings, findings, their marks, changes since last period."""

    lineage: Lineage = Lineage()
    warnings: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    rules: dict[str, tuple[str, ...]] = Field(default={}, description="栏目或表标识 → 所依规则")
    marks: tuple[ReviewMark, ...] = ()
    changes: Changes | None = Field(default=None, description="与上期相比；没有上期的输入则为空")
    audit: str | None = Field(default=None, description="核对报告的文件，相对于本页")
    drafts: str | None = Field(default=None, description="与上一稿相比的文件，相对于本页")


def at_figure(figure: str) -> str:
    """The address of a printed figure, in text or in a table cell."""
    return f"figure:{figure}"


def at_paragraph(section: str, paragraph: str) -> str:
    """The address of a paragraph, or of a part of the frame such as `title` or `masthead`."""
    return f"paragraph:{section}/{paragraph}"


def at_heading(section: str, text: str) -> str:
    """The address of a heading of a section, by its number and text."""
    return f"heading:{section}/{text}"


def at_cell(table: str, row: int, column: str) -> str:
    """The address of a table cell that holds no figure; rows count from 0 through all bands."""
    return f"cell:{table}/{row}/{column}"


def at_table(table: str) -> str:
    """The address of a table as a whole: its title, heads, bands and order."""
    return f"table:{table}"
