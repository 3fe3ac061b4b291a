"""The sheets of a workbook as rows of typed cells."""

from __future__ import annotations

import ctypes
import datetime as dt
import os
import pickle
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

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
DAYS = {kind.__name__: kind for kind in (dt.date, dt.datetime, dt.time, dt.timedelta)}


@dataclass(frozen=True, slots=True)
class Workbook:
    """The visible sheets by name, and the names of the hidden ones."""

    sheets: list[tuple[str, list[Sequence[Cell]]]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def open_workbook(content: bytes, kind: Kind) -> Workbook:
    """Read every sheet. Raises: FileDamaged, FileTooLarge, PasswordProtected."""
    with _in_memory(content, kind) as (path, place):
        del content
        if kind in HERE and os.fstat(place).st_size < APART_FROM:
            found = _taken_over(reader.events(str(path), MAX_ROWS))
            _give_memory_back()
            return found
        return _read_apart(path, place)


def _taken_over(events: Iterable[Event]) -> Workbook:
    found, has_ended = Workbook(), False
    for about, said in events:
        if about == reader.SHEET:
            found.sheets.append((said, []))
        elif about == reader.ROWS:
            found.sheets[-1][1].extend(said)
        elif about == reader.HIDDEN:
            found.hidden.append(said)
        elif about == reader.REFUSED:
            raise _refusal(said)
        has_ended = about == reader.END
    if not has_ended:
        raise FileDamaged
    return found


def _refusal(why: str) -> FileRefused:
    if why == reader.LARGE:
        return FileTooLarge(rows="200.000")
    return PasswordProtected() if why == reader.LOCKED else FileDamaged()


def _read_apart(path: Path, place: int) -> Workbook:
    command = [sys.executable, "-I", reader.__file__, str(path), str(MAX_ROWS)]
    with subprocess.Popen(  # noqa: S603 - our own program, and a path of our own making
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, pass_fds=(place,)
    ) as program:
        try:
            return _taken_over(_kept_small(heard(program.stdout)))
        finally:
            program.kill()


def _kept_small(events: Iterable[Event]) -> Iterator[Event]:
    """Give the same with each text that repeats from part to part kept once."""
    known: reader.Known = defaultdict(dict)
    for about, said in events:
        yield about, list(reader.kept_small(said, known)) if about == reader.ROWS else said


def heard(output: IO[bytes] | None) -> Iterator[Event]:
    """Give what the program says until it ends, however it ends."""
    assert output is not None  # noqa: S101 - it was asked for
    while True:
        try:
            yield _Plain(output).load()
        except EOFError:
            return
        except (pickle.UnpicklingError, ValueError, IndexError) as broken:
            raise FileDamaged from broken


class _Plain(pickle.Unpickler):
    """Reads texts, numbers and days, and refuses to make anything else."""

    def find_class(self, module_name: str, global_name: str) -> Any:
        if module_name == "datetime" and global_name in DAYS:
            return DAYS[global_name]
        raise pickle.UnpicklingError(global_name)


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
