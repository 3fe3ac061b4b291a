"""A name as searches compare it. Knows nothing of the rest of the house."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(r"['’`´]")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


def name_key(name: str) -> str:
    """Give what a search compares with: upper case, single blanks, letters only. NUR'AINI and Nuraini are the same."""
    if name.isascii():
        return _NOT_LETTERS.sub(" ", _DROPPED.sub("", name)).upper().strip()
    plain = unicodedata.normalize("NFKD", _DROPPED.sub("", name))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _NOT_LETTERS.sub(" ", letters).upper().strip()
