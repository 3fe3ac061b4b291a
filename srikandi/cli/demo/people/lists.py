"""The workbook a village really sends: a title block, a heading, text cells, and now and then a mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import xlsxwriter

from srikandi.cli.demo.people.families import Villager

COLUMNS = (
    "NO", "NO KK", "NIK", "NAMA LENGKAP", "TEMPAT LAHIR", "TANGGAL LAHIR", "JK", "SHDK", "PEKERJAAN", "ALAMAT", "DUSUN",
    "RT", "RW", "DESA", "KECAMATAN", "DESIL", "SEGMEN",
)  # fmt: skip
FORMER_PBI = "EKS PBI"


def village_list(people: Sequence[Villager], *, title: str) -> bytes:
    """Give the .xlsx of a list of people."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    sheet = book.add_worksheet("DATA")
    text = book.add_format({"num_format": "@"})
    head = ("DAFTAR CALON PESERTA JKN", title.upper(), "DATA CONTOH: SEMUA NAMA DAN NOMOR DIKARANG")
    for row, line in enumerate(head):
        sheet.write_string(row, 0, line)
    for column, name in enumerate(COLUMNS):
        sheet.write_string(len(head) + 1, column, name)
    for number, person in enumerate(people, 1):
        for column, cell in enumerate(_cells(number, person)):
            sheet.write_string(len(head) + 1 + number, column, cell, text)
    book.close()
    return content.getvalue()


def spoilt(people: Sequence[Villager]) -> list[Villager]:
    """Give these people with the mistakes lists have: a short NIK, the same line twice, a family without a card."""
    short, twice, cardless = people[0], people[1], people[2]
    spoiled = replace(short, nik=short.nik[:15], name=f"{short.name} (KTP LAMA)")
    return [*people[:2], replace(cardless, family_card=""), *people[3:], twice, spoiled]


def _cells(number: int, person: Villager) -> tuple[str, ...]:
    return (
        str(number),
        person.family_card,
        person.nik,
        person.name,
        person.village.subdistrict_name.upper(),
        f"{person.birth_on:%d-%m-%Y}",
        "P" if person.is_woman else "L",
        person.relation,
        person.occupation,
        person.address,
        person.hamlet,
        person.rt,
        person.rw,
        person.village.name,
        person.village.subdistrict_name,
        "" if person.decile is None else str(person.decile),
        FORMER_PBI if person.is_former_pbi else "",
    )
