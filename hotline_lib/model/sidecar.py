"""栏目说明 (sidecar): what a section notebook takes and yields (`notebooks/<id>.yml`)."""

from __future__ import annotations

from pydantic import Field

from hotline_lib.model.frozen import Frozen
from hotline_lib.model.place import IDENTIFIER


class Sidecar(Frozen):
    """The declaration beside a notebook; a test holds it equal to the notebook's cells."""

    id: str = Field(pattern=IDENTIFIER)
    title: str
    title_en: str
    about: str
    serves_any_section: bool = Field(default=False, description="通用：任何栏目都可用 notebook: 指向它")
    parameters: dict[str, str] = Field(description="参数名 → 含义；须与笔记本、运行三者一致")
    inputs: tuple[str, ...]
    charts: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    files: tuple[str, ...] = Field(
        default=(), description="另外读取的文件，相对项目目录，可用 *；其内容有变则本栏目重做"
    )
