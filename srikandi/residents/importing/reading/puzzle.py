"""A list whose header says nothing: what its columns look like, for the person who can tell what they are.

Nothing of it can name anybody: of every word two letters are shown, of every number two digits.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from srikandi.residents.identity import NUMBER_LENGTH
from srikandi.residents.importing.cleaning import Cell, is_number, key_of, text_of
from srikandi.residents.importing.reading.headers import meaning_of
from srikandi.residents.importing.reading.sheet import Field, Grid

_SAMPLES = 4
_SEARCHED = 200
_MOST_COLUMNS = 60
_LONGEST_SHOWN = 30
_LEAST_NUMERIC_NIK = 10**14
_WORD = re.compile(r"(\w\w)(\w+)")


@dataclass(frozen=True, slots=True)
class PuzzleColumn:
    """One column: its title, some of its values with most signs hidden, and what it might be about."""

    title: str
    samples: tuple[str, ...]
    guess: Field | None


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A sheet with people in it and columns nobody has named."""

    sheet: str
    header_row: int
    shape: str
    """The same for every list with the same titles in the same order."""
    columns: tuple[PuzzleColumn, ...]


def puzzle_in(grids: Sequence[Grid]) -> Puzzle | None:
    """Give the first sheet that has a column of sixteen digits, or nothing: then there is nobody to be found."""
    for grid in grids:
        row = next(
            (number for number, cells in enumerate(grid.rows[:_SEARCHED]) if any(map(_is_like_nik, cells))), None
        )
        if row is not None:
            return _puzzle(grid, row)
    return None


def _puzzle(grid: Grid, first: int) -> Puzzle:
    titles: Sequence[Cell] = grid.rows[first - 1] if first else ()
    people = grid.rows[first : first + _SAMPLES]
    width = min(max(map(len, (titles, *people))), _MOST_COLUMNS)
    keys = "|".join([str(width), *(key_of(_at(titles, column)) for column in range(width))])
    nik = next((column for column in range(width) if _is_like_nik(_at(people[0], column))), None)
    columns = []
    for column in range(width):
        title, cells = _at(titles, column), [_at(row, column) for row in people]
        guess = meaning_of(title) or (Field.NIK if column == nik else None)
        columns.append(PuzzleColumn(text_of(title)[:_LONGEST_SHOWN], tuple(map(hidden, cells)), guess))
    return Puzzle(grid.name, first, hashlib.sha256(keys.encode()).hexdigest(), tuple(columns))


def hidden(cell: Cell) -> str:
    """Show how a value looks and not what it says: SI•• AM••••, 19••••••••••••••."""
    return _WORD.sub(lambda word: word[1] + "•" * len(word[2]), text_of(cell)[:_LONGEST_SHOWN])


def _is_like_nik(cell: Cell) -> bool:
    if is_number(cell):
        return isinstance(cell, int | float) and cell >= _LEAST_NUMERIC_NIK
    digits = key_of(cell)
    return len(digits) == NUMBER_LENGTH and digits.isdigit()


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else ""
