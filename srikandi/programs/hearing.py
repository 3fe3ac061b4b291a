"""What a program says is plain: texts, numbers, bytes, days, and lists of them."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import IO, Any

DAYS = {kind.__name__: kind for kind in (dt.date, dt.datetime, dt.time, dt.timedelta)}


class NotPlain(Exception):
    """A program said half a thing, or something that is more than a value."""


def plain(pipe: IO[bytes] | None) -> Any:
    """Give the next thing a program says. Raises: EOFError, when it has ended; NotPlain."""
    assert pipe is not None  # noqa: S101 - it was asked for
    try:
        return _Plain(pipe).load()
    except (pickle.UnpicklingError, ValueError, IndexError) as broken:
        raise NotPlain from broken


class _Plain(pickle.Unpickler):
    """Refuses to make anything else."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        if module_name == "datetime" and global_name in DAYS:
            return DAYS[global_name]
        raise pickle.UnpicklingError(global_name)
