"""Writing down what came of a session; a correction is added with its reason, nothing is overwritten."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi import audit, clock, residents
from srikandi.audit import Actor
from srikandi.fieldwork.models import FieldResult, FieldSession, FieldStatus
from srikandi.fieldwork.planning import move
from srikandi.fieldwork.queries import results_of
from srikandi.fieldwork.refusals import (
    CorrectionUnexplained,
    CountsUnfit,
    FieldSessionMoved,
    NotBegun,
    ResultChanged,
)


@dataclass(frozen=True)
class Gathered:
    """What came of it, and the newest result its writer had seen: 0 for none."""

    visitors: int
    informed: int
    nominated: int
    story: str = ""
    reason: str = ""
    seen: int = 0


def record(session: Session, held: FieldSession, gathered: Gathered, *, by: Actor) -> FieldResult:
    """Write down what came of a session; the first time it becomes held, later it is corrected with a reason.

    Raises: FieldSessionMoved, NotBegun, ResultChanged, CorrectionUnexplained, CountsUnfit.
    """
    session.refresh(held, with_for_update=True)
    if held.status is FieldStatus.CANCELLED:
        raise FieldSessionMoved
    if held.starts_at > clock.now():
        raise NotBegun
    earlier = results_of(session, held)
    if gathered.seen != (earlier[0].id if earlier else 0):
        raise ResultChanged
    reason = " ".join(gathered.reason.split())
    if earlier and not reason:
        raise CorrectionUnexplained(field="reason")
    _check(gathered)
    if held.status is FieldStatus.PLANNED:
        move(session, held, FieldStatus.HELD)
    return _write(session, held, gathered, reason=reason if earlier else None, by=by)


def _write(session: Session, held: FieldSession, gathered: Gathered, *, reason: str | None, by: Actor) -> FieldResult:
    result = FieldResult(
        session_id=held.id,
        visitors=gathered.visitors,
        informed=gathered.informed,
        nominated=gathered.nominated,
        story=gathered.story.strip() or None,
        reason=reason,
        recorded_by=residents.person_of(by),
    )
    session.add(result)
    counts = {name: getattr(gathered, name) for name in ("visitors", "informed", "nominated")}
    audit.record(session, "field_session:record", held, by=by, reason=reason, **counts)
    session.flush()
    return result


def _check(gathered: Gathered) -> None:
    for name in ("informed", "nominated"):
        if getattr(gathered, name) > gathered.visitors:
            raise CountsUnfit(field=name)
