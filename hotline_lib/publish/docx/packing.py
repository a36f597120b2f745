"""装包 (packing): the finished document as a file; the same document gives the same bytes."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document as WordDocument
from docx.opc.part import XmlPart

from hotline_lib.publish.docx.element_order import put_in_order

# Zip files know no time before this one.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def packed(word: WordDocument) -> bytes:
    """Word 文件: elements in schema order, entries sorted by name, no time in them."""
    for part in word.part.package.iter_parts():
        if isinstance(part, XmlPart):
            put_in_order(part.element)
    saved = io.BytesIO()
    word.save(saved)
    made = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(made, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0
            target.writestr(entry, source.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
