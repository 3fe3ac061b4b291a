"""What the bank says stands on an account beside what the book says, and what lies between the two.

The bank's closing balance is what stood there before the first statement, what the book has moved, and what the book
has not: lines that wait for a person, sen, and lines booked in a later month because theirs was closed. Whatever is
left has no explanation here: days without a statement, or money the book has and no statement shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from srikandi import ledger, places
from srikandi.audit import Actor
from srikandi.clock import day_begins
from srikandi.ledger import AccountKind, Journal
from srikandi.money import SEN, ZERO, Money, Sen
from srikandi.payments.banking.accounts import accounts_of
from srikandi.payments.banking.models import HAS_CENTS, BankStatement, StatementLine
from srikandi.payments.models import BankAccount
from srikandi.payments.statements import Action

DAY = timedelta(days=1)
NOTHING = Sen(0)
Sums = tuple[int, int, int]
IS_TRUE = StatementLine.action != Action.VOIDED.value


@dataclass(frozen=True)
class Standing:
    """One account at the end of the last day its bank has told of."""

    account: BankAccount
    book_id: int | None = None
    """The book's account, once anything moved on it."""
    book: Money = ZERO
    on: date | None = None
    """The day whose end the balances are of; none before a statement has told one."""
    closing: Sen = NOTHING
    first_on: date | None = None
    """The first day of the first statement that tells what stood there before it."""
    opening: Sen = NOTHING
    unbooked: Sen = NOTHING
    unbooked_count: int = 0
    cents: Sen = NOTHING
    late: Sen = NOTHING
    """Of lines booked later than their day, because its month was closed."""

    @property
    def difference(self) -> Sen:
        """What the bank has beyond the book."""
        return Sen(self.closing.sen - self.book.rupiah * SEN)

    @property
    def rest(self) -> Sen:
        """What nothing explains."""
        named = (self.opening, self.unbooked, self.cents, self.late)
        return Sen(self.difference.sen - sum(one.sen for one in named))


def standings(session: Session, *, viewer: Actor) -> list[Standing]:
    """Give every account in use, and every closed one that has statements, in nine questions that look at few lines."""
    accounts = accounts_of(session, viewer=viewer)
    told, first = _edges(session, accounts, is_last=True), _edges(session, accounts, is_last=False)
    zones = {one.id: one.zone for one in places.districts(session)}
    ends = {one.id: _end(told[one.id], zones[one.district_id]) for one in accounts if one.id in told}
    is_told = _each({one: row.to_on for one, row in told.items()}, lambda day: StatementLine.booked_on <= day)
    before, unbooked = _before(session, first), _unbooked(session, is_told)
    cents, late = _cents(session, is_told), _late(session, is_told, ends=ends)
    book = ledger.balances_before(session, kind=AccountKind.BANK, moments=ends)
    return [
        replace(
            _standing(Standing(one, *book.get(one.id, (None, ZERO))), told.get(one.id), first.get(one.id), before),
            unbooked=unbooked.get(one.id, (0, NOTHING))[1],
            unbooked_count=unbooked.get(one.id, (0, NOTHING))[0],
            cents=cents.get(one.id, NOTHING),
            late=late.get(one.id, NOTHING),
        )
        for one in accounts
        if one.is_active or one.id in told
    ]


def _standing(
    found: Standing, told: BankStatement | None, first: BankStatement | None, before: Mapping[int, Sen]
) -> Standing:
    if told is None:
        return found
    closing = Sen(told.closing_sen or 0)
    if first is None:
        return replace(found, on=told.to_on, closing=closing)
    opening = Sen((first.opening_sen or 0) - before.get(found.account.id, NOTHING).sen)
    return replace(found, on=told.to_on, closing=closing, first_on=first.from_on, opening=opening)


def _end(statement: BankStatement, zone: str) -> datetime:
    return day_begins((statement.to_on or date.min) + DAY, zone=zone)


def _edges(session: Session, accounts: Sequence[BankAccount], *, is_last: bool) -> dict[int, BankStatement]:
    """Give for each account the last statement that tells a closing balance, or the first that tells an opening one."""
    told = (BankStatement.closing_sen if is_last else BankStatement.opening_sen).is_not(None)
    order = (
        (BankStatement.to_on.desc(), BankStatement.id.desc()) if is_last else (BankStatement.from_on, BankStatement.id)
    )
    place = func.row_number().over(partition_by=BankStatement.account_id, order_by=order)
    own = BankStatement.account_id.in_([one.id for one in accounts])
    days = BankStatement.from_on.is_not(None), BankStatement.to_on.is_not(None), BankStatement.voided_at.is_(None)
    ranked = select(BankStatement.id, place.label("place")).where(own, told, *days).subquery()
    asked = select(BankStatement).join(ranked, ranked.c.id == BankStatement.id).where(ranked.c.place == 1)
    return {one.account_id: one for one in session.scalars(asked)}


def _before(session: Session, first: Mapping[int, BankStatement]) -> dict[int, Sen]:
    """Add up what moved before the first statement that tells an opening balance."""
    is_before = _each({one: row.from_on for one, row in first.items()}, lambda day: StatementLine.booked_on < day)
    return {one: Sen(sen) for one, _, sen in _sums(session, StatementLine.amount_sen, is_before)}


def _unbooked(session: Session, is_told: ColumnElement[bool]) -> dict[int, tuple[int, Sen]]:
    """Count and add up the lines no journal names, in whole rupiah."""
    sen = StatementLine.amount_sen
    waits = StatementLine.journal_id.is_(None) & (func.abs(sen) >= SEN)
    return {one: (count, Sen(left)) for one, count, left in _sums(session, sen - sen % SEN, is_told & waits)}


def _cents(session: Session, is_told: ColumnElement[bool]) -> dict[int, Sen]:
    """Add up what lines have beyond whole rupiah."""
    rest = StatementLine.amount_sen % SEN
    return {one: Sen(left) for one, _, left in _sums(session, rest, is_told & HAS_CENTS)}


def _late(session: Session, is_told: ColumnElement[bool], *, ends: Mapping[int, datetime]) -> dict[int, Sen]:
    """Add up the lines whose journals the book has only after the bank's last day.

    They are few, and are asked for from the side of their journals: what a line has to be stands in the sum.
    """
    if not ends:
        return {}
    sen = StatementLine.amount_sen
    is_late = _each(ends, lambda end: Journal.occurred_at >= end) & is_told & IS_TRUE
    asked = (
        select(StatementLine.account_id, func.sum(case((is_late, sen - sen % SEN), else_=0)))
        .select_from(Journal)
        .outerjoin(StatementLine, (StatementLine.journal_id == Journal.id) & StatementLine.account_id.in_(list(ends)))
        .where(Journal.occurred_at >= min(ends.values()), Journal.district_id.in_(_districts(ends)))
        .group_by(StatementLine.account_id)
    )
    return {one: Sen(int(left)) for one, left in session.execute(asked) if one is not None}


def _districts(ends: Mapping[int, datetime]) -> Select[int]:
    return select(BankAccount.district_id).where(BankAccount.id.in_(list(ends)))


def _sums(
    session: Session, value: SQLColumnExpression[int], is_meant: ColumnElement[bool]
) -> Iterator[tuple[int, int, int]]:
    """Give for each account how many lines are meant, and what they come to."""
    asked = select(StatementLine.account_id, func.count(), func.sum(value)).where(is_meant, IS_TRUE)
    for one, count, found in session.execute(asked.group_by(StatementLine.account_id)):
        yield one, count, int(found or 0)


def _each(values: Mapping[int, Any], rule: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Say of a line that it keeps the rule of its own account."""
    return or_(false(), *(and_(StatementLine.account_id == one, rule(value)) for one, value in values.items()))
