"""The branch's answer, read: who was accepted, who was turned down and why, and which rows say nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineWorkbook

from srikandi.coverage.refusals import AnswerUnreadable
from srikandi.database import index_of

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 100_000
HEADING_WITHIN = 20
NIK_DIGITS = 16
CARD_DIGITS = 13
HEADINGS = {
    "nik": ("nik", "noktp", "nomorktp"),
    "status": ("status", "hasil", "statuspendaftaran"),
    "code": ("kode", "kodepenolakan", "kodealasan"),
    "card": ("nokartu", "nomorkartu", "psnoka", "noka", "nokartujkn"),
    "words": ("keterangan", "alasan", "catatan", "ket"),
}
ACCEPTED = ("diterima", "terima", "aktif", "berhasil", "sukses", "ok")
REJECTED = ("ditolak", "tolak", "gagal", "tidak aktif", "nonaktif")
_DIGITS = re.compile(r"\D+")
_LETTERS = re.compile(r"[^a-z]+")


@dataclass(frozen=True)
class AnswerRow:
    """One person of an answer; the number itself is kept only as its look-up value."""

    row: int
    nik_index: bytes
    masked: str
    is_accepted: bool
    code: str
    words: str
    card: str | None


@dataclass
class Answer:
    """What an answer file says."""

    rows: list[AnswerRow] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    """Row numbers, as the spreadsheet shows them, without a whole NIK or an understandable status."""


def read(content: bytes, *, filename: str) -> Answer:
    """Read an .xlsx, .xls or .csv with the columns NIK and STATUS, in any order. Raises: AnswerUnreadable."""
    if not content or len(content) > MOST_BYTES:
        raise AnswerUnreadable(field="file")
    grid = _text_grid(content) if filename.lower().endswith(".csv") else _sheet_grid(content)
    start, places = _heading(grid)
    answer = Answer()
    for number, cells in enumerate(grid[start + 1 :], start + 2):
        if any(cells):
            _read_row(answer, number, {name: cells[at].strip() for name, at in places.items() if at < len(cells)})
    return answer


def mask(nik: str) -> str:
    """Give `1901********0001`."""
    return f"{nik[:4]}********{nik[-4:]}"


def _read_row(answer: Answer, number: int, cells: dict[str, str]) -> None:
    nik = _DIGITS.sub("", cells.get("nik", ""))
    accepted = _status(cells.get("status", ""))
    if len(nik) != NIK_DIGITS or accepted is None:
        if any(cells.get(name) for name in ("status", "code")):
            answer.unreadable.append(number)
        return
    card = _DIGITS.sub("", cells.get("card", ""))
    answer.rows.append(
        AnswerRow(
            row=number,
            nik_index=index_of("nik", nik),
            masked=mask(nik),
            is_accepted=accepted,
            code=cells.get("code", ""),
            words=cells.get("words", ""),
            card=card if len(card) == CARD_DIGITS else None,
        )
    )


def _status(words: str) -> bool | None:
    said = words.casefold()
    if any(word in said for word in REJECTED):
        return False
    return True if any(word in said for word in ACCEPTED) else None


def _heading(grid: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for at, cells in enumerate(grid[:HEADING_WITHIN]):
        names = [_LETTERS.sub("", cell.casefold()) for cell in cells]
        places = {what: names.index(name) for what, known in HEADINGS.items() for name in known if name in names}
        if {"nik", "status"} <= places.keys():
            return at, places
    raise AnswerUnreadable(field="file")


def _sheet_grid(content: bytes) -> list[list[str]]:
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [book.get_sheet_by_index(0)] if book.sheet_names else []
    except (CalamineError, ValueError, OSError, IndexError) as error:
        raise AnswerUnreadable(field="file") from error
    rows = [row for sheet in sheets for row in sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)]
    return [[_words(cell) for cell in row] for row in rows]


def _words(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _text_grid(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise AnswerUnreadable(field="file")
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(";,\t", key=first.count)
    return list(_lines(text, delimiter))[:MOST_ROWS]


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text), delimiter=delimiter)
    except csv.Error as error:
        raise AnswerUnreadable(field="file") from error
