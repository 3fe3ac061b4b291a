"""Lists of people who have left, as a civil registry or BPJS Kesehatan writes them: who, why, since when.

A row names somebody by NIK or by card number. A NIK stays here: what leaves this file is its keyed hash.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from srikandi import clock
from srikandi.database import index_of
from srikandi.residents.exits.refusals import FileTooLong, NobodyNamed, NoReasonColumn
from srikandi.residents.exits.words import ExitCode, reason_in
from srikandi.residents.identity import NikRefused, parse_nik
from srikandi.residents.importing import find_titled, open_grids
from srikandi.residents.importing.cleaning import Cell, is_blank, is_number, read_birth_date, text_of
from srikandi.residents.words import name_key

MOST_ROWS = 10_000
CARD_DIGITS = 13


class Column(StrEnum):
    """What a column of such a list is about."""

    NIK = "nik"
    CARD = "card"
    NAME = "name"
    REASON = "reason"
    LEFT_ON = "left_on"


WHO = frozenset({Column.NIK, Column.CARD})
TITLES: Mapping[Column, frozenset[str]] = {
    Column.NIK: frozenset({"nik", "nonik", "nomornik", "noktp", "nikktp", "nikpeserta", "nomorindukkependudukan"}),
    Column.CARD: frozenset(
        {"nokartu", "nomorkartu", "nokartujkn", "nomorkartujkn", "nokartubpjs", "nokapst", "noka", "nopeserta"}
        | {"nomorkartubpjs", "nomorpeserta", "kartujkn", "nokartubpjskesehatan", "nokartupeserta"}
    ),
    Column.NAME: frozenset({"nama", "namalengkap", "namapeserta", "namapenduduk", "namaalmarhum", "nmpst"}),
    Column.REASON: frozenset(
        {"alasan", "alasankeluar", "sebab", "penyebab", "peristiwa", "jenisperistiwa", "keterangan", "ket", "mutasi"}
        | {"jenismutasi", "alasannonaktif", "alasanmutasi", "statusdasar", "statuspeserta", "status"}
    ),
    Column.LEFT_ON: frozenset(
        {"tanggal", "tgl", "tanggalkeluar", "tglkeluar", "tanggalmeninggal", "tglmeninggal", "tanggalkematian"}
        | {"tglkematian", "tanggalpindah", "tglpindah", "tanggalperistiwa", "tglperistiwa", "tanggalmutasi", "tmt"}
        | {"tglmutasi", "tanggalnonaktif", "tglnonaktif", "sejak", "sejaktanggal", "tanggalwafat", "tglwafat"}
    ),
}


@dataclass(frozen=True)
class ExitFile:
    """A file as it was handed over, with what the bringer says for all of its rows."""

    content: bytes
    filename: str
    reason: str | None = None
    left_on: date | None = None


@dataclass(frozen=True)
class Reported:
    """One row: whom it names, why they left and since when, or what is wrong with it."""

    row: int
    nik_index: bytes | None = None
    card: str | None = None
    name: str = ""
    reason: str | None = None
    left_on: date | None = None
    fault: ExitCode | None = None


def read_exits(file: ExitFile) -> list[Reported]:
    """Give what every row says. Raises: importing.FileRefused, NobodyNamed, NoReasonColumn, FileTooLong."""
    grids = open_grids(file.content, filename=unicodedata.normalize("NFKC", file.filename))
    found = find_titled(grids, TITLES, is_enough=lambda known: bool(WHO & known) and len(known) > 1)
    if found is None:
        raise NobodyNamed(field="file")
    if Column.REASON not in found.columns and not file.reason:
        raise NoReasonColumn(field="reason")
    rows = [(at, said) for at, said in found.rows() if any(not is_blank(said.get(name)) for name in WHO)]
    if len(rows) > MOST_ROWS:
        raise FileTooLong(field="file", rows=f"{MOST_ROWS:,}".replace(",", "."))
    return [_reported(number, said, file) for number, said in rows]


def _reported(number: int, said: Mapping[Column, Cell], file: ExitFile) -> Reported:
    index, card, fault = _who(said)
    typed = said.get(Column.REASON)
    reason = file.reason if is_blank(typed) else reason_in(text_of(typed))
    day = _day(said.get(Column.LEFT_ON), file.left_on)
    name = name_key(text_of(said.get(Column.NAME)))
    return Reported(number, index, card, name, reason, day, fault)


def _who(said: Mapping[Column, Cell]) -> tuple[bytes | None, str | None, ExitCode | None]:
    nik, card = said.get(Column.NIK), said.get(Column.CARD)
    if not is_blank(nik):
        if is_number(nik):
            return None, None, ExitCode.NIK_LOST
        try:
            return index_of("nik", parse_nik(text_of(nik)).digits), None, None
        except NikRefused:
            return None, None, ExitCode.NIK_WRONG
    digits = "".join(sign for sign in text_of(card) if sign.isdigit())
    digits = digits.zfill(CARD_DIGITS) if is_number(card) else digits
    return (None, digits, None) if len(digits) == CARD_DIGITS else (None, None, ExitCode.CARD_WRONG)


def _day(cell: Cell, otherwise: date | None) -> date | None:
    return otherwise if is_blank(cell) else read_birth_date(cell, today=clock.today()).on
