"""Days of a district and the instants they begin and end at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Span:
    """Days of a district, and the instants they begin and end at."""

    from_on: date
    to_on: date
    zone: str

    @property
    def starts_at(self) -> datetime:
        """The first instant of the first day."""
        return datetime.combine(self.from_on, time(), ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def ends_at(self) -> datetime:
        """The first instant after the last day."""
        return datetime.combine(self.to_on + timedelta(days=1), time(), ZoneInfo(self.zone)).astimezone(UTC)

    def local_day(self, moment: datetime) -> date:
        """Give the day of the district a moment lies on."""
        return moment.astimezone(ZoneInfo(self.zone)).date()
