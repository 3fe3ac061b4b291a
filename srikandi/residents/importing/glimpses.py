"""What may be shown of a row as it stands in the file: a name, a masked NIK, and what it was refused for."""

from __future__ import annotations

from srikandi.residents.identity import NUMBER_LENGTH, masked
from srikandi.residents.importing.cleaning import Cell, text_of
from srikandi.residents.importing.codes import Code
from srikandi.residents.importing.decisions import DecidedRow
from srikandi.residents.importing.reading import Field, Row, Sheet

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
_SHOWN = 4
_LONGEST = 100
_AT_VILLAGE = frozenset({Code.VILLAGE_UNKNOWN, Code.VILLAGE_AMBIGUOUS})
_AT_NIK = frozenset({Code.NIK_LENGTH, Code.NIK_NOT_DIGITS})


def harmless(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def shown(sheet: Sheet, row: Row) -> tuple[str, str]:
    """Give the name and the masked NIK of a row as they stand in the file."""
    name, nik = (_cell(sheet, row, field) for field in (Field.NAME, Field.NIK))
    return text_of(name), masked_cell(nik)


def written(sheet: Sheet, row: Row, line: DecidedRow) -> tuple[str, int]:
    """Give what stands in the file where a row was refused: village with kecamatan, and how many signs its NIK has.

    Empty and 0 where these are not what it was refused for.
    """
    village, signs = "", 0
    if not _AT_VILLAGE.isdisjoint(line.codes):
        places = (text_of(_cell(sheet, row, field)) for field in (Field.VILLAGE, Field.SUBDISTRICT))
        village = ", ".join(place for place in places if place)[:_LONGEST]
    if not _AT_NIK.isdisjoint(line.codes):
        signs = len("".join(text_of(_cell(sheet, row, Field.NIK)).split()))
    return village, signs


def masked_cell(cell: Cell) -> str:
    """Show the ends of whatever stands in a NIK cell, and hide the middle of it."""
    text = "".join(text_of(cell).split())
    if len(text) == NUMBER_LENGTH:
        return masked(text)
    return f"{text[:_SHOWN]}****" if len(text) > _SHOWN else text


def _cell(sheet: Sheet, row: Row, name: Field) -> Cell:
    column = sheet.columns.get(name)
    return row.cells[column] if column is not None and column < len(row.cells) else ""
