"""The daily round: who has left long enough ago is listed, and thirty days later forgotten."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import nominations, receipts, rights, throttles
from srikandi.audit import Actor
from srikandi.database import unit_of_work
from srikandi.places import District
from srikandi.programme.rights.answering import erase_due
from srikandi.rights import RetentionNotice


def keep_time(session: Session, *, by: Actor) -> dict[str, int]:
    """List who is due in each district, erase whose day has come, a person a unit, and forget old nominations.

    Gives how many of each.
    """
    with unit_of_work(session, write=False):
        district_ids = session.scalars(select(District.id).order_by(District.id)).all()
    counts = {"listed": 0, "erased": 0, "forgotten": 0}
    for district_id in district_ids:
        with unit_of_work(session):
            district = session.get_one(District, district_id)
            counts["listed"] += rights.list_due(session, district, by=by)
            counts["forgotten"] += nominations.close_unanswered(session, district, by=by)
            counts["forgotten"] += nominations.forget_due(session, district, by=by)
        with unit_of_work(session, write=False):
            due = [one.id for one in rights.due_today(session, session.get_one(District, district_id))]
        for notice_id in due:
            with unit_of_work(session):
                counts["erased"] += erase_due(session, session.get_one(RetentionNotice, notice_id), by=by)
    with unit_of_work(session):
        throttles.forget_tries(session)
        receipts.forget_receipts(session)
    return counts
