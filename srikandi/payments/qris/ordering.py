"""A code is made for one payer and one sum, which no other code of the account asks for these days."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import BigInteger, exists, select, type_coerce
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.money import SEN, ZERO, Money
from srikandi.payments.banking.models import BankStatement, StatementLine
from srikandi.payments.making import Purpose
from srikandi.payments.models import BankAccount
from srikandi.payments.qris.models import QrisOrder
from srikandi.payments.qris.refusals import QrisTooMuch, QrisUnavailable
from srikandi.payments.refusals import AmountMissing, PaymentNotFound

MOST_MORE = 499
"""Rupiah a code may ask for above the sum that was typed."""
REMEMBERED = timedelta(days=14)
"""How long a sum stays a code's own: a bank shows a QRIS payment within days."""


def order(
    session: Session, account: BankAccount, purpose: Purpose, *, asked: Money, limit: Money, form_key: str, by: Actor
) -> QrisOrder:
    """Make a code with a sum of its own; the same form gives the same code.

    Raises: AmountMissing, QrisTooMuch, QrisUnavailable.
    """
    if account.qris_payload is None:
        raise QrisUnavailable
    if asked <= ZERO:
        raise AmountMissing(field="amount")
    session.execute(select(BankAccount.id).where(BankAccount.id == account.id).with_for_update())
    known = select(QrisOrder).where(QrisOrder.payer_id == purpose.payer_id, QrisOrder.form_key == form_key)
    made = session.scalar(known)
    if made is not None:
        return made
    amount = _own_sum(session, account, asked)
    if amount is None or amount > limit:
        raise QrisTooMuch(field="amount", limit=limit)
    made = QrisOrder(
        district_id=purpose.district_id,
        account_id=account.id,
        payer_id=purpose.payer_id,
        organisation_id=purpose.organisation_id,
        asked=asked,
        amount=amount,
        form_key=form_key,
        created_by=by.user_id,
    )
    session.add(made)
    session.flush()
    audit.record(session, "qris:order", made, by=by, amount=amount.rupiah)
    return made


def order_of(session: Session, uid: UUID, *, organisation_id: int) -> QrisOrder:
    """Give a code of this organisation. Raises: PaymentNotFound."""
    own = QrisOrder.uid == uid, QrisOrder.organisation_id == organisation_id
    found = session.scalar(select(QrisOrder).where(*own))
    if found is None:
        raise PaymentNotFound
    return found


def open_orders(session: Session, *, organisation_id: int, payer_id: int) -> list[QrisOrder]:
    """List the codes of a payer whose sum is still their own and has not come, the newest first."""
    paid = exists().where(
        StatementLine.account_id == QrisOrder.account_id,
        StatementLine.amount_sen == type_coerce(QrisOrder.amount, BigInteger) * SEN,
        BankStatement.id == StatementLine.statement_id,
        BankStatement.imported_at >= QrisOrder.created_at,
        BankStatement.voided_at.is_(None),
    )
    own = QrisOrder.organisation_id == organisation_id, QrisOrder.payer_id == payer_id
    asked = select(QrisOrder).where(*own, QrisOrder.created_at > clock.now() - REMEMBERED, ~paid)
    return list(session.scalars(asked.order_by(QrisOrder.id.desc())))


def asked_for(session: Session, line: StatementLine) -> list[QrisOrder]:
    """List the codes that asked for exactly the sum of a line on its account, the newest first."""
    if line.amount_sen <= 0 or line.amount_sen % SEN:
        return []
    same = QrisOrder.account_id == line.account_id, QrisOrder.amount == Money(line.amount_sen // SEN)
    return list(session.scalars(select(QrisOrder).where(*same).order_by(QrisOrder.id.desc()).limit(5)))


def _own_sum(session: Session, account: BankAccount, asked: Money) -> Money | None:
    """Give the smallest sum above the one asked that no other code of these days asks for."""
    recent = QrisOrder.account_id == account.id, QrisOrder.created_at > clock.now() - REMEMBERED
    near = QrisOrder.amount.between(asked, asked + Money(MOST_MORE))
    taken = set(session.scalars(select(QrisOrder.amount).where(*recent, near)))
    free = (asked + Money(more) for more in range(1, MOST_MORE + 1))
    return next((one for one in free if one not in taken), None)
