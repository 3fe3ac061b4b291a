"""Days of a district and the instants they begin and end at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from srikandi.clock import day_begins


@dataclass(frozen=True)
class Span:
    """Days of a district, and the instants they begin and end at."""

    from_on: date
    to_on: date
    zone: str

    @property
    def starts_at(self) -> datetime:
        """The first instant of the first day."""
        return day_begins(self.from_on, zone=self.zone)

    @property
    def ends_at(self) -> datetime:
        """The first instant after the last day."""
        return day_begins(self.to_on + timedelta(days=1), zone=self.zone)

    def local_day(self, moment: datetime) -> date:
        """Give the day of the district a moment lies on."""
        return moment.astimezone(ZoneInfo(self.zone)).date()
