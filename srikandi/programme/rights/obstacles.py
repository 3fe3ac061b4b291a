"""Why a person can't be erased yet, and from which day it is possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from srikandi import clock, complaints, coverage, pledges, residents
from srikandi.clock import Month
from srikandi.closings import DifferenceStatus, MonthDifference
from srikandi.complaints import ComplaintStatus
from srikandi.coverage import Batch, BatchLine, BatchStatus, LifeMonth, LifeMonthStatus, LineStatus
from srikandi.i18n import N_
from srikandi.payments import Payment
from srikandi.payments.cards import Dispute, DisputeStatus
from srikandi.places import district_of
from srikandi.residents import Resident, ResidentStatus

UNDER_WAY = (LifeMonthStatus.FUNDED, LifeMonthStatus.SENT)
UNSETTLED = (DifferenceStatus.OPEN, DifferenceStatus.EXPLAINED)


@dataclass(frozen=True)
class Obstacle:
    """One reason, its values, and the first day it is gone, where a day can be named."""

    words: str
    values: dict[str, object] = field(default_factory=dict)
    free_on: date | None = None


def obstacles(session: Session, resident: Resident) -> list[Obstacle]:
    """List what stands in the way of erasing this person; nothing means it can be done now."""
    return [*_held(session, resident), *_covered(session, resident), *_disputed(session, resident)]


def _held(session: Session, resident: Resident) -> Iterator[Obstacle]:
    pledge = pledges.pledge_holding(session, resident.id)
    if pledge is not None and resident.status is ResidentStatus.HELD:
        zone = ZoneInfo(district_of(session, resident.district_id).zone)
        free_on = pledge.hold_until.astimezone(zone).date() + timedelta(days=1)
        yield Obstacle(N_("Masih dititipkan untuk komitmen %(number)s."), {"number": pledge.number}, free_on)
    elif pledge is not None or resident.status is ResidentStatus.COVERED:
        yield Obstacle(N_("Masih duduk di sebuah komitmen."), free_on=_after(_last_month(session, resident.id)))


def _covered(session: Session, resident: Resident) -> Iterator[Obstacle]:
    last = _last_month(session, resident.id)
    if last is not None:
        yield Obstacle(N_("Masih ditanggung sampai %(month)s."), {"month": last}, _after(last))
    if coverage.is_to_be_told(session, resident.id):
        yield Obstacle(N_("BPJS Kesehatan belum diberi tahu bahwa kepesertaannya berakhir."))
    unanswered = (
        select(Batch.number)
        .join(BatchLine, BatchLine.batch_id == Batch.id)
        .where(BatchLine.resident_id == resident.id, BatchLine.status == LineStatus.WAITING)
        .where(Batch.status != BatchStatus.ANSWERED)
    )
    for number in session.scalars(unanswered):
        yield Obstacle(N_("Berkas BPJS %(number)s belum dijawab."), {"number": number})


def _disputed(session: Session, resident: Resident) -> Iterator[Obstacle]:
    mine = select(LifeMonth.pledge_id).where(LifeMonth.resident_id == resident.id)
    disputes = (
        select(Dispute.answer_until_at)
        .join(Payment, Payment.id == Dispute.payment_id)
        .where(Dispute.status == DisputeStatus.OPEN, Payment.pledge_id.in_(mine))
    )
    for until_at in session.scalars(disputes):
        words = N_("Pembayaran iurannya sedang disengketakan.")
        yield Obstacle(words, free_on=until_at.date() + timedelta(days=1) if until_at else None)
    differences = select(MonthDifference.month).where(
        MonthDifference.resident_id == resident.id, MonthDifference.status.in_(UNSETTLED)
    )
    for month in session.scalars(differences.distinct()):
        yield Obstacle(N_("Selisih tagihan %(month)s tentang orang ini belum selesai."), {"month": month})
    for one in complaints.complaints_about(session, resident.id):
        if one.status is not ComplaintStatus.SOLVED:
            yield Obstacle(N_("Aduan %(number)s tentang orang ini belum selesai."), {"number": one.number})
    if residents.waits_in_file(session, resident):
        yield Obstacle(N_("Ada unggahan yang memuat orang ini dan belum diputuskan."))


def _last_month(session: Session, resident_id: int) -> Month | None:
    """Give the last month that is paid or promised for somebody and not over yet."""
    live = or_(LifeMonth.month >= Month.of(clock.today()), LifeMonth.status.in_(UNDER_WAY))
    mine = LifeMonth.resident_id == resident_id, LifeMonth.status != LifeMonthStatus.RELEASED
    return session.scalar(select(func.max(LifeMonth.month)).where(*mine, live))


def _after(month: Month | None) -> date | None:
    return (month + 1).first_day if month else None
