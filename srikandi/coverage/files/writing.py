"""The .xlsx for BPJS Kesehatan: one row a person, identifiers as text, no cell ever a formula.

BPJS branches use forms of their own whose exact headers are unconfirmed; these columns are our default and say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

from srikandi.i18n import N_

MAPPING_NAME = N_("Bawaan Srikandi (bukan formulir resmi BPJS Kesehatan)")
DATE_FORMAT = "%d-%m-%Y"
SEX = {"L": "1", "P": "2"}
CLASS_OF_CARE = "3"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - the sheet's own date of making, fixed so that equal lines make equal bytes


@dataclass(frozen=True)
class Person:
    """One row of the file."""

    line: int
    nik: str
    family_card: str
    name: str
    sex: str
    birth_on: date
    relation: str
    address: str
    rt: str
    rw: str
    village: str
    subdistrict: str
    phone: str
    pledge: str


COLUMNS: tuple[tuple[str, int], ...] = (
    ("NO", 5),
    ("NIK", 20),
    ("NO KK", 20),
    ("NAMA", 32),
    ("JENIS KELAMIN", 14),
    ("TANGGAL LAHIR", 14),
    ("HUBUNGAN KELUARGA", 20),
    ("ALAMAT", 36),
    ("RT", 6),
    ("RW", 6),
    ("DESA/KELURAHAN", 22),
    ("KECAMATAN", 20),
    ("NO HP", 16),
    ("KELAS RAWAT", 12),
    ("NO KOMITMEN", 16),
    ("STATUS", 14),
    ("KODE", 8),
    ("NO KARTU", 16),
    ("KETERANGAN", 30),
)


def write(people: Iterable[Person], *, title: str) -> bytes:
    """Give the workbook's bytes; the last four columns are for the branch's answer."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": title, "comments": MAPPING_NAME, "created": EPOCH})
    sheet = book.add_worksheet("Pendaftaran")
    heading, text = book.add_format({"bold": True, "bg_color": "#E6EFEA"}), book.add_format({"num_format": "@"})
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width, text)
        sheet.write_string(0, column, name, heading)
    sheet.freeze_panes(1, 4)
    for row, person in enumerate(people, 1):
        for column, words in enumerate(_cells(person)):
            sheet.write_string(row, column, words, text)
    book.close()
    return target.getvalue()


def _cells(person: Person) -> tuple[str, ...]:
    return (
        str(person.line),
        person.nik,
        person.family_card,
        _plain(person.name),
        SEX[person.sex],
        person.birth_on.strftime(DATE_FORMAT),
        _plain(person.relation),
        _plain(person.address),
        _plain(person.rt),
        _plain(person.rw),
        _plain(person.village),
        _plain(person.subdistrict),
        _plain(person.phone),
        CLASS_OF_CARE,
        person.pledge,
    )


def _plain(words: str) -> str:
    """Keep a cell that begins like a formula from being one, also when the sheet is saved as CSV and opened again."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words
