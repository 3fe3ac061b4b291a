"""Somebody else decides: an approved refund leaves credit at once, so that no month can be funded with it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import pledges
from srikandi.audit import Actor
from srikandi.ledger import NotEnoughMoney
from srikandi.money import ZERO
from srikandi.payments import Payment, PaymentStatus, refunding
from srikandi.payments import locked as locked_payment
from srikandi.payments.refunding import AskerApproves, NotRefundable, Refund, RefundMoved, RefundStage
from srikandi.pledges import Pledge
from srikandi.programme.money import book_approved, fund, give_up_months, released_by, unused
from srikandi.programme.refusals import MonthsUsed, NothingUnused
from srikandi.programme.surplus import note_refunded


def approve_refund(
    session: Session, refund: Refund, *, typed_number: str = "", typed_holder: str = "", by: Actor
) -> Refund:
    """Approve a refund: give up the months it names, take the sum out of credit, and let it go.

    What giving up leaves beyond the refund is credit, and pays the months that still wait for it.
    The approver types the account number again from the bank's paper, and the name where the bank's line has none.
    Raises: RefundMoved, AskerApproves, NotRefundable, NumberDiffers, HolderDiffers, MonthsUsed, NothingUnused,
    AboveLeft.
    """
    pledge, payment, refund = hold(session, refund)
    _check(payment, refund, by=by)
    _check_typed(session, payment, refund, number=typed_number, holder=typed_holder)
    if refund.months:
        _check_months(session, pledge, refund)
        give_up_months(session, pledge, months=refund.months, by=by)
    try:
        journal = book_approved(session, pledge, refund, by=by)
    except NotEnoughMoney as error:
        raise NothingUnused(unused=unused(session, pledge, refund.organisation_id)) from error
    refunding.approve(session, refund, journal_id=journal.id, by=by)
    note_refunded(session, refund, by=by)
    fund(session, pledge.id, by=by)
    return refund


def refuse_refund(session: Session, refund: Refund, *, reason: str, by: Actor) -> None:
    """Turn a request down; nothing has moved. Raises: RefundMoved, AskerApproves, ReasonMissing."""
    refunding.refuse(session, refund, reason=reason, by=by)


def hold(session: Session, refund: Refund) -> tuple[Pledge, Payment, Refund]:
    """Hold what a refund touches, in the order everybody takes: pools, pledges, payment, refund."""
    pledge = session.get_one(Pledge, refund.pledge_id)
    if refund.months:
        pledges.lock_pools(session, [pledge.pool_id])
    pledge = pledges.locked(session, refund.pledge_id)
    payment = locked_payment(session, refund.payment_id)
    return pledge, payment, refunding.locked(session, refund.id)


def _check(payment: Payment, refund: Refund, *, by: Actor) -> None:
    if refund.status is not RefundStage.REQUESTED:
        raise RefundMoved
    if by.user_id is not None and refund.requested_by == by.user_id:
        raise AskerApproves
    if payment.status is not PaymentStatus.SETTLED:
        raise NotRefundable


def _check_typed(session: Session, payment: Payment, refund: Refund, *, number: str, holder: str) -> None:
    typed = "".join(sign for sign in number if sign.isdigit())
    if not refund.number or refund.is_number_seen:
        return
    if typed != refund.number:
        raise refunding.NumberDiffers(field="number")
    is_same = refunding.name_key(holder) == refunding.name_key(refund.holder or "")
    if not is_same and not refunding.names_sender(session, payment):
        raise refunding.HolderDiffers(field="holder")


def _check_months(session: Session, pledge: Pledge, refund: Refund) -> None:
    """Refuse when months that were to be given up have gone into a file since."""
    if released_by(session, pledge, refund.organisation_id, months=refund.months) == ZERO:
        raise MonthsUsed(months=0)
