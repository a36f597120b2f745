"""附表名次 (row ranks): every unit of a table by its index or total, inside its band, its group or all."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hotline_lib.model.evaluation import RowRank
from hotline_lib.model.exact import decimal_words, exact_text
from hotline_lib.model.place import Place
from hotline_lib.model.quantity import Quantity, RuleRef
from hotline_lib.model.results import UnitRow
from hotline_lib.scoring.grades import compared
from hotline_lib.scoring.rankings import sort_key
from hotline_lib.scoring.ranks import RANK_WORDS, RANKS

SCOPES = {"band": "组（档）内", "group": "组内", "all": "全部单位中"}


def row_ranks(
    rows: Sequence[UnitRow], of: str, rule: RowRank, cited: RuleRef, programme: str, place: Place
) -> list[UnitRow]:
    """附表名次: the rows with a cell `rank`, by the value of the column `of`.

    Units under the minimum volume are measured but not ranked; their cell says so.
    """
    ranks: dict[str, int] = {}
    ranked = [row for row in rows if _is_ranked(row, rule)]
    for scope in dict.fromkeys(_scope(row, rule) for row in ranked):
        members = [row for row in ranked if _scope(row, rule) == scope]
        members.sort(key=lambda row: sort_key(row, rule.ties))
        values = [compared(row.cells[of], rule.compare, place) for row in members]
        ranks |= {row.unit: rank for row, rank in zip(members, RANKS[rule.kind](values), strict=True)}
    made = []
    for row in rows:
        value = row.cells[of]
        rank = Quantity(
            id=f"{programme}.{row.unit}.rank",
            label="排名",
            value=Fraction(ranks[row.unit]) if row.unit in ranks else None,
            unit="名" if row.unit in ranks else "",
            text=None if row.unit in ranks else rule.unranked_text,
            form="count" if row.unit in ranks else "label",
            formula=f"{SCOPES[rule.within]}按{value.label}由高到低的{RANK_WORDS[rule.kind]}"
            if row.unit in ranks
            else "不足起评量，不排名",
            inputs=(value.as_input(_short(value.number)),),
            rule=cited,
        )
        made.append(row.model_copy(update={"cells": {**row.cells, "rank": rank}}))
    return made


def _is_ranked(row: UnitRow, rule: RowRank) -> bool:
    minimum = rule.minimum
    return minimum is None or row.cells[minimum.column].number >= minimum.at_least


def _scope(row: UnitRow, rule: RowRank) -> tuple[str | None, ...]:
    if rule.within == "all":
        return ()
    return (row.group,) if rule.within == "group" else (row.group, row.tier)


def _short(value: Fraction) -> str:
    words = decimal_words(value)
    return words if "/" not in words else f"{float(value):.6f}（{exact_text(value)}）"
