"""Birth dates as people write them, and how they are weighed against the NIK."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from srikandi.residents.identity import Nik
from srikandi.residents.importing.cleaning.text import Cell, is_number, says_nothing, text_of
from srikandi.residents.importing.codes import Code

_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EARLIEST_YEAR = 1900
_LATEST_SERIAL = 80_000
_LONGEST_BIRTH = 120
_PARTS = re.compile(r"(\d{1,4})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{1,4})(?:[T\s]+\d{1,2}[:.]\d{2}.*)?")
_WORDS = re.compile(r"(\d{1,2})\s*[-/.\s]?\s*([A-Za-z]{3,9})\.?\s*[-/.\s,]?\s*(\d{4}|\d{2})")
_EIGHT = re.compile(r"\d{8}")
_TAIL = re.compile(r"^(.*?)[\s,/:;-]*(\d{1,4}\s*[-/. ]\s*(?:\d{1,2}|[A-Za-z]{3,9})\s*[-/. ]\s*\d{1,4})\s*$")
_MONTH_STEMS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "mrt": 3, "apr": 4, "mei": 5, "may": 5, "jun": 6, "jul": 7, "agu": 8,
    "ags": 8, "agt": 8, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "nop": 11, "des": 12, "dec": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What a birth date cell says: the day, or the day with day and month exchanged, or only that it is missing."""

    on: date | None = None
    exchanged: date | None = None
    is_missing: bool = False


def weigh_birth_date(cell: Cell, *, nik: Nik, today: date) -> tuple[date, Code | None]:
    """Give the birth date to keep, and the warning when the typed one and the NIK's are not the same."""
    reading = read_birth_date(cell, today=today)
    if reading.on is not None and nik.agrees_with(reading.on):
        return reading.on, None
    if reading.exchanged is not None and nik.agrees_with(reading.exchanged):
        return nik.birth_on(today), Code.DOB_DAY_MONTH_SWAPPED
    if reading.on is not None:
        return reading.on, Code.NIK_BIRTHDATE_MISMATCH
    return nik.birth_on(today), Code.DOB_MISSING if reading.is_missing else Code.DOB_INVALID


def read_birth_date(cell: Cell, *, today: date) -> Reading:
    """Read a date cell, an Excel serial or one of the forms people type; the day comes first."""
    if isinstance(cell, datetime):
        return _read(cell.year, cell.month, cell.day, today=today)
    if isinstance(cell, date):
        return _read(cell.year, cell.month, cell.day, today=today)
    if is_number(cell):
        return _from_number(float(cell), today=today)
    return _read_text(text_of(cell), today)


@lru_cache(maxsize=50_000)
def _read_text(cell: str, today: date) -> Reading:
    text = cell.strip(" ,;'")
    return Reading(is_missing=True) if says_nothing(text) else _from_text(text, today=today)


def split_place_and_date(cell: Cell) -> tuple[str, Cell]:
    """Split "Sungailiat, 12-03-1985" into the place and the date, at the last comma or before the date."""
    if not isinstance(cell, str):
        return "", cell
    text = text_of(cell)
    place, comma, day = text.rpartition(",")
    if comma:
        return place.strip(), day.strip()
    found = _TAIL.fullmatch(text[:_LONGEST_BIRTH])
    if found:
        return found[1].strip(), found[2]
    return ("", text) if says_nothing(text) or text[:1].isdigit() else (text, "")


def _from_number(serial: float, *, today: date) -> Reading:
    if serial != serial or serial in {float("inf"), float("-inf")}:  # noqa: PLR0124  # NaN is the one that differs
        return Reading()
    if serial == 0:
        return Reading(is_missing=True)
    if _EARLIEST_YEAR <= serial <= today.year or not 0 < serial < _LATEST_SERIAL:
        return _from_text(str(int(serial)), today=today) if _EIGHT.fullmatch(str(int(serial))) else Reading()
    day = _EXCEL_DAY_ZERO + timedelta(days=int(serial))
    return _read(day.year, day.month, day.day, today=today)


def _from_text(text: str, *, today: date) -> Reading:
    parts = _PARTS.fullmatch(text)
    if parts:
        return _from_parts(parts[1], parts[2], parts[3], today=today)
    words = _WORDS.fullmatch(text)
    if words:
        month = _MONTH_STEMS.get(words[2][:3].lower(), 0)
        return Reading(_valid(_whole_year(words[3], today), month, int(words[1]), today))
    if _EIGHT.fullmatch(text) and text.isascii():
        year_first = _from_parts(text[:4], text[4:6], text[6:], today=today)
        return year_first if year_first.on else _from_parts(text[:2], text[2:4], text[4:], today=today)
    if text.isascii() and text.isdigit() and len(text) == len("35020"):
        return _from_number(float(text), today=today)
    return Reading()


def _from_parts(first: str, middle: str, last: str, *, today: date) -> Reading:
    if not int(first) and not int(middle) and not int(last):
        return Reading(is_missing=True)
    if len(first) == len("1985"):
        return _read(int(first), int(middle), int(last), today=today) if len(last) <= len("31") else Reading()
    if len(first) > len("31") or len(last) not in {2, 4}:
        return Reading()
    return _read(_whole_year(last, today), int(middle), int(first), today=today)


def _whole_year(text: str, today: date) -> int:
    """Give the latest year not in the future that ends in two digits, or the year as it is written in full."""
    year = int(text)
    if len(text) != len("85"):
        return year
    century = today.year - today.year % 100
    return century + year if century + year <= today.year else century - 100 + year


def _read(year: int, month: int, day: int, *, today: date) -> Reading:
    return Reading(_valid(year, month, day, today), _valid(year, day, month, today) if day != month else None)


def _valid(year: int, month: int, day: int, today: date) -> date | None:
    if year < _EARLIEST_YEAR:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found <= today else None
