"""Seats in a renewal: kept for somebody, passed over with the hold, or let go."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from srikandi.database import among, in_parts
from srikandi.pledges.models import Pledge
from srikandi.pledges.renewals.models import Renewal, RenewalSeat, SeatStatus


def renewed_from(session: Session, pledge_id: int) -> int | None:
    """Give the promise this one renews, if it renews any."""
    return session.scalar(select(Renewal.renews_id).where(Renewal.pledge_id == pledge_id))


def renewals_of(session: Session, pledge_ids: Collection[int]) -> dict[int, Pledge]:
    """Give the newest promise that renews each of these, by the one renewed."""
    asked = select(Renewal.renews_id, Pledge).join(Pledge, Pledge.id == Renewal.pledge_id)
    rows = session.execute(asked.where(Renewal.renews_id.in_(pledge_ids)).order_by(Pledge.id))
    return {row[0]: row[1] for row in rows}


def beside(session: Session, pledge_id: int) -> tuple[Pledge | None, Pledge | None]:
    """Give the promise this one renews and the newest one that renews it, in one question."""
    follows = select(Renewal.renews_id).where(Renewal.pledge_id == pledge_id)
    leads = select(Renewal.pledge_id).where(Renewal.renews_id == pledge_id)
    asked = select(Pledge).where(Pledge.id.in_(follows) | Pledge.id.in_(leads)).order_by(Pledge.id)
    found = list(session.scalars(asked))
    before = next((one for one in found if one.id < pledge_id), None)
    return before, next((one for one in reversed(found) if one.id > pledge_id), None)


def count_renewals(session: Session, pledge_id: int) -> int:
    """Count the promises that renew or once tried to renew this one."""
    return session.scalar(select(func.count(Renewal.pledge_id)).where(Renewal.renews_id == pledge_id)) or 0


def people_of(session: Session, pledge_id: int) -> list[int | None]:
    """List who gets which seat of a renewal, in order; nobody where somebody has left meanwhile."""
    asked = select(RenewalSeat.resident_id, RenewalSeat.status).where(RenewalSeat.pledge_id == pledge_id)
    rows = session.execute(asked.order_by(RenewalSeat.seat))
    return [who if status is not SeatStatus.DROPPED else None for who, status in rows]


def waiting_in(session: Session, pledge_id: int, resident_ids: Collection[int]) -> list[RenewalSeat]:
    """List the seats of these people whose hold has not passed over yet."""
    found: list[RenewalSeat] = []
    for part in in_parts(list(resident_ids)):
        own = RenewalSeat.pledge_id == pledge_id, among(RenewalSeat.resident_id, part)
        asked = select(RenewalSeat).where(*own, RenewalSeat.status == SeatStatus.WAITING)
        found += session.scalars(asked.order_by(RenewalSeat.seat))
    return found


def has_waiting(pledge_id: Any) -> ColumnElement[bool]:
    """Ask, in another question, whether a promise has seats that are still waiting."""
    own = RenewalSeat.pledge_id == pledge_id, RenewalSeat.status == SeatStatus.WAITING
    return select(RenewalSeat.seat).where(*own).exists()


def note_passed(session: Session, pledge_id: int, resident_ids: Sequence[int]) -> None:
    """Write down that the holds of these people are with the renewal now."""
    for part in in_parts(resident_ids):
        own = RenewalSeat.pledge_id == pledge_id, among(RenewalSeat.resident_id, part)
        session.execute(
            update(RenewalSeat).where(*own).values(status=SeatStatus.PASSED),
            execution_options={"synchronize_session": "fetch"},
        )


def drop(session: Session, pledge_id: int) -> tuple[int, ...]:
    """Let the waiting seats of a renewal go, and say whose they were; their holds are elsewhere and stay."""
    own = RenewalSeat.pledge_id == pledge_id, RenewalSeat.status == SeatStatus.WAITING
    gone = tuple(session.scalars(select(RenewalSeat.resident_id).where(*own).order_by(RenewalSeat.seat)))
    if gone:
        session.execute(
            update(RenewalSeat).where(*own).values(status=SeatStatus.DROPPED),
            execution_options={"synchronize_session": "fetch"},
        )
    return gone


def seats_kept_in(session: Session, resident_ids: Sequence[int]) -> list[int]:
    """List the renewals in which a seat waits for one of these people."""
    found: set[int] = set()
    for part in in_parts(resident_ids):
        own = among(RenewalSeat.resident_id, part), RenewalSeat.status == SeatStatus.WAITING
        found |= set(session.scalars(select(RenewalSeat.pledge_id).where(*own).distinct()))
    return sorted(found)


def drop_person(session: Session, resident_ids: Sequence[int]) -> None:
    """Let the waiting seats of people go who leave the programme."""
    for part in in_parts(resident_ids):
        own = among(RenewalSeat.resident_id, part), RenewalSeat.status == SeatStatus.WAITING
        session.execute(
            update(RenewalSeat).where(*own).values(status=SeatStatus.DROPPED),
            execution_options={"synchronize_session": "fetch"},
        )
