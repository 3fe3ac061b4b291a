"""Where the story happens: the session, the cast and the calendar, handed from deed to deed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.audit import Actor
from srikandi.cli.demo.cast import Cast
from srikandi.clock import JAKARTA, Month
from srikandi.pledges import Pledge

SHORTLY = timedelta(minutes=5)


@dataclass(frozen=True)
class Calendar:
    """The year of the programme that ends now; nothing happens later than a moment ago."""

    now: datetime
    zone: str = JAKARTA

    @property
    def today(self) -> date:
        """The day the story is told on."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def month(self, back: int) -> Month:
        """Give the month that lies so many months back; -1 is the next one."""
        return Month.of(self.today) + -back

    def on(self, back: int, day: int, hour: int = 9) -> datetime:
        """Give an hour of a day in the month that lies so many months back."""
        return self._past(self.month(back).first_day.replace(day=day), hour)

    def ago(self, days: int, hour: int = 9) -> datetime:
        """Give an hour of the day that lies so many days back."""
        return self._past(self.today - timedelta(days=days), hour)

    def _past(self, day: date, hour: int) -> datetime:
        moment = datetime.combine(day, time(hour), ZoneInfo(self.zone))
        return min(moment, self.now - SHORTLY)


@dataclass
class Stage:
    """What every deed needs."""

    session: Session
    cast: Cast
    calendar: Calendar
    public_url: str
    """Where links in letters lead."""
    pledges: dict[str, Pledge] = field(default_factory=dict)
    """The newest promise of each company, by the first part of its address."""

    @property
    def district_id(self) -> int:
        """The one district of the demonstration."""
        return self.cast.district.id

    def by(self, box: str) -> Actor:
        """Give who acts, by the first part of their address."""
        return self.cast.actors[box]

    @contextmanager
    def at(self, moment: datetime) -> Iterator[None]:
        """Let what is done inside happen then; what would still be to come happens now."""
        with clock.pretending(min(moment, self.calendar.now)):
            yield
