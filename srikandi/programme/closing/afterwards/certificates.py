"""Certificates of closed months: drawn when their months were confirmed, and here if that was missed."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.database import unit_of_work
from srikandi.documents import Document, DocumentKind, DocumentStatus
from srikandi.ledger import ClosedMonth
from srikandi.programme.certificates import certify

AT_ONCE = 20


def certify_closed(session: Session, *, by: Actor, at_most: int = AT_ONCE) -> int:
    """Draw what certificates closed months lack, each in a unit of its own, and say how many.

    Drawing is slow and needs no look at the book as it was: a closing does not wait for it. What is to be done stands
    in the rows themselves, so a worker that stops goes on where it was. A pledge whose money is disputed has nothing to
    state and gets none.
    """
    drawn = 0
    with unit_of_work(session, write=False):
        waiting = pledges_without(session)
    for pledge_id in waiting:
        with unit_of_work(session):
            drawn += certify(session, pledge_id, by=by) is not None
        if drawn == at_most:
            break
    return drawn


def pledges_without(session: Session) -> list[int]:
    """List the pledges with people active in a closed month for which no certificate is valid."""
    valid = exists().where(
        Document.pledge_id == LifeMonth.pledge_id,
        Document.kind == DocumentKind.CERTIFICATE,
        Document.status == DocumentStatus.VALID,
    )
    closed = (ClosedMonth.district_id == LifeMonth.district_id) & (ClosedMonth.month == LifeMonth.month)
    asked = select(LifeMonth.pledge_id).join(ClosedMonth, closed).where(LifeMonth.status == LifeMonthStatus.ACTIVE)
    return list(session.scalars(asked.where(~valid).distinct().order_by(LifeMonth.pledge_id)))
