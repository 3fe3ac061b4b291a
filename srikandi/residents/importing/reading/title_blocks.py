"""The village a list names once, above its header: BIP and OpenSID print it in the title and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from srikandi.residents.importing.cleaning import Cell, text_of

_LONGEST_LINE = 300
_NEXT_LABEL = r"\b(?:kec(?:amatan)?|kab(?:upaten)?|kota|prov(?:insi)?|kode|tahun|bulan)\b"
_END = rf"(?=\s*(?:[,;|]|{_NEXT_LABEL}|$))"
_VILLAGE = re.compile(
    rf"\b(?:desa|kelurahan)(?:\s*/\s*(?:kel(?:urahan)?|desa))?\b\s*[:.]?\s*([a-z][\w' .-]*?){_END}", re.IGNORECASE
)
_SUBDISTRICT = re.compile(rf"\bkec(?:amatan)?\b\s*[:.]*\s*([a-z][\w' .-]*?){_END}", re.IGNORECASE)


def place_in_title(lines: Sequence[Sequence[Cell]]) -> tuple[str, str]:
    """Give the village and the sub-district that the lines above a header name, or empty texts."""
    texts = [" ".join(text for cell in line if (text := text_of(cell)))[:_LONGEST_LINE] for line in lines]
    return _first(_VILLAGE, texts), _first(_SUBDISTRICT, texts)


def _first(pattern: re.Pattern[str], texts: Sequence[str]) -> str:
    return next((found[1].strip() for text in texts if (found := pattern.search(text))), "")
