"""Asking for money back: how much there is that nobody has used, and to which account it may go."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import coverage, pledges
from srikandi.audit import Actor
from srikandi.money import ZERO, Money
from srikandi.payments import Payment, PaymentNotFound, Route, refunding
from srikandi.payments.refunding import Destination, NewRefund, Refund
from srikandi.pledges import Pledge
from srikandi.programme.money import payer_id_of, released_by, unused
from srikandi.programme.refusals import AnothersRequest, MonthsUsed, NothingUnused


@dataclass(frozen=True)
class AskedRefund:
    """What a person asks for on the page."""

    amount: Money
    reason: str
    months: int = 0
    """Funded life-months to give up for it."""
    destination: Destination | None = None
    pledge_id: int | None = None
    """Whose credit it comes from, where credit has moved to another pledge of the same organisation."""
    form_key: str | None = None


@dataclass(frozen=True)
class Room:
    """How much of a payment may be asked for, and why not more."""

    left: Money
    """Of the payment."""
    unused: Money
    """Of the payer's credit, less what is asked for already."""
    months: int
    """Funded life-months that are in no file yet and could be given up."""
    worth: Money
    """What all of these would bring this payer."""

    @property
    def most(self) -> Money:
        """What can go back without giving up a month."""
        return max(min(self.left, self.unused), ZERO)

    @property
    def most_with_months(self) -> Money:
        """What can go back when every unsent month is given up."""
        return max(min(self.left, self.unused + self.worth), ZERO)


def room_for(session: Session, payment: Payment, *, pledge_id: int | None = None, but: Refund | None = None) -> Room:
    """Say how much of a payment may be asked for; `but` is a request that is not to be counted."""
    pledge = _source(session, payment, pledge_id)
    pending = refunding.pending_for(session, pledge.id, payment.organisation_id, but=but)
    months = max(coverage.count_unsent(session, pledge.id) - pending.months, 0)
    return Room(
        left=refunding.left_of(session, payment),
        unused=unused(session, pledge, payment.organisation_id) - pending.amount,
        months=months,
        worth=released_by(session, pledge, payment.organisation_id, months=months),
    )


def ask_refund(session: Session, payment: Payment, asked: AskedRefund, *, by: Actor) -> Refund:
    """Ask for unused money of a payment back. Nothing moves before somebody else approves.

    Raises: what `refunding.ask` and `refunding.check_destination` refuse, NothingUnused, MonthsUsed.
    """
    pledge = _source(session, payment, asked.pledge_id)
    _check_destination(session, payment, asked.destination)
    new = NewRefund(
        pledge_id=pledge.id,
        amount=asked.amount,
        reason=asked.reason,
        months=asked.months,
        destination=asked.destination if payment.route is Route.BANK_TRANSFER else None,
        is_number_seen=payment.route is not Route.BANK_TRANSFER,
        form_key=asked.form_key,
    )
    pledges.locked(session, pledge.id)
    refund = refunding.ask(session, payment, new, by=by)
    if refund.status is refunding.RefundStage.REQUESTED:
        check_unused(session, pledge, refund, room=room_for(session, payment, pledge_id=pledge.id, but=refund))
    return refund


def check_unused(session: Session, pledge: Pledge, refund: Refund, *, room: Room) -> None:
    """Refuse a sum that months have used, or more months than can be given up. Raises: NothingUnused, MonthsUsed."""
    if refund.months > room.months:
        raise MonthsUsed(field="months", months=room.months)
    freed = released_by(session, pledge, refund.organisation_id, months=refund.months)
    if refund.amount > room.unused + freed:
        raise NothingUnused(field="amount", unused=max(room.unused + freed, ZERO))


def withdraw_refund(session: Session, refund: Refund, *, reason: str, by: Actor) -> None:
    """Take one's own request back before it is decided. Raises: AnothersRequest, RefundMoved, ReasonMissing."""
    if by.user_id != refund.requested_by and by.organisation_id != refund.organisation_id:
        raise AnothersRequest
    refunding.withdraw(session, refund, reason=reason, by=by)


def _check_destination(session: Session, payment: Payment, to: Destination | None) -> None:
    """Say nothing when this is the sender; a card needs no destination. Raises: what `refunding` refuses."""
    if payment.route is Route.BANK_TRANSFER:
        refunding.check_destination(session, payment, to or Destination("", "", ""))


def _source(session: Session, payment: Payment, pledge_id: int | None) -> Pledge:
    """Give the pledge whose credit a refund comes from: one this payment's organisation pays for, in its district."""
    pledge = session.get(Pledge, pledge_id or payment.pledge_id)
    if pledge is None:
        raise PaymentNotFound
    is_payer = payer_id_of(session, pledge, payment.organisation_id) is not None
    if pledge.district_id != payment.district_id or not is_payer:
        raise PaymentNotFound
    return pledge
