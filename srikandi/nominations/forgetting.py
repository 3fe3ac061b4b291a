"""Nominations are forgotten in time: their key is destroyed, what is left counts and answers its code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, places
from srikandi.audit import Actor
from srikandi.database import destroyed
from srikandi.nominations.deciding import decline
from srikandi.nominations.models import OPEN, Decline, Nomination
from srikandi.nominations.refusals import NominationUnknown
from srikandi.places import District
from srikandi.residents import NO_BIRTHDAY, Resident, checked_reason

KEPT_DAYS = "nomination_days"
OPEN_DAYS = "nomination_open_days"
AT_ONCE = 500
IN_TIME = "Batas waktu keputusan sudah lewat."
GONE = "–"
AT_THE_DESK = "Dicabut orangnya di meja hak warga."
WITH_THE_PERSON = "Dihapus bersama data orangnya."


def kept_days(session: Session, district: District) -> int:
    """Give how many days after the decision a nomination is kept, as the district has decided."""
    return places.setting(session, district.id, KEPT_DAYS, on=clock.today(district.zone))


def open_days(session: Session, district: District) -> int:
    """Give how many days after it came a nomination may wait for a decision, as the district has decided."""
    return places.setting(session, district.id, OPEN_DAYS, on=clock.today(district.zone))


def close_unanswered(session: Session, district: District, *, by: Actor) -> int:
    """Close what nobody decided in time and forget it with that; say how many, at most a few hundred at once.

    Who follows the code reads that it ended so, and may name the person again.
    """
    before = clock.now() - timedelta(days=open_days(session, district))
    due = Nomination.district_id == district.id, Nomination.status.in_(OPEN), Nomination.received_at < before
    waiting = select(Nomination).where(*due).order_by(Nomination.id).limit(AT_ONCE).with_for_update()
    found = session.scalars(waiting).all()
    for one in found:
        decline(session, one, Decline.UNANSWERED, note=IN_TIME, by=by)
        _forget(one)
        session.flush()
    return len(found)


def forget_due(session: Session, district: District, *, by: Actor) -> int:
    """Forget what was decided long enough ago, listed or declined; say how many, at most a few hundred at once."""
    before = clock.now() - timedelta(days=kept_days(session, district))
    due = Nomination.district_id == district.id, Nomination.decided_at < before, Nomination.erased_at.is_(None)
    found = session.scalars(select(Nomination).where(*due).order_by(Nomination.id).limit(AT_ONCE)).all()
    for one in found:
        _forget(one)
    if found:
        audit.record(session, "nomination:forget", district, by=by, district_id=district.id, nominations=len(found))
    session.flush()
    return len(found)


def forget_about(session: Session, resident: Resident, *, by: Actor) -> int:
    """Forget whatever was nominated about somebody whose own row is erased; say how many. Before that row is."""
    found = about(session, resident)
    for one in found:
        _end(session, one, reason=WITH_THE_PERSON, by=by)
    return len(found)


def withdraw(session: Session, nomination: Nomination, *, reason: str | None, by: Actor) -> None:
    """Forget a nomination as the nominated person asks, at once; the code says that it was withdrawn.

    Raises: residents.ReasonMissing, when nobody says how the person was known; NominationUnknown, when it is forgotten.
    """
    words = checked_reason(reason)
    session.refresh(nomination, with_for_update=True)
    if nomination.erased_at is not None:
        raise NominationUnknown
    _end(session, nomination, reason=words, by=by)


def about(session: Session, resident: Resident) -> Sequence[Nomination]:
    """List what was nominated about somebody of the list and is not forgotten."""
    same = or_(Nomination.nik_index == resident.nik_index, Nomination.resident_id == resident.id)
    return session.scalars(select(Nomination).where(same, Nomination.erased_at.is_(None)).order_by(Nomination.id)).all()


def _end(session: Session, nomination: Nomination, *, reason: str, by: Actor) -> None:
    if nomination.status in OPEN:
        decline(session, nomination, Decline.WITHDRAWN, note=AT_THE_DESK, by=by)
    _forget(nomination)
    audit.record(session, "nomination:erase", nomination, by=by, reason=reason)
    session.flush()


def _forget(nomination: Nomination) -> None:
    nomination.nik = destroyed("nomination|nik")
    for name in ("nik_index", "phone", "address", "reason", "nominator_name", "nominator_phone", "rt", "rw", "note"):
        setattr(nomination, name, None)
    nomination.uid, nomination.name, nomination.birth_on = uuid4(), GONE, NO_BIRTHDAY
    nomination.erased_at = clock.now()
