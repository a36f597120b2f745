"""原因 (causes): why a printed value may differ. Each is tested on the figures; none is guessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from hotline_lib.run.audit.causes_derivation import (
    from_printed_counts,
    from_printed_index,
    near_counts,
    of_the_column,
    other_base,
    other_column,
    other_numerator,
    other_row,
    wrong_complement,
)
from hotline_lib.run.audit.causes_digits import (
    digit_missing_or_doubled,
    digits_swapped,
    one_digit_off,
    point_moved,
    sign_turned,
)
from hotline_lib.run.audit.causes_index import from_printed_rates, index_of_other_base, rounded_rates
from hotline_lib.run.audit.causes_leads import leads_of
from hotline_lib.run.audit.causes_points import (
    booked_otherwise,
    from_printed_parts,
    from_printed_row,
    not_booked,
    not_clamped,
    of_other_group,
    of_rounded_rates,
    rounded_parts,
)
from hotline_lib.run.audit.causes_rank import rank_of_printed, rank_skipped, rank_with_gaps
from hotline_lib.run.audit.causes_rounding import (
    fewer_decimals,
    other_rounding,
    rounded_twice,
    rounded_up,
)
from hotline_lib.run.audit.doubt import Doubt

UNEXPLAINED = "未能找到原因"

CauseTest = Callable[[Doubt], str | None]


class Hypothesis(NamedTuple):
    """假设 (hypothesis): its name, the test that explains the value or returns `None`, where it applies."""

    name: str
    test: CauseTest
    applies: Callable[[Doubt], bool]


def _number(doubt: Doubt) -> bool:
    return doubt.quantity.value is not None


def _decimal(doubt: Doubt) -> bool:
    return _number(doubt) and doubt.form.decimals > 0


def _percent(doubt: Doubt) -> bool:
    return _number(doubt) and "%" in doubt.computed


def _ratio(doubt: Doubt) -> bool:
    return doubt.ratio_inputs() is not None


def _index(doubt: Doubt) -> bool:
    return doubt.index is not None


def _points(doubt: Doubt) -> bool:
    return doubt.scoring is not None and doubt.scoring.points is not None


def _booked(doubt: Doubt) -> bool:
    return doubt.scoring is not None and bool(doubt.scoring.ledger)


def _grade(doubt: Doubt) -> bool:
    return doubt.grades is not None


def _column(doubt: Doubt) -> bool:
    return bool(doubt.column)


def _ranked(doubt: Doubt) -> bool:
    return bool(doubt.peers)


def _beside(doubt: Doubt) -> bool:
    return _number(doubt) and bool(doubt.beside)


def _around(doubt: Doubt) -> bool:
    return _number(doubt) and bool(doubt.neighbours)


GROUPS: Sequence[Sequence[Hypothesis]] = (
    (
        Hypothesis("由同行所印件数得出", from_printed_counts, _ratio),
        Hypothesis("由同行所印指标值得出", from_printed_index, _grade),
        Hypothesis("由同行所印比率得出", from_printed_rates, _index),
        Hypothesis("由同行所印各项得分相加", from_printed_parts, _points),
        Hypothesis("由同行所印之数计分", from_printed_row, _points),
    ),
    (
        Hypothesis("公布的加扣分未记入", not_booked, _booked),
        Hypothesis("与所印各行之和相符", of_the_column, _column),
        Hypothesis("按所印得分排名", rank_of_printed, _ranked),
    ),
    (
        Hypothesis("舍去尾数或五成双", other_rounding, _number),
        Hypothesis("由已取舍的比率计算", rounded_rates, _index),
        Hypothesis("由已取舍的各项得分相加", rounded_parts, _points),
        Hypothesis("由已取舍的比率计分", of_rounded_rates, _points),
        Hypothesis("两次取舍", rounded_twice, _decimal),
        Hypothesis("逢尾数即进一", rounded_up, _number),
        Hypothesis("少取一位小数", fewer_decimals, _decimal),
        Hypothesis("一项比率误用他项的分母", index_of_other_base, _index),
    ),
    (
        Hypothesis("加扣分记成倍数或正负号相反", booked_otherwise, _booked),
        Hypothesis("未限幅", not_clamped, _points),
        Hypothesis("误用他组标准", of_other_group, _points),
        Hypothesis("并列占位排名", rank_with_gaps, _ranked),
        Hypothesis("名次跳号", rank_skipped, _ranked),
    ),
    (
        Hypothesis("误用分母", other_base, _ratio),
        Hypothesis("误用分子", other_numerator, _ratio),
        Hypothesis("误印补数", wrong_complement, _percent),
    ),
    (
        Hypothesis("正负号颠倒", sign_turned, _number),
        Hypothesis("小数点移位", point_moved, _number),
        Hypothesis("相邻两位颠倒", digits_swapped, _number),
        Hypothesis("误抄同处他数", other_column, _beside),
        Hypothesis("串行", other_row, _around),
    ),
    (Hypothesis("分子或分母差1", near_counts, _ratio),),
    (
        Hypothesis("一位数字之差", one_digit_off, _number),
        Hypothesis("少印或多印一位", digit_missing_or_doubled, _number),
    ),
)
"""Hypotheses from the most to the least telling; only the first group that explains the value is named."""


class Explanation(NamedTuple):
    """解释 (explanation): the cause in words, the hypotheses that failed, and leads that prove nothing."""

    cause: str
    tested: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


def explain(doubt: Doubt) -> Explanation:
    """解释 of a differing value: every explanation of the first group that holds, or that none does."""
    failed: list[str] = []
    for group in GROUPS:
        tried = [(h.name, h.test(doubt)) for h in group if h.applies(doubt)]
        failed += [name for name, cause in tried if cause is None]
        if found := [cause for _, cause in tried if cause is not None]:
            # a slip of one digit fits so much that other leads are worth a look
            leads = leads_of(doubt) if group is GROUPS[-1] else ()
            return Explanation("；或".join(found), tuple(failed), leads)
    words = f"只差末位1，{UNEXPLAINED}" if doubt.one_off else UNEXPLAINED
    return Explanation(words, tuple(failed), leads_of(doubt))


def value_cause(doubt: Doubt) -> str:
    """原因 of a differing value in words."""
    return explain(doubt).cause
