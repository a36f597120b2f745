"""静默运行 (quiet): Great Expectations without telemetry, progress bars or warnings on stderr."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_SETTINGS = {"GX_ANALYTICS_ENABLED": "false", "TQDM_DISABLE": "1"}


@contextmanager
def quiet_engine() -> Iterator[None]:
    """静默: settings, log level and warning filters hold inside the block and are put back after it."""
    logger = logging.getLogger("great_expectations")
    level, before = logger.level, {k: os.environ.get(k) for k in _SETTINGS}
    os.environ.update(_SETTINGS)
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
        for key, value in before.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value
