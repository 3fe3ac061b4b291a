"""The code of one field session: made for it, moved and called off with it, and what came in through it.

A session that was held keeps its code: telephones without signal send later. One that is called off loses it in the
same deed, so whoever calls a session off or changes its plan does so here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from srikandi import clock, fieldwork
from srikandi.audit import Actor
from srikandi.fieldwork import FieldSession, FieldStatus, Plan
from srikandi.nominations.models import Nomination, NominationPoster, NominationStatus
from srikandi.nominations.posters.hanging import revoke_poster, with_code
from srikandi.nominations.refusals import VisitHasCode, VisitOver

NEAR = timedelta(days=1)
"""What comes in within a day of a session was named there: people come early, and telephones send late."""


@dataclass(frozen=True)
class Brought:
    """How many were named through the codes of a session, by where they stand."""

    received: int
    visiting: int
    listed: int
    declined: int
    elsewhen: int
    """Those of them that came in more than a day before or after it."""

    @property
    def total(self) -> int:
        """Everybody who was named through it."""
        return self.received + self.visiting + self.listed + self.declined

    @property
    def there(self) -> int:
        """Those who were named on the visit itself."""
        return self.total - self.elsewhen


def make_visit_poster(session: Session, visit: FieldSession, *, by: Actor) -> NominationPoster:
    """Give a session a code of its own. Raises: VisitOver, VisitHasCode."""
    session.refresh(visit, with_for_update=True)
    if visit.status is FieldStatus.CANCELLED or visit.ends_at + NEAR < clock.now():
        raise VisitOver
    if visit_poster(session, visit) is not None:
        raise VisitHasCode
    where = {"district_id": visit.district_id, "village_code": visit.village_code, "place": visit.place}
    return with_code(session, NominationPoster(field_session_id=visit.id, **where), by=by)


def visit_poster(session: Session, visit: FieldSession) -> NominationPoster | None:
    """Give the valid code of a session."""
    own = NominationPoster.field_session_id == visit.id, NominationPoster.revoked_at.is_(None)
    return session.scalar(select(NominationPoster).where(*own))


def change_plan(session: Session, visit: FieldSession, wanted: Plan, *, by: Actor) -> None:
    """Put a session elsewhere in the calendar; its code names the new place from then on.

    Raises: FieldSessionMoved, TimesUnfit, DayUnfit, NobodyGoes, PlaceUnfit.
    """
    fieldwork.change_plan(session, visit, wanted, by=by)
    poster = visit_poster(session, visit)
    if poster is not None:
        poster.place, poster.village_code = visit.place, visit.village_code
        session.flush()


def call_off(session: Session, visit: FieldSession, *, reason: str, by: Actor) -> None:
    """Call a session off and take its code back. Raises: FieldSessionMoved, residents.ReasonMissing."""
    fieldwork.cancel(session, visit, reason=reason, by=by)
    poster = visit_poster(session, visit)
    if poster is not None:
        revoke_poster(session, poster, by=by)


def brought_by(session: Session, visit: FieldSession) -> Brought:
    """Count who was named through the codes of a session; what was forgotten still counts."""
    near = Nomination.received_at.between(visit.starts_at - NEAR, visit.ends_at + NEAR)
    counted: list[ColumnElement[int]] = [func.count().filter(Nomination.status == one) for one in NominationStatus]
    asked = (
        select(*counted, func.count().filter(~near))
        .select_from(Nomination)
        .join(NominationPoster, NominationPoster.id == Nomination.poster_id)
        .where(NominationPoster.field_session_id == visit.id)
    )
    return Brought(*map(int, session.execute(asked).one()))


def brought_in_all(session: Session, visits: Sequence[FieldSession]) -> dict[int, int]:
    """Count who was named through the codes of many sessions; those without a code are not in it."""
    asked = (
        select(FieldSession.id, func.count(Nomination.id))
        .join(NominationPoster, NominationPoster.field_session_id == FieldSession.id)
        .outerjoin(Nomination, Nomination.poster_id == NominationPoster.id)
        .where(FieldSession.id.in_([one.id for one in visits]))
        .group_by(FieldSession.id)
    )
    return {row[0]: row[1] for row in session.execute(asked)}
