"""The verbs of the book: post and reverse. Nothing is ever changed or deleted."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.ledger.entries import Content, Entry
from srikandi.ledger.models import Journal
from srikandi.ledger.months import post_late
from srikandi.ledger.reading import Line, lines_of
from srikandi.ledger.refusals import AlreadyReversed, MonthIsClosed, NothingToBook, ReferenceTaken
from srikandi.ledger.writing import write, write_rows

REVERSAL = "reversal"


def post(session: Session, entry: Entry, *, by: Actor) -> Journal:
    """Book an event and give its journal; the same event again gives the same journal and books nothing.

    An event of a closed month is booked in the open one, with its true day in the memo (docs/decisions/0019). A refusal
    leaves the rest of the work untouched. Raises: ReferenceTaken, NotEnoughMoney, NothingToBook.
    """
    content = _contents([entry])[0]
    try:
        journal = write(session, content, by=by)
    except MonthIsClosed:
        return post_late(session, [content], by=by)[0]
    return journal or _same(session, [content])[content.reference]


def post_many(session: Session, entries: Sequence[Entry], *, by: Actor) -> dict[str, int]:
    """Book many events in a few statements, all or none, and give the number of each one's journal by its reference.

    Raises: ReferenceTaken, also when two of them share a reference and differ; NotEnoughMoney, NothingToBook.
    """
    if not entries:
        return {}
    with session.begin_nested():
        contents = _contents(entries)
        try:
            booked = write_rows(session, contents, by=by)
        except MonthIsClosed:
            return {journal.reference: journal.id for journal in post_late(session, contents, by=by)}
        return booked | _told_before(session, contents, booked)


def _told_before(session: Session, contents: Sequence[Content], booked: dict[str, int]) -> dict[str, int]:
    """Check that what was not written stands already, word for word."""
    first = set(booked)
    again = []
    for content in contents:
        if content.reference in first:
            first.remove(content.reference)
        else:
            again.append(content)
    return {reference: journal.id for reference, journal in _same(session, again).items()}


def _contents(entries: Sequence[Entry]) -> list[Content]:
    if not all(entry.arrows for entry in entries):
        raise NothingToBook
    return [Content.of(entry) for entry in entries]


def reverse(session: Session, journal: Journal, *, reason: str, by: Actor) -> Journal:
    """Book the opposite of a journal, once, and give the new journal.

    The arrows are turned and stand in the opposite order, so that money walks back the way it came. Raises:
    AlreadyReversed, NotEnoughMoney when the money has been used meanwhile.
    """
    if journal.reverses_id is not None:
        raise AlreadyReversed
    content = _opposite(journal, lines_of(session, journal.id)[::-1], reason=reason)
    reversal = write(session, content, by=by)
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


def _same(session: Session, contents: Sequence[Content]) -> dict[str, Journal]:
    """Give the journals that stand under these references already. Raises: ReferenceTaken, when one says otherwise."""
    known: dict[str, Journal] = {}
    for part in in_parts([content.reference for content in contents]):
        rows = session.scalars(select(Journal).where(Journal.reference.in_(part)))
        known.update((journal.reference, journal) for journal in rows)
    for content in contents:
        if known[content.reference].content_hash != content.hash():
            raise ReferenceTaken(reference=content.reference)
    return known
