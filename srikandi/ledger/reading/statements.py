"""An account's card: each movement with its counterpart and the balance after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Subquery, case, func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.ledger.models import Account, Journal, Side, Transfer
from srikandi.ledger.refusals import AccountNotFound
from srikandi.money import ZERO, Money

PAGE = 50


@dataclass(frozen=True)
class StatementLine:
    """One movement: how much on which side, against which account, and what stood afterwards."""

    journal_id: int
    reference: str
    memo: str
    document: str | None
    occurred_at: datetime
    counter: Account
    debit: Money | None
    credit: Money | None
    balance: Money


@dataclass(frozen=True)
class Statement:
    """One page of an account's card, newest movement first."""

    account: Account
    lines: tuple[StatementLine, ...]
    balance: Money
    """What stands on the account now."""
    page: int
    pages: int
    count: int


def account_statement(
    session: Session, account_id: int, *, viewer: Actor, page: int = 1, size: int = PAGE
) -> Statement:
    """Give a page of the card of an account this viewer may see; a page that isn't there is the nearest one that is.

    Movements stand in the order in which they happened, those of one moment in the order in which they were booked.
    Raises: AccountNotFound.
    """
    visible = select(Account).where(Account.id == account_id, Account.district_id.in_(viewer.district_ids))
    account = session.scalars(visible).one_or_none()
    if account is None:
        raise AccountNotFound
    moved = _movements(account)
    count, stands = session.execute(select(func.count(), func.sum(moved.c.signed)).select_from(moved)).one()
    pages = max(1, -(-count // size))
    page = min(max(page, 1), pages)
    lines = _lines(session, moved, offset=(page - 1) * size, size=size)
    return Statement(account, lines, stands or ZERO, page, pages, count)


def _movements(account: Account) -> Subquery:
    """Give the account's transfers with their sign on its own side, and the running sum of them."""
    is_debit = Transfer.debit_account_id == account.id
    is_own_side = is_debit if account.side is Side.DEBIT else ~is_debit
    signed = case((is_own_side, Transfer.amount), else_=-Transfer.amount)
    order = (Journal.occurred_at, Transfer.id)
    return (
        select(
            Transfer.id.label("transfer_id"),
            Transfer.journal_id.label("journal_id"),
            Transfer.amount.label("amount"),
            is_debit.label("is_debit"),
            case((is_debit, Transfer.credit_account_id), else_=Transfer.debit_account_id).label("counter_id"),
            signed.label("signed"),
            func.sum(signed).over(order_by=order).label("running"),
            Journal.occurred_at.label("occurred_at"),
        )
        .join(Journal, Journal.id == Transfer.journal_id)
        .where(is_debit | (Transfer.credit_account_id == account.id))
        .subquery("moved")
    )


def _lines(session: Session, moved: Subquery, *, offset: int, size: int) -> tuple[StatementLine, ...]:
    rows = session.execute(
        select(moved, Journal.reference, Journal.memo, Journal.document, Account)
        .join(Journal, Journal.id == moved.c.journal_id)
        .join(Account, Account.id == moved.c.counter_id)
        .order_by(moved.c.occurred_at.desc(), moved.c.transfer_id.desc())
        .offset(offset)
        .limit(size)
    )
    return tuple(_line(row) for row in rows)


def _line(row: Row[Any]) -> StatementLine:
    return StatementLine(
        journal_id=row.journal_id,
        reference=row.reference,
        memo=row.memo,
        document=row.document,
        occurred_at=row.occurred_at,
        counter=row.Account,
        debit=row.amount if row.is_debit else None,
        credit=None if row.is_debit else row.amount,
        balance=row.running,
    )
