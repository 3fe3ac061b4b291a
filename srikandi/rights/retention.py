"""Data is kept as long as it is needed: who has left is listed thirty days before the key is destroyed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, and_, exists, insert, or_, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, places, residents
from srikandi.audit import Actor
from srikandi.places import District
from srikandi.residents import Resident, ResidentStatus
from srikandi.rights.models import Erasure, RetentionNotice
from srikandi.rights.refusals import NoNotice

MONTH_DAYS = 31
AT_ONCE = 500
SHOWN = 200


@dataclass(frozen=True)
class NoticeRow:
    """Somebody listed for erasure, as the desk reads it."""

    notice: RetentionNotice
    name: str
    exited_on: date | None


@dataclass(frozen=True)
class Rules:
    """What a district has decided about keeping, as it holds today."""

    exit_months: int
    notice_days: int
    money_years: int


def rules_of(session: Session, district: District) -> Rules:
    """Give the numbers that hold today."""
    names = ("retention_exit_months", "retention_notice_days", "retention_money_years")
    on = clock.today(district.zone)
    return Rules(*(places.setting(session, district.id, name, on=on) for name in names))


def list_due(session: Session, district: District, *, by: Actor) -> int:
    """List everybody whose time of keeping is over within the days of notice; give how many are new.

    People who are listed, or were kept for a reason within another such time, are left out.
    """
    rules, today = rules_of(session, district), clock.today(district.zone)
    erase_on = today + timedelta(days=rules.notice_days)
    kept_after = clock.now() - timedelta(days=rules.exit_months * MONTH_DAYS)
    still = or_(RetentionNotice.kept_at.is_(None), RetentionNotice.kept_at > kept_after)
    listed = exists().where(RetentionNotice.resident_id == Resident.id, RetentionNotice.erased_at.is_(None), still)
    due = and_(
        Resident.district_id == district.id,
        Resident.status == ResidentStatus.EXITED,
        Resident.erased_at.is_(None),
        Resident.exited_on <= left_before(erase_on, rules.exit_months),
        ~listed,
    )
    who = list(session.scalars(select(Resident.id).where(due).order_by(Resident.id).limit(AT_ONCE)))
    if not who:
        return 0
    at = clock.now()
    shared = {"district_id": district.id, "listed_at": at, "erase_on": erase_on}
    session.execute(insert(RetentionNotice), [{**shared, "resident_id": one} for one in who])
    audit.record(session, "retention:list", district, by=by, district_id=district.id, people=len(who), on=str(erase_on))
    session.flush()
    return len(who)


def left_before(day: date, months: int) -> date:
    """Give the last day somebody may have left to be erased on `day`: so many months earlier, never a day less."""
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    first = date(year, month + 1, 1)
    length = (first + timedelta(days=MONTH_DAYS)).replace(day=1) - first
    return first.replace(day=min(day.day, length.days))


def due_today(session: Session, district: District) -> list[RetentionNotice]:
    """List whose day has come."""
    waiting = _waiting(district.id).where(RetentionNotice.erase_on <= clock.today(district.zone))
    return list(session.scalars(waiting.order_by(RetentionNotice.id).limit(AT_ONCE)))


def coming(session: Session, district_id: int) -> list[NoticeRow]:
    """List whom the next days will erase, the earliest first."""
    asked = _waiting(district_id).add_columns(Resident.name, Resident.exited_on)
    asked = asked.join(Resident, Resident.id == RetentionNotice.resident_id)
    rows = session.execute(asked.order_by(RetentionNotice.erase_on, RetentionNotice.id).limit(SHOWN))
    return [NoticeRow(*row) for row in rows]


def keep(session: Session, notice_id: int, *, reason: str, by: Actor) -> RetentionNotice:
    """Keep somebody who was listed, for a reason that is written down. Raises: NoNotice, residents.ReasonMissing."""
    words = residents.checked_reason(reason)
    own = RetentionNotice.id == notice_id, RetentionNotice.district_id.in_(by.district_ids)
    notice = session.scalar(select(RetentionNotice).where(*own).with_for_update())
    if notice is None or notice.erased_at is not None or notice.kept_at is not None:
        raise NoNotice
    notice.kept_at, notice.kept_by, notice.reason = clock.now(), residents.person_of(by), words
    audit.record(session, "retention:keep", notice, by=by, reason=words)
    session.flush()
    return notice


def erasures_of(session: Session, district_ids: tuple[int, ...]) -> list[Erasure]:
    """List who was erased, the newest first: row numbers and hashes, no names."""
    asked = select(Erasure).where(Erasure.district_id.in_(district_ids)).order_by(Erasure.id.desc())
    return list(session.scalars(asked.limit(SHOWN)))


def _waiting(district_id: int) -> Select[RetentionNotice]:
    ended = RetentionNotice.erased_at.is_(None), RetentionNotice.kept_at.is_(None)
    return select(RetentionNotice).where(RetentionNotice.district_id == district_id, *ended)
