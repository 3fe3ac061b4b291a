"""The two verbs of the book: post and reverse. Nothing is ever changed or deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import cast

from sqlalchemy import Table, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.ledger.accounts import insert_or_skip, open_accounts
from srikandi.ledger.entries import Content, Entry
from srikandi.ledger.models import Journal, Transfer
from srikandi.ledger.reading import Line, lines_of
from srikandi.ledger.refusals import AlreadyReversed, NotEnoughMoney, NothingToBook, ReferenceTaken
from srikandi.money import Money

OVERDRAFT = "ck_account_balance_no_overdraft"
REVERSAL = "reversal"
_TRANSFER = cast("Table", Transfer.__table__)
TRANSFERS = insert(_TRANSFER).returning(_TRANSFER.c.id, sort_by_parameter_order=True)
"""Sorted, because the order of a journal's transfers is part of what it says; one statement for all of them, because
PostgreSQL's trigger counts and locks once a statement."""


def post(session: Session, entry: Entry, *, by: Actor) -> Journal:
    """Book an event and give its journal; the same event again gives the same journal and books nothing.

    A refusal leaves the rest of the work untouched. Raises: ReferenceTaken, NotEnoughMoney, NothingToBook.
    """
    if not entry.arrows:
        raise NothingToBook
    ids = open_accounts(session, entry.keys)
    lines = [(ids[arrow.debit], ids[arrow.credit], arrow.amount) for arrow in entry.arrows]
    content = Content.of(entry)
    journal = _write(session, content, lines, by=by)
    return journal or _same(session, content)


def reverse(session: Session, journal: Journal, *, reason: str, by: Actor) -> Journal:
    """Book the opposite of a journal, once, and give the new journal.

    The arrows are turned and stand in the opposite order, so that money walks back the way it came. Raises:
    AlreadyReversed, NotEnoughMoney when the money has been used meanwhile.
    """
    if journal.reverses_id is not None:
        raise AlreadyReversed
    lines = lines_of(session, journal.id)[::-1]
    content = _opposite(journal, lines, reason=reason)
    turned = [(line.credit.id, line.debit.id, line.amount) for line in lines]
    reversal = _write(session, content, turned, by=by)
    if reversal is None:
        raise AlreadyReversed
    audit.record(session, "journal:reverse", journal, by=by, reason=reason, reversal=reversal.id)
    return reversal


def _opposite(journal: Journal, lines: Sequence[Line], *, reason: str) -> Content:
    return Content(
        reference=f"{REVERSAL}:{journal.id}",
        kind=REVERSAL,
        district_id=journal.district_id,
        contract_id=journal.contract_id,
        document=journal.document,
        memo=reason,
        occurred_at=clock.now(),
        reverses_id=journal.id,
        arrows=tuple((line.credit.code, line.debit.code, line.amount) for line in lines),
    )


def _write(session: Session, content: Content, lines: Sequence[tuple[int, int, Money]], *, by: Actor) -> Journal | None:
    """Write a journal with its transfers; none when its reference, or what it reverses, is taken."""
    values = {
        "reference": content.reference,
        "content_hash": content.hash(),
        "kind": content.kind,
        "district_id": content.district_id,
        "contract_id": content.contract_id,
        "document": content.document,
        "memo": content.memo,
        "occurred_at": content.occurred_at,
        "reverses_id": content.reverses_id,
        "actor_id": by.user_id,
        "actor_name": by.name,
    }
    with _overdraft_refused(session):
        statement = insert_or_skip(session, Journal).returning(Journal)
        # Fresh, because SQLite gives the number of a journal that was refused to the next one.
        fresh = {"populate_existing": True}
        journal: Journal | None = session.scalars(statement, values, execution_options=fresh).one_or_none()
        if journal is not None:
            names = ("journal_id", "debit_account_id", "credit_account_id", "amount")
            rows = [dict(zip(names, (journal.id, *line), strict=True)) for line in lines]
            session.execute(TRANSFERS, rows)
    return journal


def _same(session: Session, content: Content) -> Journal:
    journal = session.scalars(select(Journal).where(Journal.reference == content.reference)).one()
    if journal.content_hash != content.hash():
        raise ReferenceTaken(reference=content.reference)
    return journal


@contextmanager
def _overdraft_refused(session: Session) -> Iterator[None]:
    try:
        with session.begin_nested():
            yield
    except IntegrityError as error:
        if constraint_of(error) == OVERDRAFT:
            raise NotEnoughMoney from error
        raise


def constraint_of(error: IntegrityError) -> str:
    """Give the name of the constraint that was broken; SQLite writes it behind a colon, PostgreSQL names it apart."""
    named = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    return str(named or str(error.orig).rpartition(": ")[2])
