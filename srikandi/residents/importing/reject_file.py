"""The list of rows that were sent back, for the person who must mend them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

from srikandi.residents.identity import NUMBER_LENGTH, masked
from srikandi.residents.importing.cleaning import Cell, text_of
from srikandi.residents.importing.codes import CODES, DUPLICATE_SENTENCE, Code, Decision
from srikandi.residents.importing.decisions import DecidedRow
from srikandi.residents.importing.reading import Field, Row, Sheet

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "|", "%")
_SHOWN = 4
_AT_VILLAGE = frozenset({Code.VILLAGE_UNKNOWN, Code.VILLAGE_AMBIGUOUS})
_AT_NIK = frozenset({Code.NIK_LENGTH, Code.NIK_NOT_DIGITS})
_TITLES = ("Baris", "Nama", "NIK", "Keputusan", "Alasan")
_DECISIONS = {Decision.REJECT: "Ditolak", Decision.DUPLICATE: "Ganda"}


def reject_file(sheet: Sheet, decided: Iterable[DecidedRow], *, translate: Callable[[str], str] = str) -> bytes:
    """Give a CSV for Excel of the rows that did not get in: row number, name, masked NIK and the reasons in words.

    No cell can act as a formula, and no identity number stands in it in full. `translate` turns the Indonesian
    sentences into the reader's language.
    """
    rows = {row.number: row for row in sheet.people}
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([translate(title) for title in _TITLES])
    for line in decided:
        if line.decision in _DECISIONS:
            writer.writerow([harmless(cell) for cell in _line(sheet, rows[line.row], line, translate)])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def harmless(text: str) -> str:
    """Give a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def reasons(line: DecidedRow, *, translate: Callable[[str], str] = str) -> str:
    """Give the reasons of a decision as sentences."""
    if line.decision is Decision.DUPLICATE:
        return translate(DUPLICATE_SENTENCE) % {"row": line.duplicate_of}
    return " ".join(translate(CODES[code]) for code in line.codes)


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
        village = ", ".join(place for place in places if place)
    if not _AT_NIK.isdisjoint(line.codes):
        signs = len("".join(text_of(_cell(sheet, row, Field.NIK)).split()))
    return village, signs


def masked_cell(cell: Cell) -> str:
    """Show the ends of whatever stands in a NIK cell, and hide the middle of it."""
    text = "".join(text_of(cell).split())
    if len(text) == NUMBER_LENGTH:
        return masked(text)
    return f"{text[:_SHOWN]}****" if len(text) > _SHOWN else text


def _line(sheet: Sheet, row: Row, line: DecidedRow, translate: Callable[[str], str]) -> list[str]:
    words = translate(_DECISIONS[line.decision])
    return [str(line.row), *shown(sheet, row), words, reasons(line, translate=translate)]


def _cell(sheet: Sheet, row: Row, name: Field) -> Cell:
    column = sheet.columns.get(name)
    return row.cells[column] if column is not None and column < len(row.cells) else ""
