"""佐证 (evidence) of a finding: the lineage of the computed value, and what was tested."""

from __future__ import annotations

from hotline_lib.model.findings import Evidence
from hotline_lib.model.quantity import Quantity
from hotline_lib.run.audit.causes import Explanation


def evidence_of(quantity: Quantity, explanation: Explanation | None = None) -> Evidence:
    """佐证 from the lineage of a quantity; `explanation` where its value was doubted."""
    rule = quantity.rule
    return Evidence(
        quantity=quantity.id,
        formula=quantity.formula,
        inputs=tuple(f"{i.name} {i.value}（{i.source}）" for i in quantity.inputs),
        rule=f"{rule.title}（{rule.in_force_from.isoformat()}起施行）" if rule else "",
        tested=explanation.tested if explanation else (),
        leads=explanation.leads if explanation else (),
    )
