"""A nominated person comes on the list: as the record that is there already, or as a new one, never as a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock, residents
from srikandi.audit import Actor
from srikandi.database import index_of
from srikandi.nominations.deciding.likeness import near_misses
from srikandi.nominations.deciding.settling import move
from srikandi.nominations.models import OPEN, Nomination, NominationStatus
from srikandi.nominations.refusals import (
    LeftBefore,
    LooksLikeSomebody,
    NamedByYou,
    NumberOfAnother,
    RecordedElsewhere,
    VillageDecides,
)
from srikandi.residents import (
    DISTRICT_ROLES,
    Corrections,
    NewPerson,
    Resident,
    ResidentKind,
    ResidentStatus,
    duplicates,
)


@dataclass(frozen=True, repr=False)
class Listing:
    """What the officer has seen at the door, from the cards."""

    details: Corrections
    family_card: str
    kind: ResidentKind
    nik: str = ""
    """As the card has it, when something else was typed in the form."""
    is_other: bool = False
    """The officer says that whoever looks alike is somebody else."""


def accept(session: Session, nomination: Nomination, listing: Listing, *, by: Actor) -> Resident:
    """Put the person on the village's list, verified. Who has this number already is that record.

    Raises: NamedByYou, VillageDecides, NominationMoved, NumberOfAnother, LooksLikeSomebody, RecordedElsewhere,
    LeftBefore, residents.KnownElsewhere, NikRefused, FamilyCardRefused, NameMissing, BirthInFuture.
    """
    digits = residents.parse_nik(listing.nik or nomination.nik.open(nomination.uid)).digits
    _check_hands(session, nomination, index_of("nik", digits), by=by)
    known = _known(session, digits)
    if known is not None and known.district_id == nomination.district_id:
        if known.village_code == nomination.village_code and _is_another(known, listing.details):
            raise NumberOfAnother(field="nik")
        return link(session, nomination, known, by=by)
    alike = near_misses(session, nomination, viewer=by)
    if alike and not listing.is_other:
        raise LooksLikeSomebody(field="is_other")
    new = NewPerson(digits, listing.family_card, listing.kind, nomination.village_code, listing.details)
    resident = residents.enrol(session, new, district_id=nomination.district_id, by=by)
    residents.verify(session, resident, by=by)
    if alike:
        duplicates.ask_search(session, nomination.district_id, by=by)
    _list(session, nomination, resident, by=by)
    return resident


def note_number(session: Session, nomination: Nomination, typed: str, *, by: Actor) -> None:
    """Count a number tried in place of the one in the form, as any look-up is: the answer tells whether it is known.

    Raises: NikRefused, residents.TooManyLookUps.
    """
    if typed and residents.parse_nik(typed).digits != nomination.nik.open(nomination.uid):
        residents.look_up(session, typed, by=by)


def link(session: Session, nomination: Nomination, resident: Resident, *, by: Actor) -> Resident:
    """Say that a nominated person is this one of the list; who waited for a visit there is verified with it.

    Raises: NamedByYou, VillageDecides, NominationMoved, RecordedElsewhere, LeftBefore.
    """
    _check_hands(session, nomination, resident.nik_index, by=by)
    is_seen = session.scalar(residents.visible_to(by).where(Resident.id == resident.id))
    if is_seen is None or resident.village_code != nomination.village_code:
        raise RecordedElsewhere
    session.refresh(resident, with_for_update=True)
    if resident.status is ResidentStatus.EXITED:
        raise LeftBefore
    if resident.status is ResidentStatus.IMPORTED:
        residents.verify(session, resident, by=by)
    _list(session, nomination, resident, by=by)
    return resident


def namers_of(session: Session, nomination: Nomination, number: bytes | None = None) -> set[int]:
    """Give which officers have named this person in the district: the number as it was sent, or as the card has it."""
    numbers = [one for one in (nomination.nik_index, number) if one is not None]
    same = Nomination.nik_index.in_(numbers), Nomination.district_id == nomination.district_id
    asked = select(Nomination.named_by).where(*same, Nomination.named_by.is_not(None))
    return {one for one in session.scalars(asked) if one is not None}


def _check_hands(session: Session, nomination: Nomination, number: bytes, *, by: Actor) -> None:
    """Let nobody list whom they have named; the district lists only whom an officer has."""
    namers = namers_of(session, nomination, number)
    if by.user_id in namers:
        raise NamedByYou
    if not namers and by.role in DISTRICT_ROLES:
        raise VillageDecides


def _known(session: Session, digits: str) -> Resident | None:
    return session.scalar(select(Resident).where(Resident.nik_index == index_of("nik", digits)))


def _is_another(known: Resident, said: Corrections) -> bool:
    """Does the card at the door say neither the name nor the birth date of who has this number here?"""
    return known.birth_on != said.birth_on and known.name_key != residents.name_key(said.name)


def _list(session: Session, nomination: Nomination, resident: Resident, *, by: Actor) -> None:
    """End this nomination, and whatever else was said of the same number in this district."""
    for one in (nomination, *_others(session, nomination)):
        move(session, one, NominationStatus.LISTED)
        one.resident_id = resident.id
        one.decided_at, one.decided_by = clock.now(), residents.person_of(by)
        session.flush()
        audit.record(session, "nomination:list", one, by=by, resident=resident.id)
    session.flush()


def _others(session: Session, nomination: Nomination) -> Sequence[Nomination]:
    same = Nomination.nik_index == nomination.nik_index, Nomination.id != nomination.id
    here = Nomination.district_id == nomination.district_id, Nomination.status.in_(OPEN)
    return session.scalars(select(Nomination).where(*same, *here).order_by(Nomination.id)).all()
