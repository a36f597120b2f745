"""环比与同比 (changes): a figure against the same one of an earlier period, computed and named here."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hotline_lib.measures.change_problems import (
    PERCENT,
    POINTS,
    change_label,
    contradiction,
    no_base,
    unfit_form,
)
from hotline_lib.measures.earlier import Earlier
from hotline_lib.model.changes import ChangeFigure
from hotline_lib.model.exact import exact_text
from hotline_lib.model.period import Period
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import InputRef, Quantity, RuleRef
from hotline_lib.model.results import UnknownQuantityError


def relative_change(now: Fraction, then: Fraction) -> Fraction:
    """变化率 of a count: now ÷ then − 1; `ZeroDivisionError` if it was 0 then."""
    return now / then - 1


def point_change(now: Fraction, then: Fraction) -> Fraction:
    """百分点之差 of a rate: now − then (0.01 is one percentage point)."""
    return now - then


class _NoBaseError(Exception):
    """Why there is nothing to compare with, in words."""


def change_figure(
    rule: ChangeFigure,
    cited: RuleRef,
    known: Mapping[str, Quantity],
    then: Period,
    earlier: Earlier | None,
    units: frozenset[str],
    place: Place,
) -> Quantity:
    """增减: `change.<id>`, named 环比 or 同比 by what it is measured against, with both values as inputs.

    `then` is the earlier period, `earlier` what is known of it; `units` are the units in force now.
    Raises `UnknownQuantityError`, `ParamsError` for a form that does not fit, and `InputError` where
    there is nothing to compare with (unless the rule has a text for that) or where a given change
    contradicts the computed one.
    """
    now = _lookup(rule.of, cited, known)
    given = known.get(rule.given) if rule.given else None
    try:
        base, source = _base(rule, now, known, then, earlier, units)
        made = _computed(rule, cited, now, base, source, then, place)
    except _NoBaseError as error:
        if given is not None:
            return _given(rule, now, given)
        if rule.otherwise is None:
            raise no_base(rule, now, then, place, str(error)) from None
        return _placeholder(rule, cited, now, then, rule.otherwise, str(error))
    if given is not None and place.printed(given) != place.printed(made, given.form):
        raise contradiction(rule, now, given, made, base, place)
    return made


def _base(
    rule: ChangeFigure,
    now: Quantity,
    known: Mapping[str, Quantity],
    then: Period,
    earlier: Earlier | None,
    units: frozenset[str],
) -> tuple[Quantity, str]:
    """The figure then and where it stands; raises `_NoBaseError`."""
    if rule.base is not None and rule.base in known:
        return known[rule.base], rule.base
    base = earlier.quantities.get(rule.of) if earlier is not None else None
    if earlier is None or base is None or base.value is None:
        raise _NoBaseError(f"没有{rule.against.base_term}（{then.label}）的“{now.label}”")
    may_differ = rule.registers_may_differ or rule.of in earlier.given or units == earlier.units
    if not may_differ and _rests_on_units(now, known):
        base_term = f"{rule.against.base_term}（{then.label}）"
        raise _NoBaseError(f"承办单位名录与{base_term}不同，“{now.label}”不可比")
    return base, f"{then.id}:{base.id}"


def _computed(
    rule: ChangeFigure,
    cited: RuleRef,
    now: Quantity,
    base: Quantity,
    source: str,
    then: Period,
    place: Place,
) -> Quantity:
    in_points = place.form(now.form).suffix == PERCENT
    wanted = POINTS if in_points else PERCENT
    if place.form(rule.form).suffix != wanted:
        raise unfit_form(rule, cited, now, wanted)
    if in_points:
        value, words = point_change(now.number, base.number), "本期 − {then}"
    elif base.number != 0:
        value, words = relative_change(now.number, base.number), "本期 ÷ {then} − 1"
    else:
        raise _NoBaseError(f"{rule.against.base_term}（{then.label}）的“{now.label}”为 0，无从计算变化率")
    named = f"{now.label}（{then.label}）"
    formula = f"{change_label(rule, now)} = {words.format(then=rule.against.base_term)}"
    return Quantity(
        id=f"change.{rule.id}",
        label=change_label(rule, now),
        value=value,
        form=rule.form,
        formula=f"{formula}；{named}：{base.formula}",
        inputs=(
            now.as_input(exact_text(now.number)),
            InputRef(name=named, value=exact_text(base.number), source=source),
        ),
        rule=cited,
        note=base.note,
        against=rule.against,
    )


def _given(rule: ChangeFigure, now: Quantity, given: Quantity) -> Quantity:
    """The change as received: named by the rule, printed in its own form, not computed."""
    return given.model_copy(
        update={"id": f"change.{rule.id}", "label": change_label(rule, now), "against": rule.against}
    )


def _placeholder(
    rule: ChangeFigure, cited: RuleRef, now: Quantity, then: Period, text: str, reason: str
) -> Quantity:
    return Quantity(
        id=f"change.{rule.id}",
        label=change_label(rule, now),
        text=text,
        form=rule.form,
        formula=f"{change_label(rule, now)}：{reason}，照规则印“{text}”",
        inputs=(now.as_input(exact_text(now.number)),),
        rule=cited,
        note=reason,
        against=rule.against,
    )


def _rests_on_units(quantity: Quantity, known: Mapping[str, Quantity]) -> bool:
    """Whether a figure is made, however indirectly, of counts per unit."""
    if quantity.id.split(".")[0] not in {"intake", "derived", "period"}:
        return True
    return any(_rests_on_units(known[i.source], known) for i in quantity.inputs if i.source in known)


def _lookup(name: str, cited: RuleRef, known: Mapping[str, Quantity]) -> Quantity:
    try:
        return known[name]
    except KeyError:
        raise UnknownQuantityError(name, f"规则 {cited.id} 的 changes") from None
