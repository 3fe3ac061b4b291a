"""What had moved on an account before a moment: added up from the last closing before it, where the account is busy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from srikandi.ledger.models import Account, Journal, Side, Transfer
from srikandi.ledger.months import ClosedBalance, ClosedMonth
from srikandi.money import ZERO, Money

FEW = 2_000
"""Movements an account may have and be added up from the first one: fewer than its district's in a month."""


@dataclass(frozen=True)
class Moved:
    """All that went to each side of an account."""

    debits: Money = ZERO
    credits: Money = ZERO

    def __add__(self, other: Moved) -> Moved:
        """Add what moved in another span."""
        return Moved(self.debits + other.debits, self.credits + other.credits)

    def __sub__(self, earlier: Moved) -> Moved:
        """Give what moved since an earlier moment."""
        return Moved(self.debits - earlier.debits, self.credits - earlier.credits)

    def on_side_of(self, account: Account) -> Money:
        """Give what that leaves on the account's own side."""
        difference = self.debits - self.credits
        return difference if account.side is Side.DEBIT else -difference


@dataclass(frozen=True)
class Ground:
    """Where adding up begins: what had moved when a month was closed, and the moment that counts until."""

    moved: Moved
    until_at: datetime | None


def ground(session: Session, account: Account, before: datetime | None) -> Ground:
    """Give the last closing before a moment for a busy account; the very beginning for the others."""
    some = select(Transfer.id).where(touches(account)).limit(FEW + 1).subquery()
    if (session.scalar(select(func.count()).select_from(some)) or 0) <= FEW:
        return Ground(Moved(), None)
    newest = select(ClosedMonth.month, ClosedMonth.until_at).where(ClosedMonth.district_id == account.district_id)
    if before is not None:
        newest = newest.where(ClosedMonth.until_at <= before)
    closed = session.execute(newest.order_by(ClosedMonth.month.desc()).limit(1)).one_or_none()
    if closed is None:
        return Ground(Moved(), None)
    own = ClosedBalance.district_id == account.district_id, ClosedBalance.month == closed.month
    asked = select(ClosedBalance.debits, ClosedBalance.credits).where(*own, ClosedBalance.account_id == account.id)
    return Ground(_moved(session.execute(asked).one_or_none()), closed.until_at)


def moved_before(session: Session, account: Account, start: Ground, *, before: datetime | None, newest: int) -> Moved:
    """Give what had moved on an account before a moment, as of a journal."""
    rules = [Journal.id <= newest]
    if before is not None:
        rules.append(Journal.occurred_at < before)
    if start.until_at is None:
        rules.append(touches(account))
    else:
        rules += [
            Journal.district_id == account.district_id,
            Journal.occurred_at >= start.until_at,
            touches_near(account),
        ]
    debits = func.sum(Transfer.amount).filter(Transfer.debit_account_id == account.id)
    credits_ = func.sum(Transfer.amount).filter(Transfer.credit_account_id == account.id)
    asked = select(debits, credits_).join(Journal, Journal.id == Transfer.journal_id).where(*rules)
    return start.moved + _moved(session.execute(asked).one())


def touches(account: Account) -> ColumnElement[bool]:
    """Say of a transfer that it moves this account."""
    return (Transfer.debit_account_id == account.id) | (Transfer.credit_account_id == account.id)


def touches_near(account: Account) -> ColumnElement[bool]:
    """The same, put so that no database looks the account up first: the few journals come first here."""
    return (Transfer.debit_account_id + 0 == account.id) | (Transfer.credit_account_id + 0 == account.id)


def _moved(row: Sequence[Any] | None) -> Moved:
    return Moved() if row is None else Moved(row[0] or ZERO, row[1] or ZERO)
