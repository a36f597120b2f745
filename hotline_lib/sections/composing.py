"""成句的名称 (names in use): the composer of a section, knowing results, period, edition and prose pieces."""

from __future__ import annotations

from hotline_lib.model.contents import Edition
from hotline_lib.model.period import Period
from hotline_lib.prose.compose import Composer, Piece
from hotline_lib.prose.names import result_names
from hotline_lib.prose.numbering import numbered
from hotline_lib.sections.store import Store


def section_composer(store: Store, section: str) -> Composer:
    """成句器 of a section; `section` may also be a part of the frame, such as the masthead."""
    layout = store.layout
    pieces: dict[str, list[str]] = {}
    for piece in layout.editorial.get(section, ()):
        if piece.heading:
            pieces.setdefault(piece.heading, []).append(piece.template)
    names = result_names(store.results)
    names["piece"] = {name: Piece(texts) for name, texts in pieces.items()}
    names["period"] = {**names.get("period", {}), **_period_names(layout.period)}
    names["edition"] = _edition_names(layout.edition)
    reference = layout.contents.numbering.chart_reference
    names["chart"] = {c.id: numbered(reference, layout.charts.number(c.id)) for c in layout.charts.charts}
    return Composer(layout.place, section, names)


def _period_names(period: Period) -> dict[str, str]:
    """期的名称: `season` is known in quarters only, so that no other period can print it as nothing."""
    names = {
        "label": period.label,
        "short_label": period.short_label,
        "year": str(period.year),
        "month": str(period.month),
        "last_month": str(period.last_day.month),
        "last_day_label": period.last_day_label,
        "span_label": period.span_label,
    }
    return {**names, "season": period.season} if period.season else names


def _edition_names(edition: Edition) -> dict[str, str]:
    """本期信息的名称: what the edition does not state is empty."""
    return {
        "issue": str(edition.issue) if edition.issue is not None else "",
        "issued_label": edition.issued_label,
        "licence": edition.licence or "",
    }
