"""约定的词 (agreed words) between the warm process and those who ask it; imports nothing."""

READY = b"ready\n"
"""Said on standard output when it is warm."""

KILL = b"kill\n"
"""Said on a connection: end its process and all that it started."""
