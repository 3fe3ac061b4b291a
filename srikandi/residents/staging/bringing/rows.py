"""The rows of an import as they are kept: sealed, hashed in a chain, written many at a time.

The chain runs over what is stored, ciphertext included: to approve is to approve these very bytes, and checking them
needs no key and no JSON.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from secrets import token_hex
from typing import Any, NamedTuple, Self

from sqlalchemy import Row, Text, cast, func, select, type_coerce
from sqlalchemy.orm import Session

from srikandi.database import copy_in, index_of, opened, sealer
from srikandi.residents.importing import without_numbers
from srikandi.residents.models import ImportRow
from srikandi.residents.staging.comparing import Compared
from srikandi.residents.staging.people import packed

AT_A_TIME = 5_000
PLACE = "resident_import_row|content"
COLUMNS = ("uid", "import_id", "row", "decision", "codes", "duplicate_of", "effect", "content", "nik_index")
STORED = (
    ImportRow.id,
    func.replace(cast(ImportRow.uid, Text), "-", "").label("uid"),
    ImportRow.row,
    ImportRow.decision,
    type_coerce(ImportRow.codes, Text).label("codes"),
    ImportRow.duplicate_of,
    ImportRow.effect,
    type_coerce(ImportRow.content, Text).label("content"),
    ImportRow.nik_index,
)
"""A row as it is stored; `content` opens with the row's own id, which is given in hex."""


class Glimpse(NamedTuple):
    """What is kept of a row however it was decided: its name, its masked NIK, and where it was refused what it says."""

    name: str
    shown: str
    village: str = ""
    signs: int = 0

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Self:
        """Give what was kept of a row."""
        name = (content.get("said") or content).get("name") or ""
        return cls(str(name), content["shown"], content.get("village", ""), content.get("signs", 0))


Line = tuple[int, str, str, int | None, str | None, str]
"""What the chain runs over: row, decision, codes, duplicate_of, effect, sealed content."""


def keep_rows(
    session: Session, import_id: int, rows: Sequence[Compared], *, glimpses: Sequence[Glimpse], digest: bytes
) -> bytes:
    """Write these rows down, and give the chain's digest after the last of them."""
    values = []
    for one, glimpse in zip(rows, glimpses, strict=True):
        uid = token_hex(16)
        line = line_of(one, sealer(uid)(PLACE, packed(content_of(one, glimpse=glimpse))))
        digest = chained(digest, line)
        values.append((uid, import_id, *line, one.nik_index))
    copy_in(session, ImportRow.__tablename__, columns=COLUMNS, rows=values)
    return digest


def line_of(one: Compared, content: str) -> Line:
    """Give what is hashed and kept of a row."""
    line, effect = one.line, one.effect.value if one.effect else None
    return (line.row, line.decision.value, _codes(line.codes), line.duplicate_of, effect, content)


def content_of(one: Compared, *, glimpse: Glimpse) -> dict[str, Any]:
    """Give what is sealed of a row; of who was sent back: name, masked NIK, and what they were refused for."""
    if one.said is None:
        there = {"village": without_numbers(glimpse.village), "signs": glimpse.signs}
        refused_for = {name: value for name, value in there.items() if value}
        return {"name": without_numbers(glimpse.name), "shown": glimpse.shown, **refused_for}
    return {"said": one.said, "was": one.was or {}, "shown": glimpse.shown}


def chained(digest: bytes, line: Line) -> bytes:
    """Add one row to the chain."""
    row, decision, codes, duplicate_of, effect, content = line
    text = f"{row}|{decision}|{codes}|{duplicate_of or ''}|{effect or ''}|{content}"
    return hashlib.sha256(digest + text.encode()).digest()


def content_hash(digest: bytes) -> bytes:
    """Give what an approval binds to: the end of the chain under our key."""
    return index_of("resident_import", digest.hex())


def stored_parts(session: Session, import_id: int) -> Iterator[Sequence[Row[Any]]]:
    """Give every row of an import as it is stored, some thousand at a time, in the order of the file."""
    behind = -1
    while True:
        asked = select(*STORED).where(ImportRow.import_id == import_id, ImportRow.row > behind)
        part = session.execute(asked.order_by(ImportRow.row).limit(AT_A_TIME)).all()
        if not part:
            return
        yield part
        behind = part[-1].row


def line_in(row: Row[Any]) -> Line:
    """Give what the chain runs over of a stored row; one whose content was forgotten has none."""
    return (row.row, row.decision, row.codes, row.duplicate_of, row.effect, row.content or "")


def content_in(row: Row[Any]) -> str:
    """Open what is sealed of a stored row."""
    return opened(row.content, place=PLACE, row=row.uid)


def _codes(codes: Sequence[str]) -> str:
    return json.dumps(codes, separators=(",", ":")) if codes else "[]"
