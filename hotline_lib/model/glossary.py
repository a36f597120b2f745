"""术语表 (glossary): what each identifier means; `docs/glossary.yml`, and `params/<place>/glossary.yml`."""

from __future__ import annotations

from pydantic import Field

from hotline_lib.model.frozen import Frozen


class Term(Frozen):
    """术语 (term): an identifier, its Chinese and English name, and one sentence that defines it."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$", description="标识；带点的写法表示所属")
    term: str = Field(pattern=r"^[0-9]*[\u4e00-\u9fff（）0-9]+$", description="中文术语")
    english: str = Field(pattern=r"^[A-Za-z0-9' -]+$", description="英文")
    definition: str = Field(pattern=r"^[^\n]+。$", min_length=12, description="一整句话的定义")
    standard: str | None = Field(default=None, description="国家标准中的写法")
    not_to_be_confused_with: tuple[str, ...] = Field(default=(), description="容易混淆的其他术语")


class PlaceGlossary(Frozen):
    """一地的术语 (glossary of a place): identifiers that only this place uses."""

    terms: tuple[Term, ...] = Field(default=(), description="只有本地用的标识")
