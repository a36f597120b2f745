"""原因 (causes): why a printed value may differ. Each is tested on the figures; none is guessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hotline_lib.run.audit.causes_derivation import (
    from_printed_counts,
    from_printed_index,
    near_counts,
    of_the_column,
    other_base,
    other_column,
    other_numerator,
    other_row,
    wrong_complement,
)
from hotline_lib.run.audit.causes_digits import (
    digit_missing_or_doubled,
    digits_swapped,
    one_digit_off,
    point_moved,
    sign_turned,
)
from hotline_lib.run.audit.causes_index import from_printed_rates, index_of_other_base, rounded_rates
from hotline_lib.run.audit.causes_points import (
    booked_otherwise,
    from_printed_parts,
    from_printed_row,
    not_booked,
    not_clamped,
    of_other_group,
    of_rounded_rates,
    rounded_parts,
)
from hotline_lib.run.audit.causes_rank import rank_of_printed, rank_skipped, rank_with_gaps
from hotline_lib.run.audit.causes_rounding import (
    fewer_decimals,
    other_rounding,
    rounded_twice,
    rounded_up,
)
from hotline_lib.run.audit.doubt import Doubt

UNEXPLAINED = "未能找到原因"

CauseTest = Callable[[Doubt], str | None]

GROUPS: Sequence[Sequence[CauseTest]] = (
    (from_printed_counts, from_printed_index, from_printed_rates, from_printed_parts, from_printed_row),
    (not_booked, of_the_column, rank_of_printed),
    (
        other_rounding,
        rounded_rates,
        rounded_parts,
        of_rounded_rates,
        rounded_twice,
        rounded_up,
        fewer_decimals,
        index_of_other_base,
    ),
    (booked_otherwise, not_clamped, of_other_group, rank_with_gaps, rank_skipped),
    (other_base, other_numerator, wrong_complement),
    (sign_turned, point_moved, digits_swapped, other_column, other_row),
    (near_counts,),
    (one_digit_off, digit_missing_or_doubled),
)
"""Tests from the most to the least telling; only the first group that explains the value is named."""


def value_cause(doubt: Doubt) -> str:
    """原因 of a differing value: every explanation of the first group that holds, or that none does."""
    for group in GROUPS:
        if found := [cause for test in group if (cause := test(doubt)) is not None]:
            return "；或".join(found)
    return f"只差末位1，{UNEXPLAINED}" if doubt.one_off else UNEXPLAINED
