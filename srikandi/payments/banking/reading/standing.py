"""What the bank says stands on an account beside what the book says, and what lies between the two.

The bank's closing balance is what stood there before the first statement, what the book has moved, and what the book
has not: lines that wait for a person, sen, and lines booked in a later month because theirs was closed. Whatever is
left has no explanation here: days without a statement, or money the book has and no statement shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from srikandi import ledger, places
from srikandi.audit import Actor
from srikandi.clock import day_begins
from srikandi.ledger import AccountKind, Journal
from srikandi.money import SEN, ZERO, Money, Sen
from srikandi.payments.banking.accounts import accounts_of
from srikandi.payments.banking.models import BankStatement, StatementLine
from srikandi.payments.models import BankAccount
from srikandi.payments.statements import Action

DAY = timedelta(days=1)
NOTHING = Sen(0)


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


@dataclass(frozen=True)
class _Lines:
    """What an account's lines come to until a day, in sen."""

    before: int = 0
    unbooked: int = 0
    count: int = 0
    cents: int = 0
    late: int = 0


def standings(session: Session, *, viewer: Actor) -> list[Standing]:
    """Give every account in use, and every closed one that has statements, in six questions however many lines."""
    accounts = accounts_of(session, viewer=viewer)
    told, first = _edges(session, accounts, is_last=True), _edges(session, accounts, is_last=False)
    zones = {one.id: one.zone for one in places.districts(session)}
    ends = {one.id: _end(told[one.id], zones[one.district_id]) for one in accounts if one.id in told}
    lines = _lines(session, told, first, ends=ends)
    book = ledger.balances_before(session, kind=AccountKind.BANK, moments=ends)
    return [
        _standing(Standing(one, *book.get(one.id, (None, ZERO))), told.get(one.id), first.get(one.id), lines)
        for one in accounts
        if one.is_active or one.id in told
    ]


def _standing(
    found: Standing, told: BankStatement | None, first: BankStatement | None, lines: Mapping[int, _Lines]
) -> Standing:
    if told is None:
        return found
    moved = lines.get(found.account.id, _Lines())
    opening = (first.opening_sen or 0) - moved.before if first is not None else 0
    return replace(
        found,
        on=told.to_on,
        closing=Sen(told.closing_sen or 0),
        first_on=first.from_on if first is not None else None,
        opening=Sen(opening),
        unbooked=Sen(moved.unbooked),
        unbooked_count=moved.count,
        cents=Sen(moved.cents),
        late=Sen(moved.late),
    )


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


def _lines(
    session: Session,
    told: Mapping[int, BankStatement],
    first: Mapping[int, BankStatement],
    *,
    ends: Mapping[int, datetime],
) -> dict[int, _Lines]:
    """Add up what the lines of each account come to until the day its bank has told of."""
    if not told:
        return {}
    line, sen = StatementLine, StatementLine.amount_sen
    rest = case((sen < 0, -(func.abs(sen) % SEN)), else_=sen % SEN)
    begun = {one: statement.from_on for one, statement in first.items()}
    is_before = _each(begun, lambda one: line.booked_on < one)
    is_waiting, is_late = line.journal_id.is_(None) & (sen != rest), _each(ends, lambda one: Journal.occurred_at >= one)
    asked = (
        select(
            line.account_id,
            func.sum(case((is_before, sen), else_=0)),
            func.sum(case((is_waiting, sen - rest), else_=0)),
            func.sum(case((is_waiting, 1), else_=0)),
            func.sum(rest),
            func.sum(case((is_late, sen - rest), else_=0)),
        )
        .outerjoin(Journal, Journal.id == line.journal_id)
        .where(_each({one: row.to_on for one, row in told.items()}, lambda one: line.booked_on <= one))
        .where(line.action != Action.VOIDED.value)
        .group_by(line.account_id)
    )
    return {one: _Lines(*(int(sum_ or 0) for sum_ in sums)) for one, *sums in session.execute(asked)}


def _each(values: Mapping[int, Any], rule: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Say of a line that it keeps the rule of its own account."""
    return or_(false(), *(and_(StatementLine.account_id == one, rule(value)) for one, value in values.items()))
