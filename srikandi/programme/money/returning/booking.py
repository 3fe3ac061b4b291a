"""The journals of money that goes back: out of credit when approved, out of the house when seen leaving."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock, coverage, ledger, pledges, pools
from srikandi.audit import Actor
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry, Journal
from srikandi.money import ZERO, Money
from srikandi.payments import Payment, banking, refunding
from srikandi.payments.refunding import Refund
from srikandi.pledges import Hold, HoldStatus, Payer, Pledge
from srikandi.programme.money.funding import fund, funds_key
from srikandi.programme.money.moving import release_months

REFUND = "refund"


def unused(session: Session, pledge: Pledge, organisation_id: int) -> Money:
    """Give a payer's credit for a pledge: what no life-month has taken."""
    return ledger.balance(session, funds_key(pledge, organisation_id))


def released_by(session: Session, pledge: Pledge, organisation_id: int, *, months: int) -> Money:
    """Give what a payer would get back for the last of the funded, unsent life-months."""
    rows = coverage.last_funded(session, pledge.id, count=months)
    if rows is None:
        return ZERO
    sums = coverage.sums_by_payer(session, rows)
    payer_id = payer_id_of(session, pledge, organisation_id)
    return ZERO if payer_id is None else sums.get(payer_id, ZERO)


def payer_id_of(session: Session, pledge: Pledge, organisation_id: int) -> int | None:
    """Give as which of a pledge's payers an organisation pays, if it does."""
    asked = select(Payer.id).where(Payer.pledge_id == pledge.id, Payer.organisation_id == organisation_id)
    return session.scalars(asked.order_by(Payer.id).limit(1)).first()


def give_up_months(session: Session, pledge: Pledge, *, months: int, by: Actor) -> None:
    """End the last of the funded, unsent life-months; their money is its payers' credit again."""
    rows = coverage.last_funded(session, pledge.id, count=months)
    if rows is None:
        return
    release_months(session, pledge, rows, by=by)
    _let_go(session, pledge)
    if pledge.status is pledges.PledgeStatus.RUNNING and coverage.is_delivered(session, pledge.id):
        pledges.complete(session, pledge, by=by)


def _let_go(session: Session, pledge: Pledge) -> None:
    """Give whoever has no month left in a pledge back to the pool, at the old place."""
    live = LifeMonth.pledge_id == pledge.id, LifeMonth.status != LifeMonthStatus.RELEASED
    seated = select(LifeMonth.resident_id).where(*live, LifeMonth.resident_id.is_not(None))
    kept = select(Hold.resident_id).where(Hold.pledge_id == pledge.id, Hold.status == HoldStatus.KEPT)
    leaving = list(session.scalars(kept.where(Hold.resident_id.not_in(seated)).order_by(Hold.place)))
    if leaving:
        pledges.release_holds(session, pledge, leaving)
        pools.give_back(session, pledge.pool_id, leaving)


def book_approved(session: Session, pledge: Pledge, refund: Refund, *, by: Actor) -> Journal:
    """Take a refund out of its payer's credit; a loss, if there is one, out of the operator's pocket.

    Raises: ledger.NotEnoughMoney, when the credit has been used meanwhile.
    """
    due = _due(refund)
    parts = [(funds_key(pledge, refund.organisation_id), refund.amount - refund.loss), (_losses(refund), refund.loss)]
    arrows = [Arrow(account, due, amount) for account, amount in parts if amount > ZERO]
    return _post(session, refund, f"{REFUND}:{refund.id}", arrows, at=clock.now(), by=by)


def book_left(
    session: Session, refund: Refund, place: AccountKey, *, reference: str, at: datetime, by: Actor
) -> Journal:
    """Book that a refund was seen leaving from where it was kept."""
    return _post(session, refund, reference, [Arrow(_due(refund), place, refund.amount)], at=at, by=by)


def book_failed(session: Session, pledge: Pledge, refund: Refund, *, by: Actor) -> Journal:
    """Give a refund that did not arrive back to its payer's credit, from where its money stands now.

    One that had left stands with the card provider again: a transfer that bounces comes back as a line of its own.
    """
    clearing = AccountKey(AccountKind.PROVIDER_CLEARING, refund.district_id)
    source = _due(refund) if refund.left_journal_id is None else clearing
    arrows = _back(session, pledge, refund, source, lost=refund.loss - refund.loss_recovered, by=by)
    return _post(session, refund, f"{REFUND}:{refund.id}:failed", arrows, at=clock.now(), by=by)


def book_returned(session: Session, pledge: Pledge, refund: Refund, *, reference: str, by: Actor) -> Journal:
    """Give a transfer that bounced back to its payer's credit, out of suspense where its line stands."""
    arrows = _back(session, pledge, refund, AccountKey(AccountKind.SUSPENSE, refund.district_id), lost=ZERO, by=by)
    return _post(session, refund, reference, arrows, at=clock.now(), by=by)


def book_recovered(session: Session, pledge: Pledge, refund: Refund, *, amount: Money, by: Actor) -> Journal:
    """Let a payer pay for what a refund at the provider's desk has lost. Raises: ledger.NotEnoughMoney."""
    arrow = Arrow(funds_key(pledge, refund.organisation_id), _losses(refund), amount)
    name = f"{REFUND}:{refund.id}:claim:{refund.loss_recovered.rupiah}"
    return _post(session, refund, name, [arrow], at=clock.now(), by=by)


def fail_refund(session: Session, refund: Refund, *, reason: str, by: Actor) -> None:
    """Note that a refund did not reach its payer: the sum is credit again, for months that wait before all else.

    Its pledge and payment are held already.
    """
    pledge = session.get_one(Pledge, refund.pledge_id)
    book_failed(session, pledge, refund, by=by)
    refunding.fail(session, refund, reason=reason, by=by)
    fund(session, pledge.id, by=by)


def _back(
    session: Session, pledge: Pledge, refund: Refund, source: AccountKey, *, lost: Money, by: Actor
) -> list[Arrow]:
    """Draw a refund back to its payer, less what the operator has lost by it.

    Where a bank took the payment itself back and part of that was written off, what comes back makes this good first:
    the payer has its money from the bank already.
    """
    found = banking.part_of_payment(session, session.get_one(Payment, refund.payment_id))
    if found is not None:
        write_off, part = found
        made_good = min(part.credited - part.made_good, refund.amount - lost)
        if made_good > ZERO:
            banking.note_made_good(session, write_off, part, made_good, by=by)
        lost += made_good
    parts = [(_losses(refund), lost), (funds_key(pledge, refund.organisation_id), refund.amount - lost)]
    return [Arrow(source, account, amount) for account, amount in parts if amount > ZERO]


def _due(refund: Refund) -> AccountKey:
    return AccountKey(AccountKind.REFUNDS_DUE, refund.district_id, refund.organisation_id)


def _losses(refund: Refund) -> AccountKey:
    return AccountKey(AccountKind.OPERATOR_LOSSES, refund.district_id)


def _post(session: Session, refund: Refund, reference: str, arrows: list[Arrow], *, at: datetime, by: Actor) -> Journal:
    entry = Entry(
        reference=reference,
        kind=REFUND,
        district_id=refund.district_id,
        memo=f"Pengembalian dana {refund.id}",
        occurred_at=at,
        arrows=arrows,
        document=f"refund/{refund.id}",
        contract_id=refund.pledge_id,
    )
    return ledger.post(session, entry, by=by)
