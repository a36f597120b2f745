"""通报的结构 (contents): what a bulletin holds, in which order and form.

Files `params/<place>/bulletin.yml`, `tables.yml`, `sentences.yml`; charts are in `charts`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hotline_lib.model.frame import Copies as Copies
from hotline_lib.model.frame import Imprint as Imprint
from hotline_lib.model.frame import Masthead as Masthead
from hotline_lib.model.frame import Signature as Signature
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER


class HeadingStyle(Frozen):
    """文稿标题式样 (headings of editorial prose): their level, and whether they stand alone."""

    level: Literal[2, 3] = 2
    own_line: bool = Field(default=False, description="独立成行；否则与下文连排")
    end: str = Field(default="。", description="标题末尾的标点")


class SectionEntry(Frozen):
    """栏目 (section) of the bulletin: its heading, and the notebook that makes it."""

    id: str = Field(pattern=IDENTIFIER)
    title: str | None = Field(default=None, description="标题；导语之类无标题的栏目为空")
    listed_as: str | None = Field(default=None, description="附件说明中的名称，默认同标题")
    numbered: bool = Field(default=True, description="标题前是否编号；不编号的不占序号")
    headings: HeadingStyle = HeadingStyle()
    list_item: str | None = Field(default=None, description="编号列表的式样，默认照 numbering")
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
    chart: str = Field(default="图{1} ", description="图题前的序号")
    chart_reference: str = Field(default="图{1}", description="文中提到图时的写法")


class Contents(Frozen):
    """目次 (contents): masthead, title, sections, appendices and imprint, in order."""

    masthead: Masthead | None = None
    title: tuple[str, ...] = Field(description="标题，每行一项，断行即印刷断行")
    addressees: str | None = Field(default=None, description="主送机关，以“：”结尾")
    numbering: Numbering = Numbering()
    sections: tuple[SectionEntry, ...]
    appendices: tuple[SectionEntry, ...] = ()
    signature: Signature | None = None
    imprint: Imprint | None = None

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Contents:
        ids = [s.id for s in (*self.sections, *self.appendices)]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"栏目标识重复：{'、'.join(twice)}")
        return self


class TableColumn(Frozen):
    """表列 (column) of a printed table; `value` names what fills it."""

    value: str = Field(
        description="取值：unit、计数列、比率、index、grade、rank、points、indicator、reason、number …"
    )
    label: str
    over: str | None = Field(default=None, description="上一级表头；相邻且相同的合并")
    weight: int = Field(default=1, gt=0, description="列宽权重")
    align: Literal["left", "center"] = "center"
    blank_zero: bool = Field(default=False, description="0 不印")
    heads: dict[str, str] = Field(
        default={}, description="某些组别的表头另有叫法：组别 → 表头；CSV 仍用 label"
    )
    full_marks: bool = Field(
        default=False, description="表头（有上一级的在上一级）后印得分项的满分；CSV 不印"
    )


class BandTitles(Frozen):
    """分组标题 (band titles); names: group, tier, grade, count (units in the band)."""

    group: str = "{{ group }}"
    tier: str = "{{ tier }}"
    without_tickets: str | None = Field(default=None, description="无件单位另成一组时的标题")


class EvaluationTable(Frozen):
    """考评表 (evaluation table): one row a unit, in bands.

    `band_by` lists what a band is: nothing (one band), `group`, `grade`, or group and grade; the
    tier divides a band further (档次) where the programme's rules define tiers.
    """

    kind: Literal["evaluation"] = "evaluation"
    id: str = Field(pattern=IDENTIFIER)
    title: str
    programme: str
    band_by: tuple[Literal["group", "tier", "grade"], ...] = ("group",)
    band_titles: BandTitles = BandTitles()
    total: str | None = Field(default=None, description="合计行的名称；空则无合计行")
    columns: tuple[TableColumn, ...]
    order: dict[str, tuple[str, ...]] = Field(
        default={}, description="各组的排序键；“-”开头为降序；default 适用于未列出的组"
    )


class LedgerTable(Frozen):
    """加扣分表 (ledger table): the entries of one sign or both, merged by unit or by indicator."""

    kind: Literal["ledger"] = "ledger"
    id: str = Field(pattern=IDENTIFIER)
    title: str
    sign: Literal["negative", "positive", "both"]
    merge: Literal["unit", "indicator"] = "unit"
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


class ParagraphSpec(Frozen):
    """段落 (paragraph): a sentence template with an optional heading; or a chart, table or editorial prose.

    A section's paragraphs stand in the order of the text; `page.body()` shows all of them.
    """

    id: str = Field(pattern=IDENTIFIER)
    heading: str | None = Field(default=None, description="段首标题，如“诉求类型”")
    level: Literal[2, 3] = 2
    own_line: bool = Field(default=False, description="标题独立成行；否则与正文连排")
    end: str = Field(default="。", description="段首标题末尾的标点")
    template: str = Field(default="", description="正文；只有标题的段落为空")
    chart: str | None = Field(default=None, description="此处放 charts.yml 的一张图")
    table: str | None = Field(default=None, description="此处放 tables.yml 的一张表")
    editorial: bool = Field(default=False, description="此处放本栏目的编辑文稿")

    @model_validator(mode="after")
    def _shows_one_thing(self) -> ParagraphSpec:
        kinds = [bool(self.template or self.heading), bool(self.chart), bool(self.table), self.editorial]
        if sum(kinds) != 1:
            raise ValueError(f"段落“{self.id}”应只有文字（template、heading）、图、表、文稿之一")
        return self


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

    issue: int | None = Field(default=None, gt=0, description="期号；不编期号的通报为空")
    issued_on: date | None = Field(default=None, description="成文日期；未印的为空")
    licence: str | None = Field(default=None, description="准印号")
    unpublished: dict[str, str] = Field(
        default={}, description="本期没有数据的来件指标（标识 → 缘由）：其构成图只印图题与缘由"
    )

    @property
    def issued_label(self) -> str:
        """成文日期 as documents write it, without leading zeros: 2024年5月22日; empty if not stated."""
        if self.issued_on is None:
            return ""
        return f"{self.issued_on.year}年{self.issued_on.month}月{self.issued_on.day}日"
