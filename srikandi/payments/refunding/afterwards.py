"""What two people say about a refund after its approval: that it is not coming, and who bears what it has lost."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.money import ZERO, Money
from srikandi.payments.refunding.models import LossBearer, Refund, RefundStage
from srikandi.payments.refunding.moving import locked
from srikandi.payments.refunding.refusals import RefundMoved, SayerConfirms
from srikandi.payments.refusals import NobodyProposes, ReasonMissing

KEPT = (RefundStage.APPROVED, RefundStage.PAID)


def propose_end(session: Session, refund: Refund, *, reason: str, by: Actor) -> None:
    """Say that an approved transfer is not coming. Raises: NobodyProposes, ReasonMissing, RefundMoved."""
    refund = locked(session, refund.id)
    if by.user_id is None:
        raise NobodyProposes
    if refund.status is not RefundStage.APPROVED or refund.ending_by is not None:
        raise RefundMoved
    if not reason.strip():
        raise ReasonMissing(field="reason")
    refund.ending_by, refund.ending_at, refund.ending_reason = by.user_id, clock.now(), reason.strip()
    session.flush()
    audit.record(session, "refund:propose_end", refund, by=by, reason=refund.ending_reason)


def drop_end(session: Session, refund: Refund, *, by: Actor) -> None:
    """Take back, or turn down, that a transfer is not coming: it is awaited again. Raises: RefundMoved."""
    refund = locked(session, refund.id)
    if not refund.is_ending:
        raise RefundMoved
    said_by, reason = refund.ending_by, refund.ending_reason
    refund.ending_by = refund.ending_at = refund.ending_reason = None
    session.flush()
    audit.record(session, "refund:drop_end", refund, by=by, reason=reason, said_by=said_by)


def confirm_end(session: Session, refund: Refund, *, by: Actor) -> str:
    """Note that another person ends a transfer that is not coming, and give why. The refund is held already.

    Raises: RefundMoved, SayerConfirms.
    """
    if not refund.is_ending:
        raise RefundMoved
    if by.user_id is None or by.user_id == refund.ending_by:
        raise SayerConfirms
    refund.ended_by = by.user_id
    session.flush()
    return refund.ending_reason or ""


def propose_bearer(session: Session, refund: Refund, bearer: LossBearer, *, reason: str, by: Actor) -> None:
    """Say who bears a loss and why, also anew while nobody has confirmed it.

    Raises: NobodyProposes, ReasonMissing, RefundMoved.
    """
    refund = locked(session, refund.id)
    if by.user_id is None:
        raise NobodyProposes
    if not _has_open_loss(refund):
        raise RefundMoved
    if not reason.strip():
        raise ReasonMissing(field="reason")
    refund.loss_bearer, refund.loss_reason = bearer, reason.strip()
    refund.loss_owner_id, refund.loss_owned_at = by.user_id, clock.now()
    session.flush()
    amount = refund.loss.rupiah
    audit.record(session, "refund:say_bearer", refund, by=by, reason=refund.loss_reason, bearer=bearer, amount=amount)


def confirm_bearer(session: Session, refund: Refund, *, seen: LossBearer, by: Actor) -> None:
    """Confirm who bears a loss, as it was looked at. Raises: RefundMoved, SayerConfirms."""
    refund = locked(session, refund.id)
    if not _has_open_loss(refund) or refund.loss_bearer is not seen:
        raise RefundMoved
    if by.user_id is None or by.user_id == refund.loss_owner_id:
        raise SayerConfirms
    refund.loss_confirmed_by, refund.loss_confirmed_at = by.user_id, clock.now()
    session.flush()
    audit.record(session, "refund:confirm_bearer", refund, by=by, bearer=seen, amount=refund.loss.rupiah)


def note_recovered(session: Session, refund: Refund, amount: Money, *, by: Actor) -> None:
    """Note what its payer has paid of a claimed loss. The refund is held already."""
    refund.loss_recovered += amount
    session.flush()
    audit.record(session, "refund:recover", refund, by=by, amount=amount.rupiah)


def _has_open_loss(refund: Refund) -> bool:
    return refund.loss > ZERO and refund.status in KEPT and refund.loss_confirmed_by is None
