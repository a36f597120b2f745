"""页面所用 (page context): what the reviewers' page shows beyond the document."""

from __future__ import annotations

from collections.abc import Mapping

from hotline_lib.publish.flags import by_address, by_entry, flags_of
from hotline_lib.publish.lineage_data import lineage_data, quantity_numbers
from hotline_lib.publish.page_script import page_script, script_policy
from hotline_lib.publish.review import Review


def page_context(review: Review) -> Mapping[str, object]:
    """页面所用, by the names that the templates use."""
    flags = flags_of(review)
    numbers = quantity_numbers(review.lineage)
    script = page_script()
    return {
        "flags": by_address(flags),
        "flags_of_entry": by_entry(flags),
        "has_review": bool(review.warnings or review.findings or review.changes or review.drafts),
        "lineage_data": lineage_data(review.lineage, flags),
        "page_script": script,
        "quantity_of": {
            figure: numbers[name] for figure, name in review.lineage.figures.items() if name in numbers
        },
        "script_policy": script_policy(script),
    }
