"""环比与同比的规则 (changes): which figure is compared with which earlier period, and how it is printed."""

from __future__ import annotations

from pydantic import Field

from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER
from hotline_lib.model.quantity import Against


class ChangeFigure(Frozen):
    """增减 (change) of a figure, `change.<id>`: of a rate in percentage points, of a count in percent.

    The figure then comes from the inputs stored for the earlier period, from a table of earlier
    totals, or from `base`, a total that this period's inputs give. Where there is none, the change
    itself may be `given`; if both are there and differ, the inputs are refused.
    """

    id: str = Field(pattern=IDENTIFIER, description="标识，句式里写 change.标识")
    of: str = Field(description="比较什么（数值标识）")
    against: Against = Field(description="与上期比（previous，环比）或与上年同期比（last_year，同比）")
    form: str = Field(description="印刷形式：比率之差须以“个百分点”结尾，数量的变化率须以“%”结尾")
    base: str | None = Field(default=None, description="本期来件中给出的那时的数（数值标识）")
    given: str | None = Field(default=None, description="来件直接给定的增减（数值标识）；照其自己的形式印")
    otherwise: str | None = Field(
        default=None, description="没有可比的数时印此文字，如“无可比数”；不写则拒绝"
    )
    registers_may_differ: bool = Field(
        default=False, description="两期承办单位名录不同时，由单位数合计的数是否仍可比"
    )
