"""Small models made by hand for the unit tests."""

from __future__ import annotations

from fractions import Fraction

from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import LedgerLine, UnitRow
from hotline_lib.model.units import UnitRegister

PLACE = Place.model_validate(
    {
        "id": "demo",
        "name": "示例市",
        "office": "示例市热线中心",
        "programmes": [{"id": "hotline", "label": "热线"}],
        "forms": [
            {"id": "count"},
            {"id": "rate", "scale": 100, "decimals": 2, "zeros": "strip_if_integer", "suffix": "%"},
            {"id": "index", "decimals": 1, "zeros": "strip"},
            {"id": "points", "decimals": 1, "zeros": "strip", "plus_sign": True},
            {"id": "label"},
        ],
    }
)

REGISTER = UnitRegister.model_validate(
    {
        "source": "测试名录",
        "groups": [
            {"id": "county", "label": "县市区"},
            {"id": "agency", "label": "行政事业单位"},
            {"id": "enterprise", "label": "公共服务企业"},
        ],
        "sizes": [
            {"programme": "hotline", "in_force_from": "2024-04-01", "count": 79, "source": "通报"},
            {"programme": "hotline", "in_force_from": "2025-01-01", "count": 81, "source": "新名录"},
        ],
        "units": [
            {"id": "linxiang", "name": "临湘市", "group": "county", "aliases": ["临湘"]},
            {"id": "yunxi", "name": "云溪区", "group": "county"},
            {"id": "water", "name": "市水利局", "group": "agency", "aliases": ["市水务局"]},
            {"id": "prices", "name": "市物价局", "group": "agency", "valid_until": "2024-03-31"},
            {"id": "data", "name": "市数据局", "group": "agency", "valid_from": "2024-04-01"},
        ],
    }
)


def quantity(name: str, value: object = None, form: str = "count", text: str | None = None) -> Quantity:
    """A quantity; `value` in any form that a `Fraction` takes."""
    exact = None if value is None else Fraction(value)  # type: ignore[arg-type]
    return Quantity(id=name, label=name, value=exact, text=text, form=form, formula="测试")


def row(unit: str, group: str = "county", name: str | None = None, **cells: Quantity) -> UnitRow:
    """A row of a unit that need not be registered."""
    return UnitRow(unit=unit, name=name or unit, group=group, cells=cells)


def line(unit: str, points: object, rule: str = "innovation", **values: Quantity) -> LedgerLine:
    """A ledger line."""
    return LedgerLine(
        unit=unit,
        name=unit,
        rule=rule,
        indicator="创新创优",
        points=quantity(f"ledger.{rule}.{unit}", points, "points"),
        reason="事由",
        values=values,
    )
