"""核对报告网页 (audit page): one self-contained page on which a reviewer reads, filters and decides.

It refers to nothing outside itself and works from a file; its own style and script are the only ones
its policy lets run, by their hashes. All text from bulletins and inputs is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from hotline_lib.model.decisions import Decision, Verdict
from hotline_lib.model.findings import FINDING_LABELS, SEVERITY_LABELS, Finding, FindingKind, FindingSeverity
from hotline_lib.model.page_templates import page_environment
from hotline_lib.run.audit.differing import Differing, differing
from hotline_lib.run.audit.report import AuditReport, PartCoverage

UNDECIDED = "未处理"
PAGE = "audit_page.html.j2"


@dataclass(frozen=True)
class ShownFinding:
    """一处发现 as the page shows it: both texts cut where they differ, and what was decided."""

    number: int
    finding: Finding
    printed: Differing
    computed: Differing
    decision: Decision | None

    @property
    def telling(self) -> bool:
        """Whether it is about more than form."""
        return self.finding.severity is not FindingSeverity.form

    @property
    def state(self) -> str:
        """处理情况: the verdict, or that there is none."""
        return self.decision.decision.value if self.decision else UNDECIDED


@dataclass(frozen=True)
class ShownPlace:
    """一处 (place) of the document with its findings: those that tell, and those of mere form."""

    where: str
    telling: tuple[ShownFinding, ...]
    formal: tuple[ShownFinding, ...]


@dataclass(frozen=True)
class ShownPart:
    """一部分 (part): the text, or one table, with its coverage."""

    coverage: PartCoverage
    places: tuple[ShownPlace, ...]


def audit_page(report: AuditReport, *, place_name: str, period_label: str) -> str:
    """核对报告网页 of one report; the same report gives the same bytes."""
    reading = environment()
    style, script = (_source(reading, name) for name in ("audit_page.css", "audit_page.js"))
    parts = _parts(report)
    shown = [f for part in parts for place in part.places for f in (*place.telling, *place.formal)]
    return reading.get_template(PAGE).render(
        place_name=place_name,
        period_label=period_label,
        style=Markup(style),
        script=Markup(script),
        style_hash=_hash(style),
        script_hash=_hash(script),
        parts=parts,
        total=report.coverage.total,
        shown=shown,
        kinds=_counted(FindingKind, [f.finding.kind for f in shown]),
        severities=_counted(FindingSeverity, [f.finding.severity for f in shown]),
        states=_states(shown),
        verdicts=[v.value for v in Verdict],
        undecided=UNDECIDED,
        open_findings=len(report.decisions.open(f.finding for f in shown)),
        kind_labels=FINDING_LABELS,
        severity_labels=SEVERITY_LABELS,
    )


def environment() -> Environment:
    """What the page's template is read with."""
    return page_environment(PackageLoader("hotline_lib.run.audit"))


def _parts(report: AuditReport) -> list[ShownPart]:
    """The parts in document order; a finding belongs to the table it names, every other to the text."""
    numbers = count(1)
    tables = {part.part for part in report.coverage.parts[1:]}
    wheres: dict[str, list[ShownFinding]] = {}
    for finding in report.findings:
        wheres.setdefault(finding.where, []).append(_shown(next(numbers), finding, report))
    parts = []
    for n, coverage in enumerate(report.coverage.parts):
        own = [w for w in wheres if (w == coverage.part if n else w not in tables)]
        parts.append(ShownPart(coverage, tuple(_place(w, wheres[w]) for w in own)))
    return parts


def _place(where: str, findings: Sequence[ShownFinding]) -> ShownPlace:
    telling, formal = (tuple(f for f in findings if f.telling is wanted) for wanted in (True, False))
    return ShownPlace(where, telling, formal)


def _shown(number: int, finding: Finding, report: AuditReport) -> ShownFinding:
    printed, computed = differing(finding.printed, finding.computed)
    return ShownFinding(number, finding, printed, computed, report.decisions.of(finding))


def _counted(
    members: type[FindingKind] | type[FindingSeverity], found: Sequence[FindingKind | FindingSeverity]
) -> list[tuple[str, int]]:
    """How often each member occurs, in the order they are declared; none that does not."""
    counts = Counter(member.value for member in found)
    return [(member.value, counts[member.value]) for member in members if counts[member.value]]


def _states(shown: Sequence[ShownFinding]) -> list[tuple[str, int]]:
    counts = Counter(f.state for f in shown)
    return [(s, counts[s]) for s in (UNDECIDED, *(v.value for v in Verdict)) if counts[s]]


def _source(environment: Environment, name: str) -> str:
    """A file beside the template, as it stands."""
    if environment.loader is None:
        raise AssertionError("模板须有来处")
    return environment.loader.get_source(environment, name)[0]


def _hash(source: str) -> str:
    """The hash by which a content policy lets a style or script run."""
    return base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
