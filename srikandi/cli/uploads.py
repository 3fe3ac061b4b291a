"""Long statements of banks, brought in by the worker a piece at a time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from srikandi.audit import beat
from srikandi.database import current_session, unit_of_work
from srikandi.payments import banking
from srikandi.programme.receiving import bring_in

log = logging.getLogger("srikandi.work")


def bring_statements(session: Session) -> list[str]:
    """Take every long file as far as it goes; one that fails holds up nobody else, and is tried again."""
    with unit_of_work(session, write=False):
        waiting = [upload.id for upload in banking.uploads_under_way(session)]
    return [_bring(upload_id) for upload_id in waiting]


def _bring(upload_id: int) -> str:
    try:
        bring_in(upload_id, _opened)
    except Exception as trouble:
        log.exception("a file failed", extra={"sweep": bring_statements.__name__, "kind": type(trouble).__name__})
        return "failed"
    return "done"


@contextmanager
def _opened(write: bool) -> Iterator[Session]:
    with unit_of_work(current_session(), write=write) as work:
        if write:
            beat(work.session, "worker")
        yield work.session
