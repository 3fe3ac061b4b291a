"""Since when and until when somebody is covered: only what BPJS Kesehatan has confirmed, and what is paid beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock, places
from srikandi.clock import Month
from srikandi.coverage import REGISTERING, Batch, BatchKind, BatchLine, LifeMonth, LifeMonthStatus, LineStatus
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
    safe_on: date | None = None
    """For somebody who came back: from this day no service fine for a stay in hospital (DOMAIN 2). A new member is safe
    at once and has none."""
    is_safe: bool = True
    """Has that day come?"""

    @property
    def is_confirmed(self) -> bool:
        """Is there anything true to print for the days ahead?"""
        return self.standing in {Standing.ACTIVE, Standing.COMING}


@dataclass(frozen=True)
class Taken:
    """When a file's answer took somebody in, and whether they came back by it."""

    at: datetime
    is_back: bool


SHIELD = "shield_days"
NOTHING = Cover(Standing.NEVER)


def covers_of(session: Session, resident_ids: Sequence[int], *, district: District) -> dict[int, Cover]:
    """Give the cover of each of these people by id, in two questions a thousand and one for who came back."""
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
    return _shielded(session, district, found, today=today)


def _shielded(session: Session, district: District, found: dict[int, Cover], *, today: date) -> dict[int, Cover]:
    """Count the days until those who came back are safe, as `programme.urgency.shield_of` does for one person."""
    back = {who: cover.safe_on for who, cover in found.items() if cover.safe_on is not None}
    days = [one for one in places.settings_of(session, district.id) if one.name == SHIELD] if back else []
    for who, since in back.items():
        number = next(one.value for one in days if one.valid_from <= since)
        safe_on = since + timedelta(days=number)
        found[who] = replace(found[who], safe_on=safe_on, is_safe=safe_on <= today)
    return found


def _taken(session: Session, resident_ids: Iterable[int]) -> dict[int, dict[Month, Taken]]:
    """Say when BPJS Kesehatan took somebody in, by the month of the file: nobody is active before that day."""
    taken: dict[int, dict[Month, Taken]] = {}
    accepted = BatchLine.resident_id.in_(resident_ids), BatchLine.status == LineStatus.ACCEPTED
    asked = (
        select(BatchLine.resident_id, Batch.month, Batch.kind, BatchLine.answered_at)
        .join(Batch, Batch.id == BatchLine.batch_id)
        .where(*accepted, Batch.kind.in_(REGISTERING))
    )
    for who, month, kind, at in session.execute(asked):
        if at is not None:
            taken.setdefault(who, {})[month] = Taken(at, kind is BatchKind.REACTIVATED)
    return taken


def _cover(held: dict[Month, LifeMonthStatus], taken: dict[Month, Taken], *, today: date, zone: ZoneInfo) -> Cover:
    active = sorted(month for month, status in held.items() if status is L.ACTIVE)
    if not active:
        return NOTHING
    run = _run(active, Month.of(today))
    file = taken.get(run[0])
    since = max(run[0].first_day, file.at.astimezone(zone).date()) if file else run[0].first_day
    until, paid = run[-1].last_day, run[-1]
    while paid + 1 in held:
        paid += 1
    standing = Standing.OVER if until < today else Standing.COMING if since > today else Standing.ACTIVE
    back_on = since if file and file.is_back else None
    return Cover(standing, since, until, paid if paid > run[-1] else None, back_on)


def _run(active: list[Month], now: Month) -> list[Month]:
    """Give the months in a row that hold now, else the next, else the last."""
    runs: list[list[Month]] = [[active[0]]]
    for month in active[1:]:
        if month - runs[-1][-1] == 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return next((run for run in runs if run[-1] >= now), runs[-1])
