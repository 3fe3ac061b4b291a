"""The months that wait for a file: how many people, by when, and what the quota holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from srikandi import clock, coverage, places
from srikandi.clock import Month
from srikandi.coverage import BatchKind
from srikandi.places import District
from srikandi.programme.cover.registering import signed_pledges


@dataclass
class MonthToSend:
    """One month of registration: who waits for a file, the day it is due, and the quota beside it."""

    month: Month
    due_on: date
    days_left: int
    """Below zero when the day has passed."""
    registered: int
    quota: int | None
    waiting: dict[BatchKind, int] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Everybody a file would add."""
        return sum(count for kind, count in self.waiting.items() if kind in coverage.REGISTERING)

    @property
    def left(self) -> int | None:
        """What the quota still holds after these files; below zero it is over. Nothing without a quota."""
        return None if self.quota is None else self.quota - self.registered - self.people

    @property
    def is_late(self) -> bool:
        """Has its day passed?"""
        return self.days_left < 0


def months_to_send(session: Session, district: District) -> list[MonthToSend]:
    """List the months people wait for, each by the first of theirs.

    The next file's month also takes whoever missed an earlier one, and the news for BPJS Kesehatan.
    """
    today = clock.today(district.zone)
    signed = signed_pledges(session, district.id)
    ready = coverage.count_ready(session, pledge_ids=signed)
    news = {kind: count for kind, count in coverage.count_notices(session, district.id).items() if count}
    next_month = next_in_time(session, district, on=today)
    if any(month < next_month for month, _ in ready):
        for kind in coverage.REGISTERING:
            count = coverage.count_waiting(session, month=next_month, pledge_ids=signed, kind=kind)
            ready |= {(next_month, kind): count} if count else {}
    months = sorted({month for month, _ in ready} | ({next_month} if news else set()))
    registered = coverage.count_registered(session, district.id, months)
    due, found = coverage.due_days(session, {(district.id, month) for month in months}), []
    for month in months:
        due_on = due[district.id, month]
        days, quota = (due_on - today).days, district.pbpu_quota
        waiting = {kind: count for (of, kind), count in ready.items() if of == month}
        waiting |= news if month == next_month else {}
        found.append(MonthToSend(month, due_on, days, registered[month], quota, waiting))
    return found


def next_in_time(session: Session, district: District, *, on: date) -> Month:
    """Give the first month whose file can still be handed in on a day."""
    day = places.setting(session, district.id, "batch_day", on=on)
    return Month.of(on) + (1 if on.day <= day else 2)
