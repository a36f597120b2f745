"""等级评价 (grades) by thresholds, and how many units have each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from hotline_lib.model.comparison import Comparison
from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.exact import exact_text
from hotline_lib.model.grades import Grades
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import InputRef, Quantity, RuleRef
from hotline_lib.model.results import UnitRow
from hotline_lib.model.units import UnitRegister


def grade(value: Fraction, rule: Grades) -> str:
    """等级: the first step whose floor the value reaches; floors are inclusive."""
    for step in rule.steps:
        if step.at_least is None or value >= step.at_least:
            return step.grade
    raise AssertionError("末档没有下限，必有一档")


def compared(quantity: Quantity, how: Comparison, place: Place) -> Fraction:
    """比较值: the value as printed (rounded once) or exact, as the rule says."""
    if how is Comparison.printed:
        return place.form(quantity.form).rounded(quantity.number)
    return quantity.number


def grade_quantity(row: UnitRow, rule: Grades, cited: RuleRef, place: Place) -> Quantity:
    """等级 of one unit as a quantity, from the graded value in its row."""
    graded = row.cells[rule.of]
    value = compared(graded, rule.compare, place)
    steps = "、".join(
        f"{s.grade}≥{exact_text(s.at_least)}" if s.at_least is not None else f"其余{s.grade}"
        for s in rule.steps
    )
    return Quantity(
        id=f"{rule.programme}.{row.unit}.grade",
        label=rule.label,
        text=grade(value, rule),
        form="label",
        formula=f"{rule.label}：{graded.label} {steps}",
        inputs=(graded.as_input(place.form(graded.form).text(graded.number)),),
        rule=cited,
    )


def grade_counts(rows: Sequence[UnitRow], rule: Grades, cited: RuleRef) -> dict[str, Quantity]:
    """各等级单位数: `<programme>.grade_count.<grade>` and `<programme>.grade_and_below.<grade>`."""
    grades = [row.cells["grade"] for row in rows if "grade" in row.cells]
    order = [step.grade for step in rule.steps]
    counts = {}
    for position, name in enumerate(order):
        for kind, wanted, words in (
            ("grade_count", order[position : position + 1], f"{name}类单位数"),
            ("grade_and_below", order[position:], f"{name}类及以下单位数"),
        ):
            identifier = f"{rule.programme}.{kind}.{name}"
            counted = tuple(g.id for g in grades if g.text in wanted)
            counts[identifier] = Quantity(
                id=identifier,
                label=words,
                value=Fraction(len(counted)),
                unit="个",
                form="count",
                formula=f"附表 {len(grades)} 个单位中等级为{'、'.join(wanted)}的个数",
                members=counted,
                rule=cited,
            )
    return counts


def register_counts(
    programme: str, rows: Sequence[UnitRow], register: UnitRegister, on: date
) -> dict[str, Quantity]:
    """在册、列表与无件单位数: registered, listed and without tickets; listed + without = registered.

    The stated size of the register counts where its full list is not public, otherwise the units
    in force. Raises `ParamsError` if more units are listed than registered.
    """
    size = register.size(programme, on)
    in_force = sum(u.in_force(on) for u in register.units)
    registered, source = (size.count, size.source) if size else (in_force, "units.yml 在册单位数")
    with_tickets = [row for row in rows if row.has_tickets]
    listed = len(with_tickets)
    if listed > registered:
        raise ParamsError(
            [
                Problem(
                    file="units.yml",
                    column=f"sizes.{programme}",
                    found=str(registered),
                    expected=f"在册单位数应不少于列表单位数 {listed}",
                    action="请核对在册单位数及其起始日期",
                )
            ]
        )
    values = {
        "units_registered": (registered, "在册承办单位数", f"名录：{source}"),
        "units_listed": (listed, "有件承办单位数", "附表所列单位数"),
        "units_without": (registered - listed, "无件承办单位数", "在册承办单位数 − 有件承办单位数"),
    }
    inputs = tuple(
        InputRef(name=values[k][1], value=str(values[k][0]), source=f"{programme}.{k}")
        for k in ("units_registered", "units_listed")
    )
    first_cells = tuple(q.id for row in with_tickets for q in list(row.cells.values())[:1])
    return {
        f"{programme}.{key}": Quantity(
            id=f"{programme}.{key}",
            label=label,
            value=Fraction(count),
            unit="个",
            form="count",
            formula=formula,
            inputs=inputs if key == "units_without" else (),
            members=first_cells if key == "units_listed" else (),
        )
        for key, (count, label, formula) in values.items()
    }
