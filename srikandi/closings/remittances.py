"""Premium on its way to BPJS Kesehatan: prepared by one person, confirmed by another, moved along one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.closings.models import (
    REMITTANCE_MOVES,
    Remittance,
    RemittanceSource,
    RemittanceStatus,
)
from srikandi.closings.refusals import (
    FormUsed,
    PreparerConfirms,
    ReasonMissing,
    RemittanceMoved,
    RemittanceUnknown,
)
from srikandi.money import ZERO, Money
from srikandi.tariffs import Basis

LIVE = (RemittanceStatus.PREPARED, RemittanceStatus.BOOKED)


@dataclass(frozen=True)
class Order:
    """What is to be paid on: for which month and segment, how much, out of which pocket."""

    month: Month
    segment: Basis
    source: RemittanceSource
    amount: Money


def write_order(session: Session, district_id: int, order: Order, *, form_key: str, by: Actor) -> Remittance:
    """Write a remittance down; the same form again gives the same row. The caller has checked the sum.

    Raises: FormUsed.
    """
    known = by_form(session, district_id, order, form_key=form_key)
    if known is not None:
        return known
    row = Remittance(
        district_id=district_id,
        month=order.month,
        segment=order.segment,
        source=order.source,
        amount=order.amount,
        status=RemittanceStatus.PREPARED,
        form_key=form_key,
        prepared_by=by.user_id or 0,
    )
    session.add(row)
    session.flush()
    month, rupiah = str(order.month), order.amount.rupiah
    audit.record(session, "remittance:prepare", row, by=by, month=month, source=order.source.value, rupiah=rupiah)
    return row


def by_form(session: Session, district_id: int, order: Order, *, form_key: str) -> Remittance | None:
    """Give the remittance a form has made already. Raises: FormUsed, when it said something else."""
    asked = select(Remittance).where(Remittance.district_id == district_id, Remittance.form_key == form_key)
    known = session.scalar(asked)
    if known is not None and order != Order(known.month, known.segment, known.source, known.amount):
        raise FormUsed
    return known


def note_booked(
    session: Session, row: Remittance, *, journal_id: int, line_id: int | None = None, by: Actor
) -> Remittance:
    """Note the journal that paid a remittance. Raises: RemittanceMoved, PreparerConfirms."""
    check_confirmer(row, by=by)
    row.journal_id, row.line_id = journal_id, line_id
    row.confirmed_by, row.confirmed_at = by.user_id, clock.now()
    _move(row, RemittanceStatus.BOOKED)
    session.flush()
    audit.record(session, "remittance:book", row, by=by, journal_id=journal_id, rupiah=row.amount.rupiah)
    return row


def check_confirmer(row: Remittance, *, by: Actor) -> None:
    """Say nothing when this person may confirm it now. Raises: RemittanceMoved, PreparerConfirms."""
    if row.status is not RemittanceStatus.PREPARED:
        raise RemittanceMoved
    if by.user_id is None or by.user_id == row.prepared_by:
        raise PreparerConfirms


def withdraw(session: Session, row: Remittance, *, reason: str, by: Actor) -> Remittance:
    """Take a prepared remittance back. Raises: RemittanceMoved, ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    row = locked(session, row.id)
    _move(row, RemittanceStatus.WITHDRAWN)
    row.ended_reason = reason.strip()
    session.flush()
    audit.record(session, "remittance:withdraw", row, by=by, reason=reason.strip())
    return row


def locked(session: Session, remittance_id: int) -> Remittance:
    """Give a remittance nobody else moves until this work ends."""
    asked = select(Remittance).where(Remittance.id == remittance_id).with_for_update()
    return session.execute(asked.execution_options(populate_existing=True)).scalar_one()


def remittance_of(session: Session, remittance_id: int, *, viewer: Actor) -> Remittance:
    """Give a remittance of the viewer's districts. Raises: RemittanceUnknown."""
    own = Remittance.id == remittance_id, Remittance.district_id.in_(viewer.district_ids)
    found = session.scalar(select(Remittance).where(*own))
    if found is None:
        raise RemittanceUnknown
    return found


def remittances_of(session: Session, district_id: int, month: Month) -> list[Remittance]:
    """List a month's remittances, the oldest first."""
    own = Remittance.district_id == district_id, Remittance.month == month
    return list(session.scalars(select(Remittance).where(*own).order_by(Remittance.id)))


def promised(
    session: Session,
    district_id: int,
    *,
    statuses: Sequence[RemittanceStatus] = LIVE,
    source: RemittanceSource | None = None,
    month: Month | None = None,
    segment: Basis | None = None,
) -> Money:
    """Add up remittances at these steps, of one pocket, month or segment when asked."""
    rows = [Remittance.district_id == district_id, Remittance.status.in_(statuses)]
    wanted = ((Remittance.source, source), (Remittance.month, month), (Remittance.segment, segment))
    rows += [column == value for column, value in wanted if value is not None]
    return session.scalar(select(func.sum(Remittance.amount)).where(*rows)) or ZERO


def _move(row: Remittance, to: RemittanceStatus) -> None:
    if (row.status, to) not in REMITTANCE_MOVES:
        raise RemittanceMoved
    row.status = to
