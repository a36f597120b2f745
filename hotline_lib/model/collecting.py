"""回收内存 (collecting garbage): seldom, in processes that live for seconds and keep what they make.

Imports, models and documents are a million objects that all stay; Python's usual thresholds look at them
again and again, a tenth of a run. The memory of a bulletin grows by a hundredth.
"""

from __future__ import annotations

import gc

_USUAL = gc.get_threshold()
_RARELY = 500_000, 50, 50


def collect_rarely() -> None:
    """少回收: for this process, from now on."""
    gc.set_threshold(*_RARELY)


def collect_as_usual() -> None:
    """照常回收, but never what is there by now, which forked children then share unwritten."""
    gc.freeze()
    gc.set_threshold(*_USUAL)
