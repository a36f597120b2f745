"""数据包 (data package): `datapackage.json` beside a bulletin, a Data Package v1 (Frictionless).

It names every table and record that programs may read, with the type of every column, how missing values
are printed, hashes, sources, and the licence where the place states one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hotline_lib.model.document import Document, Table
from hotline_lib.model.place import DataLicence
from hotline_lib.publish.datapackage.table_schema import table_schema, text_schema

FILE = "datapackage.json"
_FIGURE_PARTS = (
    ("id", "标识", ("string",)),
    ("section", "栏目或表", ("string",)),
    ("where", "位置", ("string",)),
    ("text", "所印", ("string",)),
    ("quantity", "数值标识", ("string",)),
    ("label", "名称", ("string",)),
    ("value", "精确值", ("string", "null")),
    ("unit", "单位", ("string",)),
    ("formula", "公式", ("string",)),
    ("inputs", "输入", ("array",)),
    ("rule", "规则", ("object", "null")),
    ("note", "注", ("string", "null")),
)


@dataclass(frozen=True)
class PublishedFiles:
    """所发布的文件 of a bulletin by their path in its folder, and the headings of its findings."""

    files: Mapping[str, bytes]
    findings: Sequence[str] = ()


def data_package(
    document: Document,
    records: Sequence[Mapping[str, Any]],
    published: PublishedFiles,
    licence: DataLicence | None = None,
) -> str:
    """`datapackage.json` of a bulletin, its text; same content, same text.

    `records` are those of `figures.json`. A file that `published` lacks is left out.
    """
    resources = [
        _resource(block.id, block.title, f"tables/{block.id}.csv", published, table_schema(block))
        for part in (*document.sections, *document.appendices)
        for block in part.blocks
        if isinstance(block, Table)
    ]
    resources.append(_resource("figures", "印刷数字及其来由", "figures.json", published, _figure_schema()))
    if published.findings:
        schema = text_schema(published.findings)
        resources.append(_resource("findings", "与已印通报核对的发现", "findings.csv", published, schema))
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": f"{document.place}-{document.period}".lower(),
        "title": "".join(document.title),
        "language": document.language,
        "place": document.place,
        "period": document.period,
        "sources": _sources(document, records),
    }
    if licence is not None:
        package["licenses"] = [licence.model_dump(exclude_none=True)]
    package["resources"] = [resource for resource in resources if resource]
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(
    name: str, title: str, path: str, published: PublishedFiles, schema: Mapping[str, Any]
) -> dict[str, Any]:
    content = published.files.get(path)
    if content is None:
        return {}
    kind = path.rsplit(".", 1)[-1]
    resource: dict[str, Any] = {
        "profile": "tabular-data-resource" if kind == "csv" else "data-resource",
        "name": name,
        "title": title,
        "path": path,
        "format": kind,
        "mediatype": {"csv": "text/csv", "json": "application/json"}[kind],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if kind != "csv":
        return {"type": kind, **resource, "jsonSchema": schema}
    dialect = {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True}
    return {**resource, "dialect": dialect, "schema": schema}


def _figure_schema() -> dict[str, Any]:
    """JSON Schema of `figures.json`: it is no table, since a figure holds lists."""
    parts = {name: {"title": title, "type": list(kinds)} for name, title, kinds in _FIGURE_PARTS}
    return {"type": "array", "items": {"type": "object", "properties": parts, "required": list(parts)}}


def _sources(document: Document, records: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """来源: the office that issues the bulletin, then the documents of the rules that its figures follow."""
    frames = (document.masthead, document.signature, document.imprint)
    offices = (frame.office for frame in frames if frame and frame.office)
    rules = (str(record["rule"]["source"]) for record in records if record["rule"])
    return [{"title": title} for title in _once([*list(offices)[:1], *rules])]


def _once(titles: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(titles))
