"""A monthly list of members as BPJS Kesehatan hands it over (FORMATS 4.4), read line by line: 246,000 are normal."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from srikandi.clock import Month
from srikandi.coverage.refusals import RosterOfAnotherMonth, RosterUnreadable
from srikandi.database import index_of
from srikandi.residents import masked
from srikandi.residents.importing import FileRefused, open_grids

HEADING_WITHIN = 20
NIK_DIGITS, CARD_DIGITS = 16, 13
MOST_LINES = 1_000_000
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
DELIMITERS = (";", ",", "\t", "|")
HEADINGS = {
    "nik": ("nik", "noktp", "nomorktp", "nonik"),
    "card": ("psnoka", "nokartu", "nomorkartu", "nokapst", "nokartujkn", "noka"),
    "segment": ("segmen", "segmenpeserta", "jenispeserta", "jnspeserta"),
    "status": ("statuspeserta", "statuskepesertaan", "status"),
    "month": ("bulan", "bln", "periode"),
    "year": ("tahun", "thn"),
}
MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november",
    "desember",
)  # fmt: skip
OURS = ("pemda", "apbd")
"""Segments a district pays for have one of these in their name."""
INACTIVE = re.compile(r"\b(non|tidak|nonaktif|meninggal|keluar)\b|nonaktif")
_DIGITS, _LETTERS = re.compile(r"\D+"), re.compile(r"[^a-z]+")
Cells = Sequence[object]


@dataclass(frozen=True)
class Member:
    """One line: known by the look-up values of its numbers."""

    line: int
    nik_index: bytes | None = field(repr=False)
    card_index: bytes | None = field(repr=False)
    masked: str
    segment: str
    is_ours: bool
    is_active: bool


def read_members(content: bytes, *, filename: str, month: Month) -> Iterator[Member | None]:
    """Give every line that names somebody; nothing for one without any whole number.

    Raises: RosterUnreadable, RosterOfAnotherMonth.
    """
    rows = enumerate(_rows(content, filename), 1)
    places = _heading(rows)
    for number, cells in rows:
        row = {what: cells[at] for what, at in places.items() if at < len(cells)}
        if not any(str(cell or "").strip() for cell in row.values()):
            continue
        said = _month(row.get("month"), row.get("year"))
        if said is not None and said != month:
            raise RosterOfAnotherMonth(field="file", said=said, month=month)
        yield _member(number, row)


def _member(number: int, row: dict[str, object]) -> Member | None:
    nik, card = _digits(row.get("nik")), _digits(row.get("card"))
    if isinstance(row.get("nik"), int | float):
        nik = ""
    if isinstance(row.get("card"), int | float):
        card = card.zfill(CARD_DIGITS)
    whole_nik, whole_card = len(nik) == NIK_DIGITS, len(card) == CARD_DIGITS
    if not whole_nik and not whole_card:
        return None
    segment = " ".join(str(row.get("segment") or "").split())
    return Member(
        line=number,
        nik_index=index_of("nik", nik) if whole_nik else None,
        card_index=index_of("card", card) if whole_card else None,
        masked=masked(nik) if whole_nik else f"*********{card[-4:]}",
        segment=segment,
        is_ours=not segment or any(word in segment.casefold() for word in OURS),
        is_active=not INACTIVE.search(str(row.get("status") or "").casefold()),
    )


def count_lines(content: bytes) -> int:
    """Give about how many lines a file has, without reading it; nothing for a workbook."""
    return 0 if content.startswith(WORKBOOKS) else content.count(b"\n")


def _heading(rows: Iterator[tuple[int, Cells]]) -> dict[str, int]:
    for number, cells in rows:
        names = [_LETTERS.sub("", str(cell or "").casefold()) for cell in cells]
        places = {}
        for what, known in HEADINGS.items():
            fitting = [name for name in known if name in names]
            if fitting:
                places[what] = names.index(fitting[0])
        if {"nik", "card"} & places.keys():
            return places
        if number >= HEADING_WITHIN:
            break
    raise RosterUnreadable(field="file")


def _rows(content: bytes, filename: str) -> Iterable[Cells]:
    if content.startswith(WORKBOOKS):
        try:
            grids = open_grids(content, filename=filename)
        except FileRefused as error:
            raise RosterUnreadable(field="file") from error
        return max((grid.rows for grid in grids.visible), key=len, default=[])
    if b"\x00" in content[:1024] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RosterUnreadable(field="file")
    text = _decoded(content)
    head = text[:4096]
    delimiter = max(DELIMITERS, key=head.count)
    return _records(text, delimiter)


def _records(text: str, delimiter: str) -> Iterator[Cells]:
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            if number > MOST_LINES:
                raise RosterUnreadable(field="file")
            yield record
    except csv.Error as error:
        raise RosterUnreadable(field="file") from error


def _decoded(content: bytes) -> str:
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            break
    return content.decode("cp1252", errors="replace")


def _month(month: object, year: object) -> Month | None:
    words = str(month or "").strip().casefold()
    number = MONTHS.index(words) + 1 if words in MONTHS else int(_digits(month) or 0)
    found = int(_digits(year) or 0)
    if number > len(MONTHS):
        return None
    return Month(found, number) if number and found else None


def _digits(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else ""
    return _DIGITS.sub("", str(cell if cell is not None else ""))
