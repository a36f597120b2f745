"""推算之因 (causes in derivation): made of other figures than the rule names, or another cell."""

from __future__ import annotations

from fractions import Fraction

from hotline_lib.model.exact import exact_text
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.rules import Comparison
from hotline_lib.run.audit.characters import compact
from hotline_lib.run.audit.doubt import Doubt
from hotline_lib.run.audit.numbers import read_number
from hotline_lib.scoring.evaluation import TOTAL
from hotline_lib.scoring.grades import compared, grade

_COMPARED = {Comparison.printed: "印刷值", Comparison.exact: "未取舍值"}

TELLING_DIGITS = 3
"""A value of fewer digits stands in many cells; finding it again tells nothing."""


def from_printed_counts(doubt: Doubt) -> str | None:
    """由所印件数得出: the printed counts of the row give the printed rate; a count is what differs."""
    if (inputs := doubt.ratio_inputs()) is None:
        return None
    counts = [read_number(doubt.printed_beside.get(q.id, "")) for q in inputs]
    if counts[0] is None or counts[1] is None or not counts[1].value:
        return None
    if (counts[0].value, counts[1].value) == (inputs[0].value, inputs[1].value):
        return None
    made = doubt.form.rounded(counts[0].value / counts[1].value)
    words = f"{exact_text(counts[0].value)}÷{exact_text(counts[1].value)}"
    total = doubt.scoring is not None and doubt.scoring.row.unit == TOTAL
    origin = "各行之和" if total else "输入"
    return f"随上：与同行所印件数相符（{words}），件数与{origin}不同" if made == doubt.printed_value else None


def from_printed_index(doubt: Doubt) -> str | None:
    """由所印指标值得出: the printed index, which differs, has the printed grade."""
    if doubt.grades is None or doubt.quantity.text is None:
        return None
    graded = doubt.known.get(doubt.quantity.inputs[0].source)
    if graded is None or graded.value is None:
        return None
    number = read_number(doubt.printed_beside.get(graded.id, ""))
    differs = number is not None and number.value != doubt.place.form(graded.form).rounded(graded.value)
    if differs and number and grade(number.value, doubt.grades) == compact(doubt.printed):
        return f"随上：与同行所印{graded.label}相符，该值与计算不同"
    other = Comparison.exact if doubt.grades.compare is Comparison.printed else Comparison.printed
    if grade(compared(graded, other, doubt.place), doubt.grades) == compact(doubt.printed):
        return f"按{_COMPARED[other]}的{graded.label}评级，而规则按{_COMPARED[doubt.grades.compare]}"
    return None


def other_base(doubt: Doubt) -> str | None:
    """误用分母: the same numerator over another count that stands beside it."""
    if (inputs := doubt.ratio_inputs()) is None:
        return None
    top, right = inputs
    for base in _counts(doubt, right):
        if base.number and _made(doubt, top.number / base.number):
            return f"误以{_words(base)}为分母，应为{_words(right)}"
    return None


def other_numerator(doubt: Doubt) -> str | None:
    """误用分子: another count that stands beside it over the same base."""
    if (inputs := doubt.ratio_inputs()) is None:
        return None
    right, base = inputs
    for top in _counts(doubt, right):
        if _made(doubt, top.number / base.number):
            return f"误以{_words(top)}为分子，应为{_words(right)}"
    return None


def wrong_complement(doubt: Doubt) -> str | None:
    """满意与不满意互换: the printed rate is 100 % less the right one."""
    value = doubt.quantity.value
    if value is None or "%" not in doubt.computed or not _made(doubt, 1 - value):
        return None
    return f"误印为其补数（100%减{doubt.computed}）"


def other_column(doubt: Doubt) -> str | None:
    """误抄同行他列: the computed text of another cell of the row."""
    if _telling(doubt.printed):
        for other in doubt.beside:
            text = doubt.place.printed(other)
            if other.id != doubt.quantity.id and text == compact(doubt.printed):
                return f"与同处“{other.label}”相同，疑误抄"
    return None


def other_row(doubt: Doubt) -> str | None:
    """串行: the computed text of the same column in a row next to it."""
    if _telling(doubt.printed):
        for row, text in doubt.neighbours.items():
            if text == compact(doubt.printed) and not doubt.one_off:
                return f"与相邻行“{row}”相同，疑串行"
    return None


def near_counts(doubt: Doubt) -> str | None:
    """件数之差: the ratio of counts that are one more or one less."""
    if (inputs := doubt.ratio_inputs()) is None:
        return None
    top, base = inputs
    for up, down in ((0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, 1)):
        made = (top.number + up, base.number + down)
        if made[0] >= 0 and made[1] > 0 and doubt.makes(made[0] / made[1]):
            words = f"{exact_text(made[0])}÷{exact_text(made[1])}"
            right = f"{exact_text(top.number)}÷{exact_text(base.number)}"
            return f"以{words}可得，应为{right}，疑“{(top if up else base).label}”差1"
    return None


def of_the_column(doubt: Doubt) -> str | None:
    """合计与各行: whether the printed rows add up to the printed total or to the right one."""
    if not doubt.column or doubt.printed_value is None or doubt.quantity.value is None:
        return None
    added, over = sum(doubt.column, Fraction(0)), doubt.printed_value - sum(doubt.column, Fraction(0))
    if not over:
        return "与所印各行之和相符，有一行与计算不同"
    return f"所印各行相加得{exact_text(added)}，所印合计{'多' if over > 0 else '少'}{exact_text(abs(over))}"


def _counts(doubt: Doubt, right: Quantity) -> list[Quantity]:
    """The whole numbers beside the figure, of another value than the right one."""
    return [
        q for q in doubt.beside if q.value is not None and q.form == right.form and q.value != right.value
    ]


def _words(count: Quantity) -> str:
    return f"“{count.label}”{exact_text(count.number)}"


def _made(doubt: Doubt, value: Fraction) -> bool:
    return doubt.form.rounded(value) == doubt.printed_value


def _telling(text: str) -> bool:
    return sum(c.isdigit() for c in text) >= TELLING_DIGITS
