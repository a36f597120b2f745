"""审核栏 (review): what the reviewers' page shows beside the official document."""

from __future__ import annotations

from pydantic import Field

from hotline_lib.model.findings import Finding
from hotline_lib.model.frozen import Frozen


class Review(Frozen):
    """审核资料 (review material): lineage by figure id, guard warnings, findings of the audit."""

    lineage: dict[str, str] = Field(default={}, description="数值标识 → 一行来历")
    warnings: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    rules: dict[str, tuple[str, ...]] = Field(default={}, description="栏目或表标识 → 所依规则")
