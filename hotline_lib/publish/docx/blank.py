"""空白文档 (blank document): python-docx's own, with our styles, settings and fonts in place of its."""

from __future__ import annotations

from datetime import datetime

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from hotline_lib.model.document import Document
from hotline_lib.publish.docx.draft_mark import DRAFT_WORD
from hotline_lib.publish.docx.elements import w
from hotline_lib.publish.docx.faces import font_table
from hotline_lib.publish.docx.settings import setting_elements
from hotline_lib.publish.docx.style_sheet import LANGUAGE, style_elements
from hotline_lib.publish.issuing_office import issuing_office
from hotline_lib.publish.plain_text import clean_text

_KEPT = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.THEME,
}

_LONGEST_PROPERTY = 255


def blank_document(document: Document) -> WordDocument:
    """空白文档 with the properties of a bulletin; its dates are that of the bulletin."""
    word = docx.Document()
    for rels in (word.part.package.rels, word.part.rels):
        for r_id in [r_id for r_id, rel in rels.items() if rel.reltype not in _KEPT]:
            del rels[r_id]
    word.styles.element[:] = style_elements()
    word.settings.element[:] = setting_elements()
    _add_font_table(word)
    _set_properties(word, document)
    return word


def _add_font_table(word: WordDocument) -> None:
    blob = serialize_part_xml(w("fonts", *font_table()))
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, blob, word.part.package)
    word.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    office = _property(issuing_office(document) or "")
    moment = datetime.fromisoformat(document.issued_on)
    properties.title = _property("".join(document.title))
    properties.author = office
    properties.last_modified_by = office
    properties.created = properties.modified = moment
    properties.language = LANGUAGE
    properties.revision = 1
    properties.comments = _property(document.release.line) if document.release else ""
    properties.content_status = DRAFT_WORD if document.draft else ""


def _property(text: str) -> str:
    """A property of the file, no longer than it may be."""
    return clean_text(text)[:_LONGEST_PROPERTY]
