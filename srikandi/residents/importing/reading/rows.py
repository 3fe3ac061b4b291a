"""Telling people from the rest of a sheet: titles, blanks, repeated headers, family lines, totals, signatures."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import overload

from srikandi.residents.importing.cleaning import Cell, is_blank, is_number, key_of, split_neighbourhoods, text_of
from srikandi.residents.importing.reading.headers import is_nik_title, meaning_of
from srikandi.residents.importing.reading.sheet import Family, Field, Grid, Header, NotPerson, Row, Why

_SIGNATURE = re.compile(
    r"^(?:mengetahui|menyetujui|disetujui|kepala (?:dinas|desa|bidang|seksi)|lurah|camat|petugas)\b"
    r"|^(?:ttd|nip\b|tanda tangan)"
    r"|,\s*\d{1,2} [a-z]+ \d{4}$",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^(?:sub|grand)?\s*(?:jumlah|total|jml)\b", re.IGNORECASE)
_FAMILY = re.compile(r"^\W*no(?:mor)?\W*(?:kk|kartu keluarga)\b\W*(.*)$", re.IGNORECASE | re.DOTALL)
_LABELLED = {
    "address": re.compile(r"alamat\s*:\s*(.*?)\s*(?:,\s*(?:nama dusun|dusun|rt\b|kode\s?pos)|$)", re.IGNORECASE),
    "hamlet": re.compile(r"(?:nama\s+)?dusun\s*:\s*(.*?)\s*(?:,|$)", re.IGNORECASE),
    "rt_rw": re.compile(r"rt\s*/\s*rw\s*:\s*([\d\s/-]+)", re.IGNORECASE),
}
_COLUMN_NUMBER = re.compile(r"\(?-?\d{1,3}\)?")
_END_MARK = "###"
_SHORTEST_NIK = 8
_LEAST_NUMERIC_NIK = 10_000_000
_LEAST_FILLED = 3
_CARD_DIGITS = 10
_MOST_SIGNERS = 3
_LONGEST_LINE = 500


class Listed(Sequence[Row]):
    """The people of a sheet: which of its rows they are, and the family line each stands under."""

    def __init__(self, rows: Sequence[Sequence[Cell]]) -> None:
        """Begin with nobody."""
        self._rows = rows
        self._found: list[tuple[int, Family | None]] = []

    def add(self, number: int, family: Family | None) -> None:
        """Add the person of the next row that is one."""
        self._found.append((number, family))

    def __len__(self) -> int:
        """Count them."""
        return len(self._found)

    def __iter__(self) -> Iterator[Row]:
        """Go through them in the order of the sheet."""
        left = iter(self._found)
        number, family = next(left, (0, None))
        for place, cells in enumerate(self._rows, start=1):
            if place == number:
                yield Row(number, cells, family)
                number, family = next(left, (0, None))

    @overload
    def __getitem__(self, at: int) -> Row: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...

    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        """Give one of them, or some in their order."""
        if isinstance(at, slice):
            start, stop, _ = at.indices(len(self))
            return list(islice(self, start, stop))
        number, family = self._found[at]
        return Row(number, self._rows[number - 1], family)


@dataclass
class People:
    """The rows of one sheet, sorted into people and the rest."""

    people: Listed
    not_people: list[NotPerson] = field(default_factory=list)


@dataclass
class _Sorter:
    """Walks down a sheet once, remembering the family line it last passed."""

    header: Header
    grid: Grid
    family: Family | None = None
    labels: dict[int, Field] | None = None
    has_ended: bool = False

    def __post_init__(self) -> None:
        self.nik = self.header.columns[Field.NIK]
        self.mapped = [column for name, column in self.header.columns.items() if name is not Field.NUMBER]
        self.least_filled = min(_LEAST_FILLED, (len(self.mapped) + 1) // 2)
        self.titles = {_keys(self.grid.rows[row - 1]) for row in self.header.rows}

    def why_not(self, number: int, cells: Sequence[Cell]) -> Why | None:
        """Give why a row is no person, or nothing when it is one."""
        nik = cells[self.nik] if self.nik < len(cells) else ""
        if self.labels is None and not self.has_ended and isinstance(nik, str) and _is_plain_nik(nik):
            return None
        return self._why_not(number, cells, nik)

    def _why_not(self, number: int, cells: Sequence[Cell], nik: Cell) -> Why | None:
        if all(is_blank(cell) for cell in cells):
            return Why.BLANK
        return self._why_no_content(number, cells, nik) or self._why_no_person(cells, nik)

    def _why_no_content(self, number: int, cells: Sequence[Cell], nik: Cell) -> Why | None:
        if self.has_ended or (len(cells) > 1 and text_of(cells[1]) == _END_MARK):
            self.has_ended = True
            return Why.END
        if number in self.header.rows or is_nik_title(nik) or _keys(cells) in self.titles:
            return Why.HEADER
        if _are_column_numbers(cells):
            return Why.COLUMN_NUMBERS
        if self._is_family_line(cells):
            return Why.GROUP
        return Why.TITLE if number < self.header.first else None

    def _why_no_person(self, cells: Sequence[Cell], nik: Cell) -> Why | None:
        if _looks_like_nik(nik):
            return None
        texts = [text for cell in cells if isinstance(cell, str) and (text := text_of(cell))]
        if any(_TOTAL.match(text) for text in texts):
            return Why.TOTAL
        if len(texts) <= _MOST_SIGNERS and any(_SIGNATURE.search(text) for text in texts):
            return Why.SIGNATURE
        return None if self._is_filled_like_a_person(cells, nik) else Why.TITLE

    def _is_filled_like_a_person(self, cells: Sequence[Cell], nik: Cell) -> bool:
        filled = sum(1 for column in self.mapped if column < len(cells) and not is_blank(cells[column]))
        named = not is_blank(self._cell(cells, Field.NAME))
        numbered = text_of(self._cell(cells, Field.NUMBER)).isdigit()
        return (filled >= self.least_filled and (named or not is_blank(nik) or numbered)) or (named and numbered)

    def _cell(self, cells: Sequence[Cell], name: Field) -> Cell:
        column = self.header.columns.get(name)
        return cells[column] if column is not None and column < len(cells) else ""

    def _is_family_line(self, cells: Sequence[Cell]) -> bool:
        if self.labels is not None:
            self.family, self.labels = _family_under(self.labels, cells), None
            return True
        first = next((cell for cell in cells if not is_blank(cell)), "")
        found = _FAMILY.match(text_of(first)) if isinstance(first, str) else None
        if not found:
            return False
        card = found[1] or next((text_of(cell) for cell in cells if _digit_count(text_of(cell)) >= _CARD_DIGITS), "")
        if _digit_count(card) or not found[1]:
            self.labels = None if card else _labels(cells)
            self.family = _family_in(card, cells)
            return True
        return False


def sort_rows(grid: Grid, header: Header) -> People:
    """Sort the rows of a sheet; every row lands either among the people or among the rest, with why."""
    sorter, found = _Sorter(header, grid), People(Listed(grid.rows))
    last = 0
    for number, cells in _numbered(grid):
        why = sorter.why_not(number, cells)
        if why is None:
            found.people.add(number, sorter.family)
            last = number
        else:
            found.not_people.append(NotPerson(number, why))
    found.not_people = [
        NotPerson(row, Why.SIGNATURE if why is Why.TITLE and row > last > 0 else why) for row, why in found.not_people
    ]
    return found


def _numbered(grid: Grid) -> Iterator[tuple[int, Sequence[Cell]]]:
    filled = (number for number, cells in enumerate(grid.rows, start=1) if not all(map(is_blank, cells)))
    last = deque(filled, maxlen=1)
    return zip(range(1, last[0] + 1 if last else 1), grid.rows, strict=False)


def _is_plain_nik(cell: str) -> bool:
    return len(cell) > _SHORTEST_NIK and cell.isascii() and cell.strip().isdigit()


def _looks_like_nik(cell: Cell) -> bool:
    if is_number(cell):
        return isinstance(cell, int | float) and abs(cell) >= _LEAST_NUMERIC_NIK
    text = text_of(cell)
    return _digit_count(text) >= _SHORTEST_NIK and not any(sign.isalpha() for sign in text)


def _digit_count(text: str) -> int:
    return sum(sign.isdigit() for sign in text)


def _are_column_numbers(cells: Sequence[Cell]) -> bool:
    texts = [text for cell in cells if (text := text_of(cell))]
    if len(texts) < _LEAST_FILLED or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts):
        return False
    numbers = [int(text.strip("()-")) for text in texts]
    return all(after - before == 1 for before, after in pairwise(numbers))


def _keys(cells: Sequence[Cell]) -> tuple[str, ...]:
    keys = [key_of(cell) if isinstance(cell, str) else text_of(cell) for cell in cells]
    while keys and not keys[-1]:
        keys.pop()
    return tuple(keys)


def _labels(cells: Sequence[Cell]) -> dict[int, Field]:
    return {column: name for column, cell in enumerate(cells) if (name := meaning_of(cell))}


def _family_under(labels: dict[int, Field], cells: Sequence[Cell]) -> Family:
    said = {name: cells[column] for column, name in labels.items() if column < len(cells)}
    return Family(said.get(Field.FAMILY_CARD, ""), text_of(said.get(Field.ADDRESS, "")))


def _family_in(card: str, cells: Sequence[Cell]) -> Family:
    line = " ".join(text_of(cell) for cell in cells)[:_LONGEST_LINE]
    said = {name: (found[1] if (found := pattern.search(line)) else "") for name, pattern in _LABELLED.items()}
    rt, rw = split_neighbourhoods(said["rt_rw"])
    digits = re.match(r"['\d\s.\-]*", card)
    return Family(digits[0] if digits else card, said["address"], said["hamlet"], rt, rw)
