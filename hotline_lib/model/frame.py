"""版头与版记 (frame): what stands around the text of a bulletin, form by form."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from hotline_lib.model.frozen import Frozen

# 各式版头必须有、可以有的要素 (parts that each form of masthead must and may have)
_REQUIRED = {"brief": {"issue", "office", "date"}, "document": {"number"}, "letterhead": set[str]()}
_OPTIONAL = {
    "brief": set[str](),
    "document": {"signers", "copy_number", "secrecy", "urgency"},
    "letterhead": set[str](),
}


class Masthead(Frozen):
    """版头 (masthead) over a red rule (GB/T 9704-2012, 7.2).

    `brief`: 简报式, with issue number, office and date; `document`: 文件式, with 发文字号 and, where
    they apply, 份号, 密级和保密期限, 紧急程度, 签发人; `letterhead`: 发文机关标志 alone. A bulletin
    without any masthead has none of the three.
    """

    form: Literal["brief", "document", "letterhead"] = "brief"
    mark: str = Field(description="发文机关标志")
    issue: str | None = Field(default=None, description="期号模板")
    office: str | None = None
    date: str | None = Field(default=None, description="日期模板")
    number: str | None = Field(default=None, description="发文字号模板，如“某办通〔2024〕6号”")
    signers: tuple[str, ...] = Field(default=(), description="签发人，上行文才有")
    copy_number: str | None = Field(default=None, pattern=r"^[0-9]{6}$", description="份号，6 位数字")
    secrecy: str | None = Field(
        default=None, pattern=r"^(绝密|机密|秘密)(★.+)?$", description="密级和保密期限，如“秘密★1年”"
    )
    urgency: Literal["特急", "加急"] | None = Field(default=None, description="紧急程度")

    @model_validator(mode="after")
    def _parts_fit_the_form(self) -> Masthead:
        given = {name for name in type(self).model_fields if name not in ("form", "mark") and self._has(name)}
        if missing := _REQUIRED[self.form] - given:
            raise ValueError(f"{self.form} 版头须有 {'、'.join(sorted(missing))}")
        if surplus := given - _REQUIRED[self.form] - _OPTIONAL[self.form]:
            raise ValueError(f"{self.form} 版头没有 {'、'.join(sorted(surplus))}")
        return self

    def _has(self, name: str) -> bool:
        return bool(getattr(self, name))


class Copies(Frozen):
    """分送 (copies): who receives the bulletin, under one label, in printed lines."""

    label: str = Field(description="分送、抄送、报、发 …")
    to: tuple[str, ...] = Field(min_length=1, description="每项印一行")


class Imprint(Frozen):
    """版记 (imprint) at the foot of the last page; places print more or less of it."""

    copies: tuple[Copies, ...] = ()
    office: str | None = None
    printed: str | None = Field(default=None, description="印发日期模板")
    licence: str | None = Field(default=None, description="准印号模板")
    on_even_page: bool = Field(
        default=False, description="版记印在最后一面（双面印刷的偶数页）；需要时版记前留空白页"
    )


class Signature(Frozen):
    """署名与成文日期 (signature) after the text, for bulletins without a masthead (7.3.5)."""

    office: str
    date: str = Field(description="日期模板")
    seal: bool = Field(default=False, description="加盖印章：日期右空四字，署名居中其上，前空两行")
