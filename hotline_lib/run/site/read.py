"""读已发布的一期 (read a published bulletin) for the site, from the files of the output contract alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import nbformat

from hotline_lib.model.document import Block, Heading, Table
from hotline_lib.model.errors import HotlineError, UsageError
from hotline_lib.model.exact import parse_exact
from hotline_lib.model.period import Period
from hotline_lib.model.place import Place
from hotline_lib.model.units import UnitRegister
from hotline_lib.publish.datapackage.package import FILE as PACKAGE
from hotline_lib.publish.document_from_notebooks import collect_section
from hotline_lib.publish.formats import FORMATS
from hotline_lib.publish.site.content import Download, Part, SiteBulletin
from hotline_lib.run.release.standing import Standing
from hotline_lib.run.site.mentions import TextPart, mentions

_LABELS = {
    "html": "网页",
    "pdf": "PDF",
    "docx": "Word",
    "xlsx": "Excel",
}
_OTHERS = {
    "figures.json": "数字来由",
    "findings.csv": "发现",
    PACKAGE: "数据包",
    "checks/report.html": "",
    "checks/audit.html": "",
    "checks/changes.html": "改动",
}
"""Files beside the formats that the site offers; those without a label are linked elsewhere on the page."""


def read_bulletin(folder: Path, place: Place, register: UnitRegister, standing: Standing) -> SiteBulletin:
    """一期 of a published folder; raises `UsageError` for one that cannot be read."""
    try:
        return _read(folder, place, register, standing)
    except (OSError, ValueError, KeyError, TypeError, HotlineError) as error:
        raise UsageError(
            f"{place.id}/{folder.name} 的通报读不出（{error}）。"
            f"请重新运行 hotline run {place.id} {folder.name}。"
        ) from error


def _read(folder: Path, place: Place, register: UnitRegister, standing: Standing) -> SiteBulletin:
    period = Period.parse(folder.name).counted_in(place.weeks.counted)
    records = _json(folder / "figures.json")
    checks = [one for table in _json(folder / "checks" / "results.json").values() for one in table["results"]]
    blocks = _blocks(folder, records)
    page = folder / FORMATS["html"].file
    html = page.read_text(encoding="utf-8") if page.is_file() else ""
    parts = [_part(html, section, found) for section, found in blocks.items()]
    texts = [TextPart(part, tuple(blocks[section])) for section, part in zip(blocks, parts, strict=True)]
    package = _json(folder / PACKAGE) if (folder / PACKAGE).is_file() else {}
    return SiteBulletin(
        place=place.id,
        place_name=place.name,
        period=period,
        title=str(package.get("title", f"{period.label}通报")),
        state=standing.state.value,
        state_label=standing.label,
        stamp=standing.stamp,
        figures=len(records),
        findings=standing.findings,
        undecided=standing.undecided,
        checks=len(checks),
        failed_checks=sum(not one["success"] for one in checks),
        warnings=standing.warnings,
        downloads=tuple(_downloads(folder)),
        parts=tuple(part for part in parts if part.heading),
        tables=tuple(b for found in blocks.values() for b in found if isinstance(b, Table)),
        values=_values(records),
        mentions=mentions(texts, register),
    )


def _blocks(folder: Path, records: Iterable[Any]) -> dict[str, list[Block]]:
    """Blocks by section, in the order of their figures in the bulletin; sections without any come last."""
    order = list(dict.fromkeys(record["section"] for record in records))
    found: dict[str, list[Block]] = {}
    for path in (folder / "sections").glob("*.ipynb"):
        found[path.stem], _ = collect_section(nbformat.read(path, as_version=4))
    place = {section: number for number, section in enumerate(order)}
    return {s: found[s] for s in sorted(found, key=lambda s: (place.get(s, len(place)), s))}


def _part(html: str, section: str, blocks: list[Block]) -> Part:
    """The heading of a section, or of an appendix its table's title; and its anchor on the published page."""
    heading = ""
    match next((b for b in blocks if isinstance(b, Heading | Table)), None):
        case Heading() as first:
            heading = first.number + first.text
        case Table() as table:
            heading = table.title
    anchors = (f"{kind}-{section}" for kind in ("section", "appendix"))
    return Part(heading=heading, anchor=next((a for a in anchors if f'id="{a}"' in html), ""))


def _downloads(folder: Path) -> Iterable[Download]:
    labelled = {one.file: _LABELS.get(one.id, one.id.upper()) for one in FORMATS.values()} | _OTHERS
    tables = {f"tables/{path.name}": "" for path in sorted((folder / "tables").glob("*.csv"))}
    for name, label in {**labelled, **tables}.items():
        if (folder / name).is_file():
            yield Download(label=label, path=name, size=(folder / name).stat().st_size)


def _values(records: Iterable[Any]) -> dict[str, Fraction]:
    """Exact numbers by figure; grades and other words are none."""
    values = {}
    for record in records:
        try:
            values[str(record["id"])] = parse_exact(record["value"])
        except (ValueError, TypeError):
            continue
    return values


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
