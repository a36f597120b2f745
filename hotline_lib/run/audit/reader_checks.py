"""通读后的核对 (checks of the whole reading): every comparison that one bulletin, or any, calls for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotline_lib.model.errors import ParamsError, Problem
from hotline_lib.model.findings import Finding
from hotline_lib.run.audit.bases import change_finding, ratio_findings, share_findings
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.claims import claim_finding, opposite_finding
from hotline_lib.run.audit.comparisons import Comparisons
from hotline_lib.run.audit.covers import cover_findings
from hotline_lib.run.audit.headings import numbering_findings, title_findings
from hotline_lib.run.audit.itemised import itemised_findings
from hotline_lib.run.audit.listed import list_findings
from hotline_lib.run.audit.passages import Appendix, Passage
from hotline_lib.run.audit.punctuation import punctuation_findings
from hotline_lib.run.audit.readers import mention_finding, name_findings
from hotline_lib.run.audit.reading import Reading
from hotline_lib.run.audit.terms import term_findings
from hotline_lib.run.audit.totals import totals_finding


def reading_findings(reading: Reading) -> list[Finding]:
    """通读后的发现: what any bulletin is held to first, then what `comparisons.yml` declares for this one."""
    return [finding for finding in _findings(reading) if finding is not None]


def _findings(reading: Reading) -> Iterator[Finding | None]:
    checks = reading.printed.comparisons
    yield from numbering_findings(reading)
    yield from title_findings(reading)
    yield from punctuation_findings(reading)
    yield from share_findings(reading)
    yield from ratio_findings(reading)
    yield from (totals_finding(check, reading) for check in checks.totals)
    yield from (f for check in checks.names for f in name_findings(check, reading))
    yield from (mention_finding(check, reading) for check in checks.mentions)
    yield from (claim_finding(check, reading) for check in checks.claims)
    yield from (opposite_finding(check, reading) for check in checks.opposites)
    yield from (change_finding(check, reading) for check in checks.changes)
    yield from (f for check in checks.lists for f in list_findings(check, reading))
    yield from (f for check in checks.itemised for f in itemised_findings(check, reading))
    yield from (f for check in checks.terms for f in term_findings(check, reading))
    yield from (f for check in checks.covers for f in cover_findings(check, reading))


def refuse_unknown(checks: Comparisons, computed: Sequence[Passage | Appendix], basis: Basis) -> None:
    """A comparison that names what does not exist would never be made: `ParamsError` says which."""
    printed = {(p.section, p.paragraph): p.marks for p in computed if isinstance(p, Passage)}
    passages = set(printed)
    tables = {p.table.id for p in computed if isinstance(p, Appendix)}
    wrong = ["/".join(name) for name in checks.passages if name not in passages]
    wrong += [name for name in checks.tables if name not in tables]
    wrong += [name for name in checks.quantities if name not in basis.quantities]
    wrong += [c.breakdown for c in checks.lists if c.breakdown not in basis.store.results.breakdowns]
    columns = [(c.programme, c.column) for c in checks.lists if c.column is not None]
    columns += [(c.programme, column) for c in checks.itemised for column in c.columns]
    for programme, column in columns:
        rows = basis.rows.get(programme or "", {}).values()
        wrong += [] if any(column in row.cells for row in rows) else [f"{programme}.{column}"]
    figures = [(c.section, c.paragraph, c.figure) for c in checks.changes]
    figures += [(c.section, c.paragraph, c.figure) for c in checks.itemised]
    for section, paragraph, figure in figures:
        marks = printed.get((section, paragraph), ())
        wrong += [] if any(m.quantity == figure for m in marks) else [figure]
    if wrong:
        raise ParamsError(
            Problem(
                file="printed/comparisons.yml",
                found=name,
                expected="应为已有的段落（栏目/段落）、附表、数值、构成或列，figure 须印在该段",
                action="请改正标识",
            )
            for name in dict.fromkeys(wrong)
        )
