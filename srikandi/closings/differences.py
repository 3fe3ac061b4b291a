"""Differences found, kept beside what was said about them, explained and followed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, insert, or_, select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.closings.models import (
    DIFFERENCE_MOVES,
    Cause,
    DifferenceKind,
    DifferenceStatus,
    MonthDifference,
)
from srikandi.closings.refusals import DifferenceMoved, DifferenceUnknown, FollowUpMissing, OwnerMissing
from srikandi.database import in_parts
from srikandi.money import Money
from srikandi.places import District
from srikandi.tariffs import Basis

AT_ONCE = 5_000
TOLD = ("cause", "owner_id", "owner_name", "follow_up", "decided_by", "decided_at")
S = DifferenceStatus
Rows = dict[tuple[str, str], MonthDifference]


@dataclass(frozen=True)
class Found:
    """A difference as the figures show it now."""

    kind: DifferenceKind
    subject: str
    segment: Basis | None
    lives: int
    amount: Money
    proposed: Cause
    resident_id: int | None = None


@dataclass(frozen=True)
class Explanation:
    """Why, who sees to it, and what is done."""

    cause: Cause
    owner_id: int
    owner_name: str
    follow_up: str


def keep(session: Session, district: District, month: Month, found: Sequence[Found], *, by: Actor) -> int:
    """Bring the kept differences to what was found now, and say how many changed.

    What is there with the same figures keeps its explanation; what has moved is open again, what is no more has gone.
    What is new here and was explained a month ago, its follow-up still under way, brings that explanation along.
    """
    kept, said = _known(session, district.id, month)
    now = {(one.kind, one.subject): one for one in found}
    fresh = [one for key, one in now.items() if key not in kept]
    moved = [(kept[key], one) for key, one in now.items() if key in kept and _differs(kept[key], one)]
    gone = [row for key, row in kept.items() if key not in now and row.status is not S.GONE]
    for rows in in_parts([_row(district.id, month, one, said.get((one.kind, one.subject))) for one in fresh], AT_ONCE):
        session.execute(insert(MonthDifference), rows)
    for row, one in moved:
        row.lives, row.amount, row.segment, row.proposed = one.lives, one.amount, one.segment, one.proposed
        if row.status is not S.OPEN:
            _move(row, S.OPEN)
    for row in gone:
        _move(row, S.GONE)
    session.flush()
    if fresh or moved or gone:
        counts = [len(fresh), len(moved), len(gone)]
        audit.record(session, "month:compare", district, by=by, district_id=district.id, month=str(month), found=counts)
    return len(fresh) + len(moved) + len(gone)


def explain(session: Session, rows: Sequence[MonthDifference], said: Explanation, *, by: Actor) -> None:
    """Say of these differences why they are there and who sees to them.

    Raises: OwnerMissing, FollowUpMissing, DifferenceMoved.
    """
    if not said.owner_name.strip():
        raise OwnerMissing(field="owner_name")
    if not said.follow_up.strip():
        raise FollowUpMissing(field="follow_up")
    for row in (rows := hold(session, rows)):
        _move(row, S.EXPLAINED)
        row.cause, row.owner_id, row.owner_name = said.cause, said.owner_id, said.owner_name.strip()
        row.follow_up = said.follow_up.strip()
        row.decided_by, row.decided_at = by.user_id, clock.now()
    session.flush()
    for row in rows:
        cause, month = said.cause.value, str(row.month)
        audit.record(session, "difference:explain", row, by=by, reason=row.follow_up, cause=cause, month=month)


def settle(session: Session, row: MonthDifference, *, outcome: str, by: Actor) -> None:
    """Note what came of a follow-up, also after the month is closed. Raises: DifferenceMoved, FollowUpMissing."""
    if not outcome.strip():
        raise FollowUpMissing(field="outcome")
    (row,) = hold(session, [row])
    _move(row, S.SETTLED)
    row.outcome = outcome.strip()
    session.flush()
    audit.record(session, "difference:settle", row, by=by, reason=row.outcome)


def hold(session: Session, rows: Sequence[MonthDifference]) -> list[MonthDifference]:
    """Give these differences as they are now, which nobody else can move until this work ends."""
    found: list[MonthDifference] = []
    for part in in_parts(sorted({row.id for row in rows})):
        asked = select(MonthDifference).where(MonthDifference.id.in_(part)).order_by(MonthDifference.id)
        found += session.scalars(asked.with_for_update().execution_options(populate_existing=True))
    return found


def differences_of(
    session: Session, district_id: int, month: Month, *, is_gone: bool | None = False
) -> list[MonthDifference]:
    """List a month's differences by kind; those that have gone only when asked (None: all of them)."""
    asked = select(MonthDifference).where(MonthDifference.district_id == district_id, MonthDifference.month == month)
    if is_gone is not None:
        asked = asked.where((MonthDifference.status == S.GONE) if is_gone else (MonthDifference.status != S.GONE))
    return list(session.scalars(asked.order_by(MonthDifference.kind, MonthDifference.id)))


def difference_of(session: Session, difference_id: int, *, viewer: Actor) -> MonthDifference:
    """Give a difference of the viewer's districts. Raises: DifferenceUnknown."""
    own = MonthDifference.id == difference_id, MonthDifference.district_id.in_(viewer.district_ids)
    found = session.scalar(select(MonthDifference).where(*own))
    if found is None:
        raise DifferenceUnknown
    return found


def _differs(row: MonthDifference, one: Found) -> bool:
    same = (row.lives, row.amount, row.segment, row.proposed) == (one.lives, one.amount, one.segment, one.proposed)
    return not same or row.status is S.GONE


def _known(session: Session, district_id: int, month: Month) -> tuple[Rows, Rows]:
    """Give what is kept of this month, and what was explained in the newest one before it and is not settled yet."""
    own = MonthDifference.district_id == district_id
    newest = select(func.max(MonthDifference.month)).where(own, MonthDifference.month < month).scalar_subquery()
    told = and_(MonthDifference.month == newest, MonthDifference.status == S.EXPLAINED)
    kept, before = Rows(), Rows()
    for row in session.scalars(select(MonthDifference).where(own, or_(MonthDifference.month == month, told))):
        (kept if row.month == month else before)[row.kind, row.subject] = row
    return kept, before


def _row(district_id: int, month: Month, one: Found, before: MonthDifference | None) -> dict[str, Any]:
    """Give a new row. A sum of a whole segment is another sum each month: its words come along, but stay to be said."""
    said = {name: getattr(one, name) for name in ("kind", "subject", "segment", "lives", "amount", "proposed")}
    place = {"district_id": district_id, "month": month, "resident_id": one.resident_id}
    told = {name: getattr(before, name, None) for name in TOLD}
    status = S.EXPLAINED if before is not None and _is_same(before, one) else S.OPEN
    return {**said, **place, **told, "status": status, "found_at": clock.now()}


def _is_same(before: MonthDifference, one: Found) -> bool:
    return (before.lives, before.amount) == (one.lives, one.amount) and not one.subject.startswith("segment/")


def _move(row: MonthDifference, to: DifferenceStatus) -> None:
    if (row.status, to) not in DIFFERENCE_MOVES:
        raise DifferenceMoved
    row.status = to
