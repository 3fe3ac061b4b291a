"""Lists of arrears as BPJS Kesehatan writes them: who, how many months or from when until when, in which class.

A NIK stays here: what leaves this file is its keyed hash.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from srikandi.arrears.lists.words import ArrearsCode
from srikandi.arrears.models import CareClass
from srikandi.arrears.refusals import ListTooLong, NobodyNamed, NoMonthsColumn
from srikandi.clock import Month
from srikandi.database import index_of
from srikandi.errors import Refusal
from srikandi.money import Money
from srikandi.residents import NikRefused, name_key, parse_nik
from srikandi.residents.importing import find_titled, open_grids
from srikandi.residents.importing.cleaning import Cell, is_blank, is_number, key_of, text_of

MOST_ROWS = 10_000
MOST_SAID = 600
"""Fifty years: more months than that is no count."""
SHORT_YEAR, CENTURY = 2, 2000
NAMES = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
SPELLED = {"may": 5, "aug": 8, "ags": 8, "agt": 8, "oct": 10, "dec": 12, "nop": 11, "peb": 2}
ROMAN = {"i": CareClass.FIRST, "ii": CareClass.SECOND, "iii": CareClass.THIRD}


class Column(StrEnum):
    """What a column of such a list is about."""

    NIK = "nik"
    NAME = "name"
    MONTHS = "months"
    CLASS = "class"
    FIRST = "first"
    LAST = "last"
    AMOUNT = "amount"


TITLES: Mapping[Column, frozenset[str]] = {
    Column.NIK: frozenset({"nik", "nonik", "nomornik", "noktp", "nikktp", "nikpeserta", "nomorindukkependudukan"}),
    Column.NAME: frozenset({"nama", "namalengkap", "namapeserta", "namapenduduk", "nmpst"}),
    Column.MONTHS: frozenset(
        {
            "bulantunggakan",
            "jumlahbulan",
            "jumlahbulantunggakan",
            "jmlbulan",
            "jmlbulantunggakan",
            "jmlbln",
            "blntunggakan",
        }
        | {
            "lamatunggakan",
            "lamamenunggak",
            "bulanmenunggak",
            "jumlahbulanmenunggak",
            "tunggakanbulan",
            "jmlblntunggakan",
        }
    ),
    Column.CLASS: frozenset(
        {
            "kelas",
            "kls",
            "kelasrawat",
            "klsrawat",
            "hakkelas",
            "kelasperawatan",
            "kelasiuran",
            "kelastunggakan",
            "kdkelas",
        }
    ),
    Column.FIRST: frozenset(
        {"bulanawal", "bulanawaltunggakan", "awaltunggakan", "tunggakansejak", "menunggaksejak", "sejak", "sejakbulan"}
        | {"periodeawal", "mulaimenunggak", "bulanpertama"}
    ),
    Column.LAST: frozenset(
        {"bulanakhir", "bulanakhirtunggakan", "akhirtunggakan", "sampai", "sampaibulan", "sdbulan", "periodeakhir"}
        | {"bulanterakhir", "tunggakansampai"}
    ),
    Column.AMOUNT: frozenset(
        {
            "jumlahtunggakan",
            "nilaitunggakan",
            "totaltunggakan",
            "tagihan",
            "jumlahtagihan",
            "totaltagihan",
            "rptunggakan",
        }
        | {"nominaltunggakan", "tunggakanrp"}
    ),
}


@dataclass(frozen=True)
class ArrearsFile:
    """A file as it was handed over, with what the bringer says for all of its rows."""

    content: bytes
    filename: str
    last_month: Month
    care_class: CareClass | None = None


@dataclass(frozen=True)
class Reported:
    """One row: whom it names, what they owe, or what is wrong with it."""

    row: int
    nik_index: bytes | None = None
    name: str = ""
    first: Month | None = None
    last: Month | None = None
    months: int | None = None
    """As many as the file says; 0: nothing is owed."""
    care_class: CareClass | None = None
    amount: Money | None = None
    fault: ArrearsCode | None = None


def read_arrears(file: ArrearsFile) -> list[Reported]:
    """Give what every row says. Raises: importing.FileRefused, NobodyNamed, NoMonthsColumn, ListTooLong."""
    grids = open_grids(file.content, filename=unicodedata.normalize("NFKC", file.filename))
    found = find_titled(grids, TITLES, is_enough=lambda known: Column.NIK in known and len(known) > 1)
    if found is None:
        raise NobodyNamed(field="file")
    if Column.MONTHS not in found.columns and Column.FIRST not in found.columns:
        raise NoMonthsColumn(field="file")
    people = [(at, said) for at, said in found.rows() if not is_blank(said.get(Column.NIK))]
    if len(people) > MOST_ROWS:
        raise ListTooLong(field="file", rows=f"{MOST_ROWS:,}".replace(",", "."))
    return [_reported(number, said, file) for number, said in people]


def _reported(number: int, said: Mapping[Column, Cell], file: ArrearsFile) -> Reported:
    index, fault = _who(said.get(Column.NIK))
    first, last = (_month(said.get(one)) for one in (Column.FIRST, Column.LAST))
    typed = said.get(Column.CLASS)
    return Reported(
        row=number,
        nik_index=index,
        name=name_key(text_of(said.get(Column.NAME))),
        first=first,
        last=last or (file.last_month if is_blank(said.get(Column.LAST)) else None),
        months=_count(said.get(Column.MONTHS)),
        care_class=file.care_class if is_blank(typed) else class_in(text_of(typed)),
        amount=_amount(said.get(Column.AMOUNT)),
        fault=fault or _unread(said, first=first, last=last),
    )


def _unread(said: Mapping[Column, Cell], *, first: Month | None, last: Month | None) -> ArrearsCode | None:
    """Say what stands there and cannot be read; a guess would bill somebody."""
    if first is None and not is_blank(said.get(Column.FIRST)):
        return ArrearsCode.MONTHS_WRONG
    return ArrearsCode.PERIOD_WRONG if last is None and not is_blank(said.get(Column.LAST)) else None


def _who(cell: Cell) -> tuple[bytes | None, ArrearsCode | None]:
    if is_number(cell):
        return None, ArrearsCode.NIK_LOST
    try:
        return index_of("nik", parse_nik(text_of(cell)).digits), None
    except NikRefused:
        return None, ArrearsCode.NIK_WRONG


def class_in(text: str) -> CareClass | None:
    """Read "III", "Kelas 3", "3" and "KLS II"."""
    key = key_of(text)
    for word in ("kelas", "kls", "perawatan"):
        key = key.removeprefix(word)
    return ROMAN.get(key) or next((one for one in CareClass if one.value == key), None)


def _count(cell: Cell) -> int | None:
    """Read how many months: 14, "14", "14 bulan"."""
    if is_number(cell):
        number = float(text_of(cell))
        return int(number) if number == int(number) and 0 <= number <= MOST_SAID else None
    found = re.fullmatch(r"(\d{1,3})\s*(?:bulan|bln)?\.?", text_of(cell).strip().lower())
    return int(found[1]) if found and int(found[1]) <= MOST_SAID else None


def _month(cell: Cell) -> Month | None:
    """Read 2025-03, 03/2025, 202503, "Maret 2025", "Mar-25" and a day of that month."""
    if isinstance(cell, date):
        return Month.of(cell)
    text = text_of(cell).strip().lower()
    try:
        return _spelled(text) or _in_digits(text)
    except Refusal:
        return None


def _spelled(text: str) -> Month | None:
    found = re.fullmatch(r"([a-z]{3,10})[\s\-./]*(\d{4}|\d{2})", text)
    if found is None:
        return None
    word = found[1][:3]
    number = NAMES.index(word) + 1 if word in NAMES else SPELLED.get(word)
    year = int(found[2])
    return Month(year if len(found[2]) > SHORT_YEAR else CENTURY + year, number) if number else None


def _in_digits(text: str) -> Month | None:
    text = text.removesuffix(".0")
    if found := re.fullmatch(r"(\d{4})[-/.]?(\d{2})(?:[-/.]\d{2}(?:[ t].*)?)?", text):
        return Month(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(?:\d{1,2}[-/.])?(\d{1,2})[-/.](\d{4})", text):
        return Month(int(found[2]), int(found[1]))
    return None


def _amount(cell: Cell) -> Money | None:
    if is_blank(cell):
        return None
    if is_number(cell):
        return Money(round(float(text_of(cell))))
    try:
        return Money.parse(text_of(cell))
    except Refusal:
        return None
