"""Sessions as a calendar file (RFC 5545), and a month as weeks of days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from srikandi.clock import Month, day_begins
from srikandi.fieldwork.models import FieldSession, FieldStatus
from srikandi.fieldwork.queries import FieldRow

LONGEST_LINE = 75
STATES = {
    FieldStatus.PLANNED: "TENTATIVE",
    FieldStatus.HELD: "CONFIRMED",
    FieldStatus.CANCELLED: "CANCELLED",
}
WEEK = 7


@dataclass(frozen=True)
class Day:
    """A day of a calendar page, with what starts on it."""

    on: date
    is_inside: bool
    """Is it a day of the month itself?"""
    rows: tuple[FieldRow, ...]


def bounds(month: Month, zone: str) -> tuple[datetime, datetime]:
    """Give when a month begins and ends in a district's zone."""
    return day_begins(month.first_day, zone=zone), day_begins((month + 1).first_day, zone=zone)


def weeks_of(month: Month, rows: Sequence[FieldRow], *, zone: str) -> list[list[Day]]:
    """Give the weeks of a month from Monday on, each session on its day."""
    first = month.first_day - timedelta(days=month.first_day.weekday())
    here = ZoneInfo(zone)
    by_day: dict[date, tuple[FieldRow, ...]] = {}
    for row in rows:
        day = row.session.starts_at.astimezone(here).date()
        by_day[day] = (*by_day.get(day, ()), row)
    count = (month.last_day - first).days // WEEK + 1
    days = [first + timedelta(days=number) for number in range(count * WEEK)]
    shown = [Day(one, Month.of(one) == month, by_day.get(one, ())) for one in days]
    return [shown[at : at + WEEK] for at in range(0, len(shown), WEEK)]


def ics_of(rows: Iterable[tuple[FieldSession, str, str]], *, host: str, made_at: datetime) -> bytes:
    """Give sessions, each with its title and place in words, as a calendar other programs read."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Srikandi JKN//Lapangan//ID", "CALSCALE:GREGORIAN"]
    for one, title, place in rows:
        lines += [
            "BEGIN:VEVENT",
            f"UID:lapangan-{one.id}@{host}",
            f"DTSTAMP:{_moment(made_at)}",
            f"DTSTART:{_moment(one.starts_at)}",
            f"DTEND:{_moment(one.ends_at)}",
            f"SUMMARY:{_escaped(title)}",
            f"LOCATION:{_escaped(place)}",
            f"STATUS:{STATES[one.status]}",
            "END:VEVENT",
        ]
    return "".join(f"{folded}\r\n" for line in (*lines, "END:VCALENDAR") for folded in _folded(line)).encode()


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,")
    return escaped.replace("\r\n", r"\n").replace("\n", r"\n").replace("\r", r"\n")


def _folded(line: str) -> list[str]:
    """Break a line after 75 octets, never inside a letter; what goes on begins with a blank."""
    parts, current = [], ""
    for sign in line:
        if len((current + sign).encode()) > LONGEST_LINE:
            parts.append(current)
            current = " "
        current += sign
    return [*parts, current]
