"""The worker looks for duplicates: after an approved file, or when somebody has asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.residents import duplicates

Unit = Callable[[bool], AbstractContextManager[Session]]
"""Opens a transaction, one that writes or one that only reads, and closes it."""


def is_search_due(session: Session) -> bool:
    """Has a file been approved, or has somebody asked, since the last search?"""
    return bool(duplicates.districts_to_search(session) or duplicates.searches_due(session))


def search_next(unit: Unit, *, by: Actor) -> int:
    """Do every search that is due, each read with nobody kept waiting and written at once; say how many were done."""
    with unit(True) as session:
        for district_id in duplicates.districts_to_search(session):
            duplicates.ask_search(session, district_id, by=by)
    with unit(False) as session:
        due = duplicates.searches_due(session)
    for search_id, district_id in due:
        with unit(False) as session:
            found = duplicates.find(session, district_id)
        with unit(True) as session:
            duplicates.note_found(session, search_id, found)
    return len(due)
