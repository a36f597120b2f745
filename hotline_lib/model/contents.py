"""通报的结构 (contents): what a bulletin holds, in which order and form.

Files `params/<place>/bulletin.yml`, `tables.yml`, `charts.yml`, `sentences.yml`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER
from hotline_lib.model.rules import Minimum


class Masthead(Frozen):
    """版头 (masthead). `brief`: 简报式, with issue number, office and date over a red rule."""

    form: Literal["brief"] = "brief"
    mark: str = Field(description="发文机关标志")
    issue: str = Field(description="期号模板")
    office: str
    date: str = Field(description="日期模板")


class Imprint(Frozen):
    """版记 (imprint) at the foot of the last page."""

    copies_to: str = Field(description="分送范围")
    office: str
    printed: str = Field(description="印发日期模板")
    licence: str | None = Field(default=None, description="准印号模板")


class SectionEntry(Frozen):
    """栏目 (section) of the bulletin: its heading, and the notebook that makes it."""

    id: str = Field(pattern=IDENTIFIER)
    title: str
    notebook: str | None = Field(default=None, description="默认与 id 同名")
    landscape: bool = False

    @property
    def notebook_id(self) -> str:
        """The file stem of the section's notebook."""
        return self.notebook or self.id


class Numbering(Frozen):
    """序号式样 (numbering): one pattern a level; `{一}` and `{1}` stand for the number."""

    levels: tuple[str, ...] = ("{一}、", "（{一}）", "{1}.", "（{1}）")
    list_item: str = "{1}."


class Contents(Frozen):
    """目次 (contents): masthead, title, sections, appendices and imprint, in order."""

    masthead: Masthead
    title: tuple[str, ...] = Field(description="标题，每行一项，断行即印刷断行")
    numbering: Numbering = Numbering()
    sections: tuple[SectionEntry, ...]
    appendices: tuple[SectionEntry, ...] = ()
    imprint: Imprint

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Contents:
        ids = [s.id for s in (*self.sections, *self.appendices)]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"栏目标识重复：{'、'.join(twice)}")
        return self


class TableColumn(Frozen):
    """表列 (column) of a printed table; `value` names what fills it."""

    value: str = Field(description="取值：unit、计数列、比率、index、grade、points、indicator、reason …")
    label: str
    weight: int = Field(default=1, gt=0, description="列宽权重")
    align: Literal["left", "center"] = "center"


class EvaluationTable(Frozen):
    """考评表 (evaluation table): one row a unit, in bands by group."""

    kind: Literal["evaluation"] = "evaluation"
    id: str = Field(pattern=IDENTIFIER)
    title: str
    programme: str
    band_by: Literal["group"] = "group"
    columns: tuple[TableColumn, ...]
    order: dict[str, tuple[str, ...]] = Field(
        description="各组的排序键；“-”开头为降序；default 适用于未列出的组"
    )


class LedgerTable(Frozen):
    """加扣分表 (ledger table): the entries of one sign, merged by unit."""

    kind: Literal["ledger"] = "ledger"
    id: str = Field(pattern=IDENTIFIER)
    title: str
    sign: Literal["negative", "positive"]
    columns: tuple[TableColumn, ...]


TableSpec = Annotated[EvaluationTable | LedgerTable, Field(discriminator="kind")]


class Tables(Frozen):
    """印刷表 (printed tables) of a place (`params/<place>/tables.yml`)."""

    tables: tuple[TableSpec, ...]

    def table(self, table_id: str) -> EvaluationTable | LedgerTable:
        """The table of that id; raises `KeyError`."""
        for table in self.tables:
            if table.id == table_id:
                return table
        raise KeyError(table_id)


class BreakdownChart(Frozen):
    """构成图 (breakdown chart): horizontal bars of a breakdown with count and share."""

    kind: Literal["breakdown"] = "breakdown"
    id: str = Field(pattern=IDENTIFIER)
    caption: str
    breakdown: str


class ChartPanel(Frozen):
    """分图 (panel): the units of one group, perhaps only those with a minimum volume."""

    group: str
    minimum: Minimum | None = None


class UnitBarChart(Frozen):
    """单位对比图 (unit chart): a value of each unit, one panel a group, best first."""

    kind: Literal["unit_bars"] = "unit_bars"
    id: str = Field(pattern=IDENTIFIER)
    caption: str
    programme: str
    value: str
    panels: tuple[ChartPanel, ...]


ChartSpec = Annotated[BreakdownChart | UnitBarChart, Field(discriminator="kind")]


class Charts(Frozen):
    """图 (charts) of a place (`params/<place>/charts.yml`)."""

    charts: tuple[ChartSpec, ...]

    def chart(self, chart_id: str) -> BreakdownChart | UnitBarChart:
        """The chart of that id; raises `KeyError`."""
        for chart in self.charts:
            if chart.id == chart_id:
                return chart
        raise KeyError(chart_id)


class ParagraphSpec(Frozen):
    """段落 (paragraph): a sentence template with an optional run-in heading."""

    id: str = Field(pattern=IDENTIFIER)
    heading: str | None = Field(default=None, description="段首标题，如“诉求类型”")
    level: Literal[2, 3] = 2
    template: str


class Sentences(Frozen):
    """句子模板 (sentence templates) by section (`params/<place>/sentences.yml`)."""

    sections: dict[str, tuple[ParagraphSpec, ...]]

    def paragraph(self, section: str, paragraph_id: str) -> ParagraphSpec:
        """The paragraph of that id in a section; raises `KeyError`."""
        for paragraph in self.sections.get(section, ()):
            if paragraph.id == paragraph_id:
                return paragraph
        raise KeyError(paragraph_id)


class Edition(Frozen):
    """本期信息 (edition): issue number and dates of one period (`data/<place>/<period>/edition.yml`)."""

    issue: int = Field(gt=0, description="期号")
    issued_on: date = Field(description="成文日期")
    licence: str | None = Field(default=None, description="准印号")

    @property
    def issued_label(self) -> str:
        """成文日期 as documents write it, without leading zeros: 2024年5月22日."""
        return f"{self.issued_on.year}年{self.issued_on.month}月{self.issued_on.day}日"
