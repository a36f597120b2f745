"""判断 (judging): which printed numbers changed beyond their limits, told in words; refusal or acceptance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from fractions import Fraction

from hotline_lib.model.change_limits import PERCENT, ChangeLimitsVersion, LimitSet
from hotline_lib.model.differences import ChangeLimit
from hotline_lib.model.errors import ChangesRefusedError
from hotline_lib.model.exact import decimal_words
from hotline_lib.model.frozen import Frozen
from hotline_lib.publish.change_words import difference_words, ratio_words
from hotline_lib.run.diff import Snapshot, figure_changes, reaches
from hotline_lib.run.diff.snapshot import PrintedFigure
from hotline_lib.run.gate.request import GateRequest

_NAMED = 10
"""Changes named one by one in the refusal."""


@dataclass(frozen=True)
class Earlier:
    """所比的前者: what it is called, its limits, and what it printed; or why it cannot be compared."""

    name: str
    limits: LimitSet
    printed: Snapshot | None
    problem: str = ""


class BeyondLimit(Frozen):
    """超限的一处 (change beyond its limit), in words."""

    against: str
    quantity: str
    label: str
    before: str
    after: str
    change: str
    limit: str

    def __str__(self) -> str:
        return (
            f"与{self.against}相比，{self.label}由 {self.before} 变为 {self.after}"
            f"（{self.change}），限度为{self.limit}"
        )


class GateResult(Frozen):
    """把关结果 (result of the gate), as `run.json` keeps it."""

    limits_in_force_from: str | None
    compared: tuple[str, ...]
    not_compared: tuple[str, ...]
    beyond: tuple[BeyondLimit, ...]
    accepted: bool


def judge(
    now: Snapshot, earlier: Sequence[Earlier], limits: ChangeLimitsVersion | None, request: GateRequest
) -> GateResult:
    """把关: every number that both have and that changed beyond its limit. Judges; does not refuse."""
    exempt = limits.exempt if limits else ()
    beyond = [found for one in earlier for found in _beyond(one, now, request.ratio, exempt)]
    return GateResult(
        limits_in_force_from=limits.in_force_from.isoformat() if limits else None,
        compared=tuple(one.name for one in earlier if one.printed is not None),
        not_compared=tuple(f"{one.name}：{one.problem}" for one in earlier if one.printed is None),
        beyond=tuple(beyond),
        accepted=bool(beyond) and request.accept,
    )


def refuse_changes(result: GateResult) -> None:
    """拒绝: raises `ChangesRefusedError` naming the figures, unless they were accepted."""
    if not result.beyond or result.accepted:
        return
    lines = [f"  {n}. {found}" for n, found in enumerate(result.beyond[:_NAMED], 1)]
    if more := len(result.beyond) - _NAMED:
        lines += [f"  另有 {more} 处。"] if more > 0 else []
    raise ChangesRefusedError(
        f"有 {len(result.beyond)} 处变动超过限度，未发布：\n"
        + "\n".join(lines)
        + "\n请核对输入；属实的请加 --accept-changes 重新运行，run.json 会记下。"
    )


def _beyond(
    earlier: Earlier, now: Snapshot, ratio: Fraction | None, exempt: Sequence[str]
) -> Iterator[BeyondLimit]:
    if earlier.printed is None:
        return
    both = ((earlier.printed.figures, now.figures, False), (earlier.printed.cells, now.cells, True))
    for before, after, in_table in both:
        units = {figure.quantity: _printed_unit(figure) for figure in after}
        for change in figure_changes(before, after):
            limit = earlier.limits.limit(units.get(change.quantity, ""), in_table=in_table, ratio=ratio)
            if limit is None or change.difference is None:
                continue
            if any(fnmatchcase(change.quantity, pattern) for pattern in exempt):
                continue
            sized = change
            if units[change.quantity] == PERCENT:  # limits of rates are in percentage points
                sized = change.model_copy(update={"difference": change.difference * 100})
            if reaches(sized, limit):
                yield BeyondLimit(
                    against=earlier.name,
                    quantity=change.quantity,
                    label=change.label,
                    before=change.before,
                    after=change.after,
                    change="，".join(filter(None, (difference_words(change), ratio_words(change)))),
                    limit=_limit_words(limit, units[change.quantity]),
                )


def _printed_unit(figure: PrintedFigure) -> str:
    """The unit as printed: `%` for a rate or a difference of rates, which have none of their own."""
    return PERCENT if figure.text.endswith((PERCENT, "个百分点")) else figure.unit


def _limit_words(limit: ChangeLimit, unit: str) -> str:
    parts = []
    if limit.ratio is not None:
        parts.append(f"变化率 {decimal_words(limit.ratio * 100)}%")
    if limit.difference is not None:
        parts.append(f"差 {decimal_words(limit.difference)} {'个百分点' if unit == PERCENT else unit}")
    return "且".join(parts)
