"""原因 (causes): why a printed value may differ. Each is tested on the figures; none is guessed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hotline_lib.run.audit.causes_derivation import (
    from_printed_counts,
    from_printed_index,
    from_printed_rates,
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
from hotline_lib.run.audit.causes_rounding import (
    fewer_decimals,
    other_rounding,
    rounded_rates,
    rounded_twice,
    rounded_up,
)
from hotline_lib.run.audit.doubt import Doubt

UNEXPLAINED = "未能找到原因"

CauseTest = Callable[[Doubt], str | None]

GROUPS: Sequence[Sequence[CauseTest]] = (
    (from_printed_counts, from_printed_index, from_printed_rates),
    (other_rounding, rounded_rates, rounded_twice, rounded_up, fewer_decimals),
    (other_base, other_numerator, wrong_complement),
    (sign_turned, point_moved, digits_swapped, other_column, other_row),
    (one_digit_off, digit_missing_or_doubled),
)
"""Tests from the most to the least telling; only the first group that explains the value is named."""


def value_cause(doubt: Doubt) -> str:
    """原因 of a differing value: every explanation of the first group that holds, or that none does."""
    for group in GROUPS:
        if found := [cause for test in group if (cause := test(doubt)) is not None]:
            return "；或".join(found)
    return UNEXPLAINED
