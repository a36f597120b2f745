"""预览 (preview): a block as plain HTML for JupyterLab; the bulletin itself is rendered elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from hotline_lib.model.document import Block, Chart, Heading, Paragraph, Run, Table


def preview_html(block: Block) -> str:
    """A block as an HTML fragment; all text escaped."""
    if isinstance(block, Heading):
        return f"<h{block.level + 1}>{escape(block.number + block.text)}</h{block.level + 1}>"
    if isinstance(block, Paragraph):
        lead = f"<em>{escape(block.lead.number)}{_runs(block.lead.runs)}</em>" if block.lead else ""
        return f"<p>{lead}{escape(block.number or '')}{_runs(block.runs)}</p>"
    if isinstance(block, Table):
        return _table(block)
    return _chart(block)


def _runs(runs: Sequence[Run]) -> str:
    return "".join(f"<b>{escape(r.text)}</b>" if r.strong else escape(r.text) for r in runs)


def _table(table: Table) -> str:
    heads = "".join(f"<th>{escape('-'.join(filter(None, (c.over, c.label))))}</th>" for c in table.columns)
    body = ""
    for band in table.bands:
        for title in filter(None, (band.title, band.tier)):
            body += f'<tr><th colspan="{len(table.columns)}">{escape(title)}</th></tr>'
        for row in band.rows:
            body += "<tr>" + "".join(f"<td>{escape(c.text)}</td>" for c in row.cells) + "</tr>"
    return f"<table><caption>{escape(table.title)}</caption><tr>{heads}</tr>{body}</table>"


def _chart(chart: Chart) -> str:
    return (
        f'<figure aria-label="{escape(chart.alt, quote=True)}">{chart.svg}'
        f"<figcaption>{escape(chart.caption)}</figcaption></figure>"
    )
