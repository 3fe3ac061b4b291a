"""Is this person active at BPJS Kesehatan? What we have, its answer to our file, and its last list, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.clock import Month
from srikandi.coverage import Batch, BatchLine, LifeMonth, LifeMonthStatus, LineStatus
from srikandi.coverage.rosters import Roster, RosterLine, RosterStatus
from srikandi.i18n import N_
from srikandi.places import District
from srikandi.residents import EXIT_WORDS, Resident


class Verdict(StrEnum):
    """What the two sides say together."""

    BOTH = "both"
    OURS_ONLY = "ours_only"
    THEIRS_ONLY = "theirs_only"
    NEITHER = "neither"
    UNCHECKED = "unchecked"
    """Active here, and the branch has handed over no list of this month yet."""


ADVICE: dict[Verdict, tuple[str, str]] = {
    Verdict.BOTH: (
        N_("Aktif di kedua sisi"),
        N_("Faskes keliru menolak. Telepon faskesnya sekarang dengan nomor berkas di bawah, lalu kabari warganya."),
    ),
    Verdict.OURS_ONLY: (
        N_("Aktif di sini, tidak ada di daftar cabang"),
        N_("Teruskan ke cabang dengan nomor berkas dan barisnya, minta diaktifkan hari ini."),
    ),
    Verdict.THEIRS_ONLY: (
        N_("Aktif di cabang, bukan lewat program ini"),
        N_("Warga bisa berobat. Tanyakan cabang segmen mana yang menanggungnya, dan cocokkan daftar warga."),
    ),
    Verdict.NEITHER: (
        N_("Tidak aktif di kedua sisi"),
        N_("Jelaskan kepada warga sejak kapan berakhir. Bila sedang dirawat, buka pendaftaran darurat."),
    ),
    Verdict.UNCHECKED: (
        N_("Aktif di sini, daftar cabang bulan ini belum ada"),
        N_("Teruskan ke cabang untuk dicek satu orang ini, atau unggah daftar peserta bulan ini."),
    ),
}
"""What a verdict means and what is to be done."""


@dataclass(frozen=True)
class Sides:
    """What both sides have of one person."""

    month: Month
    ours: LifeMonthStatus | None
    """How far this month is with us."""
    left: tuple[date, str] | None
    """Since when the person is no longer on our list and why, in words to be translated."""
    batch: str | None
    line: int | None
    answer: LineStatus | None
    """What the branch answered to the last file with this person."""
    code: str | None
    answered_at: datetime | None
    card_end: str | None
    roster_month: Month | None
    roster_at: datetime | None
    is_listed: bool | None
    """Does the branch's last list have this person as active? None: there is no list."""
    segment: str | None

    @property
    def verdict(self) -> Verdict:
        """What the two sides say together; a list of an earlier month decides nothing against us."""
        is_ours = self.ours is LifeMonthStatus.ACTIVE
        if self.is_listed and is_ours:
            return Verdict.BOTH
        if self.is_listed:
            return Verdict.THEIRS_ONLY
        if not is_ours:
            return Verdict.NEITHER
        return Verdict.OURS_ONLY if self.roster_month == self.month else Verdict.UNCHECKED


def sides_of(session: Session, resident: Resident, *, district: District) -> Sides:
    """Lay both sides of a person beside each other, as they are today, in four questions."""
    month = Month.of(clock.today(district.zone))
    mine = LifeMonth.resident_id == resident.id, LifeMonth.month == month, LifeMonth.status != LifeMonthStatus.RELEASED
    ours = session.scalar(select(LifeMonth.status).where(*mine))
    sent = (
        select(Batch.number, BatchLine)
        .join(Batch, Batch.id == BatchLine.batch_id)
        .where(BatchLine.resident_id == resident.id, Batch.sent_at.is_not(None))
    )
    file = session.execute(sent.order_by(Batch.id.desc()).limit(1)).one_or_none()
    number, line = file or (None, None)
    ready = Roster.district_id == district.id, Roster.status == RosterStatus.READY
    roster = session.scalar(select(Roster).where(*ready).order_by(Roster.month.desc(), Roster.version.desc()).limit(1))
    listed = _listed(session, roster, resident) if roster else None
    return Sides(
        month=month,
        ours=ours,
        left=(resident.exited_on, EXIT_WORDS.get(resident.exit_reason or "", "")) if resident.exited_on else None,
        batch=number,
        line=line.line if line else None,
        answer=line.status if line else None,
        code=line.code if line else None,
        answered_at=line.answered_at if line else None,
        card_end=line.card_number[-4:] if line and line.card_number else None,
        roster_month=roster.month if roster else None,
        roster_at=roster.uploaded_at if roster else None,
        is_listed=None if roster is None else listed is not None and listed.is_active,
        segment=listed.segment if listed else None,
    )


def _listed(session: Session, roster: Roster, resident: Resident) -> RosterLine | None:
    own = RosterLine.roster_id == roster.id, RosterLine.resident_id == resident.id
    return session.scalar(select(RosterLine).where(*own).order_by(RosterLine.is_active.desc()).limit(1))
