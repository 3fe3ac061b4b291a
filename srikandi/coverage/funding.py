"""Money meets life-months: which come next, which are paid, and whether lines and transfers agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, and_, func, insert, literal, or_, select
from sqlalchemy.orm import Session

from srikandi import seals
from srikandi.clock import Month
from srikandi.coverage import sealing
from srikandi.coverage.models import FundingLine, LifeMonth, LifeMonthStatus
from srikandi.coverage.trail import change
from srikandi.ledger import Journal, Transfer
from srikandi.money import Money

FUNDING = "funding"
"""The kind of journal under which funding lines stand."""
PAID = (LifeMonthStatus.FUNDED, LifeMonthStatus.SENT, LifeMonthStatus.ACTIVE)


@dataclass(frozen=True)
class Fundable:
    """A life-month that waits for money."""

    month: Month
    seat: int
    resident_id: int


@dataclass(frozen=True)
class Line:
    """One payer's part of the life-months of one month, and the transfer that carries it."""

    month: Month
    payer_id: int
    share: Money
    transfer_id: int


@dataclass(frozen=True)
class Mismatch:
    """Something whose rupiah don't add up: a control transfer against its lines, or a month against its tariff."""

    what: str
    expected: Money
    found: Money


def carries() -> ColumnElement[bool]:
    """Say of a funding line that its money is on the life-month now: it may have left, and other money come."""
    journal = select(Transfer.journal_id).where(Transfer.id == FundingLine.transfer_id)
    return journal.correlate(FundingLine).scalar_subquery() == LifeMonth.funded_by


def times_paid(session: Session, rows: ColumnElement[bool]) -> int:
    """Count how often the first of these life-months has been paid so far."""
    key = (LifeMonth.pledge_id, LifeMonth.month, LifeMonth.seat)
    first = session.execute(select(*key).where(rows).order_by(*key[1:]).limit(1)).one_or_none()
    if first is None:
        return 0
    own = FundingLine.pledge_id == first[0], FundingLine.month == first[1], FundingLine.seat == first[2]
    asked = select(func.count(Transfer.journal_id.distinct())).join(FundingLine, FundingLine.transfer_id == Transfer.id)
    return session.scalar(asked.where(*own)) or 0


def fundable(session: Session, pledge_id: int, taken: dict[Month, int]) -> list[Fundable]:
    """List what the next money pays: so many life-months of each of these months, the oldest first, in seat order."""
    if not taken:
        return []
    place = func.row_number().over(partition_by=LifeMonth.month, order_by=LifeMonth.seat)
    waiting = select(LifeMonth.month, LifeMonth.seat, LifeMonth.resident_id, place.label("place"))
    of_months = waiting.where(_waiting(pledge_id), LifeMonth.month.in_(list(taken))).subquery()
    enough = or_(*(and_(of_months.c.month == month, of_months.c.place <= count) for month, count in taken.items()))
    asked = select(of_months.c.month, of_months.c.seat, of_months.c.resident_id).where(enough)
    rows = session.execute(asked.order_by(of_months.c.month, of_months.c.seat))
    return [Fundable(month, seat, who) for month, seat, who in rows]


def count_fundable(session: Session, pledge_id: int) -> int:
    """Count the life-months that wait for money."""
    return session.scalar(select(func.count()).select_from(LifeMonth).where(_waiting(pledge_id))) or 0


def last_funded(session: Session, pledge_id: int, *, count: int) -> ColumnElement[bool] | None:
    """Name the last so many life-months that are paid and in no file yet: what may still be given up. None: too few."""
    unsent = _unsent(pledge_id)
    asked = select(LifeMonth.month, LifeMonth.seat).where(unsent)
    asked = asked.order_by(LifeMonth.month.desc(), LifeMonth.seat.desc()).offset(max(count - 1, 0)).limit(1)
    first = session.execute(asked).one_or_none() if count > 0 else None
    if first is None:
        return None
    month, place = first
    return and_(unsent, or_(LifeMonth.month > month, and_(LifeMonth.month == month, LifeMonth.seat >= place)))


def count_unsent(session: Session, pledge_id: int) -> int:
    """Count the life-months that are paid and in no file yet."""
    return session.scalar(select(func.count()).select_from(LifeMonth).where(_unsent(pledge_id))) or 0


def mark_funded(session: Session, pledge_id: int, rows: list[Fundable], *, journal: Journal) -> int:
    """Note that these life-months, in each month the first that waited, are paid by a journal; say how many."""
    last = {row.month: row.seat for row in rows}
    up_to = or_(*(and_(LifeMonth.month == month, LifeMonth.seat <= seat) for month, seat in last.items()))
    paid = and_(_waiting(pledge_id), up_to)
    return change(session, paid, reason="funded", status=LifeMonthStatus.FUNDED, funded_by=journal.id)


def write_lines(session: Session, pledge_id: int, *, journal: Journal, lines: list[Line]) -> dict[int, Money]:
    """Write every payer's rupiah in every life-month a journal has just funded; give what came under each transfer.

    Nothing else writes funding lines, and none under a transfer that is sealed (`seals.BelowSeal`).
    """
    seals.stay_above_seal(session, sealing.FUNDING, [line.transfer_id for line in lines])
    return {line.transfer_id: line.share * _write(session, pledge_id, journal=journal, line=line) for line in lines}


def _write(session: Session, pledge_id: int, *, journal: Journal, line: Line) -> int:
    values = (
        LifeMonth.district_id,
        LifeMonth.month,
        LifeMonth.pledge_id,
        LifeMonth.seat,
        literal(line.payer_id, FundingLine.payer_id.type),
        literal(line.transfer_id, FundingLine.transfer_id.type),
        literal(line.share, FundingLine.amount.type),
    )
    of_line = LifeMonth.pledge_id == pledge_id, LifeMonth.month == line.month, LifeMonth.funded_by == journal.id
    names = ["district_id", "month", "pledge_id", "seat", "payer_id", "transfer_id", "amount"]
    writing = insert(FundingLine).from_select(names, select(*values).where(*of_line))
    done = session.execute(writing, execution_options={"preserve_rowcount": True})
    return cast("CursorResult[Any]", done).rowcount


def unbalanced_transfers(session: Session) -> list[Mismatch]:
    """List control transfers that are not the sum of their lines."""
    lines = func.coalesce(func.sum(FundingLine.amount), 0)
    asked = (
        select(Transfer.id, Transfer.amount, func.sum(FundingLine.amount))
        .join(Journal, Journal.id == Transfer.journal_id)
        .outerjoin(FundingLine, FundingLine.transfer_id == Transfer.id)
        .where(Journal.kind == FUNDING)
        .group_by(Transfer.id, Transfer.amount)
        .having(lines != Transfer.amount)
        .order_by(Transfer.id)
    )
    return [Mismatch(f"transfer/{key}", booked, found or Money(0)) for key, booked, found in session.execute(asked)]


def unpaid_months(session: Session) -> list[Mismatch]:
    """List life-months that count as paid although the lines that name them are not their tariff (sentence two)."""
    lines = func.coalesce(func.sum(FundingLine.amount), 0)
    key = (LifeMonth.district_id, LifeMonth.month, LifeMonth.pledge_id, LifeMonth.seat)
    line_key = (FundingLine.district_id, FundingLine.month, FundingLine.pledge_id, FundingLine.seat)
    same = and_(*(mine == theirs for mine, theirs in zip(key, line_key, strict=True)))
    asked = (
        select(*key[1:], LifeMonth.tariff, func.sum(FundingLine.amount))
        .outerjoin(FundingLine, and_(same, carries()))
        .where(LifeMonth.status.in_(PAID))
        .group_by(*key, LifeMonth.tariff)
        .having(lines != LifeMonth.tariff)
    )
    return [
        Mismatch(f"life_month/{pledge}/{month}/{place}", tariff, found or Money(0))
        for month, pledge, place, tariff, found in session.execute(asked)
    ]


def _waiting(pledge_id: int) -> ColumnElement[bool]:
    planned = LifeMonth.status == LifeMonthStatus.PLANNED
    return and_(LifeMonth.pledge_id == pledge_id, planned, LifeMonth.resident_id.is_not(None))


def _unsent(pledge_id: int) -> ColumnElement[bool]:
    funded = LifeMonth.status == LifeMonthStatus.FUNDED
    return and_(LifeMonth.pledge_id == pledge_id, funded, LifeMonth.batch_id.is_(None))
