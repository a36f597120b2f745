"""已知发现 (known findings): what the audit of a printed bulletin is known to find, kept as data.

`data/<place>/<period>/printed/findings.yml` lists every finding but those of mere form, which are
counted; a back-test holds the audit to it, so that neither a false alarm nor a miss goes unseen.
"""

from __future__ import annotations

from pydantic import Field

from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.frozen import Frozen


class KnownFinding(Frozen):
    """One finding, without its cause in words."""

    kind: FindingKind
    where: str
    row: str = ""
    item: str
    printed: str
    computed: str


class KnownFindings(Frozen):
    """`printed/findings.yml`."""

    form_only: int = Field(ge=0, description="仅涉形式的发现数")
    findings: tuple[KnownFinding, ...]


def known_of(findings: tuple[Finding, ...]) -> KnownFindings:
    """The findings of a report in this form."""
    telling = [f for f in findings if f.severity is not FindingSeverity.form]
    return KnownFindings(
        form_only=len(findings) - len(telling),
        findings=tuple(
            KnownFinding(
                kind=f.kind, where=f.where, row=f.row, item=f.item, printed=f.printed, computed=f.computed
            )
            for f in telling
        ),
    )
