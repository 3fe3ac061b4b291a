"""The sheets of a workbook as rows of typed cells."""

from __future__ import annotations

import ctypes
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Any, overload

from srikandi import programs
from srikandi.residents.importing.cleaning import Cell
from srikandi.residents.importing.reading.kinds import MAX_ROWS, Kind
from srikandi.residents.importing.reading.workbooks import reader
from srikandi.residents.importing.reading.workbooks.reader import Event
from srikandi.residents.importing.refusals import FileDamaged, FileRefused, FileTooLarge, PasswordProtected

APART_FROM = 1_000_000
"""Bytes from which a workbook is read in a process of its own; starting one takes a tenth of a second."""
HERE = frozenset({Kind.XLSX})
"""What is read here while it is small: its cells have been counted. A sheet of the others may say one cell a billion
times in a thousand bytes, and the reader that runs out of memory ends its process without a word."""
FIRST = 2_000
"""Rows of a laid out sheet that are kept as cells: titles and the first people are asked for again and again."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets by name, and the names of the hidden ones."""

    sheets: list[tuple[str, Sequence[Sequence[Cell]]]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


class LaidOut(Sequence[Sequence[Cell]]):
    """The rows of a sheet as its reader holds them: made into cells each time somebody goes through them."""

    def __init__(self, rows: Callable[[], Iterator[Sequence[Cell]]]) -> None:
        """Count them, and keep the first ones, which everybody asks for."""
        self._rows, self._first = rows, list(islice(rows(), FIRST))
        self._length = sum(1 for _ in rows())

    def __len__(self) -> int:
        """Count them."""
        return self._length

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        """Go through them."""
        return self._rows()

    @overload
    def __getitem__(self, at: int) -> Sequence[Cell]: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Sequence[Cell]]: ...

    def __getitem__(self, at: int | slice) -> Any:
        """Give one row, or some in their order."""
        if isinstance(at, slice):
            start, stop, _ = at.indices(self._length)
            return self._first[start:stop] if stop <= FIRST else list(islice(self._rows(), start, stop))
        place = range(self._length)[at]
        return self._first[place] if place < FIRST else next(islice(self._rows(), place, None))


def open_workbook(content: bytes, kind: Kind, *, is_apart: bool = False) -> Workbook:
    """Read every sheet. Raises: FileDamaged, FileTooLarge, PasswordProtected.

    `is_apart` says that this process was started for this file alone, so that it is read here and stays laid out.
    """
    with _in_memory(content, kind) as (path, place):
        del content
        if is_apart:
            return _taken_over(reader.events(str(path), MAX_ROWS, is_kept=True))
        if kind in HERE and os.fstat(place).st_size < APART_FROM:
            found = _taken_over(reader.events(str(path), MAX_ROWS))
            _give_memory_back()
            return found
        return _read_apart(path, place)


def _taken_over(events: Iterable[Event]) -> Workbook:
    found, has_ended = Workbook(), False
    rows: list[Sequence[Cell]] = []
    for about, said in events:
        if about == reader.SHEET:
            rows = []
            found.sheets.append((said, rows))
        elif about == reader.ROWS:
            rows.extend(said)
        elif about == reader.LAID_OUT:
            found.sheets[-1] = (found.sheets[-1][0], _laid_out(said))
        elif about == reader.HIDDEN:
            found.hidden.append(said)
        elif about == reader.REFUSED:
            raise _refusal(said)
        has_ended = about == reader.END
    if not has_ended:
        raise FileDamaged
    return found


def _laid_out(rows: Callable[[], Iterator[Sequence[Cell]]]) -> LaidOut:
    """Give rows that have been gone through once, so that a cell nobody can make is met here and not later."""
    try:
        return LaidOut(rows)
    except (MemoryError, *reader.STOPS_THE_PROGRAM):
        raise
    except BaseException as broken:
        raise FileDamaged from broken


def _refusal(why: str) -> FileRefused:
    if why == reader.LARGE:
        return FileTooLarge(rows="200.000")
    return PasswordProtected() if why == reader.LOCKED else FileDamaged()


def _read_apart(path: Path, place: int) -> Workbook:
    with programs.running(reader.__file__, str(path), str(MAX_ROWS), keep_open=(place,)) as program:
        return _taken_over(_kept_small(heard(program.stdout)))


def _kept_small(events: Iterable[Event]) -> Iterator[Event]:
    """Give the same with each text that repeats from part to part kept once."""
    known: reader.Known = defaultdict(dict)
    for about, said in events:
        yield about, list(reader.kept_small(said, known)) if about == reader.ROWS else said


def heard(output: IO[bytes] | None) -> Iterator[Event]:
    """Give what the program says until it ends, however it ends."""
    while True:
        try:
            yield programs.plain(output)
        except EOFError:
            return
        except programs.NotPlain as broken:
            raise FileDamaged from broken


@contextmanager
def _in_memory(content: bytes, kind: Kind) -> Iterator[tuple[Path, int]]:
    """Give bytes the path of a file that stands in memory alone: the reader copies what it is handed otherwise."""
    with tempfile.TemporaryDirectory(prefix="srikandi-") as folder, os.fdopen(os.memfd_create("list"), "wb") as file:
        file.write(content)
        file.flush()
        path = Path(folder, f"list.{kind}")
        path.symlink_to(f"/proc/self/fd/{file.fileno()}")
        yield path, file.fileno()


def _give_memory_back() -> None:
    """Let the system have what the reader used: several times the file, kept for nothing while rows are decided."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
