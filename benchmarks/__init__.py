"""Measurements (`nox -s bench`): ratios taken side by side in one run, never timed tests."""
