"""A command that works in the background leaves the processor to whoever needs it more."""

import os
from contextlib import suppress

_NICENESS = 10


def step_back() -> None:
    """Be the last in the queue, behind a player above all."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(_NICENESS)
