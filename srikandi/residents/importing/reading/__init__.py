"""From the bytes of a file to the list of people in it: which sheet, which header, which rows.

`read_table` is the door. It refuses in words what it cannot read, and it keeps the spreadsheet's own row numbers, so
that every later sentence about a row can be checked with the file open beside it.
"""

from __future__ import annotations

import unicodedata

from srikandi.residents.importing.reading.grids import Grids, open_grids
from srikandi.residents.importing.reading.headers import find_header, settle_columns
from srikandi.residents.importing.reading.kinds import MAX_BYTES, MAX_ROWS
from srikandi.residents.importing.reading.rows import People, sort_rows
from srikandi.residents.importing.reading.sheet import Family, Field, Grid, Header, NotPerson, Row, Sheet, Why
from srikandi.residents.importing.reading.title_blocks import place_in_title
from srikandi.residents.importing.refusals import FileEmpty, NobodyListed, NoNikColumn

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "Family",
    "Field",
    "Header",
    "NotPerson",
    "Row",
    "Sheet",
    "Why",
    "read_table",
]


def read_table(content: bytes, *, filename: str) -> Sheet:
    """Give the list of people in a file: the visible sheet that holds most of them, with its header understood.

    Raises:
        FileRefused: nothing can be read; the class says why and the sentence says what to do.
    """
    grids = open_grids(content, filename=unicodedata.normalize("NFKC", filename))
    if not any(grid.rows for grid in grids.visible):
        raise FileEmpty
    found = [(grid, header, sort_rows(grid, header)) for grid in grids.visible if (header := find_header(grid))]
    if not found:
        raise NoNikColumn
    grid, header, rows = max(found, key=lambda candidate: len(candidate[2].people))
    if not rows.people:
        raise NobodyListed
    ignored = tuple(other.name for other, _, people in found if other is not grid and people.people)
    return _sheet(grids, grid, header=header, rows=rows, ignored=ignored)


def _sheet(grids: Grids, grid: Grid, *, header: Header, rows: People, ignored: tuple[str, ...]) -> Sheet:
    village, subdistrict = place_in_title(grid.rows[: header.rows[0] - 1])
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
