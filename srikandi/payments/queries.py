"""Questions to payments: which are there, how they stand, which wait for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.money import ZERO, Money
from srikandi.payments.models import Payment, PaymentStatus, Route
from srikandi.payments.refusals import PaymentNotFound

UNDER_WAY = (PaymentStatus.CLAIMED, PaymentStatus.SEEN)


def visible_to(viewer: Actor) -> Select[Payment]:
    """Ask for the payments this viewer may see: a company its own, officers those of their districts."""
    asked = select(Payment)
    if viewer.organisation_id is not None and not viewer.district_ids:
        return asked.where(Payment.organisation_id == viewer.organisation_id)
    if viewer.role == "company":
        return asked.where(Payment.organisation_id == viewer.organisation_id)
    return asked.where(Payment.district_id.in_(viewer.district_ids))


def payment_of(session: Session, uid: UUID, *, viewer: Actor) -> Payment:
    """Give a payment this viewer may see. Raises: PaymentNotFound."""
    found = session.scalar(visible_to(viewer).where(Payment.uid == uid))
    if found is None:
        raise PaymentNotFound
    return found


def payment_by_id(session: Session, payment_id: int, *, viewer: Actor) -> Payment:
    """Give the payment a journal names as its paper, if this viewer may see it. Raises: PaymentNotFound."""
    found = session.scalar(visible_to(viewer).where(Payment.id == payment_id))
    if found is None:
        raise PaymentNotFound
    return found


def latest(session: Session, *, viewer: Actor, at_most: int = 100) -> list[Payment]:
    """List what this viewer may see, newest first."""
    asked = visible_to(viewer).order_by(Payment.created_at.desc(), Payment.id.desc())
    return list(session.scalars(asked.limit(at_most)))


def bank_arrivals(session: Session, names: Sequence[str]) -> list[int]:
    """Give the numbers of the payments that lines of a bank have brought under these names, in their order."""
    found: dict[str | None, int] = {}
    for part in in_parts(names):
        asked = select(Payment.external_reference, Payment.id)
        rows = asked.where(Payment.route == Route.BANK_TRANSFER, Payment.external_reference.in_(part))
        found.update((name, payment_id) for name, payment_id in session.execute(rows))
    return [found[name] for name in names]


def payments_of(session: Session, pledge_ids: Iterable[int], *, viewer: Actor, at_most: int = 200) -> list[Payment]:
    """List the payments of some pledges, newest first."""
    asked = visible_to(viewer).where(Payment.pledge_id.in_(list(pledge_ids)))
    return list(session.scalars(asked.order_by(Payment.created_at.desc(), Payment.id.desc()).limit(at_most)))


def of_organisation(session: Session, organisation_id: int, *, at_most: int = 50) -> list[Payment]:
    """List what an organisation has paid lately, newest first."""
    asked = select(Payment).where(Payment.organisation_id == organisation_id)
    return list(session.scalars(asked.order_by(Payment.created_at.desc(), Payment.id.desc()).limit(at_most)))


def direct_claims(session: Session, *, viewer: Actor, is_waiting: bool, at_most: int = 200) -> list[Payment]:
    """List payments made straight to BPJS Kesehatan: those that wait for the branch oldest first, or those decided."""
    asked = visible_to(viewer).where(Payment.route == Route.DIRECT_TO_BPJS)
    if is_waiting:
        waiting = asked.where(Payment.status.in_(UNDER_WAY)).order_by(Payment.created_at, Payment.id)
        return list(session.scalars(waiting.limit(at_most)))
    decided = asked.where(Payment.status.not_in(UNDER_WAY))
    return list(session.scalars(decided.order_by(Payment.created_at.desc(), Payment.id.desc()).limit(at_most)))


def on_the_way(session: Session, payer_ids: Iterable[int]) -> dict[int, Money]:
    """Give what each payer says is on its way and nobody has booked yet: nobody is reminded of it."""
    asked = select(Payment.payer_id, func.sum(Payment.amount)).where(
        Payment.payer_id.in_(list(payer_ids)),
        Payment.status.in_(UNDER_WAY),
        Payment.route == Route.DIRECT_TO_BPJS,
    )
    rows = session.execute(asked.group_by(Payment.payer_id))
    return {payer: amount or ZERO for payer, amount in rows}


def by_external(session: Session, route: Route, reference: str) -> Payment | None:
    """Give the payment that stands on somebody else's reference."""
    return session.scalar(select(Payment).where(Payment.route == route, Payment.external_reference == reference))


def by_externals(session: Session, route: Route, references: Iterable[str]) -> dict[str, Payment]:
    """Give the payments that stand on these references of somebody else, by reference."""
    found: dict[str, Payment] = {}
    for part in in_parts(list(dict.fromkeys(references))):
        of_route = Payment.route == route, Payment.external_reference.in_(part)
        for payment in session.scalars(select(Payment).where(*of_route)):
            found[payment.external_reference or ""] = payment
    return found


def by_ids(session: Session, ids: Iterable[int]) -> dict[int, Payment]:
    """Give payments by their numbers."""
    found: dict[int, Payment] = {}
    for part in in_parts(sorted(ids)):
        found |= {one.id: one for one in session.scalars(select(Payment).where(Payment.id.in_(part)))}
    return found


def of_line(session: Session, line_id: int, *, viewer: Actor) -> list[Payment]:
    """List every payment that ever stood on a line of a bank, oldest first."""
    return list(session.scalars(visible_to(viewer).where(Payment.statement_line_id == line_id).order_by(Payment.id)))


def credited_on(session: Session, line_id: int, *, hold: bool = False) -> list[Payment]:
    """Give the payments a bank's line has become, also those refunded since, as they are now; held where asked."""
    stands = Payment.status.in_((PaymentStatus.SETTLED, PaymentStatus.REFUNDED))
    asked = select(Payment).where(Payment.statement_line_id == line_id, stands).order_by(Payment.id)
    if hold:
        asked = asked.with_for_update()
    return list(session.scalars(asked, execution_options={"populate_existing": True}))


def settled_by_line(session: Session, line_ids: Iterable[int]) -> dict[int, list[Payment]]:
    """Give the settled payments that stand on these lines of a bank, by line, as they are now."""
    found: dict[int, list[Payment]] = {}
    for part in in_parts(sorted(set(line_ids))):
        asked = select(Payment).where(Payment.statement_line_id.in_(part), Payment.status == PaymentStatus.SETTLED)
        for payment in session.scalars(asked.order_by(Payment.id), execution_options={"populate_existing": True}):
            found.setdefault(payment.statement_line_id or 0, []).append(payment)
    return found
