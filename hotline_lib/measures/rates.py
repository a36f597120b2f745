"""比率 (rates): exact fractions of counts; rounding happens once, when they are printed."""

from __future__ import annotations

from fractions import Fraction

from hotline_lib.model.errors import InputError, Problem
from hotline_lib.model.exact import exact_text
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.rates import MissingBase, RateRule, ZeroBase
from hotline_lib.model.results import UnitRow


def unit_rate(row: UnitRow, rule: RateRule, cited: RuleRef, programme: str) -> Quantity:
    """比率 (rate) of one unit: numerator ÷ denominator, 0–1, exact; or a text where there is no rate.

    What a blank or zero denominator means is a setting of the rule (`when_base_missing`,
    `when_base_zero`). Raises `InputError` naming the unit where the rule refuses, or a numerator is
    blank.
    """
    numerator = row.cells.get(rule.numerator)
    base = row.cells.get(rule.denominator)
    if rule.given and (numerator is None or base is None) and rule.given in row.cells:
        return _given_rate(row, rule, cited, programme)
    if numerator is None:
        raise _refused(row, rule, f"缺少分子 {rule.numerator}")
    parts = [numerator] if base is None else [numerator, base]
    value, words = _value(row, rule, numerator, base)
    formula = f"{rule.label} = {numerator.label} ÷ {_base_label(base, rule)}{words}"
    if value is not None and rule.cap is not None and value > rule.cap:
        value = rule.cap
        formula += f"，超过 {exact_text(rule.cap * 100)}% 的按此计"
    return Quantity(
        id=f"{programme}.{row.unit}.{rule.id}",
        label=rule.label,
        value=value,
        text=None if value is not None else rule.absent_text,
        form=rule.form if value is not None else "label",
        formula=formula,
        inputs=tuple(q.as_input(exact_text(q.number)) for q in parts),
        rule=cited,
        note=f"分母{base.note}" if base is not None and base.note else None,
    )


_ZERO_BASE = {
    ZeroBase.zero: (Fraction(0), "；分母为 0，按规则计为 0"),
    ZeroBase.one: (Fraction(1), "；分母为 0，按规则计为 100%"),
    ZeroBase.absent: (None, "；分母为 0，无此率"),
}


def _value(
    row: UnitRow, rule: RateRule, numerator: Quantity, base: Quantity | None
) -> tuple[Fraction | None, str]:
    """The rate and what the formula adds about its base; `None` where there is no rate."""
    if base is None:
        if rule.when_base_missing is MissingBase.absent:
            return None, "；分母未给出，无此率"
        if rule.when_base_missing is MissingBase.refuse or numerator.number != 0:
            raise _refused(row, rule, f"缺少分母 {rule.denominator}")
        return Fraction(0), "；分母未给出，分子为 0，故为 0"
    if base.number != 0:
        return numerator.number / base.number, ""
    if rule.when_base_zero is ZeroBase.refuse:
        raise _refused(row, rule, f"分母 {base.label} 为 0")
    return _ZERO_BASE[rule.when_base_zero]


def _given_rate(row: UnitRow, rule: RateRule, cited: RuleRef, programme: str) -> Quantity:
    """A rate as received, where its counts are not known."""
    received = row.cells[rule.given or ""]
    return received.model_copy(
        update={
            "id": f"{programme}.{row.unit}.{rule.id}",
            "label": rule.label,
            "form": rule.form,
            "inputs": (received.as_input(exact_text(received.number)),),
            "rule": cited,
        }
    )


def _base_label(base: Quantity | None, rule: RateRule) -> str:
    return base.label if base is not None else rule.denominator


def _refused(row: UnitRow, rule: RateRule, why: str) -> InputError:
    return InputError(
        [
            Problem(
                file=f"单位“{row.name}”",
                column=rule.label,
                expected=why,
                action="请补全该单位的数，或在规则中写明此情形如何处理（when_base_missing、when_base_zero）",
            )
        ]
    )
