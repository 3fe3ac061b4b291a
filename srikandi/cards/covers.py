"""Since when and until when somebody is covered: only what BPJS Kesehatan has confirmed, and what is paid beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.clock import Month
from srikandi.coverage import REGISTERING, Batch, BatchLine, LifeMonth, LifeMonthStatus, LineStatus
from srikandi.database import in_parts
from srikandi.places import District

L = LifeMonthStatus
PAID = (L.FUNDED, L.SENT, L.ACTIVE)


class Standing(StrEnum):
    """How somebody's cover stands today."""

    ACTIVE = "active"
    COMING = "coming"
    """Confirmed for a day that is still to come."""
    OVER = "over"
    NEVER = "never"
    """Nothing has been confirmed."""


@dataclass(frozen=True)
class Cover:
    """From when, until when; the months in a row that hold today, or the last that did."""

    standing: Standing
    since_on: date | None = None
    until_on: date | None = None
    """The last day of the last confirmed month."""
    paid_until: Month | None = None
    """Until which month in a row the money is there; the branch confirms month by month."""

    @property
    def is_confirmed(self) -> bool:
        """Is there anything true to print for the days ahead?"""
        return self.standing in {Standing.ACTIVE, Standing.COMING}


NOTHING = Cover(Standing.NEVER)


def covers_of(session: Session, resident_ids: Sequence[int], *, district: District) -> dict[int, Cover]:
    """Give the cover of each of these people by id, in two questions a thousand."""
    today = clock.today(district.zone)
    found = dict.fromkeys(resident_ids, NOTHING)
    for part in in_parts(list(resident_ids)):
        months: dict[int, dict[Month, LifeMonthStatus]] = {}
        asked = select(LifeMonth.resident_id, LifeMonth.month, LifeMonth.status)
        for who, month, status in session.execute(
            asked.where(LifeMonth.resident_id.in_(part), LifeMonth.status.in_(PAID))
        ):
            months.setdefault(who or 0, {})[month] = status
        taken = _taken(session, part)
        for who, held in months.items():
            found[who] = _cover(held, taken.get(who, {}), today=today, zone=ZoneInfo(district.zone))
    return found


def _taken(session: Session, resident_ids: Iterable[int]) -> dict[int, dict[Month, datetime]]:
    """Say when BPJS Kesehatan took somebody in, by the month of the file: nobody is active before that day."""
    taken: dict[int, dict[Month, datetime]] = {}
    accepted = BatchLine.resident_id.in_(resident_ids), BatchLine.status == LineStatus.ACCEPTED
    asked = (
        select(BatchLine.resident_id, Batch.month, BatchLine.answered_at)
        .join(Batch, Batch.id == BatchLine.batch_id)
        .where(*accepted, Batch.kind.in_(REGISTERING))
    )
    for who, month, at in session.execute(asked):
        if at is not None:
            taken.setdefault(who, {})[month] = at
    return taken


def _cover(held: dict[Month, LifeMonthStatus], taken: dict[Month, datetime], *, today: date, zone: ZoneInfo) -> Cover:
    active = sorted(month for month, status in held.items() if status is L.ACTIVE)
    if not active:
        return NOTHING
    run = _run(active, Month.of(today))
    at = taken.get(run[0])
    since = max(run[0].first_day, at.astimezone(zone).date()) if at else run[0].first_day
    until, paid = run[-1].last_day, run[-1]
    while paid + 1 in held:
        paid += 1
    standing = Standing.OVER if until < today else Standing.COMING if since > today else Standing.ACTIVE
    return Cover(standing, since, until, paid if paid > run[-1] else None)


def _run(active: list[Month], now: Month) -> list[Month]:
    """Give the months in a row that hold now, else the next, else the last."""
    runs: list[list[Month]] = [[active[0]]]
    for month in active[1:]:
        if month - runs[-1][-1] == 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return next((run for run in runs if run[-1] >= now), runs[-1])
