"""A journal with its transfers: the path every rupiah takes, so no objects and no statement to compile on it."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import instance_dict, manager_of_class

from srikandi import clock
from srikandi.audit import Actor
from srikandi.ledger.entries import Content
from srikandi.ledger.models import Journal
from srikandi.ledger.writing.accounts import open_accounts
from srikandi.ledger.writing.engines import write_once
from srikandi.ledger.writing.rows import JOURNAL, AccountsMissing, journal_row


def write(session: Session, content: Content, *, by: Actor) -> Journal | None:
    """Write a journal with its transfers; none when its reference, or what it reverses, is taken.

    Accounts are taken for granted: only when one is missing they are opened and the writing is done again. Raises:
    NotEnoughMoney, MonthIsClosed, and then nothing of it stands while the rest of the work is untouched.
    """
    session.flush()
    connection = session.connection()
    at = clock.now()
    row = journal_row(content, by=by, at=at)
    arrows = [(debit, credit, amount.rupiah) for debit, credit, amount in content.arrows]
    try:
        written = write_once(connection, row, arrows)
    except AccountsMissing:
        open_accounts(session, {code for arrow in arrows for code in arrow[:2]})
        written = write_once(connection, row, arrows)
    if written is None:
        return None
    moments = {"occurred_at": content.occurred_at, "recorded_at": at}
    return _kept(session, {"id": written, **dict(zip(JOURNAL, row, strict=True)), **moments})


def _kept(session: Session, row: dict[str, object]) -> Journal:
    """Give the row that stands in the database now, without asking for it again; no session looks after it.

    Nothing of a journal ever changes, so there is nothing to look after.
    """
    undone = session.identity_map.get((Journal, (row["id"],), None))
    if undone:  # SQLite gives its number to the next one.
        session.expunge(undone)
    journal: Journal = manager_of_class(Journal).new_instance()
    instance_dict(journal).update(row)
    return journal
