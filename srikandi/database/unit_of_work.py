"""The one place that commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy.orm import Session

from srikandi.database.connections import writing
from srikandi.errors import Conflict

WRITER_SECONDS = 20
_writer = Lock()


class Busy(Conflict):
    """Too many people are writing at once."""

    message = "Sistem sedang sibuk menyimpan. Tunggu sebentar, lalu kirim lagi; isian Anda tidak hilang."


@dataclass
class Work:
    """A piece of work that will be kept as a whole, or not at all."""

    session: Session
    is_kept: bool = field(default=True)

    def drop(self) -> None:
        """Keep nothing of this work."""
        self.is_kept = False


@contextmanager
def unit_of_work(session: Session, *, write: bool = True) -> Iterator[Work]:
    """Keep everything done inside, or nothing: commits at the end of a clean block unless it was dropped.

    A reader's transaction (`write=False`) can't write. On SQLite writers of this process take turns, which spares
    them the engine's busy waiting. Raises: Busy, when the turn does not come.
    """
    session.rollback()
    work = Work(session)
    turn = write and session.get_bind().dialect.name == "sqlite"
    if turn and not _writer.acquire(timeout=WRITER_SECONDS):
        raise Busy
    token = writing.set(write)
    try:
        yield work
        if write and work.is_kept:
            session.commit()
    finally:
        session.rollback()
        writing.reset(token)
        if turn:
            _writer.release()
