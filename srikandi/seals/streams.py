"""What is sealed: streams of rows in the order of their ids, each row written as a leaf in a form that never changes.

A leaf has a part that a proof may show and a part it never shows. The hidden part stands in the leaf behind a keyed
hash, which no dictionary of names or amounts can be tried against, and which hides the neighbours' leaves as well.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Select, String, Text, func, select, type_coerce
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import TypeDecorator

from srikandi.database import Instant, Model
from srikandi.seals.trees import PACK

FORM = "srikandi-leaf-1"
write = json.JSONEncoder(separators=(",", ":")).encode
"""ASCII, so that every byte of every column has one way to be written."""


@dataclass(frozen=True)
class Leaf:
    """A row as it is sealed: what a proof may show and what it hides, both as JSON."""

    id: int
    shown: str
    hidden: str


@dataclass(frozen=True)
class Stream:
    """Rows sealed in the order of their ids. `read` gives some after an id, `newest` asks for the last id.

    `lock` is the advisory lock its writers share; `classes` says in words what is shown and what is hidden.
    """

    name: str
    lock: int
    newest: Select[Any]
    read: Callable[[Session, int | None, int, int], Sequence[Leaf]]
    classes: tuple[str, str]


STREAMS: dict[str, Stream] = {}


def register_stream(stream: Stream) -> None:
    """Seal this stream too, from the next block on."""
    STREAMS[stream.name] = stream


def pages(session: Session, stream: Stream, after: int | None, upto: int) -> Iterator[Sequence[Leaf]]:
    """Give the leaves after an id up to another, a pack at a time."""
    while page := readable(session, stream, after, upto):
        yield page
        after = page[-1].id


def readable(session: Session, stream: Stream, after: int | None, upto: int) -> Sequence[Leaf]:
    """Give a pack of leaves, also when somebody has put bytes into the rows that are no text."""
    try:
        return stream.read(session, after, upto, PACK)
    except DBAPIError:
        driver: Any = session.connection().connection.dbapi_connection
        if not hasattr(driver, "text_factory"):
            raise
        driver.text_factory = lambda content: content.decode(errors="surrogateescape")
        try:
            return stream.read(session, after, upto, PACK)
        finally:
            driver.text_factory = str


def rows_of(model: type[Model], *, shown: Sequence[str], hidden: Sequence[str]) -> Callable[..., Sequence[Leaf]]:
    """Give the reader of a table whose every row is a leaf."""
    columns = model.__table__.c

    def read(session: Session, after: int | None, upto: int, limit: int) -> Sequence[Leaf]:
        asked = select(columns.id, *stored(session, columns, [*shown, *hidden]))
        found = session.execute(some_after(asked, columns.id, after, upto).limit(limit))
        middle = len(shown) + 1
        return [
            Leaf(row[0], write(dict(zip(shown, row[1:middle], strict=True))), write(list(row[middle:])))
            for row in found
        ]

    return read


def some_after(
    asked: Select[Any], key: ColumnElement[int] | InstrumentedAttribute[int], after: int | None, upto: int
) -> Select[Any]:
    """Narrow a question to keys after one, up to another, in their order."""
    lower = [] if after is None else [key > after]
    return asked.where(key <= upto, *lower).order_by(key)


def stored(session: Session, columns: Any, names: Sequence[str]) -> list[ColumnElement[Any]]:
    """Give columns as they are stored, in one wording for both databases: moments as ISO text, bytes as hex."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return [_plain(columns[name], is_postgresql=is_postgresql) for name in names]


def _plain(column: ColumnElement[Any], *, is_postgresql: bool) -> ColumnElement[Any]:
    kind: Any = column.type
    if isinstance(kind, Instant):
        moment = func.timezone("UTC", column)
        return (
            func.to_char(moment, 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"') if is_postgresql else type_coerce(column, Text)
        )
    if isinstance(kind, LargeBinary):
        return func.encode(column, "hex") if is_postgresql else func.lower(func.hex(column))
    plain = kind.impl if isinstance(kind, TypeDecorator) else kind
    return type_coerce(column, Text if isinstance(plain, String) else plain)


@dataclass(frozen=True)
class Marker:
    """Writes leaves and marks with the keys drawn from one chain key."""

    blind: bytes
    mark: bytes

    @classmethod
    def of(cls, chain_key: bytes) -> Marker:
        """Draw both keys from a chain key."""
        return cls(*(hmac.digest(chain_key, f"srikandi {use} 1".encode(), hashlib.sha256) for use in ("blind", "mark")))

    def text(self, stream: str, leaf: Leaf) -> tuple[bytes, bytes]:
        """Give the bytes of a leaf as they are hashed, and the keyed hash of its hidden part within them."""
        hidden = hmac.digest(self.blind, f"{stream} {leaf.id} {leaf.hidden}".encode(), hashlib.sha256)
        return f"{FORM} {stream} {leaf.id}\n{leaf.shown}\n{hidden.hex()}".encode(), hidden

    def seal(self, stream: str, leaf: Leaf, before: int | None) -> tuple[bytes, bytes]:
        """Give the hash of a leaf and the mark that is kept for it; `before` is the id of the row before it."""
        text, hidden = self.text(stream, leaf)
        digest = hashlib.sha256(b"\x00" + text).digest()
        keyed = hmac.digest(self.mark, f"{stream} {leaf.id} {before} ".encode() + digest, hashlib.sha256)
        crc = zlib.crc32(leaf.shown.encode()).to_bytes(4)
        return digest, leaf.id.to_bytes(8, signed=True) + keyed[:16] + crc + hidden[:4]

    def pack(self, stream: str, page: Sequence[Leaf], before: int | None) -> tuple[list[bytes], bytes]:
        """Give the hashes of neighbouring leaves and their marks, end to end."""
        hashes, marks = [], []
        for leaf in page:
            digest, mark = self.seal(stream, leaf, before)
            hashes.append(digest)
            marks.append(mark)
            before = leaf.id
        return hashes, b"".join(marks)
