"""The list of billed people that comes with a bill, as branches hand it over (FORMATS 4.4): card, NIK, month, sum."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from srikandi.clock import Month
from srikandi.closings.refusals import ListDamaged, ListUnreadable
from srikandi.database import index_of
from srikandi.errors import Invalid
from srikandi.money import Money
from srikandi.residents.importing import FileRefused, open_grids

HEADING_WITHIN = 20
NIK_DIGITS, CARD_DIGITS = 16, 13
MOST_NAMED = 10
HEADINGS = {
    "nik": ("nik", "noktp", "nomorktp", "nonik"),
    "card": ("psnoka", "nokartu", "nomorkartu", "nokapst", "nokartujkn", "noka"),
    "month": ("bulan", "bulaniuran", "bln", "periode"),
    "year": ("tahun", "thn"),
    "amount": ("iuran", "jumlahiuran", "nominal", "jumlah", "tagihan", "premi", "tarif"),
}
MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november",
    "desember",
)  # fmt: skip
_DIGITS = re.compile(r"\D+")
_LETTERS = re.compile(r"[^a-z]+")
Cell = object


@dataclass(frozen=True)
class ListedPerson:
    """One billed person; a number is kept only as its look-up value, the card's beside it until it is matched."""

    row: int
    nik_index: bytes | None
    card: str | None = field(repr=False)
    covers: Month | None
    amount: Money | None

    @property
    def card_index(self) -> bytes | None:
        """The look-up value of the card's number."""
        return None if self.card is None else index_of("card", self.card)


@dataclass(frozen=True)
class BilledList:
    """What the file says, and the hash it is known by."""

    people: tuple[ListedPerson, ...]
    file_hash: str


def read_list(content: bytes, *, filename: str) -> BilledList:
    """Read an .xlsx, .xls, .ods or .csv of billed people. Raises: ListUnreadable, ListDamaged."""
    grid = _grid(content, filename)
    found = _find_heading(grid)
    if found is None:
        raise ListUnreadable(field="file")
    start, places = found
    people, damaged = [], []
    for number, cells in enumerate(grid[start + 1 :], start + 2):
        row = {name: cells[at] for name, at in places.items() if at < len(cells)}
        if not _digits(row.get("nik")) and not _digits(row.get("card")):
            continue
        person = _person(number, row)
        if person is None:
            damaged.append(number)
        else:
            people.append(person)
    if damaged:
        raise ListDamaged(field="file", rows=", ".join(map(str, damaged[:MOST_NAMED])))
    if not people:
        raise ListUnreadable(field="file")
    return BilledList(tuple(people), hashlib.sha256(content).hexdigest())


def _person(number: int, row: dict[str, Cell]) -> ListedPerson | None:
    """Give the person of a row; nobody when no number in it is whole. A NIK that was a number in Excel is lost."""
    nik, card = _digits(row.get("nik")), _digits(row.get("card"))
    if isinstance(row.get("nik"), int | float):
        nik = ""
    if isinstance(row.get("card"), int | float):
        card = card.zfill(CARD_DIGITS)
    whole_nik, whole_card = len(nik) == NIK_DIGITS, len(card) == CARD_DIGITS
    try:
        amount = _amount(row.get("amount"))
    except Invalid:
        return None
    if not (whole_nik or whole_card):
        return None
    return ListedPerson(
        row=number,
        nik_index=index_of("nik", nik) if whole_nik else None,
        card=card if whole_card else None,
        covers=_month(row.get("month"), row.get("year")),
        amount=amount,
    )


def _month(month: Cell, year: Cell) -> Month | None:
    """Give the month a row is for: `Oktober` or 10 with its year, or `2026-10`; nothing when it doesn't say."""
    words, numbers = str(month or "").strip().casefold(), _digits(month)
    try:
        if words.count("-") == 1 and len(numbers) == len("202610"):
            return Month.parse(words)
        which = MONTHS.index(words) + 1 if words in MONTHS else int(numbers or 0)
        return Month(int(_digits(year) or 0), which)
    except Invalid:
        return None


def _amount(cell: Cell) -> Money | None:
    """Give a sum, nothing when the cell is empty. Raises: NotAnAmount, when nobody can read it."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = str(cell if cell is not None else "").strip()
    return Money.parse(words) if words else None


def _digits(cell: Cell) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else ""
    return _DIGITS.sub("", str(cell if cell is not None else ""))


def _find_heading(grid: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]] | None:
    for at, cells in enumerate(grid[:HEADING_WITHIN]):
        names = [_LETTERS.sub("", str(cell or "").casefold()) for cell in cells]
        places = {}
        for what, known in HEADINGS.items():
            fitting = [name for name in known if name in names]
            if fitting:
                places[what] = names.index(fitting[0])
        if {"nik", "card"} & places.keys():
            return at, places
    return None


def _grid(content: bytes, filename: str) -> list[list[Cell]]:
    try:
        grids = open_grids(content, filename=filename)
    except FileRefused as error:
        raise ListUnreadable(field="file") from error
    sheets: list[list[list[Cell]]] = [[list(row) for row in grid.rows] for grid in grids.visible]
    return next((sheet for sheet in sheets if _find_heading(sheet)), [])
