"""草稿标记 (draft mark): 草稿 across each page of a bulletin that has not been released.

Made as Word's own 水印 command makes it, so that Word and WPS show it, and remove it by command.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from hotline_lib.publish.docx.elements import Element, paragraph
from hotline_lib.publish.docx.faces import HEITI

DRAFT_WORD = "草稿"
_COLOUR = "#ebebeb"
_WIDTH_PT, _HEIGHT_PT = 425, 185

_OFFICE = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>'
    '<v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
    '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)


def draft_header(number: int) -> Element:
    """页眉 (header) that holds nothing but the mark; `number` keeps the shapes of a file apart."""
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{_WIDTH_PT}pt;height:{_HEIGHT_PT}pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    word = escape(DRAFT_WORD)
    shape = (
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" '
        f'type="#_x0000_t136" alt="{word}" style="{place}" o:allowincell="f" fillcolor="{_COLOUR}" '
        f'stroked="f"><v:textpath style="font-family:&quot;{HEITI.name}&quot;;font-size:1pt" '
        f'string="{word}"/></v:shape>'
    )
    mark = parse_xml(f"<w:r {nsdecls('w')} {_OFFICE}><w:pict>{_SHAPE_TYPE}{shape}</w:pict></w:r>")
    return paragraph("Header", mark)
