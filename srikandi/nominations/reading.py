"""Who sees which nominations: the village its own, opened; the district all of its own, masked; nobody else any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import Session

from srikandi import audit, residents
from srikandi.audit import Actor
from srikandi.database import index_of
from srikandi.nominations.models import OPEN, Nomination, NominationPoster, NominationStatus
from srikandi.nominations.refusals import NominationUnknown
from srikandi.places import Subdistrict, Village
from srikandi.residents import DISTRICT_ROLES, Otherwise

A_PAGE = 50
S = NominationStatus


@dataclass(frozen=True, repr=False)
class Said:
    """What was typed, opened for who visits; the number masked."""

    nik: str
    phone: str
    address: str
    reason: str
    nominator_name: str
    nominator_phone: str


@dataclass(frozen=True)
class VillageCount:
    """How the nominations of a village stand."""

    code: str
    name: str
    subdistrict: str
    received: int
    visiting: int
    listed: int
    declined: int


def visible_to(viewer: Actor) -> Select[Nomination]:
    """Ask for the nominations this viewer may see; what was forgotten is shown to nobody."""
    asked = select(Nomination).where(Nomination.district_id.in_(viewer.district_ids), Nomination.erased_at.is_(None))
    if viewer.role in DISTRICT_ROLES:
        return asked
    if viewer.role == "village" and viewer.village_code:
        return asked.where(Nomination.village_code == viewer.village_code)
    return asked.where(false())


def _seen_by(viewer: Actor, field_session_id: int | None) -> Select[Nomination]:
    """Ask for what a viewer sees of everything, or of what came through the codes of one field session."""
    if field_session_id is None:
        return visible_to(viewer)
    codes = select(NominationPoster.id).where(NominationPoster.field_session_id == field_session_id)
    return visible_to(viewer).where(Nomination.poster_id.in_(codes))


def nomination_of(session: Session, nomination_id: int, *, viewer: Actor) -> Nomination:
    """Give a nomination this viewer may see. Raises: NominationUnknown."""
    found = session.scalar(visible_to(viewer).where(Nomination.id == nomination_id))
    if found is None:
        raise NominationUnknown
    return found


def locked(session: Session, nomination_id: int, *, by: Actor) -> Nomination:
    """Give a nomination of this viewer and hold it until the work is done, with whatever else names its number.

    Listing one ends the others, so all are held, lowest first: two officers at two of them wait for one another in a
    row. Raises: NominationUnknown.
    """
    found = nomination_of(session, nomination_id, viewer=by)
    own = Nomination.nik_index == found.nik_index, Nomination.district_id == found.district_id
    held = select(Nomination).where(*own).order_by(Nomination.id).with_for_update()
    session.scalars(held.execution_options(populate_existing=True)).all()
    return nomination_of(session, nomination_id, viewer=by)


def page_of(
    session: Session,
    *,
    viewer: Actor,
    statuses: Sequence[NominationStatus],
    village_code: str | None = None,
    field_session_id: int | None = None,
    page: int,
) -> tuple[list[Nomination], bool]:
    """Give a page, what waits longest first and what is decided newest first, and whether there is another."""
    asked = _seen_by(viewer, field_session_id).where(Nomination.status.in_(statuses))
    if village_code:
        asked = asked.where(Nomination.village_code == village_code)
    is_open = set(statuses) <= set(OPEN)
    order = (Nomination.received_at, Nomination.id) if is_open else (Nomination.decided_at.desc(), Nomination.id.desc())
    rows = list(session.scalars(asked.order_by(*order).offset(page * A_PAGE).limit(A_PAGE + 1)))
    return rows[:A_PAGE], len(rows) > A_PAGE


def counts_of(session: Session, *, viewer: Actor, field_session_id: int | None = None) -> dict[NominationStatus, int]:
    """Count what this viewer sees, by stage."""
    seen = _seen_by(viewer, field_session_id).subquery()
    rows = session.execute(select(seen.c.status, func.count()).group_by(seen.c.status))
    found = {row[0]: row[1] for row in rows}
    return {one: found.get(one, 0) for one in S}


def by_village(session: Session, *, viewer: Actor) -> list[VillageCount]:
    """Count by village, only those with nominations; what was forgotten still counts."""
    if viewer.role not in DISTRICT_ROLES:
        return []
    stages: list[ColumnElement[int]] = [func.count().filter(Nomination.status == one) for one in S]
    asked = (
        select(Village.code, Village.name, Subdistrict.name)
        .add_columns(*stages)
        .join(Nomination, Nomination.village_code == Village.code)
        .join(Subdistrict, Subdistrict.code == Village.subdistrict_code)
        .where(Nomination.district_id.in_(viewer.district_ids))
        .group_by(Village.code, Village.name, Subdistrict.name)
        .order_by(Village.code)
    )
    return [VillageCount(*row) for row in session.execute(asked)]


def others_about(session: Session, nomination: Nomination, *, viewer: Actor) -> int:
    """Count the other nominations of the same number this viewer sees."""
    same = Nomination.nik_index == nomination.nik_index, Nomination.id != nomination.id
    seen = visible_to(viewer).where(*same).subquery()
    return session.scalar(select(func.count()).select_from(seen)) or 0


def masked_nik(nomination: Nomination) -> str:
    """Give the ends of the number that was typed."""
    return residents.masked(nomination.nik.open(nomination.uid))


def otherwise(nomination: Nomination) -> Otherwise:
    """Give where the number contradicts the birth date or the sex that were sent with it."""
    nik = residents.parse_nik(nomination.nik.open(nomination.uid))
    return nik.otherwise(birth_on=nomination.birth_on, sex=nomination.sex)


def said_in(nomination: Nomination) -> Said:
    """Open what was typed, for whoever visits."""
    return Said(
        masked_nik(nomination),
        *(
            sealed.open(nomination.uid) if sealed is not None else ""
            for sealed in (
                nomination.phone,
                nomination.address,
                nomination.reason,
                nomination.nominator_name,
                nomination.nominator_phone,
            )
        ),
    )


def reveal(session: Session, nomination: Nomination, *, reason: str | None, by: Actor) -> Said:
    """Open everything, the whole number too, for the person it is about; who opened it is written down.

    Raises: residents.ReasonMissing.
    """
    words = residents.checked_reason(reason)
    audit.record(session, "nomination:reveal", nomination, by=by, reason=words)
    session.flush()
    return replace(said_in(nomination), nik=nomination.nik.open(nomination.uid))


def find_by_nik(session: Session, typed: str, *, viewer: Actor) -> Nomination | None:
    """Give the newest nomination of a number, for the desk that answers people; the try is written down.

    Raises: NikRefused.
    """
    index = index_of("nik", residents.parse_nik(typed).digits)
    asked = visible_to(viewer).where(Nomination.nik_index == index).order_by(Nomination.id.desc())
    found = session.scalars(asked.limit(1)).first()
    if found is not None:
        audit.record(session, "nomination:look_up", found, by=viewer)
        session.flush()
    return found
