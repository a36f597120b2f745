"""变动幅度 (thresholds): the changes of numbers that reach a limit, for lists and gates."""

from __future__ import annotations

from fractions import Fraction

from hotline_lib.model.differences import CellChange, ChangeLimit, Changes, FigureChange


def beyond(changes: Changes, limit: ChangeLimit) -> Changes:
    """超过幅度的变动: those that reach every limit stated.

    What has no size always stays: rows, text, words, and figures that are on one side only. A change
    from 0 has no ratio and counts as larger than any.
    """
    return changes.model_copy(
        update={
            "figures": tuple(f for f in changes.figures if reaches(f, limit)),
            "cells": tuple(c for c in changes.cells if reaches(c, limit)),
        }
    )


def reaches(change: FigureChange | CellChange, limit: ChangeLimit) -> bool:
    """达到幅度: whether a change reaches every part of a limit; see `beyond` for what has no size."""
    if change.difference is None:
        return True
    if limit.difference is not None and abs(change.difference) < limit.difference:
        return False
    return limit.ratio is None or change.ratio is None or abs(Fraction(change.ratio)) >= limit.ratio
