"""Planning a session, changing the plan, and calling it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from srikandi import audit, clock, residents
from srikandi.audit import Actor
from srikandi.fieldwork.models import FIELD_MOVES, FieldKind, FieldPerson, FieldSession, FieldStatus, Venue
from srikandi.fieldwork.queries import AHEAD, BACK, people_to_send
from srikandi.fieldwork.refusals import DayUnfit, FieldSessionMoved, NobodyGoes, PlaceUnfit, TimesUnfit
from srikandi.places import villages_of


@dataclass(frozen=True)
class Plan:
    """Where who goes, and when."""

    kind: FieldKind
    venue: Venue
    place: str
    village_code: str
    starts_at: datetime
    ends_at: datetime
    people: tuple[int, ...] = ()
    outside: str = ""
    note: str = ""


def plan(session: Session, district_id: int, wanted: Plan, *, by: Actor) -> FieldSession:
    """Put a session in the calendar. Raises: TimesUnfit, DayUnfit, NobodyGoes, PlaceUnfit."""
    _check(session, district_id, wanted)
    made = FieldSession(
        district_id=district_id, status=FieldStatus.PLANNED, planned_by=residents.person_of(by), **_columns(wanted)
    )
    session.add(made)
    session.flush()
    _send(session, made, wanted.people)
    audit.record(session, "field_session:plan", made, by=by, people=sorted(wanted.people))
    session.flush()
    return made


def change_plan(session: Session, planned: FieldSession, wanted: Plan, *, by: Actor) -> None:
    """Put it elsewhere in the calendar, or send others, while it has not been held.

    Raises: FieldSessionMoved, TimesUnfit, DayUnfit, NobodyGoes, PlaceUnfit.
    """
    session.refresh(planned, with_for_update=True)
    if planned.status is not FieldStatus.PLANNED:
        raise FieldSessionMoved
    _check(session, planned.district_id, wanted)
    for name, value in _columns(wanted).items():
        setattr(planned, name, value)
    session.execute(delete(FieldPerson).where(FieldPerson.session_id == planned.id))
    _send(session, planned, wanted.people)
    audit.record(session, "field_session:change", planned, by=by, people=sorted(wanted.people))
    session.flush()


def cancel(session: Session, planned: FieldSession, *, reason: str, by: Actor) -> None:
    """Call it off; it stays in the calendar with the reason. Raises: FieldSessionMoved, residents.ReasonMissing."""
    words = residents.checked_reason(reason)
    move(session, planned, FieldStatus.CANCELLED, reason=words)
    audit.record(session, "field_session:cancel", planned, by=by, reason=words)
    session.flush()


def move(session: Session, planned: FieldSession, to: FieldStatus, *, reason: str | None = None) -> None:
    """Give a session its next status, with the reason it takes. Raises: FieldSessionMoved."""
    session.refresh(planned, with_for_update=True)
    if (planned.status, to) not in FIELD_MOVES:
        raise FieldSessionMoved
    planned.status, planned.closed_at, planned.reason = to, clock.now(), reason


def _columns(wanted: Plan) -> dict[str, object]:
    return {
        "kind": wanted.kind,
        "venue": wanted.venue,
        "place": wanted.place,
        "village_code": wanted.village_code,
        "starts_at": wanted.starts_at,
        "ends_at": wanted.ends_at,
        "outside": wanted.outside or None,
        "note": wanted.note or None,
    }


def _send(session: Session, made: FieldSession, people: tuple[int, ...]) -> None:
    if people:
        session.execute(insert(FieldPerson), [{"session_id": made.id, "user_id": one} for one in sorted(set(people))])


def _check(session: Session, district_id: int, wanted: Plan) -> None:
    if wanted.ends_at <= wanted.starts_at:
        raise TimesUnfit(field="ends")
    now = clock.now()
    if not now - BACK <= wanted.starts_at <= now + AHEAD:
        raise DayUnfit(field="on")
    if not wanted.people and not wanted.outside:
        raise NobodyGoes(field="people")
    if wanted.village_code not in {one.code for one in villages_of(session, district_id)}:
        raise PlaceUnfit(field="village")
    if not set(wanted.people) <= {one.user_id for one in people_to_send(session, district_id)}:
        raise PlaceUnfit(field="people")
