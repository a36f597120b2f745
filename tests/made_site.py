"""A small workspace with published bulletins made by hand: what the site reads, without a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import v4

from hotline_lib.ingest.workspace import Workspace
from hotline_lib.model.document import (
    BLOCK_MIME,
    Band,
    Cell,
    Column,
    FigureMark,
    Heading,
    Paragraph,
    Row,
    Run,
    Shown,
    Table,
)
from hotline_lib.run.provenance.hashes import Hasher, files_below

PLACE = "sample"
HOSTILE = '<script>alert(1)</script>"\'&=HYPERLINK("x")\u202e\x07' + "长" * 80
_PLACE_YML = """
id: sample
name: 示例市
office: 示例市热线中心
programmes: [{id: hotline, label: 热线}]
forms: [{id: count}]
"""


def made_workspace(root: Path, names: dict[str, str]) -> Workspace:
    """A workspace of one place whose units have these ids and names."""
    folder = root / "params" / PLACE
    folder.mkdir(parents=True)
    (root / "notebooks").mkdir()
    (root / "fonts").mkdir()
    (folder / "place.yml").write_text(_PLACE_YML, encoding="utf-8")
    register = {
        "source": "测试名录",
        "groups": [{"id": "county", "label": "县市区"}],
        "units": [{"id": i, "name": n, "group": "county", "aliases": [f"又名{i}"]} for i, n in names.items()],
    }
    (folder / "units.yml").write_text(json.dumps(register, ensure_ascii=False), encoding="utf-8")
    return Workspace(root)


def publish_made(
    workspace: Workspace,
    period: str,
    names: dict[str, str],
    rates: dict[str, str],
    *,
    state: str = "draft",
    findings: str = "",
    formats: tuple[str, ...] = ("html",),
) -> Path:
    """A published folder: a text that names every unit, a table of rates (in percent), a ledger."""
    data = workspace.data / PLACE / period
    data.mkdir(parents=True, exist_ok=True)
    (data / "edition.yml").write_text("{}\n", encoding="utf-8")
    folder = workspace.outputs / PLACE / period
    (folder / "sections").mkdir(parents=True)
    (folder / "tables").mkdir()
    (folder / "checks").mkdir()
    text = Paragraph(
        id="p1",
        runs=(Run(text="、".join(names.values())), Run(text="按期办结率为"), Run(text="99%", figure="f")),
    )
    _notebook(folder, "opening", [Heading(level=1, number="一、", text="总体情况"), text])
    table, marks = _rates(names, rates)
    _notebook(folder, "evaluation", [table], marks)
    _notebook(folder, "deductions", [_ledger(names)])
    records: list[dict[str, Any]] = [_record("f", "opening", "99/100", "99%")]
    records += [_record(m.id, m.section, f"{m.text.rstrip('%')}/100", m.text) for m in marks]
    _json(folder / "figures.json", records)
    _json(folder / "checks" / "results.json", {"t": {"results": [{"success": True}, {"success": True}]}})
    _json(folder / "datapackage.json", {"title": f"{period}通报"})
    page = '<h2 id="section-opening">一、总体情况</h2><h2 id="appendix-evaluation">评价表</h2>'
    (folder / "bulletin.html").write_text(page, encoding="utf-8")
    (folder / "tables" / "evaluation.csv").write_text("部门名称,按期办结率\n", encoding="utf-8-sig")
    (folder / "checks" / "report.html").write_text("<p>检查</p>", encoding="utf-8")
    if findings:
        (folder / "findings.csv").write_text(findings, encoding="utf-8-sig")
    record = {
        "place": PLACE,
        "period": period,
        "state": state,
        "fingerprint": "0" * 64,
        "summary": {"warnings": ["某值可疑"], "findings": 0},
        "outputs": Hasher().files(files_below(folder), folder),
        **_sources(workspace, period, formats),
    }
    _json(folder / "run.json", record)
    return folder


def _sources(workspace: Workspace, period: str, formats: tuple[str, ...]) -> dict[str, Any]:
    from hotline_lib.model.period import Period
    from hotline_lib.run.provenance.sources import sources_of

    sources = sources_of(workspace, PLACE, Period.parse(period), formats, (), Hasher())
    return {part: dict(hashes) for part, hashes in sources.parts.items()}


def _rates(names: dict[str, str], rates: dict[str, str]) -> tuple[Table, tuple[FigureMark, ...]]:
    rows, marks = [], []
    for unit, name in names.items():
        figure = f"evaluation.{unit}.rate"
        rows.append(Row(unit=unit, cells=(Cell(text=name), Cell(text=rates[unit], figure=figure))))
        marks.append(
            FigureMark(id=figure, section="evaluation", where=name, quantity=figure, text=rates[unit])
        )
    columns = (Column(id="unit", label="部门名称"), Column(id="rate", label="按期办结率"))
    band = Band(title="县市区", rows=tuple(rows))
    return Table(id="evaluation", title="综合评价表", columns=columns, bands=(band,)), tuple(marks)


def _ledger(names: dict[str, str]) -> Table:
    unit, name = next(iter(names.items()))
    columns = (Column(id="unit", label="部门名称"), Column(id="reason", label="扣分明细", align="left"))
    reason = Cell(text="未按期报送", runs=(Run(text="未按期报送"),))
    row = Row(unit=unit, cells=(Cell(text=name), reason))
    return Table(id="deductions", title="扣分表", columns=columns, bands=(Band(rows=(row,)),))


def _notebook(folder: Path, section: str, blocks: list[Any], marks: tuple[FigureMark, ...] = ()) -> None:
    outputs = [
        v4.new_output(
            "display_data",
            data={
                BLOCK_MIME: Shown(block=block, figures=marks if isinstance(block, Table) else ()).model_dump(
                    mode="json"
                )
            },
        )
        for block in blocks
    ]
    cell = v4.new_code_cell("page.body()", outputs=outputs)
    cell.id = "body"
    nbformat.write(v4.new_notebook(cells=[cell]), folder / "sections" / f"{section}.ipynb")


def _record(figure: str, section: str, value: str, text: str) -> dict[str, Any]:
    return {"id": figure, "section": section, "value": value, "text": text, "rule": None}


def _json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
