"""读者会作的对比 (readers' comparisons): what within one bulletin should agree, declared as data.

`data/<place>/<period>/printed/comparisons.yml` names, for this one bulletin, the places that a careful
reader would hold side by side. Each model here is one sort of comparison; the module that makes it is
named in its docstring.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from hotline_lib.model.frozen import Frozen


class PassageCheck(Frozen):
    """对比所在的一段: section and paragraph as `text.yml` writes them."""

    section: str
    paragraph: str
    note: str = ""


class TotalsComparison(PassageCheck):
    """合计 (`totals.py`): a figure of the text against others of the text, or against a table's totals."""

    figure: str = Field(description="正文所印数值的标识")
    against: str = Field(description="另一侧的说法")
    method: Literal["sum", "difference", "ratio", "complement_ratio"]
    of: tuple[str, ...] = Field(min_length=1, description="另一侧的数值标识")
    form: str
    base: str | None = Field(default=None, description="正文自己的分母，用来检验两处是否同一批")


class NameCheck(PassageCheck):
    """名称核对 (`readers.py`): units named in this paragraph should carry the name of the tables."""


class MentionCheck(Frozen):
    """点名核对 (`readers.py`): the units a text names for a thing, against ledger rows with that reason."""

    section: str
    paragraphs: tuple[str, ...] = Field(min_length=1)
    table: str
    reason: str = Field(min_length=1, description="加扣分明细中的字句")


class ClaimCheck(PassageCheck):
    """断语 (`claims.py`): words that, where they are printed, need two values to stand so to each other."""

    words: str = Field(min_length=2, description="所印字句")
    left: str = Field(description="数值标识")
    relation: Literal["equal", "more", "less", "at_least", "at_most"]
    right: str = Field(description="数值标识")


class Statement(Frozen):
    """所印的一句 (statement) in its paragraph."""

    section: str
    paragraph: str
    words: str = Field(min_length=2)


class OppositeCheck(PassageCheck):
    """相反之说 (`claims.py`): words that deny what other words of the bulletin say."""

    words: str = Field(min_length=2)
    against: Statement


class TermCheck(Frozen):
    """用语 (`terms.py`): names of one thing, the one to keep to first."""

    variants: tuple[str, ...] = Field(min_length=2)
    note: str = ""


class ChangeCheck(PassageCheck):
    """增减率 (`bases.py`): a change that is printed without the earlier value it is measured by.

    `drop` and `rise` test which earlier number, given one of the later ones in `of`, leads to the
    printed rate; `points` is the change of the rate in `of`, to be printed in percentage points.
    """

    figure: str
    method: Literal["drop", "rise", "points"]
    of: tuple[str, ...] = Field(min_length=1, description="本期之数的标识，逐个检验")


class ListCheck(PassageCheck):
    """排列 (`listed.py`): a list said to go from the most on down; with a column, the units it skips."""

    breakdown: str = Field(description="构成的标识")
    programme: str | None = None
    column: str | None = Field(default=None, description="附表中相应的一列")

    @model_validator(mode="after")
    def _column_of_a_programme(self) -> Self:
        if (self.programme is None) != (self.column is None):
            raise ValueError("programme 与 column 须同时填写")
        return self


class ItemisedCheck(PassageCheck):
    """分列各项 (`itemised.py`): "5件。其中：甲局2件（编号、编号）、乙局3件" within running text.

    With `columns`, each unit's number against its row: the first column less all others.
    """

    figure: str = Field(description="总数的标识")
    after: str = Field(min_length=1, description="各项之前的字句")
    until: str = Field(default="。", min_length=1, description="各项之后的字句")
    counted: str = Field(default="件", min_length=1, description="量词")
    programme: str | None = None
    columns: tuple[str, ...] = ()
    relation: Literal["equal", "at_most"] = "equal"

    @model_validator(mode="after")
    def _columns_of_a_programme(self) -> Self:
        if (self.programme is None) == bool(self.columns):
            raise ValueError("programme 与 columns 须同时填写")
        return self


class CoverCheck(Frozen):
    """名录完整 (`covers.py`): each unit of table `of` should stand in `table`, which lists all units."""

    table: str
    of: str
    note: str = ""


class Comparisons(Frozen):
    """读者会作的对比 (`printed/comparisons.yml`)."""

    totals: tuple[TotalsComparison, ...] = ()
    names: tuple[NameCheck, ...] = ()
    mentions: tuple[MentionCheck, ...] = ()
    claims: tuple[ClaimCheck, ...] = ()
    opposites: tuple[OppositeCheck, ...] = ()
    terms: tuple[TermCheck, ...] = ()
    changes: tuple[ChangeCheck, ...] = ()
    lists: tuple[ListCheck, ...] = ()
    itemised: tuple[ItemisedCheck, ...] = ()
    covers: tuple[CoverCheck, ...] = ()

    @property
    def passages(self) -> list[tuple[str, str]]:
        """Section and paragraph of everything that is compared."""
        checks: tuple[PassageCheck, ...] = (
            *self.totals,
            *self.names,
            *self.claims,
            *self.opposites,
            *self.changes,
            *self.lists,
            *self.itemised,
        )
        found = [(c.section, c.paragraph) for c in checks]
        found += [(c.against.section, c.against.paragraph) for c in self.opposites]
        return found + [(c.section, p) for c in self.mentions for p in c.paragraphs]

    @property
    def tables(self) -> list[str]:
        """The tables that are compared."""
        return [c.table for c in self.mentions] + [t for c in self.covers for t in (c.table, c.of)]

    @property
    def quantities(self) -> list[str]:
        """Ids of the values that are compared, those of `totals` aside, which check their own."""
        found = [v for c in self.claims for v in (c.left, c.right)]
        found += [v for c in self.changes for v in (c.figure, *c.of)]
        return found + [c.figure for c in self.itemised]
