"""附件说明与落款 (list of attachments, §7.3.4; signature without seal, §7.3.5.2)."""

from __future__ import annotations

from collections.abc import Sequence

from hotline_lib.model.contents import Signature
from hotline_lib.publish.column_widths import text_em
from hotline_lib.publish.docx.elements import Element, paragraph, run, w
from hotline_lib.publish.docx.measures import CHAR, PITCH

_LINE_CHARS = 28
_LABEL = "附件："


def attachments(names: Sequence[str]) -> list[Element]:
    """附件说明 one blank line below the text; a name continues below its first character."""
    made = []
    for n, name in enumerate(names, 1):
        label = _LABEL if n == 1 else ""
        number = f"{n}." if len(names) > 1 else ""
        hanging = round((len(label) + _number_chars(number)) * CHAR)
        left = round((2 + len(_LABEL) + _number_chars(number)) * CHAR)
        properties = [w("ind", left=left, hanging=hanging)]
        properties += [w("spacing", before=PITCH)] if n == 1 else []
        properties += [w("keepNext")] if n < len(names) else []
        made.append(paragraph("Attachments", run(label + number + name), properties=tuple(properties)))
    return made


def signature(signature: Signature) -> list[Element]:
    """署名 ends two characters from the right; 成文日期 starts two characters after it.

    A date that is longer than the office ends there instead.
    """
    office, date = text_em(signature.office), _date_chars(signature.date)
    wide = max(office, date + 2 if date > office else 0)
    start = max(0, round((_LINE_CHARS - 2 - wide) * CHAR))
    return [
        paragraph(
            "Signature",
            run(signature.office),
            properties=(w("spacing", before=PITCH), w("ind", left=start)),
        ),
        paragraph("Signature", run(signature.date), properties=(w("ind", left=start + 2 * CHAR),)),
    ]


def _number_chars(number: str) -> float:
    """Width of `1.` in characters: half a character each, as the official faces have it."""
    return len(number) / 2


def _date_chars(date: str) -> float:
    return sum(0.5 if c.isascii() else 1.0 for c in date)
