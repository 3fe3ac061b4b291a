"""The words of people who came by a list, in one statement; everybody else's are written by the triggers."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from srikandi.residents.words.models import WRITE_IMPORTED


def write_words(session: Session, import_id: int) -> None:
    """Have those who came by this list found by their names."""
    session.execute(text(WRITE_IMPORTED[session.get_bind().dialect.name]), {"import_id": import_id})
