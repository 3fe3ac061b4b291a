"""Closing a month, and asking which are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, insert, literal, select, union_all
from sqlalchemy.orm import Session

from srikandi import audit, clock, places
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.ledger.models import Journal, Transfer
from srikandi.ledger.months.models import ClosedBalance, ClosedMonth
from srikandi.ledger.refusals import MonthIsClosed, MonthNotOver, OneMindClosed
from srikandi.ledger.writing import lock_book
from srikandi.money import ZERO, Money
from srikandi.places import District


@dataclass(frozen=True)
class Consent:
    """A person who says yes, and the institution the person says it for."""

    user_id: int
    party_id: int


def close_month(
    session: Session,
    district: District,
    month: Month,
    *,
    consents: tuple[Consent, Consent],
    content_hash: str,
    by: Actor,
) -> ClosedMonth:
    """Close a month of a district for good: who proposed it first, who confirmed it second.

    Nothing is dated inside or before it any more. Raises: OneMindClosed, MonthNotOver, MonthIsClosed.
    """
    proposed, confirmed = consents
    if proposed.user_id == confirmed.user_id or proposed.party_id == confirmed.party_id:
        raise OneMindClosed
    lock_book(session)
    before = session.scalar(select(func.max(ClosedMonth.month)).where(ClosedMonth.district_id == district.id))
    from_at, until_at = _closable(session, district, month)
    journals, turnover = moved_in(session, district.id, from_at, until_at)
    closed = ClosedMonth(
        district_id=district.id, month=month, from_at=from_at, until_at=until_at, journals=journals, turnover=turnover
    )
    closed.proposed_by, closed.proposed_party_id = proposed.user_id, proposed.party_id
    closed.confirmed_by, closed.confirmed_party_id = confirmed.user_id, confirmed.party_id
    closed.content_hash = content_hash
    session.add(closed)
    session.flush()
    _keep_balances(session, closed, before=before)
    audit.record(session, "month:close", closed, by=by, month=str(month), content_hash=content_hash)
    return closed


def _closable(session: Session, district: District, month: Month) -> tuple[datetime, datetime]:
    """Give the span this closing takes in: from the last closing, or from where the book begins, to the month's end."""
    from_at, until_at = span_of(district, month)
    if until_at > clock.now():
        raise MonthNotOver(month=month)
    if is_closed(session, district.id, month):
        raise MonthIsClosed
    since = closed_until(session, district.id)
    if since is None:
        begun = session.scalar(select(func.min(Journal.occurred_at)).where(Journal.district_id == district.id))
        since = from_at if begun is None else span_of(district, month_at(session, district.id, begun))[0]
    return min(since, from_at), until_at


def _keep_balances(session: Session, closed: ClosedMonth, *, before: Month | None) -> None:
    """Keep what had moved on each account by then: what the closing before kept, and what moved since."""
    inside = and_(
        Journal.district_id == closed.district_id,
        Journal.occurred_at >= closed.from_at,
        Journal.occurred_at < closed.until_at,
    )
    kept = (ClosedBalance.account_id, ClosedBalance.debits, ClosedBalance.credits)
    own = ClosedBalance.district_id == closed.district_id, ClosedBalance.month == before
    nothing = literal(ZERO, ClosedBalance.debits.type)
    parts = [
        select(Transfer.debit_account_id, Transfer.amount, nothing).join(Journal).where(inside),
        select(Transfer.credit_account_id, nothing, Transfer.amount).join(Journal).where(inside),
    ]
    moved = union_all(select(*kept).where(*own), *parts).subquery()
    whose = literal(closed.district_id), literal(closed.month, ClosedBalance.month.type)
    sums = select(*whose, moved.c.account_id, func.sum(moved.c.debits), func.sum(moved.c.credits))
    names = ["district_id", "month", "account_id", "debits", "credits"]
    session.execute(insert(ClosedBalance).from_select(names, sums.group_by(moved.c.account_id)))


def closed_months(session: Session, district_id: int) -> dict[Month, ClosedMonth]:
    """Give the closed months of a district, the newest first."""
    asked = select(ClosedMonth).where(ClosedMonth.district_id == district_id).order_by(ClosedMonth.month.desc())
    return {one.month: one for one in session.scalars(asked)}


def closed_until(session: Session, district_id: int) -> datetime | None:
    """Give the first instant a district's journals may be dated at; nothing while no month is closed."""
    return session.scalar(select(func.max(ClosedMonth.until_at)).where(ClosedMonth.district_id == district_id))


def is_closed(session: Session, district_id: int, month: Month) -> bool:
    """Is this month closed, or a later one, which closes all before it?"""
    asked = select(func.max(ClosedMonth.month)).where(ClosedMonth.district_id == district_id)
    newest: Month | None = session.scalar(asked)
    return newest is not None and newest >= month


def span_of(district: District, month: Month) -> tuple[datetime, datetime]:
    """Give the first instant of a month and the first one after it, where the district is."""
    first, after = month.first_day, (month + 1).first_day
    return clock.day_begins(first, zone=district.zone), clock.day_begins(after, zone=district.zone)


def month_at(session: Session, district_id: int, moment: datetime) -> Month:
    """Give the month a moment lies in, where the district is."""
    return Month.of(moment.astimezone(ZoneInfo(places.district_of(session, district_id).zone)).date())


def moved_in(session: Session, district_id: int, from_at: datetime, until_at: datetime) -> tuple[int, Money]:
    """Count the journals of a span and add up what they moved."""
    inside = Journal.district_id == district_id, Journal.occurred_at >= from_at, Journal.occurred_at < until_at
    journals = session.scalar(select(func.count()).select_from(Journal).where(*inside)) or 0
    moved = select(func.sum(Transfer.amount)).join(Journal, Journal.id == Transfer.journal_id).where(*inside)
    return journals, session.scalar(moved) or ZERO
