"""Money that comes too late for its month is booked all the same: in the open month, with its true date beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock, places
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.database import in_parts
from srikandi.i18n import day
from srikandi.ledger.entries import Content
from srikandi.ledger.models import Journal
from srikandi.ledger.months.closing import closed_until
from srikandi.ledger.months.models import LateJournal
from srikandi.ledger.refusals import ReferenceTaken
from srikandi.ledger.writing import write_rows


@dataclass(frozen=True)
class _Calendar:
    """Until when a district's book is closed, and where the district is."""

    zone: ZoneInfo
    until: datetime

    def is_late(self, content: Content) -> bool:
        return content.occurred_at < self.until

    def late(self, content: Content, *, at: datetime) -> Content:
        """Give the content as it stands in the open month, its true day in the memo."""
        happened_on = content.occurred_at.astimezone(self.zone).date()
        memo = f"{content.memo} (terjadi {day(happened_on)}, bulannya sudah ditutup)"
        return replace(content, occurred_at=at, memo=memo)


def post_late(session: Session, contents: Sequence[Content], *, by: Actor) -> list[Journal]:
    """Book events of which some happened in a closed month; known already, each is the journal it was.

    Raises: ReferenceTaken, NotEnoughMoney.
    """
    calendars = {one: _calendar(session, one) for one in {content.district_id for content in contents}}
    known = _known(session, contents)
    fresh = [content for content in contents if content.reference not in known]
    now = clock.now()
    dated = [_dated(calendars[content.district_id], content, at=now) for content in fresh]
    booked = write_rows(session, dated, by=by)
    known |= _known(session, fresh)
    noted = set[str]()
    for content, stands in zip(fresh, dated, strict=True):
        if stands is not content and content.reference in booked and content.reference not in noted:
            noted.add(content.reference)
            _note(session, known[content.reference], content, calendars[content.district_id])
    for content in contents:
        _check_same(known[content.reference], content, calendars[content.district_id])
    session.flush()
    return [known[content.reference] for content in contents]


def _calendar(session: Session, district_id: int) -> _Calendar:
    zone = ZoneInfo(places.district_of(session, district_id).zone)
    return _Calendar(zone, closed_until(session, district_id) or datetime.min.replace(tzinfo=zone))


def _dated(calendar: _Calendar, content: Content, *, at: datetime) -> Content:
    return calendar.late(content, at=max(at, calendar.until)) if calendar.is_late(content) else content


def _known(session: Session, contents: Sequence[Content]) -> dict[str, Journal]:
    return {
        journal.reference: journal
        for part in in_parts([content.reference for content in contents])
        for journal in session.scalars(select(Journal).where(Journal.reference.in_(part)))
    }


def _note(session: Session, journal: Journal, content: Content, calendar: _Calendar) -> None:
    month = Month.of(content.occurred_at.astimezone(calendar.zone).date())
    row = {"journal_id": journal.id, "district_id": content.district_id, "happened_at": content.occurred_at}
    session.add(LateJournal(month=month, **row))


def _check_same(journal: Journal, content: Content, calendar: _Calendar) -> None:
    """The same event reads the same, whether it was booked in its month or came too late for it."""
    said = {content.hash()}
    if calendar.is_late(content):
        said.add(calendar.late(content, at=journal.occurred_at).hash())
    if journal.content_hash not in said:
        raise ReferenceTaken(reference=content.reference)
