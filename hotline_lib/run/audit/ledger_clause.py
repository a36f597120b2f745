"""条文与分值 (clause against points): does the printed reason lead to the printed points?"""

from __future__ import annotations

from fractions import Fraction

from hotline_lib.model.findings import Finding, FindingKind, FindingSeverity
from hotline_lib.model.results import LedgerLine
from hotline_lib.run.audit.basis import Basis
from hotline_lib.run.audit.numbers import read_number
from hotline_lib.run.audit.text import ReadPassage
from hotline_lib.run.audit.tokens import joined

EACH, COUNT, LIMIT = "each", "count", "limit"


def clause_finding(
    line: LedgerLine, points: str, reason: ReadPassage, row: str, basis: Basis
) -> list[Finding]:
    """条文发现 where a reader who multiplies the printed clause does not get the printed points.

    Only reasons that print the points of one item are judged. How many items there are is read
    from the reason: a printed count, or the numbers it lists; where it tells neither, one is assumed.
    Points that the rule cut at its limit (累计上限) are judged by what is left.
    """
    each, booked = _printed(line, EACH, reason), read_number(points)
    if each is None or booked is None or not each:
        return []
    count = _printed(line, COUNT, reason)
    if count is None and line.numbers:
        text = joined(reason.quote)
        count = Fraction(sum(number in text for number in line.numbers))
    total = abs(booked.value)
    plain = basis.layout.place.form(line.values[EACH].form).text
    if total == each * (1 if count is None else count):
        return []
    if LIMIT in line.values and total == abs(line.points.number):
        return []
    if count is None and (total / each).denominator == 1:
        severity = FindingSeverity.notice
        cause = f"条文每次{plain(each)}分，所扣{plain(total)}分相当于{total / each}次，而所印未写次数"
    else:
        severity = FindingSeverity.error
        items = f"×{count}" if count is not None else "的整数倍"
        cause = f"条文每次{plain(each)}分{items}得不出所印{plain(total)}分"
    return [
        Finding(
            kind=FindingKind.wording,
            severity=severity,
            where=reason.passage.where,
            row=row,
            item="条文与分值",
            printed=f"{points.strip()}分；每次{plain(each)}分",
            computed=_computed(line, basis),
            cause=cause,
            note=line.points.note or "",
        )
    ]


def _printed(line: LedgerLine, name: str, reason: ReadPassage) -> Fraction | None:
    """A value of the clause as the printed reason has it; `None` where it is not printed."""
    quantity = line.values.get(name)
    found = reason.printed_for(quantity.id) if quantity else None
    number = read_number(found[1]) if found else None
    return number.value if number else None


def _computed(line: LedgerLine, basis: Basis) -> str:
    """The points as the rule makes them: points each times the number of items received."""
    place = basis.layout.place
    each, count = line.values[EACH], line.values.get(COUNT)
    times = f"×{place.printed(count)}" if count else ""
    return f"{place.printed(line.points)}分＝每次{place.printed(each)}分{times}"
