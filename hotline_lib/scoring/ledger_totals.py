"""加扣分合计 (ledger totals): what each unit gained, lost and has in all, and how many units did."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.model.exact import exact_text
from hotline_lib.model.quantity import Quantity
from hotline_lib.model.results import LedgerLine

KINDS = {"total": ("加扣分合计", (1, -1)), "plus": ("加分合计", (1,)), "minus": ("扣分合计", (-1,))}


def ledger_totals(lines: Sequence[LedgerLine]) -> dict[str, Quantity]:
    """加扣分合计: `ledger.<unit>.total`, `.plus`, `.minus`, and `ledger.units.plus`, `.minus`.

    A unit without a line has none; one with lines has all three, 0 where it has none of that sign.
    """
    totals: dict[str, Quantity] = {}
    for unit in dict.fromkeys(line.unit for line in lines):
        own = [line for line in lines if line.unit == unit]
        for kind, (label, signs) in KINDS.items():
            summed = [x.points for x in own if (1 if x.points.number > 0 else -1) in signs]
            totals[f"ledger.{unit}.{kind}"] = Quantity(
                id=f"ledger.{unit}.{kind}",
                label=f"{own[0].name}{label}",
                value=sum((q.number for q in summed), Fraction(0)),
                unit="分",
                form=own[0].points.form,
                formula=f"{label} = 本期 {len(summed)} 项之和",
                inputs=tuple(q.as_input(exact_text(q.number)) for q in summed),
            )
    for kind, word in (("plus", "加分"), ("minus", "扣分")):
        units = [name for name, q in totals.items() if name.endswith(f".{kind}") and q.number]
        totals[f"ledger.units.{kind}"] = Quantity(
            id=f"ledger.units.{kind}",
            label=f"有{word}的单位数",
            value=Fraction(len(units)),
            unit="个",
            form="count",
            formula=f"本期有{word}项的单位个数",
        )
    return totals
