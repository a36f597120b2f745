"""地区参数 (place): what identifies a place and how it prints its figures (`params/<place>/place.yml`)."""

from __future__ import annotations

from string import Formatter
from typing import Literal

from pydantic import Field, field_validator, model_validator

from hotline_lib.model.errors import TemplateError
from hotline_lib.model.frozen import Frozen
from hotline_lib.model.printform import PrintForm
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.weeks import Weekday, Weeks

IDENTIFIER = r"^[a-z][a-z0-9_]*$"

_LABEL_NAMES = {"year", "week", "span"}


class Programme(Frozen):
    """业务 (programme): hotline, mailbox, suggestions; each is counted and scored for itself."""

    id: str = Field(pattern=IDENTIFIER)
    label: str = Field(description="简称，如“热线”")
    item: str = Field(default="工单", description="计量对象，如“工单”“信件”")


class DataLicence(Frozen):
    """数据许可 (data licence): the terms that a place states for the use of its published data."""

    name: str = Field(description="许可的通用标识，如“CC-BY-4.0”")
    title: str | None = None
    path: str | None = Field(default=None, description="许可全文的网址")


class WeekSettings(Frozen):
    """周的设置 (settings of weeks) in `place.yml`: what `Weeks` is made of."""

    starts_on: Weekday = Weekday.monday
    starts_at: int = Field(default=0, ge=0, le=23, description="起算的整点，如 12 为当日12时")
    named_by: Literal["start", "end"] = Field(
        default="start", description="周次按起点（start）还是终点（end）所在的日历周"
    )
    label: str = Field(default=Weeks().label, description="周的称呼，可用 {year}、{week}、{span}（起止）")

    @field_validator("label")
    @classmethod
    def _label_uses_known_names(cls, label: str) -> str:
        try:
            used = {name for _, name, _, _ in Formatter().parse(label) if name is not None}
        except ValueError as error:
            raise ValueError(f"周的称呼“{label}”花括号不成对") from error
        if not used or used - _LABEL_NAMES:
            raise ValueError("周的称呼须用且只能用 {year}、{week}、{span}")
        return label

    @property
    def counted(self) -> Weeks:
        """周 (weeks) counted so."""
        return Weeks(**dict(self))


class Place(Frozen):
    """One place: its names, its programmes and its print forms."""

    id: str = Field(pattern=IDENTIFIER)
    name: str
    office: str = Field(description="发文单位全称")
    data_licence: DataLicence | None = Field(default=None, description="公开数据的许可；未声明则不写")
    programmes: tuple[Programme, ...]
    forms: tuple[PrintForm, ...]
    weeks: WeekSettings = Field(default=WeekSettings(), description="周的起止与称呼；不写则自星期一0时起")

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Place:
        for kind, ids in (
            ("业务", [p.id for p in self.programmes]),
            ("印刷形式", [f.id for f in self.forms]),
        ):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            if twice:
                raise ValueError(f"{kind}标识重复：{'、'.join(twice)}")
        return self

    def form(self, form_id: str) -> PrintForm:
        """The print form of that id; raises `KeyError` if the place declares none."""
        for form in self.forms:
            if form.id == form_id:
                return form
        raise KeyError(form_id)

    def printed(self, quantity: Quantity, form: str | None = None) -> str:
        """印刷文字: the characters this place prints for a quantity, in its own form or another.

        Raises `TemplateError` for a form the place lacks.
        """
        if quantity.text is not None:
            return quantity.text
        try:
            return self.form(form or quantity.form).text(quantity.number)
        except KeyError:
            known = "、".join(f.id for f in self.forms)
            raise TemplateError(
                f"地区“{self.name}”没有印刷形式“{form or quantity.form}”（现有：{known}）。"
                "请改正，或在 place.yml 中登记。"
            ) from None

    def programme(self, programme_id: str) -> Programme:
        """The programme of that id; raises `KeyError` if the place has none."""
        for programme in self.programmes:
            if programme.id == programme_id:
                return programme
        raise KeyError(programme_id)
