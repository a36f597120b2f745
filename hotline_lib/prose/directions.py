"""升降 (directions): how a sentence tells a change or a gap: its name, its direction, its size.

The word follows from the value, so a template needs no `{% if %}`; what prints as 0 is level. A change
against an earlier period is printed by `compared` only, which takes its name (环比, 同比) from the
figure: no template can call it by the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Undefined

from hotline_lib.model.errors import TemplateError
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity


class Printed:
    """A quantity as a template asks for it: in another print form, or without its sign."""

    def __init__(
        self, quantity: Quantity, form: str | None = None, *, magnitude: bool = False, named: bool = False
    ) -> None:
        self.quantity = quantity
        self.form = form
        self.magnitude = magnitude
        self.named = named

    def text(self, place: Place) -> str:
        """The printed characters. Raises `TemplateError` for a change that is not told by its name."""
        quantity = self.quantity if self.named else _not_named(self.quantity)
        if self.magnitude and quantity.value is not None:
            quantity = quantity.model_copy(update={"value": abs(quantity.value)})
        return place.printed(quantity, self.form)


class Phrase:
    """短语 (phrase): words and printed quantities in order."""

    def __init__(self, *parts: str | Printed) -> None:
        self.parts = parts


def direction_filters(place: Place) -> dict[str, Callable[..., Any]]:
    """升降的过滤器 for templates of a place.

    * `magnitude`: the absolute value (`x | magnitude`);
    * `direction`: the word alone, 上升, 下降 or 持平, or three other words;
    * `directed`: word and absolute value, the last word alone where level; `unit` follows the number;
    * `compared`: a change, with its name: 环比上升3.03%, 同比持平, 环比无可比数.
    """

    def magnitude(value: Any, form: str | None = None) -> Any:
        return value if isinstance(value, Undefined) else Printed(_quantity(value), form, magnitude=True)

    def direction(value: Any, rising: str = "上升", falling: str = "下降", level: str = "持平") -> Any:
        if isinstance(value, Undefined):
            return value
        return (level, rising, falling)[_sign(_not_named(value), place)]

    def directed(
        value: Any, rising: str = "上升", falling: str = "下降", level: str = "持平", unit: str = ""
    ) -> Any:
        if isinstance(value, Undefined):
            return value
        return Phrase(*_told(_not_named(value), place, (level, rising, falling), unit, named=False))

    def compared(value: Any, rising: str = "上升", falling: str = "下降", level: str = "持平") -> Any:
        if isinstance(value, Undefined):
            return value
        quantity = _quantity(value)
        if quantity.against is None:
            raise TypeError(f"“{quantity.label}”不是环比、同比，compared 只用于规则 changes 所列的数")
        return Phrase(
            quantity.against.term, *_told(quantity, place, (level, rising, falling), "", named=True)
        )

    return {"magnitude": magnitude, "direction": direction, "directed": directed, "compared": compared}


def _told(
    quantity: Quantity, place: Place, words: tuple[str, str, str], unit: str, *, named: bool
) -> list[str | Printed]:
    if quantity.value is None:
        return [Printed(quantity, named=named)]
    sign = _sign(quantity, place)
    size: list[str | Printed] = [Printed(quantity, magnitude=True, named=named), unit] if sign else []
    return [words[sign], *size]


def _sign(quantity: Quantity, place: Place) -> int:
    """1, −1, or 0 for what the place prints as 0."""
    try:
        printed = place.form(quantity.form).rounded(quantity.number)
    except KeyError:
        raise TemplateError(f"“{quantity.label}”的印刷形式“{quantity.form}”未在 place.yml 登记") from None
    return (printed > 0) - (printed < 0)


def _not_named(value: Any) -> Quantity:
    """A quantity that is no change; raises `TemplateError` for one, which `compared` alone may print."""
    quantity = _quantity(value)
    if quantity.against is not None:
        raise TemplateError(
            f"“{quantity.label}”须写成 {{{{ {quantity.id} | compared }}}}，"
            f"由系统印出“{quantity.against.term}”与升降"
        )
    return quantity


def _quantity(value: Any) -> Quantity:
    if not isinstance(value, Quantity):
        raise TypeError("升降只能用于数值")
    return value
