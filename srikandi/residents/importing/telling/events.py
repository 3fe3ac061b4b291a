"""What the program that decides says: the list, its rows, or why there are none; at the end that it came to one.

It takes the reading and deciding of the house without the rest of it: no database, no web, no keys. So it starts in a
quarter of a second and stays small.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from srikandi.residents.importing.reading import Unclear
from srikandi.residents.importing.refusals import FileRefused, FileTooLarge
from srikandi.residents.importing.telling.lines import Asked, told_here

AT_A_TIME = 1_000
ABOUT, ROWS, UNCLEAR, REFUSED, END = "about", "rows", "unclear", "refused", "end"


def events(asked: Asked) -> Iterator[tuple[str, Any]]:
    """Say everything of this file, in plain values."""
    try:
        about, lines = told_here(asked, is_apart=True)
        yield ABOUT, tuple(about)
        while part := list(map(tuple, islice(lines, AT_A_TIME))):
            yield ROWS, part
        yield END, None
    except Unclear as unclear:
        puzzle = unclear.puzzle
        columns = [(one.title, one.samples, one.guess.value if one.guess else None) for one in puzzle.columns]
        yield UNCLEAR, (puzzle.sheet, puzzle.header_row, puzzle.shape, columns)
    except FileRefused as refused:
        yield REFUSED, (type(refused).__name__, refused.values)
    except MemoryError:
        yield REFUSED, (FileTooLarge.__name__, {"rows": "200.000"})


def main() -> None:
    """As a program: read what is asked, then the file, and write what is said of it."""
    asked = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    for event in events(replace(asked, content=sys.stdin.buffer.read())):
        pickle.dump(event, sys.stdout.buffer, protocol=5)
        sys.stdout.buffer.flush()
