"""Thousands of journals at once, as a month of a bank or of a district brings them: three statements, no objects."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.audit import Actor
from srikandi.database import insert_many, insert_new
from srikandi.ledger.entries import Content
from srikandi.ledger.models import Journal, Transfer
from srikandi.ledger.writing.accounts import account_ids, locked
from srikandi.ledger.writing.rows import JOURNAL, TRANSFER, journal_row, savepoint


def write_rows(session: Session, contents: Sequence[Content], *, by: Actor) -> dict[str, int]:
    """Write many journals, all or none, and give the numbers of those that are new by their references.

    Of two with one reference the first is written. Raises: NotEnoughMoney, MonthIsClosed, and then nothing stands.
    """
    session.flush()
    accounts = account_ids(session, {code for one in contents for arrow in one.arrows for code in arrow[:2]})
    at = clock.now()
    with savepoint(session.connection()):
        rows = [journal_row(content, by=by, at=at) for content in contents]
        fresh = insert_new(session, Journal, list(JOURNAL), rows, key="reference")
        own = dict(fresh)
        lines = [
            (journal_id, accounts[debit], accounts[credit], amount.rupiah)
            for content in contents
            # Taken out, because the same reference twice is one journal.
            if (journal_id := own.pop(content.reference, None)) is not None
            for debit, credit, amount in content.arrows
        ]
        with locked(session, accounts.values()):
            insert_many(session, Transfer, TRANSFER, lines)
    _forget(session, set(fresh.values()))
    return fresh


def _forget(session: Session, ids: set[int]) -> None:
    """Let go of journals that were undone: SQLite gives their numbers to the next ones."""
    known = session.identity_map
    stale = [key for key in known.keys() if key[0] is Journal and key[1][0] in ids]  # noqa: SIM118 - no dictionary
    for key in stale:
        session.expunge(known[key])
