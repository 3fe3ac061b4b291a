"""What a workbook says, as a row of events; as a program, the same events pickled to standard output.

Knows nothing of the rest of the house, so that the program starts at once and stays small.
"""

from __future__ import annotations

import pickle
import resource
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

AT_A_TIME = 2_000
MOST_MEMORY = 2 * 2**30
"""Address space, of which a workbook that is let in uses a small part."""
MOST_SECONDS = 300
"""Of the processor; a whole district takes a few."""
MOST_CELLS = 20_000_000
"""Of all sheets together, the empty ones between two filled ones too: as many as a single sheet may have."""
MOST_REMEMBERED = 30_000
HIDDEN, SHEET, ROWS, LAID_OUT, REFUSED, END = "hidden", "sheet", "rows", "laid out", "refused", "end"
LOCKED, LARGE, DAMAGED = "locked", "large", "damaged"
STOPS_THE_PROGRAM = (KeyboardInterrupt, SystemExit, GeneratorExit)
Event = tuple[str, Any]
Known = defaultdict[int, dict[str, str]]
"""The texts each column has said."""


def events(path: str, most_rows: int, *, is_kept: bool = False) -> Iterator[Event]:
    """Say every sheet with its rows, some thousand at a time, and whether it came to an end or why not.

    `is_kept` leaves the rows with the reader: what is said of a sheet is then what goes through them.
    """
    try:
        for about, said in _sheets(CalamineWorkbook.from_path(path), most_rows):
            if about == LAID_OUT and not is_kept:
                yield from _in_parts(said())
            else:
                yield about, said
            if about == REFUSED:
                return
        yield END, None
    except PasswordError:
        yield REFUSED, LOCKED
    except MemoryError:
        yield REFUSED, LARGE
    except STOPS_THE_PROGRAM:
        raise
    except BaseException:  # noqa: BLE001 - a panic of the Rust reader is no Exception, and a damaged file may cause one
        yield REFUSED, DAMAGED


def kept_small(rows: Iterable[Sequence[Any]], known: Known) -> Iterator[Sequence[Any]]:
    """Give rows whose repeated texts are kept once: a district says its village names a hundred thousand times."""
    for row in rows:
        columns = [known[column] for column in range(len(row))]
        yield tuple([_once(cell, said) if type(cell) is str else cell for cell, said in zip(row, columns, strict=True)])


def _once(text: str, known: dict[str, str]) -> str:
    return known.setdefault(text, text) if len(known) < MOST_REMEMBERED else known.get(text, text)


def _sheets(workbook: CalamineWorkbook, most_rows: int) -> Iterator[Event]:
    cells = 0
    for about in workbook.sheets_metadata:
        if about.visible is not SheetVisibleEnum.Visible:
            yield HIDDEN, about.name
        elif about.typ is SheetTypeEnum.WorkSheet:
            yield SHEET, about.name
            sheet = workbook.get_sheet_by_name(about.name)
            cells += _cells_of(sheet)
            if sheet.total_height > most_rows or cells > MOST_CELLS:
                yield REFUSED, LARGE
                return
            yield LAID_OUT, partial(_rows_from_the_first, sheet)


def _in_parts(rows: Iterator[Sequence[Any]]) -> Iterator[Event]:
    small = kept_small(rows, defaultdict(dict))
    while part := list(islice(small, AT_A_TIME)):
        yield ROWS, part


def _cells_of(sheet: CalamineSheet) -> int:
    """Count what is laid out for a sheet: everything between its first corner and its last cell."""
    row, column = sheet.end or (-1, -1)
    return (row + 1) * (column + 1)


def _rows_from_the_first(sheet: CalamineSheet) -> Iterator[Sequence[Any]]:
    """Give every row from the first cell of the sheet: the reader leaves empty columns in front out."""
    in_front = ("",) * (sheet.start[1] if sheet.start else 0)
    return ((*in_front, *row) for row in sheet.iter_rows())


def main(path: str, most_rows: str) -> None:
    """Write the events of this workbook to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    for event in events(path, int(most_rows)):
        pickle.dump(event, sys.stdout.buffer, protocol=5)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
