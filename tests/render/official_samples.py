"""Synthetic documents of every form of masthead and end: no real place, office or figure."""

from __future__ import annotations

from datetime import date

from bulletin_samples import document, paragraph, signed_document, with_body

from hotline_lib.model.contents import Copies, Imprint, Masthead, Signature
from hotline_lib.model.document import Document, ReleaseStamp

STAMP = ReleaseStamp(released_by="某主任", released_on=date(2024, 5, 23), fingerprint="0123456789abcdef" * 4)
RARE = "筻浉堃喆〇㎡"


def red_headed(**parts: object) -> Document:
    """文件式: 发文字号 under the mark, and whatever else is given."""
    masthead = Masthead.model_validate(
        {"form": "document", "mark": "示例市热线服务中心文件", "number": "示热通〔2024〕6号", **parts}
    )
    return document().model_copy(update={"masthead": masthead})


def with_letterhead(mark: str) -> Document:
    """The mark alone over the rule."""
    return document().model_copy(update={"masthead": Masthead(form="letterhead", mark=mark)})


def released(made: Document) -> Document:
    """The same bulletin, released."""
    return Document.model_validate({**made.model_dump(), "draft": False, "release": STAMP})


def sealed() -> Document:
    """署名 with room for a seal."""
    signature = Signature(office="示例市热线办", date="2023年11月17日", seal=True)
    return signed_document().model_copy(update={"signature": signature})


def signed_after(lines: int) -> Document:
    """A text of so many full lines, whose last paragraph has three, then a signature; no appendix."""
    body = [paragraph("国" * 28 * (lines - 3) + "。"), paragraph("民" * (28 * 3 - 3))]
    signature = Signature(office="示例市热线办", date="2023年11月17日")
    return with_body(body).model_copy(update={"masthead": None, "signature": signature, "imprint": None})


def ending_on(lines: int) -> Document:
    """A text of so many lines and a 版记 that belongs on an even page."""
    imprint = Imprint(
        copies=(Copies(label="抄送", to=("示例市各单位。",)),),
        office="示例市热线办",
        printed="2024年5月22日印发",
        on_even_page=True,
    )
    return with_body([paragraph("国" * 28 * lines)]).model_copy(update={"masthead": None, "imprint": imprint})
