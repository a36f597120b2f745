"""附件说明与落款 (list of attachments, §7.3.4; signature, §7.3.5)."""

from __future__ import annotations

from collections.abc import Sequence

from hotline_lib.model.frame import Signature
from hotline_lib.publish.docx.elements import Element, paragraph, run, w
from hotline_lib.publish.docx.measures import CHAR, PITCH, official_chars

_LINE_CHARS = 28
_LABEL = "附件："


def attachments(names: Sequence[str], *, with_next: bool) -> list[Element]:
    """附件说明 one blank line below the text; a name continues below its first character.

    `with_next`: on one page with the signature that follows.
    """
    made = []
    for n, name in enumerate(names, 1):
        label = _LABEL if n == 1 else ""
        number = f"{n}." if len(names) > 1 else ""
        hanging = round(official_chars(label + number) * CHAR)
        left = round((2 + official_chars(_LABEL + number)) * CHAR)
        properties = [w("ind", left=left, hanging=hanging)]
        properties += [w("spacing", before=PITCH)] if n == 1 else []
        properties += [w("keepNext")] if with_next or n < len(names) else []
        made.append(paragraph("Attachments", run(label + number + name), properties=tuple(properties)))
    return made


def signature(signature: Signature) -> list[Element]:
    """署名 ends two characters from the right; 成文日期 starts two characters after it, or ends there.

    With a seal the date ends four characters from the right, and the office stands over its middle.
    """
    office, date = official_chars(signature.office), official_chars(signature.date)
    if signature.seal:
        centre = _LINE_CHARS - max(4 + date / 2, office / 2)
        blank, office_at, date_at = 2, centre - office / 2, centre - date / 2
    else:
        widest = max(office, date + 2 if date > office else 0)
        blank, office_at = 1, max(0.0, _LINE_CHARS - 2 - widest)
        date_at = office_at + 2
    above = (w("spacing", before=blank * PITCH), w("keepNext"))
    return [
        paragraph("Signature", run(signature.office), properties=(*above, _at(office_at))),
        paragraph("Signature", run(signature.date), properties=(_at(date_at),)),
    ]


def _at(chars: float) -> Element:
    return w("ind", left=max(0, round(chars * CHAR)))
