"""Counted, never timed: how often a test does something (fully with `SRIKANDI_LONG=1`), how much work it makes."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

LONG = "SRIKANDI_LONG" in os.environ


def times(usual: int, *, full: int) -> int:
    """Give how often to do something in this run."""
    return full if LONG else usual


def calls_of(work: Callable[[], object]) -> int:
    """Give how many calls, of Python and of C, a piece of work makes in this thread."""
    made = 0

    def note(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal made
        if event in {"call", "c_call"}:
            made += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return made


@contextmanager
def given_up_after(*, seconds: int) -> Iterator[None]:
    """Stop work that would not end in a human time; a busy machine stays far below it."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        message = f"not done after {seconds} s"
        raise AssertionError(message)

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
