"""The .xlsx for BPJS Kesehatan: one row a person, in the columns of a form, identifiers as text, no cell a formula."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import xlsxwriter

from srikandi.coverage.sheets import DEFAULT_NAME, DEFAULTS, FOR_THE_ANSWER, Column, Content, Layout, Purpose

MAPPING_NAME = DEFAULT_NAME
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - the sheet's own date of making, fixed so that equal lines make equal bytes
FROZEN_COLUMNS = 4


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
    village_code: str = ""
    marital: str = ""
    card: str = ""
    kind: str = ""
    month: str = ""
    reason: str = ""
    ended_on: date | None = None
    facility_code: str = ""
    facility: str = ""


def write(people: Iterable[Person], *, title: str, layout: Layout | None = None) -> bytes:
    """Give the workbook's bytes in a form, the shipped one when none is named."""
    target, layout = BytesIO(), layout or DEFAULTS[Purpose.REGISTRATION]
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(target, options)
    is_ours = layout in DEFAULTS.values()
    book.set_properties({"title": title, "comments": MAPPING_NAME if is_ours else "", "created": EPOCH})
    sheet = book.add_worksheet("Pendaftaran")
    heading, text = book.add_format({"bold": True, "bg_color": "#E6EFEA"}), book.add_format({"num_format": "@"})
    for place, column in enumerate(layout.columns):
        sheet.set_column(place, place, column.width, text)
        sheet.write_string(0, place, _plain(column.header), heading)
    sheet.freeze_panes(1, FROZEN_COLUMNS)
    for row, person in enumerate(people, 1):
        for place, words in enumerate(cells_of(person, layout)):
            if words:
                sheet.write_string(row, place, words, text)
    book.close()
    return target.getvalue()


def cells_of(person: Person, layout: Layout) -> list[str]:
    """Give a person's row, column by column, every cell a text."""
    return [_cell(person, column, layout) for column in layout.columns]


def _cell(person: Person, column: Column, layout: Layout) -> str:
    if column.content in FOR_THE_ANSWER:
        return ""
    if column.content is Content.FIXED:
        return _plain(column.text)
    value = getattr(person, column.content.value)
    if isinstance(value, date):
        return value.strftime(layout.date_format)
    return _plain(layout.code(column.content, str(value))) if value else ""


def _plain(words: str) -> str:
    """Keep a cell that begins like a formula from being one, also when the sheet is saved as CSV and opened again."""
    return f"'{words}" if words.startswith(("=", "+", "-", "@", "\t", "\r")) else words
