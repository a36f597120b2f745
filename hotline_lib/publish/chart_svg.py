"""图的 SVG (chart SVG) on a page: ids and styles kept to one chart, nothing active, nothing remote."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from hotline_lib.model.document import Chart
from hotline_lib.model.errors import RenderError
from hotline_lib.publish.plain_text import clean_text

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_HREFS = ("href", f"{{{_XLINK}}}href")
_ACTIVE = {"script", "foreignObject", "a", "iframe", "set", "animate", "metadata"}
_LOCAL_URL = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_ANY_URL = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")

ET.register_namespace("", _SVG)
ET.register_namespace("xlink", _XLINK)


def inline_svg(chart: Chart, prefix: str) -> str:
    """可嵌入的 SVG (inline SVG): every id prefixed, style rules scoped, `role` and label set.

    Raises `RenderError` if the chart's SVG cannot be read or asks for anything from outside.
    """
    try:
        root = ET.fromstring(chart.svg)
    except ET.ParseError as error:
        raise RenderError(f"排版失败：图“{chart.caption}”不是有效的 SVG：{error}") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise RenderError(f"排版失败：图“{chart.caption}”不是 SVG。")
    _remove_active(root)
    for element in root.iter():
        _confine(element, prefix, chart)
    root.set("id", prefix)
    root.set("role", "img")
    root.set("aria-label", clean_text(chart.alt))
    return ET.tostring(root, encoding="unicode")


def _remove_active(parent: ET.Element) -> None:
    for child in list(parent):
        if not isinstance(child.tag, str) or _local(child.tag) in _ACTIVE:
            parent.remove(child)
        else:
            _remove_active(child)


def _confine(element: ET.Element, prefix: str, chart: Chart) -> None:
    for name, value in list(element.attrib.items()):
        if _local(name).lower().startswith("on"):
            del element.attrib[name]
        elif name == "id":
            element.set(name, f"{prefix}-{value}")
        elif name in _HREFS:
            element.set(name, _confined_href(value, prefix, chart))
        else:
            element.set(name, _confined_css(value, prefix, chart))
    if _local(element.tag) == "style":
        element.text = _scoped(element.text or "", prefix, chart)


def _confined_href(value: str, prefix: str, chart: Chart) -> str:
    if value.startswith("#"):
        return f"#{prefix}-{value[1:]}"
    if value.startswith("data:image/png;base64,"):
        return value
    raise RenderError(f"排版失败：图“{chart.caption}”引用了外部内容：{value[:60]}")


def _confined_css(value: str, prefix: str, chart: Chart) -> str:
    if _ANY_URL.search(value):
        raise RenderError(f"排版失败：图“{chart.caption}”的样式引用了外部内容：{value[:60]}")
    return _LOCAL_URL.sub(lambda m: f"url(#{prefix}-{m.group(1)})", value)


def _scoped(css: str, prefix: str, chart: Chart) -> str:
    """Style rules that reach no further than this chart."""
    if "@" in css:
        raise RenderError(f"排版失败：图“{chart.caption}”含有不支持的样式（@ 规则）。")
    rules = []
    for selectors, body in _RULE.findall(_confined_css(css, prefix, chart)):
        scoped = ", ".join(f"#{prefix} {s.strip()}" for s in selectors.split(","))
        rules.append(f"{scoped} {{{body}}}")
    return "\n".join(rules)


def _local(name: str) -> str:
    return name.rsplit("}", 1)[-1]
