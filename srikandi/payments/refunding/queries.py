"""Questions to refunds: which there are, what is left of a payment, which wait for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.money import ZERO, Money
from srikandi.payments.banking.models import StatementLine
from srikandi.payments.models import Payment, Route
from srikandi.payments.refunding.models import LossBearer, Refund, RefundReturn, RefundStage
from srikandi.payments.refunding.refusals import RefundNotFound

GONE = (RefundStage.APPROVED, RefundStage.PAID)


@dataclass(frozen=True)
class Pending:
    """Refunds that are asked for and not decided: how much they would take, and how many months they would end."""

    amount: Money
    months: int


def visible_to(viewer: Actor) -> Select[Refund]:
    """Ask for the refunds this viewer may see: a company its own, officers those of their districts."""
    if viewer.role == "company":
        return select(Refund).where(Refund.organisation_id == viewer.organisation_id)
    return select(Refund).where(Refund.district_id.in_(viewer.district_ids))


def refund_of(session: Session, uid: UUID, *, viewer: Actor) -> Refund:
    """Give a refund this viewer may see. Raises: RefundNotFound."""
    found = session.scalar(visible_to(viewer).where(Refund.uid == uid))
    if found is None:
        raise RefundNotFound
    return found


def refund_by_id(session: Session, refund_id: int, *, viewer: Actor) -> Refund:
    """Give the refund a journal names as its paper, if this viewer may see it. Raises: RefundNotFound."""
    found = session.scalar(visible_to(viewer).where(Refund.id == refund_id))
    if found is None:
        raise RefundNotFound
    return found


def refunds_of(
    session: Session, *, viewer: Actor, stages: tuple[RefundStage, ...] = (), at_most: int = 200
) -> list[Refund]:
    """List refunds, the newest first, of these stages or all."""
    asked = visible_to(viewer).order_by(Refund.requested_at.desc(), Refund.id.desc())
    if stages:
        asked = asked.where(Refund.status.in_(stages))
    return list(session.scalars(asked.limit(at_most)))


def of_payment(session: Session, payment_id: int) -> list[Refund]:
    """List the refunds of a payment, oldest first."""
    return list(session.scalars(select(Refund).where(Refund.payment_id == payment_id).order_by(Refund.id)))


def by_reference(session: Session, reference: str) -> Refund | None:
    """Give the refund the provider calls so."""
    return session.scalar(select(Refund).where(Refund.external_reference == reference))


def left_of(session: Session, payment: Payment) -> Money:
    """Give what of a payment has neither gone back nor been asked for."""
    asked = select(func.sum(Refund.amount)).where(
        Refund.payment_id == payment.id, Refund.status == RefundStage.REQUESTED
    )
    return payment.amount - payment.refunded - (session.scalar(asked) or ZERO)


def pending_for(session: Session, pledge_id: int, organisation_id: int, *, but: Refund | None = None) -> Pending:
    """Give what is asked for out of one payer's credit and not decided yet, but for one refund."""
    own = Refund.pledge_id == pledge_id, Refund.organisation_id == organisation_id
    others = Refund.status == RefundStage.REQUESTED, Refund.id != (but.id if but else 0)
    asked = select(func.sum(Refund.amount), func.sum(Refund.months)).where(*own, *others)
    amount, months = session.execute(asked).one()
    return Pending(amount or ZERO, int(months or 0))


def to_send(session: Session, *, at_most: int = 100) -> list[int]:
    """List approved refunds to cards that the provider has not told the end of, oldest first."""
    asked = (
        select(Refund.id)
        .join(Payment, Payment.id == Refund.payment_id)
        .where(Refund.status == RefundStage.APPROVED, Payment.route == Route.STRIPE)
    )
    return list(session.scalars(asked.order_by(Refund.id).limit(at_most)))


def waiting_for_bank(session: Session, *, viewer: Actor) -> list[Refund]:
    """List approved refunds by transfer that no line of a statement shows yet, oldest first."""
    asked = visible_to(viewer).join(Payment, Payment.id == Refund.payment_id)
    waiting = Refund.status == RefundStage.APPROVED, Payment.route == Route.BANK_TRANSFER
    return list(session.scalars(asked.where(*waiting).order_by(Refund.id)))


def on_their_way(session: Session, payment_ids: Sequence[int]) -> list[Refund]:
    """List refunds of these payments that are approved and that nobody has seen leaving."""
    found: list[Refund] = []
    for part in in_parts(sorted(payment_ids)):
        waiting = Refund.payment_id.in_(part), Refund.status == RefundStage.APPROVED
        found += session.scalars(select(Refund).where(*waiting).order_by(Refund.id))
    return found


def given_back(session: Session, paid: Iterable[Payment]) -> dict[int, Money]:
    """Add up what of these payments was given back out of the very promise they paid (payment -> sum)."""
    found: dict[int, Money] = {}
    pledges = {one.id: one.pledge_id for one in paid}
    for part in in_parts(sorted(pledges)):
        for one in session.scalars(select(Refund).where(Refund.payment_id.in_(part), Refund.status.in_(GONE))):
            if one.pledge_id == pledges[one.payment_id]:
                found[one.payment_id] = found.get(one.payment_id, ZERO) + one.amount
    return found


def losses(session: Session, *, viewer: Actor) -> list[Refund]:
    """List refunds made at the provider that took money of used months and of which two people have not said who pays.

    Those claimed from their payer and not paid yet stay on the list as well.
    """
    undecided, unpaid = Refund.loss_confirmed_by.is_(None), Refund.loss_recovered < Refund.loss
    waits = or_(undecided, and_(Refund.loss_bearer == LossBearer.PAYER, unpaid))
    asked = visible_to(viewer).where(Refund.loss > 0, Refund.status.in_(GONE), waits)
    return list(session.scalars(asked.order_by(Refund.id)))


def gone_by_bank(session: Session, district_id: int, *, amount: Money) -> list[tuple[Refund, StatementLine]]:
    """List the refunds of a sum that a line of a bank has shown leaving, each with that line, the newest first."""
    asked = (
        select(Refund, StatementLine)
        .join(StatementLine, StatementLine.journal_id == Refund.left_journal_id)
        .where(Refund.district_id == district_id, Refund.status == RefundStage.PAID, Refund.amount == amount)
    )
    rows = session.execute(asked.order_by(StatementLine.booked_on.desc(), Refund.id.desc()))
    return [(refund, line) for refund, line in rows]


def returned_by(session: Session, proposal_id: int) -> int | None:
    """Give the refund that a proposal about a line says has bounced, if it says so."""
    return session.scalar(select(RefundReturn.refund_id).where(RefundReturn.proposal_id == proposal_id))
