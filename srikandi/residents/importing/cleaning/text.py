"""A cell as clean text: what people cannot see is gone, what they typed stays."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import TypeAlias, TypeGuard

Cell: TypeAlias = str | float | int | bool | date | datetime | time | timedelta | None

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f]")
_QUOTES = str.maketrans("\u2018\u2019\u02bc\u0060\u00b4\u2032", "''''''")
_UNCLEAN = re.compile(r"[^\x21-\x5f\x61-\x7e ]|^[ '=]| $|  ")
_FORMULA_TEXT = re.compile(r'="([^"]*)"')
_KEY = re.compile(r"[\W_]+")
_NOTHING = frozenset({"", "NULL", "NONE", "NAN", "NIHIL", "KOSONG", "TIDAKADA", "TDKADA", "BELUMADA", "BLMADA"})
_LONGEST_NOTHING = max(map(len, _NOTHING))
_HEAD = 3
_NOTHING_BEGINS = frozenset(word[:_HEAD] for word in _NOTHING)
_NOT_AVAILABLE = frozenset({"N/A", "#N/A", "#REF!", "#NAME?", "#VALUE!"})


def text_of(cell: Cell) -> str:
    """Give the text of a cell with single blanks, straight quotes and no invisible signs."""
    if isinstance(cell, str):
        return _clean(cell) if cell else ""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


def is_number(cell: Cell) -> TypeGuard[int | float]:
    """Tell whether the spreadsheet stored a number here, not text."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def is_blank(cell: Cell) -> bool:
    """Tell whether a person would see nothing in this cell."""
    return cell is None or (isinstance(cell, str) and (not cell or not text_of(cell)))


def says_nothing(text: str) -> bool:
    """Tell whether a text stands for nothing: empty, dashes, zeros, NULL, TIDAK ADA."""
    if not text or (text.isalnum() and len(text) > _LONGEST_NOTHING):
        return not text.strip("0")
    head = text[:_HEAD]
    if head.isalpha() and len(head) == _HEAD and head.upper() not in _NOTHING_BEGINS:
        return False
    compact = _KEY.sub("", text).upper()
    return not compact.strip("0") or compact in _NOTHING or text.upper() in _NOT_AVAILABLE


def key_of(cell: Cell) -> str:
    """Give what headers and place names are compared by: lower-case letters and digits only."""
    text = cell if isinstance(cell, str) else text_of(cell)
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _KEY.sub("", plain).lower()


def _clean(text: str) -> str:
    if _UNCLEAN.search(text) is None:
        return text
    if not text.isascii() or not text.isprintable() or "`" in text:
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_QUOTES)
    if not text:
        return ""
    if text.startswith('="'):
        text = _FORMULA_TEXT.sub(r"\1", text)
    return " ".join(text.split()).removeprefix("'").strip()
