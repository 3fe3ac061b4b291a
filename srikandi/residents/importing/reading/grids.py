"""The sheets of a file as rows of typed cells: workbooks through calamine, text through csv."""

from __future__ import annotations

import csv
import ctypes
import io
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from srikandi.residents.importing.cleaning import Cell
from srikandi.residents.importing.reading.headers import find_header
from srikandi.residents.importing.reading.kinds import MAX_ROWS, Kind, kind_of
from srikandi.residents.importing.reading.sheet import Grid
from srikandi.residents.importing.refusals import FileDamaged, FileTooLarge, PasswordProtected

_DELIMITERS = (";", ",", "\t", "|")
_TRIED_ON = 64 * 2**10
_UTF8_MARK, _UTF16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
_MOST_REMEMBERED = 30_000
_STOPS_THE_PROGRAM = (KeyboardInterrupt, SystemExit, GeneratorExit)


@dataclass(frozen=True, slots=True)
class Grids:
    """The visible sheets of a file, the names of the hidden ones, and how a text file was written."""

    visible: Sequence[Grid]
    hidden: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None


def open_grids(content: bytes, *, filename: str) -> Grids:
    """Open a file by what it is, whatever it is called.

    Raises:
        FileRefused: it cannot be opened; the class says why.
    """
    kind = kind_of(content)
    if kind is Kind.TEXT:
        return _from_text(content, name=filename)
    try:
        with _as_path(content, kind) as path:
            return _from_workbook(path)
    except PasswordError as error:
        raise PasswordProtected from error
    except FileTooLarge:
        raise
    except MemoryError as error:
        raise FileTooLarge(rows="200.000") from error
    except _STOPS_THE_PROGRAM:
        raise
    except BaseException as error:  # a panic of the Rust reader is no Exception, and a damaged file may cause one
        raise FileDamaged from error
    finally:
        _give_memory_back()


@contextmanager
def _as_path(content: bytes, kind: Kind) -> Iterator[Path]:
    """Give bytes the path of a file that stands in memory alone: the reader copies what it is handed otherwise."""
    with tempfile.TemporaryDirectory(prefix="srikandi-") as folder, os.fdopen(os.memfd_create("list"), "wb") as file:
        file.write(content)
        file.flush()
        path = Path(folder, f"list.{kind}")
        path.symlink_to(f"/proc/self/fd/{file.fileno()}")
        yield path


def _from_workbook(path: Path) -> Grids:
    workbook = CalamineWorkbook.from_path(path)
    visible, hidden = [], []
    for sheet in workbook.sheets_metadata:
        if sheet.visible is not SheetVisibleEnum.Visible:
            hidden.append(sheet.name)
        elif sheet.typ is SheetTypeEnum.WorkSheet:
            visible.append(Grid(sheet.name, _rows_of(workbook, sheet.name)))
    return Grids(visible, tuple(hidden))


def _rows_of(workbook: CalamineWorkbook, name: str) -> list[Sequence[Cell]]:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.total_height > MAX_ROWS:
        raise FileTooLarge(rows="200.000")
    return list(_kept_small(_rows_from_the_first(sheet)))


def _rows_from_the_first(sheet: CalamineSheet) -> Iterator[Sequence[Cell]]:
    """Give every row from the first cell of the sheet: the reader leaves empty columns in front out."""
    in_front = ("",) * (sheet.start[1] if sheet.start else 0)
    return ((*in_front, *row) for row in sheet.iter_rows())


def _kept_small(rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """Give rows whose repeated texts are kept once: a district says its village names a hundred thousand times."""
    known: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for row in rows:
        columns = [known[column] for column in range(len(row))]
        yield tuple([_once(cell, said) if type(cell) is str else cell for cell, said in zip(row, columns, strict=True)])


def _once(text: str, known: dict[str, str]) -> str:
    return known.setdefault(text, text) if len(known) < _MOST_REMEMBERED else known.get(text, text)


def _give_memory_back() -> None:
    """Let the system have what the reader used: several times the file, kept for nothing while rows are decided."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _from_text(content: bytes, *, name: str) -> Grids:
    text, encoding = _decoded(content)
    delimiter, text = _declared_delimiter(text)
    delimiter = delimiter or _best_delimiter(text)
    return Grids([Grid(name, _records(text, delimiter))], delimiter=delimiter, encoding=encoding)


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith(_UTF16_MARKS):
        return content.decode("utf-16", errors="replace"), "utf-16"
    if content.startswith(_UTF8_MARK):
        return content.decode("utf-8-sig", errors="replace"), "utf-8-sig"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "cp1252"


def _declared_delimiter(text: str) -> tuple[str | None, str]:
    """Obey Excel's first line "sep=;", and leave it empty so that rows keep their numbers."""
    first, _, rest = text.partition("\n")
    said = first.strip()
    if said.lower().startswith("sep=") and len(said) == len("sep=;"):
        return said[-1], "\n" + rest
    return None, text


def _best_delimiter(text: str) -> str:
    head = text[:_TRIED_ON]

    def columns_named(delimiter: str) -> tuple[int, int]:
        header = find_header(Grid("", _records(head, delimiter)))
        return (len(header.columns) if header else 0), head.count(delimiter)

    return max(_DELIMITERS, key=columns_named)


def _records(text: str, delimiter: str) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = []
    try:
        for record in _kept_small(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            rows.append(record)
            if len(rows) > MAX_ROWS:
                raise FileTooLarge(rows="200.000")
    except csv.Error as error:
        raise FileDamaged from error
    return rows
