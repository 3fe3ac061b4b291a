"""Journals with both their sides, and the links between a journal and its reversal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.ledger.models import Account, Journal, Transfer
from srikandi.ledger.refusals import JournalNotFound
from srikandi.money import Money, total


@dataclass(frozen=True)
class Line:
    """A transfer with the names of both its accounts."""

    debit: Account
    credit: Account
    amount: Money


@dataclass(frozen=True)
class JournalView:
    """A journal, its transfers, what it reverses and what reversed it."""

    journal: Journal
    lines: tuple[Line, ...]
    reverses: Journal | None
    reversed_by: Journal | None

    @property
    def total(self) -> Money:
        """What moved in all."""
        return total([line.amount for line in self.lines])

    @property
    def fingerprint(self) -> str:
        """The hash of its content, in groups a person can compare."""
        return self.journal.content_hash.hex(" ", 4)


def transfers_of(session: Session, journal_id: int) -> list[Transfer]:
    """Give the transfers of a journal, in the order of its arrows."""
    return list(session.scalars(select(Transfer).where(Transfer.journal_id == journal_id).order_by(Transfer.id)))


def lines_of(session: Session, journal_id: int) -> tuple[Line, ...]:
    """Give the transfers of a journal with their accounts, in the order of its arrows."""
    debited, credited = aliased(Account), aliased(Account)
    rows = session.execute(
        select(debited, credited, Transfer.amount)
        .join(debited, debited.id == Transfer.debit_account_id)
        .join(credited, credited.id == Transfer.credit_account_id)
        .where(Transfer.journal_id == journal_id)
        .order_by(Transfer.id)
    )
    return tuple(Line(debit, credit, amount) for debit, credit, amount in rows)


def journals_named(session: Session, references: Iterable[str], *, viewer: Actor) -> list[Journal]:
    """Give the journals under these references that this viewer may see, oldest first."""
    found: list[Journal] = []
    for part in in_parts(sorted(set(references))):
        asked = select(Journal).where(Journal.district_id.in_(viewer.district_ids), Journal.reference.in_(part))
        found += session.scalars(asked)
    return sorted(found, key=lambda one: one.id)


def journal_view(session: Session, journal_id: int, *, viewer: Actor) -> JournalView:
    """Give a journal this viewer may see, with both sides. Raises: JournalNotFound."""
    mine = Journal.district_id.in_(viewer.district_ids)
    found = session.scalars(
        select(Journal).where(mine, (Journal.id == journal_id) | (Journal.reverses_id == journal_id))
    ).all()
    journal = next((one for one in found if one.id == journal_id), None)
    if journal is None:
        raise JournalNotFound
    return JournalView(
        journal=journal,
        lines=lines_of(session, journal_id),
        reverses=session.get(Journal, journal.reverses_id) if journal.reverses_id else None,
        reversed_by=next((one for one in found if one.reverses_id == journal_id), None),
    )
