"""The branch's answer, read: who was accepted, who was turned down and why, and which rows say nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from srikandi.coverage.refusals import AnswerUnreadable
from srikandi.coverage.sheets import Content, Layout
from srikandi.database import index_of
from srikandi.residents import masked
from srikandi.residents.importing import FileRefused, open_grids

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
WORD_OF = {
    Content.NIK: "nik",
    Content.STATUS: "status",
    Content.CODE: "code",
    Content.NEW_CARD: "card",
    Content.WORDS: "words",
}
ACCEPTED = {"diterima", "terima", "aktif", "diaktifkan", "berhasil", "sukses", "ok"}
REJECTED = {"ditolak", "tolak", "gagal", "nonaktif"}
NEGATED = re.compile(r"\b(tidak|non|bukan)\W+(diterima|terima|aktif|diaktifkan|berhasil|sukses|ok)\b")
DOUBTFUL = {"tidak", "non", "bukan", "belum", "menunggu", "batal"}
"""Beside a yes these leave the row to a person: "belum aktif" must not become money spent."""
_DIGITS = re.compile(r"\D+")
_LETTERS = re.compile(r"[^a-z]+")
_WORDS = re.compile(r"[a-z]+")


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
    blank: list[int] = field(default_factory=list)
    """Rows of people about whom nothing is said yet: their status is empty."""


def read(content: bytes, *, filename: str, layout: Layout | None = None) -> Answer:
    """Read an .xlsx, .xls or .csv with the columns NIK and STATUS, in any order.

    The headers of the form it went out with are understood beside the usual ones. Raises: AnswerUnreadable.
    """
    known = _headings(layout)
    grid = _grid(content, filename, known)
    heading = _find_heading(grid, known)
    if heading is None:
        raise AnswerUnreadable(field="file")
    start, places = heading
    answer = Answer()
    for number, cells in enumerate(grid[start + 1 :], start + 2):
        if any(cells):
            _read_row(answer, number, {name: cells[at].strip() for name, at in places.items() if at < len(cells)})
    return answer


def _read_row(answer: Answer, number: int, cells: dict[str, str]) -> None:
    nik = _DIGITS.sub("", cells.get("nik", ""))
    accepted = _status(cells.get("status", ""))
    if len(nik) != NIK_DIGITS or accepted is None:
        if any(cells.get(name) for name in ("status", "code")):
            answer.unreadable.append(number)
        elif len(nik) == NIK_DIGITS:
            answer.blank.append(number)
        return
    card = _DIGITS.sub("", cells.get("card", ""))
    answer.rows.append(
        AnswerRow(
            row=number,
            nik_index=index_of("nik", nik),
            masked=masked(nik),
            is_accepted=accepted,
            code=cells.get("code", ""),
            words=cells.get("words", ""),
            card=card if len(card) == CARD_DIGITS else None,
        )
    )


def _status(words: str) -> bool | None:
    said = words.casefold()
    each = set(_WORDS.findall(said))
    if each & REJECTED or NEGATED.search(said):
        return False
    return True if each & ACCEPTED and not each & DOUBTFUL else None


def _headings(layout: Layout | None) -> dict[str, tuple[str, ...]]:
    """Give the names of columns to look for, those of a form first."""
    if layout is None:
        return HEADINGS
    own = {WORD_OF[content]: _letters(header) for content, header in layout.headers().items() if content in WORD_OF}
    return {what: (*((own[what],) if own.get(what) else ()), *known) for what, known in HEADINGS.items()}


def _letters(words: str) -> str:
    return _LETTERS.sub("", words.casefold())


def _find_heading(
    grid: Sequence[Sequence[str]], headings: Mapping[str, tuple[str, ...]]
) -> tuple[int, dict[str, int]] | None:
    for at, cells in enumerate(grid[:HEADING_WITHIN]):
        names = [_letters(cell) for cell in cells]
        places = {}
        for what, known in headings.items():
            fitting = [name for name in known if name in names]
            if fitting:
                places[what] = names.index(fitting[0])
        if {"nik", "status"} <= places.keys():
            return at, places
    return None


def _grid(content: bytes, filename: str, headings: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Open the file by what it is, safely, and give the sheet that has the columns we need."""
    try:
        grids = open_grids(content, filename=filename)
    except FileRefused as error:
        raise AnswerUnreadable(field="file") from error
    sheets = [[[_words(cell) for cell in row] for row in grid.rows] for grid in grids.visible]
    return next((sheet for sheet in sheets if _find_heading(sheet, headings)), [])


def _words(cell: object) -> str:
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
