"""Months BPJS Kesehatan has given back: confirmed for somebody who had left, and used by nobody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, insert, literal, select, tuple_
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.clock import Month
from srikandi.coverage.funding import carries
from srikandi.coverage.models import FundingLine, LifeMonth, LifeMonthStatus
from srikandi.coverage.succession.models import MonthCredit
from srikandi.coverage.trail import change
from srikandi.ledger import Journal
from srikandi.money import Money

Place = tuple[Month, int]
"""Month and seat: one life-month of a pledge."""


@dataclass(frozen=True)
class Note:
    """The branch's paper about months it gives back, and who has stated it."""

    number: str
    stated_on: date
    stated_by: int


@dataclass(frozen=True)
class Credited:
    """A month that was given back, with the rupiah that came back for it."""

    month: Month
    pledge_id: int
    resident_id: int
    amount: Money
    document_number: str
    stated_on: date


def was_due() -> ColumnElement[bool]:
    """Name the life-months whose premium became due: those that are active, and those BPJS has given back since."""
    return LifeMonth.confirmed_by.is_not(None)


def months_at(pledge_id: int, places: Collection[Place]) -> ColumnElement[bool]:
    """Name these life-months of a pledge."""
    return and_(LifeMonth.pledge_id == pledge_id, tuple_(LifeMonth.month, LifeMonth.seat).in_(list(places)))


def give_back(session: Session, rows: ColumnElement[bool], *, note: Note, journal: Journal) -> int:
    """Write down which months a note gives back, and end them: their money is its payers' again. Says how many.

    The row of a life-month is the key, so that none is given back twice; its people, money and confirmation stay.
    """
    key = LifeMonth.district_id, LifeMonth.month, LifeMonth.pledge_id, LifeMonth.seat, LifeMonth.resident_id
    said = {
        MonthCredit.document_number: note.number,
        MonthCredit.stated_on: note.stated_on,
        MonthCredit.stated_by: note.stated_by,
        MonthCredit.stated_at: clock.now(),
        MonthCredit.journal_id: journal.id,
    }
    names = ["district_id", "month", "pledge_id", "seat", "resident_id", *(column.key for column in said)]
    values = [literal(value, column.type) for column, value in said.items()]
    session.execute(insert(MonthCredit).from_select(names, select(*key, *values).where(rows)))
    return change(session, rows, reason="credited", status=LifeMonthStatus.RELEASED)


def credited_months(
    session: Session, which: ColumnElement[bool], *, payers: Collection[int] | None = None, limit: int = 100
) -> list[Credited]:
    """List months that were given back, the newest note first: what came back to everybody, or to these payers."""
    key = ("district_id", "month", "pledge_id", "seat")
    line = and_(*(getattr(FundingLine, name) == getattr(MonthCredit, name) for name in key), carries())
    if payers is not None:
        line = and_(line, FundingLine.payer_id.in_(payers))
    credit, row = MonthCredit, and_(*(getattr(LifeMonth, name) == getattr(MonthCredit, name) for name in key))
    shown = credit.month, credit.pledge_id, credit.resident_id, func.sum(FundingLine.amount)
    asked = (
        select(*shown, credit.document_number, credit.stated_on)
        .join(LifeMonth, row)
        .join(FundingLine, line)
        .where(which)
        .group_by(*(getattr(credit, name) for name in key), credit.resident_id, *_note_columns())
        .order_by(credit.stated_on.desc(), credit.stated_at.desc(), credit.month, credit.pledge_id, credit.seat)
        .limit(limit)
    )
    return [Credited(*found) for found in session.execute(asked)]


def _note_columns() -> tuple[ColumnElement[object], ...]:
    return tuple(MonthCredit.__table__.c[name] for name in ("document_number", "stated_on", "stated_at"))
