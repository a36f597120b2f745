"""正文提及 (mentions): the sentences of a bulletin's text that name a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hotline_lib.model.document import Block, Paragraph
from hotline_lib.model.units import UnitRegister
from hotline_lib.publish.site.content import Part, Passage

_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")


@dataclass(frozen=True)
class TextPart:
    """栏目的文字: a section with its blocks."""

    part: Part
    blocks: tuple[Block, ...]


def mentions(texts: Sequence[TextPart], register: UnitRegister) -> dict[str, tuple[Passage, ...]]:
    """提及 by unit id, in the order of the text.

    The longest name counts, so that 市公安局 is not found in 市公安局某支队 if that is a unit too.
    """
    owners = {name: u.id for u in register.units for name in (u.name, u.text_name, *u.aliases)}
    if not owners:
        return {}
    names = re.compile("|".join(re.escape(n) for n in sorted(owners, key=lambda n: (-len(n), n))))
    found: dict[str, list[Passage]] = {}
    for text in texts:
        for sentence in _sentences(text.blocks):
            for unit in dict.fromkeys(owners[name] for name in names.findall(sentence)):
                passage = Passage(heading=text.part.heading, anchor=text.part.anchor, sentence=sentence)
                found.setdefault(unit, []).append(passage)
    return {unit: tuple(passages) for unit, passages in found.items()}


def _sentences(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            lead = "".join(run.text for run in block.lead.runs) if block.lead else ""
            text = lead + "".join(run.text for run in block.runs)
            yield from (m.group().strip() for m in _SENTENCE.finditer(text) if m.group().strip())
