"""The only place that asks what time it is, and the calendar month.

Instants are aware UTC. Days and months are those of a district's zone. Tests move the clock with time-machine; the
demonstration tells a story that happened earlier inside `pretending`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Self
from zoneinfo import ZoneInfo

from srikandi.errors import Invalid

JAKARTA = "Asia/Jakarta"
NOON = time(12)
"""When money of a day is booked, where nobody knows its time."""
ZONE_LABELS = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_MONTHS_A_YEAR = 12
FIRST_YEAR, LAST_YEAR = 1900, 9998
_pretended: ContextVar[datetime | None] = ContextVar("pretended", default=None)


class NotAMonth(Invalid):
    """What was typed is no calendar month."""

    message = "Tulis bulan seperti 2027-01."


def now() -> datetime:
    """Give this instant, in UTC."""
    return _pretended.get() or datetime.now(UTC)


@contextmanager
def pretending(moment: datetime) -> Iterator[None]:
    """Let everything done inside happen at an earlier moment, in this context alone.

    Only the demonstration may: a test looks for other users. Raises: ValueError, for a moment without a zone or one
    that is still to come.
    """
    if moment.tzinfo is None or moment > datetime.now(UTC):
        raise ValueError("a story that is told has happened, at an aware instant")
    token = _pretended.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)


def today(zone: str = JAKARTA) -> date:
    """Give today's date in a district's zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def day_begins(day: date, *, zone: str) -> datetime:
    """Give the first instant of a day in a district's zone."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def tells_no_time(moment: datetime, *, zone: str) -> bool:
    """Is it the noon at which money of a day is booked when nobody knows its time?"""
    return moment.astimezone(ZoneInfo(zone)).time() == NOON


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        """Refuse a month that no calendar has."""
        if not (1 <= self.month <= _MONTHS_A_YEAR and FIRST_YEAR <= self.year <= LAST_YEAR):
            raise NotAMonth

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2027-01`. Raises: NotAMonth."""
        found = _MONTH.fullmatch(text.strip())
        if found is None:
            raise NotAMonth
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """Give the month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def from_number(cls, number: int) -> Self:
        """Read the stored form, 202701."""
        return cls(number // 100, number % 100)

    @property
    def number(self) -> int:
        """The stored form, 202701: sorts as the calendar does."""
        return self.year * 100 + self.month

    @property
    def first_day(self) -> date:
        """The first day of this month."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The last day of this month."""
        return date.fromordinal((self + 1).first_day.toordinal() - 1)

    def __str__(self) -> str:
        """Give `2027-01`."""
        return f"{self.year:04d}-{self.month:02d}"

    def __add__(self, months: int) -> Month:
        """Give the month this many months later."""
        years, month = divmod(self.year * _MONTHS_A_YEAR + self.month - 1 + months, _MONTHS_A_YEAR)
        return Month(years, month + 1)

    def __sub__(self, other: Month) -> int:
        """How many months lie between another month and this one."""
        return (self.year - other.year) * _MONTHS_A_YEAR + self.month - other.month

    def following(self, count: int) -> list[Month]:
        """Give `count` months in a row, this one first."""
        return [self + step for step in range(count)]
