"""Since when somebody is active, and from which day free of the service fine (DOMAIN 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock, coverage, places
from srikandi.coverage import Batch, BatchKind, BatchLine, LineStatus
from srikandi.places import District
from srikandi.residents import Resident, ResidentStatus


@dataclass(frozen=True)
class Shield:
    """Since when somebody is active, and from which day fully safe; new members are safe at once."""

    active_on: date
    safe_on: date | None
    is_safe: bool


def shield_of(session: Session, district: District, resident: Resident) -> Shield | None:
    """Give the days of a covered person; nothing for anybody else.

    An urgent file makes active on the day of its answer, another on the first of its month, or that day if it is late.
    """
    if resident.status is not ResidentStatus.COVERED:
        return None
    taken = BatchLine.resident_id == resident.id, BatchLine.status == LineStatus.ACCEPTED
    asked = (
        select(Batch.month, Batch.kind, Batch.is_urgent, BatchLine.answered_at)
        .join(BatchLine, BatchLine.batch_id == Batch.id)
        .where(*taken, Batch.kind.in_(coverage.REGISTERING))
        .order_by(Batch.id.desc())
        .limit(1)
    )
    found = session.execute(asked).one_or_none()
    if found is None:
        return None
    answered = found.answered_at.astimezone(ZoneInfo(district.zone)).date()
    active_on = answered if found.is_urgent else max(found.month.first_day, answered)
    if found.kind is BatchKind.NEW:
        return Shield(active_on, None, is_safe=True)
    days = places.setting(session, district.id, "shield_days", on=active_on)
    safe_on = active_on + timedelta(days=days)
    return Shield(active_on, safe_on, is_safe=safe_on <= clock.today(district.zone))
