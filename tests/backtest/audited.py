"""A printed bulletin as the back-tests hold it."""

from __future__ import annotations

from dataclasses import dataclass

from hotline_lib.model.findings import Finding
from hotline_lib.run.audit import Basis, Printed


@dataclass(frozen=True)
class Bulletin:
    """A printed bulletin, what the audit holds it against, and what it finds."""

    printed: Printed
    basis: Basis
    findings: tuple[Finding, ...]
