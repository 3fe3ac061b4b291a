"""Files in a list, the months that wait for one, and how much of the quota is used."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage.models import (
    Batch,
    BatchKind,
    BatchLine,
    BatchStatus,
    DiscardedBatch,
    LifeMonth,
    LifeMonthStatus,
    LineStatus,
)
from srikandi.coverage.registration.batches import KIND_OF, unregistered, visible_to
from srikandi.coverage.registration.confirming import is_covered
from srikandi.places import DistrictSetting, SettingMissing
from srikandi.residents import Resident

L = LifeMonthStatus
BATCH_DAY = "batch_day"


def due_on(session: Session, district_id: int, month: Month) -> date:
    """Give the day by which the file for a month must be with the branch."""
    return due_days(session, {(district_id, month)})[district_id, month]


def due_days(session: Session, wanted: Collection[tuple[int, Month]]) -> dict[tuple[int, Month], date]:
    """Give that day for many districts and months in one question."""
    named = DistrictSetting.name == BATCH_DAY, DistrictSetting.district_id.in_({one for one, _ in wanted})
    rows = list(session.scalars(select(DistrictSetting).where(*named).order_by(DistrictSetting.valid_from.desc())))
    found = {}
    for district_id, month in wanted:
        before = (month + -1).first_day
        own = [row.value for row in rows if row.district_id == district_id and row.valid_from <= before]
        if not own:
            raise SettingMissing(name=BATCH_DAY)
        found[district_id, month] = before.replace(day=own[0])
    return found


@dataclass(frozen=True)
class Summary:
    """One file in a list: how many lines, how many answered, by when it had to be there."""

    batch: Batch
    lines: int
    accepted: int
    rejected: int
    due_on: date

    @property
    def is_sent(self) -> bool:
        """Has it gone out?"""
        return self.batch.status is not BatchStatus.BUILT

    @property
    def waiting(self) -> int:
        """Lines without an answer."""
        return self.lines - self.accepted - self.rejected


def summaries(session: Session, viewer: Actor) -> list[Summary]:
    """List the files a viewer may see, the newest first, with their counts; what is not sent is the district's own."""
    found = list(session.scalars(visible_to(viewer).order_by(Batch.id.desc())))
    counts = session.execute(
        select(BatchLine.batch_id, BatchLine.status, func.count())
        .where(BatchLine.batch_id.in_([batch.id for batch in found]))
        .group_by(BatchLine.batch_id, BatchLine.status)
    )
    known = {(batch_id, status): count for batch_id, status, count in counts}
    due = due_days(session, {(batch.district_id, batch.month) for batch in found})
    return [
        Summary(
            batch,
            lines=sum(known.get((batch.id, status), 0) for status in LineStatus),
            accepted=known.get((batch.id, LineStatus.ACCEPTED), 0),
            rejected=known.get((batch.id, LineStatus.REJECTED), 0),
            due_on=due[batch.district_id, batch.month],
        )
        for batch in found
    ]


def count_ready(session: Session, *, pledge_ids: Collection[int]) -> dict[tuple[Month, BatchKind], int]:
    """Count, by their first funded month and kind, the people who stand in no file and were never registered."""
    who, first = aliased(Resident), func.min(LifeMonth.month).label("month")
    asked = select(LifeMonth.resident_id, who.kind, first).join(who, who.id == LifeMonth.resident_id)
    waiting = asked.where(unregistered(pledge_ids)).group_by(LifeMonth.resident_id, who.kind).subquery()
    grouped = select(waiting.c.month, waiting.c.kind, func.count()).group_by(waiting.c.month, waiting.c.kind)
    rows = session.execute(grouped.order_by(waiting.c.month, waiting.c.kind))
    return {(month, KIND_OF[kind]): count for month, kind, count in rows}


def count_registered(session: Session, district_id: int, months: Collection[Month]) -> dict[Month, int]:
    """Count, by month, who is registered or stands in a file, or stays on from the months before: what quotas hold."""
    stays = and_(LifeMonth.status == L.FUNDED, or_(LifeMonth.batch_id.is_not(None), is_covered()))
    asked = select(LifeMonth.month, func.count(LifeMonth.resident_id.distinct())).where(
        LifeMonth.district_id == district_id,
        LifeMonth.month.in_(months),
        LifeMonth.resident_id.is_not(None),
        or_(LifeMonth.status.in_((L.SENT, L.ACTIVE)), stays),
    )
    known = {row[0]: row[1] for row in session.execute(asked.group_by(LifeMonth.month))}
    return {month: known.get(month, 0) for month in months}


def count_lines(session: Session, batch: Batch) -> dict[str, int]:
    """Count the lines of a batch by how they were answered."""
    grouped = select(BatchLine.status, func.count()).where(BatchLine.batch_id == batch.id).group_by(BatchLine.status)
    known = {row[0]: row[1] for row in session.execute(grouped)}
    return {str(status): known.get(status, 0) for status in LineStatus}


def discarded_of(session: Session, viewer: Actor, *, at_most: int = 20) -> list[DiscardedBatch]:
    """List the files of a viewer's districts that were thrown away, the newest first."""
    own = DiscardedBatch.district_id.in_(viewer.district_ids)
    return list(session.scalars(select(DiscardedBatch).where(own).order_by(DiscardedBatch.id.desc()).limit(at_most)))
