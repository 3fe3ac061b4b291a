"""A resident list as it was found: where its header stands, which rows are people and which are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from srikandi.residents.importing.cleaning import Cell


class Field(StrEnum):
    """What a column is about, of all that a pool of residents needs; every other column stays at the door."""

    NUMBER = "number"
    NIK = "nik"
    FAMILY_CARD = "family_card"
    NAME = "name"
    BIRTH_PLACE = "birth_place"
    BIRTH_ON = "birth_on"
    BIRTH_PLACE_AND_DATE = "birth_place_and_date"
    SEX = "sex"
    RELATION = "relation"
    OCCUPATION = "occupation"
    ADDRESS = "address"
    HAMLET = "hamlet"
    RT = "rt"
    RW = "rw"
    RT_RW = "rt_rw"
    VILLAGE = "village"
    VILLAGE_CODE = "village_code"
    SUBDISTRICT = "subdistrict"
    STATUS = "status"
    REGISTER_STATUS = "register_status"
    DECILE = "decile"
    SEGMENT = "segment"
    INSURANCE = "insurance"
    PBI_NATIONAL = "pbi_national"
    PBI_LOCAL = "pbi_local"


class Why(StrEnum):
    """Why a row is not a person."""

    TITLE = "title"
    BLANK = "blank"
    HEADER = "header"
    COLUMN_NUMBERS = "column_numbers"
    GROUP = "group"
    TOTAL = "total"
    SIGNATURE = "signature"
    END = "end"


class NotPerson(NamedTuple):
    """A row that is no person, as the spreadsheet numbers it, and why."""

    row: int
    why: Why


@dataclass(frozen=True, slots=True)
class Family:
    """What a family line above its members says: BIP lists print the card and the address once."""

    family_card: Cell = ""
    address: str = ""
    hamlet: str = ""
    rt: str = ""
    rw: str = ""


class Row(NamedTuple):
    """One person's row: its number in the spreadsheet, its cells with their types, and the family line above it."""

    number: int
    cells: Sequence[Cell]
    family: Family | None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet before anything is known about it; row n of the spreadsheet is `rows[n - 1]`."""

    name: str
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (row numbers), what its columns are about and how they were written."""

    rows: tuple[int, ...]
    columns: Mapping[Field, int]
    titles: Mapping[Field, str]

    @property
    def first(self) -> int:
        """Give the first row of the header; a list without one begins with its people."""
        return self.rows[0] if self.rows else 1

    @property
    def last(self) -> int:
        """Give the last row of the header, or nought."""
        return self.rows[-1] if self.rows else 0


@dataclass(frozen=True, slots=True)
class Columns:
    """What a person said of a list: its sheet, the row of its titles (nought for none), the column of each field."""

    sheet: str
    header_row: int
    columns: Mapping[Field, int]

    def header(self) -> Header:
        """Give this as the header a list would have had."""
        return Header((self.header_row,) if self.header_row else (), dict(self.columns), {})

    def as_json(self) -> dict[str, Any]:
        """Give it as it is kept."""
        said = {name.value: column for name, column in self.columns.items()}
        return {"sheet": self.sheet, "header_row": self.header_row, "columns": said}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Columns:
        """Read it back."""
        said = {Field(name): int(column) for name, column in kept["columns"].items()}
        return cls(kept["sheet"], int(kept["header_row"]), said)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list of people in a file, with everything a reader of the decision may want to check."""

    name: str
    header: Header
    people: Sequence[Row]
    not_people: Sequence[NotPerson]
    village: str = ""
    subdistrict: str = ""
    hidden_sheets: tuple[str, ...] = ()
    ignored_sheets: tuple[str, ...] = ()
    delimiter: str | None = None
    encoding: str | None = None
    columns: Mapping[Field, int] = field(default_factory=dict)

    @property
    def first_data_row(self) -> int:
        """Give the number of the first row after the header and its column numbers."""
        skipped = {line.row for line in self.not_people if line.why in {Why.HEADER, Why.COLUMN_NUMBERS}}
        row = self.header.last + 1
        while row in skipped:
            row += 1
        return row

    @property
    def names_villages(self) -> bool:
        """Tell whether the rows themselves say where a person lives."""
        return Field.VILLAGE in self.columns or Field.VILLAGE_CODE in self.columns
