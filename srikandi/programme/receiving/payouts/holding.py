"""What the provider still holds, payment by payment: the balance of clearing, explained."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Subquery, Text, case, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from srikandi import ledger
from srikandi.audit import Actor
from srikandi.ledger import Account, AccountKey, AccountKind, Journal, Transfer
from srikandi.money import SEN, ZERO, Money, total
from srikandi.payments import Payment, PaymentStatus, Route
from srikandi.payments.cards import Payout, PayoutItem, PayoutStatus

IN_CLEARING = (PaymentStatus.SETTLED, PaymentStatus.DISPUTED, PaymentStatus.REVERSED, PaymentStatus.REFUNDED)


@dataclass(frozen=True)
class Held:
    """One payment's money at the provider that no payout has settled."""

    payment: Payment
    amount: Money


@dataclass(frozen=True)
class Holding:
    """What a district's clearing holds, and why."""

    balance: Money
    held: tuple[Held, ...]
    """The latest first."""
    others: Money
    """What no single payment explains: movements a payout was not broken down into."""


def held_by_provider(session: Session, district_id: int, *, viewer: Actor, at_most: int = 200) -> Holding:
    """Explain what the provider holds for a district of this viewer's."""
    if district_id not in viewer.district_ids:
        return Holding(ZERO, (), ZERO)
    booked, settled = _booked(district_id), _settled(district_id)
    rest = (func.coalesce(booked.c.amount, 0) - func.coalesce(settled.c.amount, 0)).label("rest")
    asked = (
        select(Payment, rest)
        .outerjoin(booked, booked.c.document == literal("payment/").concat(cast(Payment.id, Text)))
        .outerjoin(settled, settled.c.payment_id == Payment.id)
        .where(Payment.district_id == district_id, Payment.route == Route.STRIPE, Payment.status.in_(IN_CLEARING))
        .where(rest != 0)
        .order_by(Payment.settled_at.desc(), Payment.id.desc())
    )
    held = tuple(Held(payment, Money(int(amount))) for payment, amount in session.execute(asked))
    balance = ledger.balance(session, AccountKey(AccountKind.PROVIDER_CLEARING, district_id))
    explained = total([one.amount for one in held]) if held else ZERO
    return Holding(balance, held[:at_most], balance - explained)


def _booked(district_id: int) -> Subquery:
    """Give what each paper has brought into clearing, less what it took out."""
    key = AccountKey(AccountKind.PROVIDER_CLEARING, district_id)
    account = select(Account.id).where(Account.code == key.code).scalar_subquery()
    signed = case((Transfer.debit_account_id == account, Transfer.amount), else_=-Transfer.amount)
    return (
        select(Journal.document, func.sum(signed).label("amount"))
        .join(Transfer, Transfer.journal_id == Journal.id)
        .where(or_(Transfer.debit_account_id == account, Transfer.credit_account_id == account))
        .group_by(Journal.document)
        .subquery()
    )


def _settled(district_id: int) -> Subquery:
    """Give what payouts have settled of each payment, in whole rupiah as the book has it."""
    fee = case((PayoutItem.fee_sen > 0, (PayoutItem.fee_sen + SEN - 1) // SEN), else_=-(-PayoutItem.fee_sen // SEN))
    is_gone = or_(Payout.status != PayoutStatus.FAILED, Payout.resent_in_id.is_not(None))
    return (
        select(PayoutItem.payment_id, func.sum(PayoutItem.amount_sen // SEN - fee).label("amount"))
        .join(Payout, Payout.id == PayoutItem.payout_id)
        .where(PayoutItem.district_id == district_id, PayoutItem.payment_id.is_not(None), is_gone)
        .group_by(PayoutItem.payment_id)
        .subquery()
    )
