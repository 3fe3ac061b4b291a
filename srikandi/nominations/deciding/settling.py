"""What becomes of a nomination: visited, declined, passed to the village where the person lives."""

from __future__ import annotations

from sqlalchemy.orm import Session

from srikandi import audit, clock, places, residents
from srikandi.audit import Actor
from srikandi.nominations.models import NOMINATION_MOVES, Decline, Nomination, NominationStatus
from srikandi.nominations.refusals import NominationMoved, NoteMissing, SameVillage, VillageElsewhere

S = NominationStatus
SHORTEST = 10


def visit(session: Session, nomination: Nomination, *, by: Actor) -> None:
    """Note that the officer is on the way. Raises: NominationMoved."""
    move(session, nomination, S.VISITING)
    nomination.visiting_at, nomination.visiting_by = clock.now(), residents.person_of(by)
    audit.record(session, "nomination:visit", nomination, by=by)
    session.flush()


def decline(session: Session, nomination: Nomination, why: Decline, *, note: str, by: Actor) -> None:
    """Note why somebody is not listed; the note stays with the district. Raises: NominationMoved, NoteMissing."""
    words = " ".join(note.split())
    if len(words) < SHORTEST:
        raise NoteMissing(field="note")
    move(session, nomination, S.DECLINED)
    nomination.decline, nomination.note = why, words
    nomination.decided_at, nomination.decided_by = clock.now(), by.user_id
    session.flush()
    audit.record(session, "nomination:decline", nomination, by=by, why=why.value)


def pass_on(session: Session, nomination: Nomination, *, village_code: str, by: Actor) -> None:
    """Hand a nomination to the village where the person lives; one that was declined is looked at anew there.

    Raises: NominationMoved, SameVillage, VillageElsewhere.
    """
    if village_code not in {one.code for one in places.villages_of(session, nomination.district_id)}:
        raise VillageElsewhere(field="village")
    if village_code == nomination.village_code and nomination.status is not S.DECLINED:
        raise SameVillage(field="village")
    before, was_declined = nomination.village_code, nomination.status is S.DECLINED
    move(session, nomination, S.RECEIVED)
    if was_declined:  # The time after which nobody's answer closes it begins anew.
        nomination.received_at = clock.now()
    nomination.village_code, nomination.decline, nomination.note = village_code, None, None
    nomination.visiting_at = nomination.visiting_by = nomination.decided_at = nomination.decided_by = None
    session.flush()
    audit.record(session, "nomination:pass", nomination, by=by, from_village=before, to_village=village_code)


def move(session: Session, nomination: Nomination, to: NominationStatus) -> None:
    """Hold a nomination and give it a status; the caller sets what belongs to it before it is written.

    Raises: NominationMoved.
    """
    session.refresh(nomination, with_for_update=True)
    if (nomination.status, to) not in NOMINATION_MOVES or nomination.erased_at is not None:
        raise NominationMoved
    nomination.status = to
