"""How often: a few times in every run, and the full count of a promise with `SRIKANDI_LONG=1`."""

import os

LONG = "SRIKANDI_LONG" in os.environ


def times(usual: int, *, full: int) -> int:
    """Give how often to do something in this run."""
    return full if LONG else usual
