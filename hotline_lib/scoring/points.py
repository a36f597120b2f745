"""计分制 (points scheme): the components and the total of one unit as quantities."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.model.errors import InputError, Problem
from hotline_lib.model.exact import decimal_words, exact_text
from hotline_lib.model.place import Place
from hotline_lib.model.points import (
    AbsentRate,
    CountPenalty,
    ExcessPenalty,
    GivenPoints,
    LedgerPoints,
    PointsComponent,
    PointsTotal,
    RateBonus,
    RateComponent,
    RateShare,
    RateSteps,
    ShortfallPenalty,
)
from hotline_lib.model.quantity import InputRef, Quantity, RuleRef
from hotline_lib.model.results import LedgerLine, UnitRow
from hotline_lib.scoring import component_points as method
from hotline_lib.scoring.component_words import words
from hotline_lib.scoring.grades import compared


def component_points(row: UnitRow, rule: PointsComponent, ledger: Sequence[LedgerLine]) -> Fraction:
    """得分 of one component of one unit, from the exact rates and counts in its row.

    Raises `InputError` where a rate is absent and the component does not say what then.
    """

    def of(name: str) -> Fraction:
        return row.cells[name].number

    if isinstance(rule, RateComponent) and not _present(row, rule):
        return _without_rate(row, rule)
    if isinstance(rule, RateShare):
        return method.rate_share(rule.full, of(rule.rate))
    if isinstance(rule, RateBonus):
        return method.rate_bonus(rule.full, of(rule.rate), rule.threshold, rule.per_point, rule.counting)
    if isinstance(rule, RateSteps):
        return method.rate_steps(of(rule.rate), rule.steps, rule.below)
    if isinstance(rule, ExcessPenalty):
        rate, each = of(rule.rate), rule.per_point
        return method.excess_penalty(rule.full, rate, rule.tolerance, each, rule.floor, rule.counting)
    if isinstance(rule, ShortfallPenalty):
        rates, target = [of(name) for name in _present(row, rule)], rule.target.of(row.group)
        return method.shortfall_penalty(rule.full, rates, target, rule.per_point, rule.floor, rule.counting)
    if isinstance(rule, CountPenalty):
        return method.count_penalty(rule.full, of(rule.count), rule.each.of(row.group), rule.floor)
    if isinstance(rule, GivenPoints):
        return method.clamp(of(rule.value), Fraction(0), rule.full)
    return method.ledger_points(rule.full, rule.base, [x.points.number for x in booked(rule, ledger)])


def booked(rule: LedgerPoints, ledger: Sequence[LedgerLine]) -> list[LedgerLine]:
    """入账的加减分: the lines whose sign and entry rule belong to the component."""
    wanted = {"positive": (1,), "negative": (-1,), "both": (1, -1)}[rule.sign]
    return [
        line
        for line in ledger
        if (1 if line.points.number > 0 else -1) in wanted and (not rule.entries or line.rule in rule.entries)
    ]


def points_cells(
    row: UnitRow,
    rule: PointsTotal,
    cited: RuleRef,
    programme: str,
    ledger: Sequence[LedgerLine],
    place: Place,
) -> dict[str, Quantity]:
    """各项得分与总得分: one quantity a component, and their sum within its limits, by column id."""
    cells: dict[str, Quantity] = {}
    for part in rule.components:
        absent = isinstance(part, RateComponent) and not _present(row, part)
        cells[part.id] = Quantity(
            id=f"{programme}.{row.unit}.{part.id}",
            label=part.label,
            value=component_points(row, part, ledger),
            unit="分",
            form=part.form,
            formula=words(part, row.group) + ("；无此率，按规则计" if absent else ""),
            inputs=_inputs(row, part, ledger),
            rule=cited,
        )
    cells[rule.id] = _total(row, rule, cited, programme, list(cells.values()), place)
    return cells


def _total(
    row: UnitRow, rule: PointsTotal, cited: RuleRef, programme: str, parts: Sequence[Quantity], place: Place
) -> Quantity:
    values = {q.id: compared(q, rule.adds, place) for q in parts}
    total = sum(values.values(), Fraction(0))
    if rule.cap is not None:
        total = min(total, rule.cap)
    if rule.floor is not None:
        total = max(total, rule.floor)
    limits = [f"不低于 {decimal_words(rule.floor)}"] if rule.floor is not None else []
    limits += [f"不高于 {decimal_words(rule.cap)}"] if rule.cap is not None else []
    how = "各项未取舍" if rule.adds.value == "exact" else "各项先取舍"
    return Quantity(
        id=f"{programme}.{row.unit}.{rule.id}",
        label=rule.label,
        value=total,
        unit="分",
        form=rule.form,
        formula=f"{rule.label} = " + " + ".join(q.label for q in parts) + f"（{'，'.join([how, *limits])}）",
        inputs=tuple(q.as_input(exact_text(values[q.id])) for q in parts),
        rule=cited,
    )


def _rates(rule: RateComponent) -> tuple[str, ...]:
    if isinstance(rule, ShortfallPenalty):
        return rule.rates
    assert isinstance(rule, RateShare | RateBonus | RateSteps | ExcessPenalty)
    return (rule.rate,)


def _present(row: UnitRow, rule: RateComponent) -> list[str]:
    """The rates of a component that have a value."""
    return [name for name in _rates(rule) if row.cells[name].value is not None]


def _without_rate(row: UnitRow, rule: RateComponent) -> Fraction:
    """无此率时的得分: full marks or the floor, as the component says."""
    if rule.when_absent is AbsentRate.full:
        return rule.full
    if rule.when_absent is AbsentRate.floor:
        return rule.floor if isinstance(rule, ExcessPenalty | ShortfallPenalty) else Fraction(0)
    raise InputError(
        [
            Problem(
                file=f"单位“{row.name}”",
                column=rule.label,
                expected="所依比率的分母为 0 或空白，无此率",
                action="请在规则的该得分项中写明此情形如何计分（when_absent）",
            )
        ]
    )


def _inputs(row: UnitRow, rule: PointsComponent, ledger: Sequence[LedgerLine]) -> tuple[InputRef, ...]:
    if isinstance(rule, LedgerPoints):
        return tuple(x.points.as_input(exact_text(x.points.number)) for x in booked(rule, ledger))
    if isinstance(rule, RateComponent):
        names = _rates(rule)
    elif isinstance(rule, CountPenalty):
        names = (rule.count,)
    else:
        names = (rule.value,)
    cells = [row.cells[n] for n in names]
    return tuple(q.as_input(exact_text(q.value) if q.value is not None else q.text or "") for q in cells)
