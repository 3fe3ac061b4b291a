"""What officers do with one person: confirm, correct, look at the full number."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor, AuditEntry
from srikandi.database import Secret, index_of
from srikandi.errors import NotAllowed
from srikandi.places import district_of
from srikandi.residents.identity import FamilyCard, parse_nik
from srikandi.residents.models import Resident, ResidentKind, ResidentStatus, Reveal
from srikandi.residents.moves import move
from srikandi.residents.reading import (
    IdentityRow,
    VisitRow,
    contact_of,
    family_of,
    identity_of,
    resident_of,
    search_by_nik,
    visit_rows,
)
from srikandi.residents.refusals import (
    BirthInFuture,
    HasLeft,
    KnownElsewhere,
    NameMissing,
    NotWaiting,
    ReasonMissing,
    ResidentUnknown,
    TooManyLookUps,
)
from srikandi.residents.words import name_key

SHORTEST_REASON = 10
LOOK_UPS_AN_HOUR = 60
LOOK_UP = "resident:look_up"


@dataclass(frozen=True)
class Corrections:
    """What the village found at the door; identity numbers are never corrected here."""

    name: str
    birth_on: date
    sex: str
    address: str = ""
    hamlet: str = ""
    rt: str = ""
    rw: str = ""
    phone: str = ""


@dataclass(frozen=True)
class NewPerson:
    """Somebody nobody has listed yet, as an officer writes them down."""

    nik: str
    family_card: str
    kind: ResidentKind
    village_code: str
    details: Corrections


def enrol(session: Session, new: NewPerson, *, district_id: int, by: Actor) -> Resident:
    """Write down one person who is in no list; somebody else verifies them.

    Raises: NikRefused, FamilyCardRefused, KnownElsewhere, BirthInFuture, NameMissing.
    """
    nik, card = parse_nik(new.nik), FamilyCard.parse(new.family_card)
    index = index_of("nik", nik.digits)
    if session.scalar(select(Resident.id).where(Resident.nik_index == index)) is not None:
        raise KnownElsewhere(field="nik")
    _check(new.details)
    uid = uuid4()
    resident = Resident(
        uid=uid,
        district_id=district_id,
        village_code=new.village_code,
        status=ResidentStatus.IMPORTED,
        kind=new.kind,
        nik=Secret(nik.digits, uid),
        nik_index=index,
        family_card=Secret(card.digits, uid),
        family_index=index_of("family_card", card.digits),
        registered_at=clock.now(),
    )
    _set(resident, asdict(new.details))
    try:
        with session.begin_nested():
            session.add(resident)
    except IntegrityError as listed:
        raise KnownElsewhere(field="nik") from listed
    audit.record(session, "resident:enrol", resident, by=by)
    return resident


def verify(
    session: Session,
    resident: Resident,
    *,
    corrections: Corrections | None = None,
    at: datetime | None = None,
    by: Actor,
) -> Resident:
    """Note that the village knows this person, with what it corrected, and `at` when it was said at the door.

    Raises: NotWaiting, BirthInFuture, NameMissing.
    """
    if resident.status is not ResidentStatus.IMPORTED:
        raise NotWaiting
    changed = _apply(resident, corrections) if corrections else []
    move(session, [resident.id], to=ResidentStatus.VERIFIED)
    said_at = at if at is not None and at >= resident.registered_at else clock.now()
    resident.verified_by, resident.verified_at = by.user_id, said_at
    audit.record(session, "resident:verify", resident, by=by, changed=changed)
    session.flush()
    return resident


def verify_family(
    session: Session, resident: Resident, *, chosen: Collection[int], at: datetime | None = None, by: Actor
) -> list[Resident]:
    """Note that the village knows these people of one family card, and give those who were still waiting for it.

    Raises: NotWaiting, when none was; ResidentUnknown, for somebody of another card.
    """
    family = {one.id for one in (resident, *family_of(session, resident, viewer=by))}
    if not set(chosen) <= family:
        raise ResidentUnknown
    people = [locked(session, one, by=by) for one in sorted(chosen)]
    waiting = [one for one in people if one.status is ResidentStatus.IMPORTED]
    if not waiting:
        raise NotWaiting
    return [verify(session, one, at=at, by=by) for one in waiting]


def correct(session: Session, resident: Resident, *, corrections: Corrections, by: Actor) -> list[str]:
    """Put right what was wrong and give the names of what changed. Raises: HasLeft, BirthInFuture, NameMissing."""
    if resident.status is ResidentStatus.EXITED:
        raise HasLeft
    changed = _apply(resident, corrections)
    if changed:
        audit.record(session, "resident:correct", resident, by=by, changed=changed)
        session.flush()
    return changed


def corrections_of(resident: Resident) -> Corrections:
    """Give what stands there now, for a form to begin with."""
    address, phone = contact_of(resident)
    plain = {name: getattr(resident, name) or "" for name in ("name", "sex", "hamlet", "rt", "rw")}
    return Corrections(birth_on=resident.birth_on, address=address, phone=phone, **plain)


def reveal(session: Session, resident: Resident, *, reason: str, by: Actor) -> IdentityRow:
    """Give the full identity once, and write down who looked and why. Raises: ReasonMissing."""
    reason = checked_reason(reason)
    session.add(Reveal(resident_id=resident.id, user_id=person_of(by), reason=reason))
    audit.record(session, "resident:reveal", resident, by=by, reason=reason)
    session.flush()
    return identity_of(resident)


def reveal_for_visit(session: Session, resident_ids: Sequence[int], *, reason: str, by: Actor) -> list[VisitRow]:
    """Give names and addresses for a visit, no number among them; every person's trail says who took them and why.

    Only for people somebody else has chosen: a sample. Raises: ReasonMissing.
    """
    reason, user_id = checked_reason(reason), person_of(by)
    found = visit_rows(session, resident_ids)
    for one in found:
        session.add(Reveal(resident_id=one.resident_id, user_id=user_id, reason=reason))
    for resident in session.scalars(select(Resident).where(Resident.id.in_([one.resident_id for one in found]))):
        audit.record(session, "resident:visit", resident, by=by, reason=reason)
    session.flush()
    return found


def look_up(session: Session, text: str, *, by: Actor, even_restricted: bool = False) -> Resident | None:
    """Find somebody by NIK; counted and written down, so that trying out numbers is noticed.

    Raises: NikRefused, TooManyLookUps.
    """
    found = search_by_nik(session, text, viewer=by, even_restricted=even_restricted)
    since = clock.now() - timedelta(hours=1)
    tries = select(func.count()).where(
        AuditEntry.actor_id == by.user_id, AuditEntry.action == LOOK_UP, AuditEntry.at > since
    )
    if (session.scalar(tries) or 0) >= LOOK_UPS_AN_HOUR:
        raise TooManyLookUps(limit=LOOK_UPS_AN_HOUR, field="nik")
    subject = found or district_of(session, by.district_id)
    audit.record(session, LOOK_UP, subject, by=by, district_id=by.district_id, is_found=found is not None)
    session.flush()
    return found


def locked(session: Session, resident_id: int, *, by: Actor) -> Resident:
    """Give a resident of this viewer and hold the row until the work is done. Raises: ResidentUnknown."""
    resident = resident_of(session, resident_id, viewer=by)
    session.refresh(resident, with_for_update=True)
    return resident


def checked_reason(reason: str | None) -> str:
    """Give the reason, tidied. Raises: ReasonMissing."""
    words = " ".join((reason or "").split())
    if len(words) < SHORTEST_REASON:
        raise ReasonMissing(field="reason")
    return words


def person_of(by: Actor) -> int:
    """Give the number of the person who acts. Raises: NotAllowed, for work nobody clicked."""
    if by.user_id is None:
        raise NotAllowed
    return by.user_id


def _apply(resident: Resident, corrections: Corrections) -> list[str]:
    _check(corrections)
    before, after = asdict(corrections_of(resident)), asdict(corrections)
    changed = {name: value for name, value in after.items() if value != before[name]}
    _set(resident, changed)
    if changed:
        resident.corrected_at = clock.now()
    return sorted(changed)


def _set(resident: Resident, changed: Mapping[str, object]) -> None:
    for name, value in changed.items():
        if name in {"address", "phone"}:
            setattr(resident, name, Secret(str(value), resident.uid) if value else None)
        else:
            setattr(resident, name, value or None)
    if "name" in changed:
        resident.name_key = name_key(resident.name)


def _check(corrections: Corrections) -> None:
    if not name_key(corrections.name):
        raise NameMissing(field="name")
    if corrections.birth_on > clock.today():
        raise BirthInFuture(field="birth_on")
