"""The sheets of a file as rows of typed cells: workbooks through calamine, text through csv."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, TypeVar

from srikandi.residents.importing.cleaning import Cell, key_of
from srikandi.residents.importing.reading.headers import find_header
from srikandi.residents.importing.reading.kinds import MAX_ROWS, Kind, kind_of
from srikandi.residents.importing.reading.sheet import Grid
from srikandi.residents.importing.reading.workbooks import kept_small, open_workbook
from srikandi.residents.importing.refusals import FileDamaged, FileTooLarge

_DELIMITERS = (";", ",", "\t", "|")
_TRIED_ON = 64 * 2**10
_TITLES_WITHIN = 50
_UTF8_MARK, _UTF16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Grids:
    """The visible sheets of a file, the names of the hidden ones, and how a text file was written."""

    visible: Sequence[Grid]
    hidden: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None


def open_grids(content: bytes, *, filename: str, is_apart: bool = False) -> Grids:
    """Open a file by what it is, whatever it is called; `is_apart` as for `open_workbook`.

    Raises:
        FileRefused: it cannot be opened; the class says why.
    """
    kind = kind_of(content)
    if kind is Kind.TEXT:
        return _from_text(content, name=filename)
    found = open_workbook(content, kind, is_apart=is_apart)
    return Grids([Grid(name, rows) for name, rows in found.sheets], tuple(found.hidden))


C = TypeVar("C", bound=Hashable)


@dataclass(frozen=True)
class Titled(Generic[C]):
    """The rows beneath a line of titles, and where the columns that are known stand."""

    columns: Mapping[C, int]
    line: int
    cells: Sequence[Sequence[Cell]]

    def rows(self) -> Iterator[tuple[int, dict[C, Cell]]]:
        """Give each row's number as the spreadsheet shows it, with its known columns; a cell a row lacks is None."""
        for number, cells in enumerate(self.cells[self.line + 1 :], self.line + 2):
            yield number, {name: cells[at] if at < len(cells) else None for name, at in self.columns.items()}


def find_titled(
    grids: Grids, titles: Mapping[C, AbstractSet[str]], *, is_enough: Callable[[AbstractSet[C]], bool]
) -> Titled[C] | None:
    """Find the first line whose titles are enough, on the first sheet that has one; the first title of a kind wins.

    `titles` are as `key_of` writes them.
    """
    for grid in grids.visible:
        for line, cells in enumerate(grid.rows[:_TITLES_WITHIN]):
            columns = _columns_in(cells, titles)
            if is_enough(columns.keys()):
                return Titled(columns, line, grid.rows)
    return None


def _columns_in(cells: Sequence[Cell], titles: Mapping[C, AbstractSet[str]]) -> dict[C, int]:
    found: dict[C, int] = {}
    for place, cell in enumerate(cells):
        key = key_of(cell)
        for column in (one for one, words in titles.items() if key in words):
            found.setdefault(column, place)
    return found


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
        for record in kept_small(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), defaultdict(dict)):
            rows.append(record)
            if len(rows) > MAX_ROWS:
                raise FileTooLarge(rows="200.000")
    except csv.Error as error:
        raise FileDamaged from error
    return rows
