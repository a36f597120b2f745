"""比率 (rates): exact fractions of counts; rounding happens once, when they are printed."""

from __future__ import annotations

from fractions import Fraction

from hotline_lib.model.errors import InputError, Problem
from hotline_lib.model.exact import exact_text
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import UnitRow
from hotline_lib.model.rules import MissingBase, RateRule, ZeroBase


def unit_rate(row: UnitRow, rule: RateRule, cited: RuleRef, programme: str) -> Quantity:
    """比率 (rate) of one unit: numerator ÷ denominator, 0–1, exact.

    A blank denominator counts as 0 % only where the rule says so and the numerator is 0; a zero
    denominator is 0 % only where the rule says so. Otherwise raises `InputError` naming the unit.
    """
    numerator = row.cells.get(rule.numerator)
    base = row.cells.get(rule.denominator)
    if rule.given and (numerator is None or base is None) and rule.given in row.cells:
        return _given_rate(row, rule, cited, programme)
    if numerator is None:
        raise _refused(row, rule, f"缺少分子 {rule.numerator}")
    inputs = [numerator.as_input(exact_text(numerator.number))]
    formula = f"{rule.label} = {numerator.label} ÷ {_base_label(base, rule)}"
    if base is None:
        if rule.when_base_missing is MissingBase.refuse or numerator.number != 0:
            raise _refused(row, rule, f"缺少分母 {rule.denominator}")
        value = Fraction(0)
        formula += "；分母未给出，分子为 0，故为 0"
    else:
        inputs.append(base.as_input(exact_text(base.number)))
        if base.number == 0:
            if rule.when_base_zero is ZeroBase.refuse:
                raise _refused(row, rule, f"分母 {base.label} 为 0")
            value = Fraction(0)
            formula += "；分母为 0，按规则计为 0"
        else:
            value = numerator.number / base.number
    if rule.cap is not None and value > rule.cap:
        value = rule.cap
        formula += f"，超过 {exact_text(rule.cap * 100)}% 的按此计"
    return Quantity(
        id=f"{programme}.{row.unit}.{rule.id}",
        label=rule.label,
        value=value,
        form=rule.form,
        formula=formula,
        inputs=tuple(inputs),
        rule=cited,
        note=f"分母{base.note}" if base is not None and base.note else None,
    )


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
