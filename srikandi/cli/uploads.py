"""Long work of the worker, a piece at a time: statements, lists of residents and members, people recorded twice."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from srikandi import residents
from srikandi.audit import Actor, beat
from srikandi.cli.answers import opened
from srikandi.coverage import rosters
from srikandi.database import unit_of_work
from srikandi.payments import banking
from srikandi.programme.duplicates import is_search_due, search_next
from srikandi.programme.receiving import bring_in

WORKER = Actor.system("worker")
log = logging.getLogger("srikandi.work")


def bring_statements(session: Session) -> list[str]:
    """Take every long file as far as it goes; one that fails holds up nobody else, and is tried again."""
    with unit_of_work(session, write=False):
        waiting = [upload.id for upload in banking.uploads_under_way(session)]
    return [_bring(upload_id) for upload_id in waiting]


def find_duplicates(session: Session) -> int:
    """Look for people recorded twice where a file was approved or somebody asked."""
    with unit_of_work(session, write=False):
        is_due = is_search_due(session)
    return search_next(_opened, by=WORKER) if is_due else 0


def _bring(upload_id: int) -> str:
    try:
        bring_in(upload_id, _opened)
    except Exception as trouble:
        log.exception("a file failed", extra={"sweep": bring_statements.__name__, "kind": type(trouble).__name__})
        return "failed"
    return "done"


def bring_lists(session: Session) -> list[int]:
    """Take every list of residents as far as it goes; one that fails holds up nobody else, and is tried again."""
    with unit_of_work(session, write=False):
        waiting = residents.imports_at_work(session)
    for import_id in waiting:
        try:
            residents.work_on(import_id, _opened, by=WORKER)
        except Exception as trouble:
            log.exception("a list failed", extra={"sweep": bring_lists.__name__, "kind": type(trouble).__name__})
    return waiting


def bring_rosters(session: Session) -> list[int]:
    """Read every list of members that waits; one that fails holds up nobody else, and is tried again."""
    with unit_of_work(session, write=False):
        waiting = rosters.rosters_under_way(session)
    for roster_id in waiting:
        try:
            rosters.bring_in(roster_id, _opened)
        except Exception as trouble:
            log.exception("a list failed", extra={"sweep": bring_rosters.__name__, "kind": type(trouble).__name__})
    return waiting


@contextmanager
def _opened(write: bool) -> Iterator[Session]:
    with opened(write) as session:
        if write:
            beat(session, "worker")
        yield session
