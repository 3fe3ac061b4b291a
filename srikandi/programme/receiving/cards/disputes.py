"""A card holder disputes a payment: the provider takes the money at once, and we are owed it until it is decided.

Won, it comes back. Lost, the payer's unused money makes it good, months that nobody has used yet lose their money as
far as needed and wait for other, and what is used already is the operator's loss, never another company's. A lost one
that the provider gives back after all is won: its payer has the money again, and the loss is none.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import clock, payments
from srikandi.audit import Actor
from srikandi.ledger import AccountKey, AccountKind, Arrow
from srikandi.money import ZERO, total
from srikandi.payments import REVIEW, Payment, PaymentStatus, cards
from srikandi.payments.cards import Dispute, DisputeStatus
from srikandi.payments.providers import DisputeSeen, DisputeState, PaymentSeen
from srikandi.pledges import Payer, Pledge
from srikandi.programme.certificates import recertify
from srikandi.programme.money import free, fund, funds_key
from srikandi.programme.receiving.cards.booking import clearing, fees, owed, post_once
from srikandi.programme.receiving.telling import Why, tell_dispute

OPENED, WON, LOST = f"{REVIEW}: disputed", "dispute won", f"{REVIEW}: dispute lost"
INQUIRY, AWAITED = f"{REVIEW}: inquiry", "dispute won, money awaited"
LOST_WORDS = "Sengketa kartu kalah"
DISPUTED = "Pembayaran kartu di balik sertifikat ini sedang disengketakan pemilik kartu."


def follow_disputes(session: Session, payment: Payment, seen: PaymentSeen, *, by: Actor) -> str | None:
    """Bring a payment to where its disputes stand; nothing when there is nothing new."""
    outcomes = [_follow(session, payment, one, by=by) for one in seen.disputes]
    return next((one for one in reversed(outcomes) if one is not None), None)


def _follow(session: Session, payment: Payment, seen: DisputeSeen, *, by: Actor) -> str | None:
    dispute = cards.dispute_named(session, seen.provider_reference)
    outcome = None
    if dispute is None:
        if seen.taken <= ZERO:
            return INQUIRY if seen.state is DisputeState.INQUIRY else None
        dispute, outcome = _open(session, payment, seen, by=by), OPENED
    _book_fee(session, payment, dispute, seen, by=by)
    is_back = seen.returned >= dispute.amount and seen.state in (DisputeState.WON, DisputeState.LOST)
    if dispute.status is DisputeStatus.WON or (dispute.status is DisputeStatus.LOST and not is_back):
        return outcome
    if is_back:
        _win(session, payment, dispute, seen, by=by)
        return WON
    if seen.state is DisputeState.LOST:
        _lose(session, payment, dispute, by=by)
        return LOST
    return AWAITED if seen.state is DisputeState.WON else outcome


def _open(session: Session, payment: Payment, seen: DisputeSeen, *, by: Actor) -> Dispute:
    dispute = cards.note_dispute(session, payment, seen, by=by)
    district = payment.district_id
    taken = Arrow(owed(district), clearing(district), dispute.amount)
    post_once(session, payment, f"{seen.provider_reference}:dispute", arrows=[taken], at=seen.opened_at, by=by)
    if payment.status is PaymentStatus.SETTLED:
        payments.move(session, payment, PaymentStatus.DISPUTED, by=by)
    recertify(session, payment.pledge_id, reason=DISPUTED, by=by)
    if seen.state is DisputeState.OPEN:
        tell_dispute(session, payment, dispute.amount, why=Why.DISPUTED)
    return dispute


def _book_fee(session: Session, payment: Payment, dispute: Dispute, seen: DisputeSeen, *, by: Actor) -> None:
    """What a dispute costs is the operator's; a provider may give it back when it is won."""
    district, name = payment.district_id, seen.provider_reference
    if seen.fee > ZERO:
        kept = Arrow(fees(district), clearing(district), seen.fee)
        post_once(session, payment, f"{name}:dispute_fee", arrows=[kept], at=seen.opened_at, by=by)
        dispute.fee = max(dispute.fee, seen.fee)
    elif dispute.fee > ZERO:
        back = Arrow(clearing(district), fees(district), dispute.fee)
        post_once(session, payment, f"{name}:dispute_fee_back", arrows=[back], at=clock.now(), by=by)
        dispute.fee = ZERO


def _win(session: Session, payment: Payment, dispute: Dispute, seen: DisputeSeen, *, by: Actor) -> None:
    """The money is ours again; certificates that were cut short say everything again."""
    at, district = seen.returned_at or clock.now(), payment.district_id
    arrows, name = [Arrow(clearing(district), owed(district), dispute.amount)], "dispute_won"
    if dispute.status is DisputeStatus.LOST:
        arrows, name = [*arrows, *_made_up(session, payment, dispute)], "dispute_reinstated"
        tell_dispute(session, payment, dispute.amount, why=Why.REINSTATED)
    post_once(session, payment, f"{seen.provider_reference}:{name}", arrows=arrows, at=at, by=by)
    cards.close_dispute(session, dispute, DisputeStatus.WON, at=at, by=by)
    _settle_again(session, payment, by=by)
    fund(session, payment.pledge_id, by=by)
    recertify(session, payment.pledge_id, reason=DISPUTED, by=by)


def _made_up(session: Session, payment: Payment, dispute: Dispute) -> list[Arrow]:
    """Give back what had made a loss good: to the payer its own, to the operator the rest."""
    district, key = payment.district_id, funds_key(session.get_one(Pledge, payment.pledge_id), payment.organisation_id)
    parts = ((key, dispute.amount - dispute.loss), (_losses(district), dispute.loss))
    return [Arrow(owed(district), credit, amount) for credit, amount in parts if amount > ZERO]


def _lose(session: Session, payment: Payment, dispute: Dispute, *, by: Actor) -> None:
    """The payer's own unused money makes it good, that of unused months with it; the rest is the operator's loss."""
    pledge = session.get_one(Pledge, payment.pledge_id)
    payer = session.get_one(Payer, payment.payer_id)
    funds = free(session, pledge, payer, wanted=dispute.amount, by=by)
    made_good = min(funds, dispute.amount)
    loss, district = dispute.amount - made_good, payment.district_id
    key = funds_key(pledge, payment.organisation_id)
    parts = ((key, made_good), (_losses(district), loss))
    arrows = [Arrow(debit, owed(district), amount) for debit, amount in parts if amount > ZERO]
    name = f"{dispute.external_reference}:dispute_lost"
    post_once(session, payment, name, arrows=arrows, at=clock.now(), by=by)
    cards.close_dispute(session, dispute, DisputeStatus.LOST, at=clock.now(), loss=loss, by=by)
    if _is_gone(session, payment) and payment.status is PaymentStatus.DISPUTED:
        payments.move(session, payment, PaymentStatus.REVERSED, by=by, reason=LOST_WORDS)
    _settle_again(session, payment, by=by)
    fund(session, pledge.id, by=by)
    recertify(session, payment.pledge_id, reason=DISPUTED, by=by)
    tell_dispute(session, payment, dispute.amount, why=Why.LOST)


def end_if_gone(session: Session, payment: Payment, *, by: Actor) -> None:
    """Say of a payment of which nothing is left after refunds and lost disputes that it is taken back."""
    if payment.status is PaymentStatus.SETTLED and _is_gone(session, payment):
        payments.move(session, payment, PaymentStatus.REVERSED, by=by, reason=LOST_WORDS)


def _is_gone(session: Session, payment: Payment) -> bool:
    known = cards.disputes_of_payment(session, payment.id)
    lost = total([ZERO, *(one.amount for one in known if one.status is DisputeStatus.LOST)])
    return lost > ZERO and lost + payment.refunded >= payment.amount


def _settle_again(session: Session, payment: Payment, *, by: Actor) -> None:
    """Let a payment stand again when nothing of it is disputed any more and not all of it is lost."""
    known = cards.disputes_of_payment(session, payment.id)
    is_over = all(one.status is not DisputeStatus.OPEN for one in known)
    stands = payment.status in (PaymentStatus.DISPUTED, PaymentStatus.REVERSED) and not _is_gone(session, payment)
    if is_over and stands:
        payments.move(session, payment, PaymentStatus.SETTLED, by=by)


def _losses(district_id: int) -> AccountKey:
    return AccountKey(AccountKind.OPERATOR_LOSSES, district_id)
