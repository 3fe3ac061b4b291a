"""A dispute comes to be, is decided, and its loss gets an owner. Nothing is booked here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.money import ZERO, Money
from srikandi.payments.cards.models import DISPUTE_MOVES, Dispute, DisputeStatus
from srikandi.payments.cards.refusals import DisputeMoved, DisputeNotFound, NoLoss, OwnerMissing
from srikandi.payments.models import Payment
from srikandi.payments.providers import DisputeSeen
from srikandi.payments.refusals import ReasonMissing


@dataclass(frozen=True)
class AtStake:
    """A payer's card money that is disputed, and what was lost for good."""

    disputed: Money
    lost: Money


def dispute_named(session: Session, reference: str) -> Dispute | None:
    """Give the dispute of a provider's name, held until this work ends."""
    asked = select(Dispute).where(Dispute.external_reference == reference).with_for_update()
    return session.scalar(asked.execution_options(populate_existing=True))


def note_dispute(session: Session, payment: Payment, seen: DisputeSeen, *, by: Actor) -> Dispute:
    """Write a dispute down as open."""
    row = Dispute(
        district_id=payment.district_id,
        payment_id=payment.id,
        external_reference=seen.provider_reference,
        status=DisputeStatus.OPEN,
        amount=seen.taken,
        fee=seen.fee,
        reason=seen.reason[:60],
        opened_at=seen.opened_at,
        answer_until_at=seen.answer_until_at,
    )
    session.add(row)
    session.flush()
    audit.record(session, "dispute:open", row, by=by, payment_id=payment.id, amount=row.amount.rupiah)
    return row


def close_dispute(
    session: Session, dispute: Dispute, to: DisputeStatus, *, at: datetime, by: Actor, loss: Money = ZERO
) -> None:
    """Note how a dispute was decided. Raises: DisputeMoved."""
    if (dispute.status, to) not in DISPUTE_MOVES:
        raise DisputeMoved
    dispute.status, dispute.closed_at, dispute.loss = to, at, loss
    session.flush()
    audit.record(session, f"dispute:{to.value}", dispute, by=by, loss=loss.rupiah)


def name_owner(session: Session, dispute: Dispute, *, owner: str, note: str, by: Actor) -> None:
    """Say who answers for a loss and what is done about it. Raises: NoLoss, OwnerMissing, ReasonMissing."""
    if dispute.loss == ZERO:
        raise NoLoss
    if not owner.strip():
        raise OwnerMissing(field="owner")
    if not note.strip():
        raise ReasonMissing(field="note")
    before = dispute.owner
    dispute.owner, dispute.owner_note = owner.strip(), note.strip()
    dispute.owned_by, dispute.owned_at = by.user_id, clock.now()
    session.flush()
    audit.record(session, "dispute:own", dispute, by=by, owner=dispute.owner, before=before, reason=dispute.owner_note)


def at_stake(session: Session, payer_ids: Iterable[int]) -> dict[int, AtStake]:
    """Give what of each payer's card money is disputed and lost (payer -> both); none named where there is nothing."""
    is_open = Dispute.status == DisputeStatus.OPEN
    asked = (
        select(
            Payment.payer_id,
            func.sum(case((is_open, Dispute.amount), else_=0)),
            func.sum(Dispute.loss),
        )
        .join(Payment, Payment.id == Dispute.payment_id)
        .where(Payment.payer_id.in_(list(payer_ids)), Dispute.status != DisputeStatus.WON)
        .group_by(Payment.payer_id)
    )
    return {payer: AtStake(disputed, lost) for payer, disputed, lost in session.execute(asked)}


def disputes_of_payment(session: Session, payment_id: int) -> list[Dispute]:
    """List the disputes of a payment, oldest first."""
    own = select(Dispute).where(Dispute.payment_id == payment_id)
    return list(session.scalars(own.order_by(Dispute.opened_at, Dispute.id)))


def visible_disputes(viewer: Actor) -> Select[Dispute]:
    """Ask for the disputes of the viewer's districts."""
    return select(Dispute).where(Dispute.district_id.in_(viewer.district_ids))


def dispute_of(session: Session, dispute_id: int, *, viewer: Actor) -> Dispute:
    """Give a dispute this viewer may see. Raises: DisputeNotFound."""
    found = session.scalar(visible_disputes(viewer).where(Dispute.id == dispute_id))
    if found is None:
        raise DisputeNotFound
    return found


def disputes_of(session: Session, *, viewer: Actor, at_most: int = 200) -> list[Dispute]:
    """List the disputes of the viewer's districts: open ones first, then losses without an owner, then the newest."""
    is_open = case((Dispute.status == DisputeStatus.OPEN, 0), else_=1)
    is_owned = case(((Dispute.loss > ZERO) & Dispute.owner.is_(None), 0), else_=1)
    asked = visible_disputes(viewer).order_by(is_open, is_owned, Dispute.opened_at.desc(), Dispute.id.desc())
    return list(session.scalars(asked.limit(at_most)))
