"""From the bytes of a file to the list of people in it: which sheet, which header, which rows.

`read_table` is the door. It refuses in words what it cannot read, and it keeps the spreadsheet's own row numbers, so
that every later sentence about a row can be checked with the file open beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from srikandi.residents.importing.reading.grids import Grids, open_grids
from srikandi.residents.importing.reading.headers import find_header, place_in_title, settle_columns
from srikandi.residents.importing.reading.kinds import MAX_BYTES, MAX_ROWS
from srikandi.residents.importing.reading.puzzle import Puzzle, PuzzleColumn, puzzle_in
from srikandi.residents.importing.reading.rows import People, sort_rows
from srikandi.residents.importing.reading.sheet import Columns, Family, Field, Grid, Header, NotPerson, Row, Sheet, Why
from srikandi.residents.importing.refusals import FileEmpty, NobodyListed, NoNikColumn

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "Columns",
    "Family",
    "Field",
    "Header",
    "NotPerson",
    "Puzzle",
    "PuzzleColumn",
    "Row",
    "Sheet",
    "Unclear",
    "Why",
    "read_table",
]
Known = Mapping[str, Columns]
"""What people said of such lists before, by shape."""


class Unclear(NoNikColumn):
    """There are people in it, and no title says which column is which: a person has to."""

    def __init__(self, puzzle: Puzzle) -> None:
        """Keep what a person can tell it from."""
        super().__init__()
        self.puzzle = puzzle


def read_table(
    content: bytes,
    *,
    filename: str,
    columns: Columns | None = None,
    known: Known | None = None,
    is_apart: bool = False,
) -> Sheet:
    """Give the list of people in a file: the visible sheet that holds most of them, with its header understood.

    `columns` is what a person said of this file, `known` what was said of earlier ones of the same shape. `is_apart`
    says that this process was started for this file alone.

    Raises:
        Unclear: no header is understood, and yet there are numbers of people.
        FileRefused: nothing can be read; the class says why and the sentence says what to do.
    """
    grids = open_grids(content, filename=unicodedata.normalize("NFKC", filename), is_apart=is_apart)
    if not any(grid.rows for grid in grids.visible):
        raise FileEmpty
    candidates = (
        _told(grids, columns) if columns else _understood(grids) or _told(grids, _remembered(grids, known or {}))
    )
    found = [(grid, header, sort_rows(grid, header)) for grid, header in candidates]
    if not found:
        raise NoNikColumn
    grid, header, rows = max(found, key=lambda candidate: len(candidate[2].people))
    if not rows.people:
        raise NobodyListed
    ignored = tuple(other.name for other, _, people in found if other is not grid and people.people)
    return _sheet(grids, grid, header=header, rows=rows, ignored=ignored)


def _understood(grids: Grids) -> list[tuple[Grid, Header]]:
    return [(grid, header) for grid in grids.visible if (header := find_header(grid))]


def _told(grids: Grids, columns: Columns) -> list[tuple[Grid, Header]]:
    return [(grid, columns.header()) for grid in grids.visible if grid.name == columns.sheet]


def _remembered(grids: Grids, known: Known) -> Columns:
    """Give what was said of the last list of this shape. Raises: NoNikColumn, Unclear."""
    puzzle = puzzle_in(grids.visible)
    if puzzle is None:
        raise NoNikColumn
    said = known.get(puzzle.shape)
    if said is None:
        raise Unclear(puzzle)
    return Columns(puzzle.sheet, puzzle.header_row, said.columns)


def _sheet(grids: Grids, grid: Grid, *, header: Header, rows: People, ignored: tuple[str, ...]) -> Sheet:
    village, subdistrict = place_in_title(grid.rows[: header.first - 1])
    return Sheet(
        name=grid.name,
        header=header,
        people=rows.people,
        not_people=rows.not_people,
        village=village,
        subdistrict=subdistrict,
        hidden_sheets=grids.hidden,
        ignored_sheets=ignored,
        delimiter=grids.delimiter,
        encoding=grids.encoding,
        columns=settle_columns(grid, header, rows.people),
    )
