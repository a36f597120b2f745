"""数值 (quantity): an exact value that knows how it was made; a printed one becomes a figure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction

from pydantic import Field

from hotline_lib.model.exact import Exact
from hotline_lib.model.frozen import Frozen


class Against(StrEnum):
    """所比之期 (what a change is measured against): it alone decides how the change is called."""

    previous = "previous"
    last_year = "last_year"

    @property
    def term(self) -> str:
        """环比 against the previous period, 同比 against the same period of last year."""
        return "环比" if self is Against.previous else "同比"

    @property
    def base_term(self) -> str:
        """上期 or 上年同期."""
        return "上期" if self is Against.previous else "上年同期"


class RuleRef(Frozen):
    """所依规则 (rule): which dated version of which rule produced a value."""

    id: str
    title: str
    in_force_from: date
    source: str


class InputRef(Frozen):
    """来源 (one input of a value): its name, its value in words, and where it stands."""

    name: str
    value: str
    source: str = Field(description="文件、行、列，或另一个数值的标识")


class Origin(Frozen):
    """出处 (origin): the cell of an input file that a received value was read from."""

    file: str
    row: int
    column: str


class Quantity(Frozen):
    """One computed or received value with its lineage.

    `value` is a `Fraction` for numbers (rates are 0–1, index and points on their own scale) and
    text for grades. `form` names the print form used unless a template asks for another.
    """

    id: str
    label: str
    value: Exact | None = None
    text: str | None = Field(default=None, description="非数字的值，如等级；与 value 二者居一")
    unit: str = ""
    form: str
    formula: str
    inputs: tuple[InputRef, ...] = ()
    origin: Origin | None = Field(default=None, description="来件的文件、行、列；算出的数为空")
    members: tuple[str, ...] = Field(default=(), description="所加、所计各数的标识，如合计所含各单位的数")
    rule: RuleRef | None = None
    note: str | None = Field(default=None, description="须让审核人知道的情况，如“反推”")
    against: Against | None = Field(default=None, description="增减所比之期；不是增减的为空")

    @property
    def number(self) -> Fraction:
        """The exact number; raises `TypeError` for a text value such as a grade."""
        if self.value is None:
            raise TypeError(f"{self.id} 不是数字")
        return self.value

    def as_input(self, value_text: str) -> InputRef:
        """This quantity as an input of another one."""
        return InputRef(name=self.label, value=value_text, source=self.id)
