"""名次之因 (causes in a rank): it follows from printed values, or ties are ranked otherwise."""

from __future__ import annotations

from hotline_lib.run.audit.doubt import Doubt, Peer


def rank_of_printed(doubt: Doubt) -> str | None:
    """随上 (follows): the dense rank of the printed values, which differ."""
    own = _own(doubt)
    values = {p.printed_value for p in doubt.peers if p.printed_value is not None}
    if own is None or own.printed_value is None:
        return None
    made = 1 + sum(v > own.printed_value for v in values)
    return "随上：按所印得分排即为此名次" if made == doubt.printed_value else None


def rank_with_gaps(doubt: Doubt) -> str | None:
    """占位排名: ties take up as many ranks as they are."""
    own = _own(doubt)
    if own is None:
        return None
    made = 1 + sum(p.value > own.value for p in doubt.peers)
    return "并列者占去名次（其后跳号），而规则为密集排名" if made == doubt.printed_value else None


def rank_skipped(doubt: Doubt) -> str | None:
    """跳号: the right rank is printed for no row."""
    ranks = {p.printed_rank for p in doubt.peers}
    if not doubt.peers or doubt.quantity.value in ranks:
        return None
    return f"名次跳号：所印没有第{doubt.computed}名"


def _own(doubt: Doubt) -> Peer | None:
    """The row itself, which comes first among its peers."""
    return doubt.peers[0] if doubt.peers else None
