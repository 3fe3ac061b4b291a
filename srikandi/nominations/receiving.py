"""A nomination comes in from the street and is followed by its code; nothing here says who is known already.

Sending is counted by address and by poster; through the code of a field session, in its hours, by the code alone. The
answer is the same for a number that is on the list, one that was nominated yesterday, and one nobody has heard of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock, places, residents, signs, throttles
from srikandi.audit import Actor
from srikandi.database import Secret, index_of
from srikandi.fieldwork import FieldSession
from srikandi.nominations.models import (
    OPEN,
    Decline,
    Nomination,
    NominationPoster,
    NominationStatus,
    NominatorKind,
)
from srikandi.nominations.refusals import (
    BirthImpossible,
    NominationUnknown,
    NominatorMissing,
    PosterFullToday,
    PosterRevoked,
    TooManyFromHere,
    VillageElsewhere,
)
from srikandi.residents import DISTRICT_ROLES
from srikandi.throttles import Gate

NOTICE = "2026-11-b"
"""Which privacy notice people agree to: its month, and a letter for a second wording in it."""
OLDEST = 130
OFFICERS = DISTRICT_ROLES | {"village"}
"""Who could list somebody."""
SIGNS = 16


@dataclass(frozen=True, repr=False)
class Nominee:
    """Who is nominated, as somebody typed it."""

    nik: str
    name: str
    birth_on: date
    sex: str
    village_code: str
    address: str = ""
    rt: str = ""
    rw: str = ""
    phone: str = ""
    reason: str = ""


@dataclass(frozen=True, repr=False)
class Nominator:
    """Who fills in the form."""

    kind: NominatorKind
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Stage:
    """All that a code tells: where it stands, and why not."""

    status: NominationStatus
    received_at: datetime
    visiting_at: datetime | None
    decided_at: datetime | None
    decline: Decline | None
    district_id: int


def receive(
    session: Session,
    poster: NominationPoster,
    nominee: Nominee,
    *,
    nominator: Nominator,
    address: str,
    named_by: int | None = None,
    by: Actor,
) -> str:
    """Keep a nomination and give the code it is followed by.

    `named_by` is the person who is known to sit at the device it comes from, also when they are not signed in.

    Raises: NikRefused, VillageElsewhere, BirthImpossible, NominatorMissing, TooManyFromHere, PosterFullToday,
    PosterRevoked.
    """
    digits = residents.parse_nik(nominee.nik).digits
    _check(session, poster, nominee, nominator)
    _count(session, poster, address)
    uid, code = uuid4(), signs.drawn(SIGNS)
    nomination = Nomination(
        uid=uid,
        district_id=poster.district_id,
        poster_id=poster.id,
        status=NominationStatus.RECEIVED,
        code_index=_index(code),
        nik=Secret(digits, uid),
        nik_index=index_of("nik", digits),
        named_by=(by.user_id if by.role in OFFICERS else None) or named_by,
    )
    _describe(nomination, nominee, nominator)
    session.add(nomination)
    session.flush()
    audit.record(session, "nomination:receive", nomination, by=by, poster=poster.id, nominator=nominator.kind.value)
    return code


def mark_of(code: str) -> str:
    """Give what a device may remember of a nomination sent from it: not the code, which would open it."""
    return _index(code).hex()


def claim(session: Session, marks: Sequence[str], *, by: Actor) -> None:
    """Note that the officer who signs in sent these nominations from this device before they did."""
    if not marks or by.role not in OFFICERS:
        return
    own = Nomination.code_index.in_([bytes.fromhex(one) for one in marks])
    sent = select(Nomination).where(own, Nomination.named_by.is_(None), Nomination.status.in_(OPEN))
    for one in session.scalars(sent.order_by(Nomination.id).with_for_update()):
        one.named_by = by.user_id
        audit.record(session, "nomination:claim", one, by=by)
    session.flush()


def _describe(nomination: Nomination, nominee: Nominee, nominator: Nominator) -> None:
    nomination.nominator, nomination.notice = nominator.kind, NOTICE
    for name in ("village_code", "name", "birth_on", "sex"):
        setattr(nomination, name, getattr(nominee, name))
    nomination.rt, nomination.rw = nominee.rt or None, nominee.rw or None
    for name in ("phone", "address", "reason"):
        text = getattr(nominee, name)
        setattr(nomination, name, Secret(text, nomination.uid) if text else None)
    for name in ("name", "phone"):
        text = getattr(nominator, name)
        setattr(nomination, f"nominator_{name}", Secret(text, nomination.uid) if text else None)


def follow(session: Session, typed: str) -> Stage:
    """Give where a nomination stands, to whoever has its code: never a name. Raises: NominationUnknown."""
    code = signs.read(typed, length=SIGNS)
    columns = [getattr(Nomination, name) for name in Stage.__dataclass_fields__]
    row = session.execute(select(*columns).where(Nomination.code_index == _index(code))).one_or_none() if code else None
    if row is None:
        raise NominationUnknown
    return Stage(*row)


def _check(session: Session, poster: NominationPoster, nominee: Nominee, nominator: Nominator) -> None:
    if nominee.village_code not in {one.code for one in places.villages_of(session, poster.district_id)}:
        raise VillageElsewhere(field="village")
    if not residents.name_key(nominee.name):
        raise residents.NameMissing(field="name")
    today = clock.today()
    if not today.year - OLDEST <= nominee.birth_on.year or nominee.birth_on > today:
        raise BirthImpossible(field="birth_on")
    if nominator.kind is not NominatorKind.SELF and not (residents.name_key(nominator.name) and nominator.phone):
        raise NominatorMissing(field="nominator_name" if not nominator.name else "nominator_phone")


def _count(session: Session, poster: NominationPoster, address: str) -> None:
    """Count this one, with whoever sends through the same poster waiting meanwhile."""
    session.refresh(poster, with_for_update=True)
    if poster.revoked_at is not None:
        raise PosterRevoked
    is_there = _is_under_way(session, poster)
    if not is_there and throttles.is_full(session, Gate.NOMINATION, address):
        raise TooManyFromHere
    zone = places.district_of(session, poster.district_id).zone
    morning = clock.day_begins(clock.today(zone), zone=zone)
    if throttles.is_full(session, Gate.POSTER, str(poster.id), since=morning):
        raise PosterFullToday(limit=throttles.LIMITS[Gate.POSTER].most)
    if not is_there:
        throttles.count(session, Gate.NOMINATION, address)
    throttles.count(session, Gate.POSTER, str(poster.id))


def _is_under_way(session: Session, poster: NominationPoster) -> bool:
    """Is this the code of a field session during its hours, when a whole market sends from one telephone?"""
    visit = session.get(FieldSession, poster.field_session_id) if poster.field_session_id else None
    return visit is not None and visit.starts_at <= clock.now() <= visit.ends_at


def _index(code: str) -> bytes:
    return index_of("nomination code", code)
