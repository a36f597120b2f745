"""入账口径 (bookings): each ledger entry that counts in a points scheme goes to exactly one component."""

from __future__ import annotations

from collections.abc import Iterator

from hotline_lib.ingest.evaluation_references import rule_bodies
from hotline_lib.ingest.place_params import PlaceParams
from hotline_lib.model.errors import Problem
from hotline_lib.model.evaluation import Evaluation
from hotline_lib.model.ledger_rules import BookedEntry, GivenEntry, LedgerRules, PerCountEntry, PerItemEntry
from hotline_lib.model.points import LedgerPoints, PointsTotal

WORDS = {1: "加分", -1: "扣分"}


def booking_problems(params: PlaceParams, folder: str) -> list[Problem]:
    """入账不当: entries that no component books, or two; components that name an unknown entry.

    Only schemes with a component fed by the ledger are asked; elsewhere points are published only.
    """
    return [
        problem
        for rule, evaluation in rule_bodies(params)
        if isinstance(evaluation, Evaluation) and isinstance(evaluation.index, PointsTotal)
        for problem in _scheme_problems(params, evaluation.index, f"{folder}/rules/{rule.id}.yml")
    ]


def _scheme_problems(params: PlaceParams, scheme: PointsTotal, file: str) -> Iterator[Problem]:
    parts = [c for c in scheme.components if isinstance(c, LedgerPoints)]
    ledgers = [body for _, body in rule_bodies(params) if isinstance(body, LedgerRules)]
    known = {entry.id for body in ledgers for entry in body.entries}
    for part in parts:
        for entry_id in part.entries:
            if entry_id not in known:
                yield Problem(
                    file=file,
                    column=f"components.{part.id}.entries",
                    found=entry_id,
                    expected=f"应为加扣分细则中的条目（{'、'.join(sorted(known))}）",
                    action="请改正标识，或先登记",
                )
    if not parts:
        return
    for body in ledgers:
        for entry in body.entries:
            if isinstance(entry, BookedEntry) and entry.in_score:
                yield from _entry_problems(entry, parts, file)


def _entry_problems(entry: BookedEntry, parts: list[LedgerPoints], file: str) -> Iterator[Problem]:
    for sign in sorted(_signs(entry), reverse=True):
        takers = [p.label for p in parts if _takes(p, entry.id, sign)]
        if len(takers) != 1:
            how = "没有得分项记入" if not takers else f"记入了两项以上（{'、'.join(takers)}）"
            yield Problem(
                file=file,
                column="components",
                found=f"细则“{entry.label}”（{entry.id}）的{WORDS[sign]}{how}",
                expected="每条加扣分应恰好记入一个得分项",
                action="请在得分项的 sign、entries 中写明，或把只公布的条目标为 in_score: false",
            )


def _takes(part: LedgerPoints, entry_id: str, sign: int) -> bool:
    fits = part.sign == "both" or part.sign == ("positive" if sign > 0 else "negative")
    return fits and (not part.entries or entry_id in part.entries)


def _signs(entry: BookedEntry) -> set[int]:
    """The signs that the points of an entry may have: both where judgement is free."""
    if isinstance(entry, PerItemEntry | PerCountEntry):
        return {1 if entry.points > 0 else -1}
    if isinstance(entry, GivenEntry) and entry.allowed:
        return {1 if points > 0 else -1 for points in entry.allowed}
    return {1, -1}
