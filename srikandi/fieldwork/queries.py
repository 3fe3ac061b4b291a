"""Questions about field sessions: the calendar, one session, what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.audit import Actor
from srikandi.fieldwork.models import FieldPerson, FieldResult, FieldSession
from srikandi.fieldwork.refusals import FieldSessionUnknown
from srikandi.places import Village
from srikandi.residents import Resident
from srikandi.users import Membership, Role, User, held_on

SEE_ALL = frozenset({Role.MAKER, Role.CHECKER, Role.AUDITOR})
SENT = (Role.MAKER, Role.CHECKER, Role.VILLAGE)
BACK, AHEAD = timedelta(days=60), timedelta(days=730)
"""How far a plan may lie from today, and how far a list that says neither month nor year reaches."""
MOST = 2_000
"""Sessions of a period that a page lists."""


@dataclass(frozen=True)
class Sendable:
    """Somebody who can be sent: a district's officer, or the officer of a village."""

    user_id: int
    name: str
    village: str | None


@dataclass(frozen=True)
class FieldRow:
    """A session with what came of it."""

    session: FieldSession
    village: str
    result: FieldResult | None
    verified: int
    """People verified in its hours by those who went."""
    people: tuple[str, ...]


def visible_to(viewer: Actor) -> Select[FieldSession]:
    """Ask for the sessions this viewer may see: a village officer's are those in the village or with the officer."""
    asked = select(FieldSession).where(FieldSession.district_id.in_(viewer.district_ids))
    if viewer.role in SEE_ALL:
        return asked
    if viewer.role != Role.VILLAGE:
        return asked.where(false())
    goes = exists().where(FieldPerson.session_id == FieldSession.id, FieldPerson.user_id == viewer.user_id)
    return asked.where(or_(FieldSession.village_code == viewer.village_code, goes))


def session_of(session: Session, session_id: int, *, viewer: Actor) -> FieldSession:
    """Give a session this viewer may see. Raises: FieldSessionUnknown."""
    found = session.scalar(visible_to(viewer).where(FieldSession.id == session_id))
    if found is None:
        raise FieldSessionUnknown
    return found


def sessions_between(session: Session, start: datetime, end: datetime, *, viewer: Actor) -> list[FieldSession]:
    """List the sessions that start in a period, in their order."""
    asked = visible_to(viewer).where(FieldSession.starts_at >= start, FieldSession.starts_at < end)
    return list(session.scalars(asked.order_by(FieldSession.starts_at, FieldSession.id).limit(MOST)))


def sessions_around(session: Session, *, viewer: Actor) -> list[FieldSession]:
    """List what was lately and what comes."""
    at = clock.now()
    return sessions_between(session, at - BACK, at + AHEAD, viewer=viewer)


def rows_of(session: Session, sessions: Sequence[FieldSession]) -> list[FieldRow]:
    """Give sessions with their villages, who goes, and what came of them."""
    ids = [one.id for one in sessions]
    codes = {one.village_code for one in sessions}
    named = session.execute(select(Village.code, Village.name).where(Village.code.in_(codes)))
    villages = {row[0]: row[1] for row in named}
    results, verified, people = _results(session, ids), _verified(session, ids), _people(session, ids)
    return [
        FieldRow(one, villages[one.village_code], results.get(one.id), verified.get(one.id, 0), people.get(one.id, ()))
        for one in sessions
    ]


def results_of(session: Session, held: FieldSession) -> list[FieldResult]:
    """List what was written of a session, the newest first."""
    asked = select(FieldResult).where(FieldResult.session_id == held.id).order_by(FieldResult.id.desc())
    return list(session.scalars(asked))


def people_of(session: Session, planned: FieldSession) -> list[int]:
    """Give the numbers of those who go."""
    asked = select(FieldPerson.user_id).where(FieldPerson.session_id == planned.id)
    return list(session.scalars(asked.order_by(FieldPerson.user_id)))


def people_to_send(session: Session, district_id: int) -> list[Sendable]:
    """List who of a district and its villages can be sent, district officers first."""
    live = held_on(clock.today())
    asked = (
        select(User.id, User.name, func.max(Village.name))
        .join(Membership, Membership.user_id == User.id)
        .outerjoin(Village, Village.code == Membership.village_code)
        .where(Membership.district_id == district_id, Membership.role.in_(SENT), live, User.ended_at.is_(None))
        .group_by(User.id, User.name)
    )
    rows = [Sendable(*row) for row in session.execute(asked)]
    return sorted(rows, key=lambda one: (one.village or "", one.name))


def _results(session: Session, ids: Sequence[int]) -> dict[int, FieldResult]:
    newest = select(func.max(FieldResult.id)).where(FieldResult.session_id.in_(ids)).group_by(FieldResult.session_id)
    return {one.session_id: one for one in session.scalars(select(FieldResult).where(FieldResult.id.in_(newest)))}


def _verified(session: Session, ids: Sequence[int]) -> dict[int, int]:
    during = Resident.verified_at.between(FieldSession.starts_at, FieldSession.ends_at)
    asked = (
        select(FieldSession.id, func.count())
        .join(FieldPerson, FieldPerson.session_id == FieldSession.id)
        .join(Resident, and_(Resident.verified_by == FieldPerson.user_id, during))
        .where(FieldSession.id.in_(ids), Resident.district_id == FieldSession.district_id)
        .group_by(FieldSession.id)
    )
    return {row[0]: row[1] for row in session.execute(asked)}


def _people(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    asked = select(FieldPerson.session_id, User.name).join(User, User.id == FieldPerson.user_id)
    found: dict[int, tuple[str, ...]] = {}
    for session_id, name in session.execute(asked.where(FieldPerson.session_id.in_(ids)).order_by(User.name)):
        found[session_id] = (*found.get(session_id, ()), name)
    return found
