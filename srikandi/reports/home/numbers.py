"""The few figures of each role, and the parts of one picture where a picture says more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from srikandi import ledger, pledges
from srikandi.audit import Actor, AuditEntry
from srikandi.clock import Month
from srikandi.coverage import (
    Batch,
    BatchLine,
    BatchStatus,
    LifeMonth,
    LifeMonthStatus,
    LineStatus,
    Progress,
    district_progress,
    progress,
)
from srikandi.documents import Document, DocumentKind, DocumentStatus
from srikandi.i18n import N_
from srikandi.ledger import AccountKind, Journal
from srikandi.messages import Message
from srikandi.money import Money, total
from srikandi.organisations import Kind, Organisation, Standing
from srikandi.places import District
from srikandi.reports.contributions import silent
from srikandi.reports.flows import flows
from srikandi.reports.models import ContributionReport, ReportEvent, ReportStep
from srikandi.reports.public import lives_by_subdistrict
from srikandi.residents import ResidentStatus, people_by_status
from srikandi.users import Role, User


@dataclass(frozen=True)
class Figure:
    """One figure: a number or rupiah, what it counts, and what it is of."""

    label: str
    value: int | Money
    hint: str | None = None
    of: int | Money | None = None


@dataclass(frozen=True)
class Part:
    """One part of the picture of a whole."""

    label: str
    value: int | Money
    tone: str


@dataclass(frozen=True)
class HomeFigures:
    """What the home page shows below the tasks; pictures without parts stay away."""

    figures: list[Figure]
    title: str = ""
    parts: list[Part] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    """Lives by kecamatan, for who may see them all."""
    months: dict[Month, int] = field(default_factory=dict)
    """Paid lives by month."""


def figures(session: Session, actor: Actor) -> HomeFigures:
    """Give the figures of somebody's part in it, in at most six questions."""
    drawn = PICTURES.get(actor.role)
    return drawn(session, actor) if drawn else HomeFigures([])


def _district(session: Session, actor: Actor) -> HomeFigures:
    district = session.get_one(District, actor.district_id)
    now = district_progress(session, district.id)
    places = lives_by_subdistrict(session, district.id)
    lives = sum(places.values())
    money = flows(session, [district.id])
    return HomeFigures(
        [
            Figure(
                N_("Jiwa terlindungi"),
                lives,
                N_("kuota PBPU Pemda") if district.pbpu_quota else None,
                of=district.pbpu_quota,
            ),
            Figure(N_("Jiwa-bulan aktif"), now.active, N_("dijanjikan"), of=now.committed),
            Figure(N_("Dana diterima"), money.received),
            Figure(N_("Menunggu dana"), now.planned, N_("jiwa-bulan")),
        ],
        title=N_("Jiwa-bulan kabupaten"),
        parts=_life_months(now),
        places=places,
    )


def _company(session: Session, actor: Actor) -> HomeFigures:
    ids = list(session.scalars(pledges.visible_to(actor).with_only_columns(pledges.Pledge.id)))
    parts = progress(session, ids).values()
    now = Progress(**{name: sum(getattr(one, name) for one in parts) for name in Progress.__dataclass_fields__})
    credit = ledger.balances(session, kind=AccountKind.PAYER_FUNDS, party_id=actor.organisation_id)
    come = pledges.received(session, ids)
    valid = Document.organisation_id == actor.organisation_id, Document.status == DocumentStatus.VALID
    papers = _count(session, Document.id, *valid, Document.kind == DocumentKind.CERTIFICATE)
    own = [amount for (party, _), amount in come.items() if party == actor.organisation_id]
    return HomeFigures(
        [
            Figure(N_("Jiwa-bulan aktif"), now.active, N_("dijanjikan"), of=now.committed),
            Figure(N_("Sudah dibayar"), total(own)),
            Figure(N_("Saldo belum dialokasikan"), total(list(credit.values()))),
            Figure(N_("Sertifikat berlaku"), papers),
        ],
        title=N_("Jiwa-bulan Anda"),
        parts=_life_months(now),
        months=_paid_by_month(session, ids),
    )


def _treasurer(session: Session, actor: Actor) -> HomeFigures:
    money = flows(session, actor.district_ids)
    return HomeFigures(
        [
            Figure(N_("Dana diterima"), money.received),
            Figure(N_("Saldo penanggung"), money.credit),
            Figure(N_("Belum dikenali"), money.suspense),
            Figure(N_("Iuran terutang ke BPJS"), money.standing(AccountKind.PREMIUM_DUE)),
        ],
        title=N_("Uang yang masuk"),
        parts=[
            Part(N_("Bulan terkonfirmasi"), money.confirmed, "good"),
            Part(N_("Teralokasi"), money.waiting, "funded"),
            Part(N_("Saldo penanggung"), money.credit, "rest"),
            Part(N_("Belum dikenali"), money.suspense, "wait"),
        ],
    )


def _branch(session: Session, actor: Actor) -> HomeFigures:
    asked = select(BatchLine.status, func.count()).join(Batch, Batch.id == BatchLine.batch_id)
    handed_over = Batch.district_id.in_(actor.district_ids), Batch.status != BatchStatus.BUILT
    lines = _by(session, asked.where(*handed_over).group_by(BatchLine.status))
    active = LifeMonth.district_id.in_(actor.district_ids), LifeMonth.status == LifeMonthStatus.ACTIVE
    return HomeFigures(
        [
            Figure(N_("Menunggu jawaban"), lines.get(LineStatus.WAITING, 0), N_("baris berkas")),
            Figure(N_("Diterima"), lines.get(LineStatus.ACCEPTED, 0), N_("jiwa")),
            Figure(N_("Jiwa-bulan aktif"), session.scalar(select(func.count()).where(*active)) or 0),
            Figure(N_("Kabupaten dilayani"), len(actor.district_ids)),
        ],
        title=N_("Baris berkas pendaftaran"),
        parts=[
            Part(N_("Diterima"), lines.get(LineStatus.ACCEPTED, 0), "good"),
            Part(N_("Menunggu"), lines.get(LineStatus.WAITING, 0), "wait"),
            Part(N_("Ditolak"), lines.get(LineStatus.REJECTED, 0), "bad"),
        ],
    )


def _forum(session: Session, actor: Actor) -> HomeFigures:
    last = select(func.max(ReportEvent.id)).group_by(ReportEvent.report_id)
    asked = select(ReportEvent.step, func.count()).join(
        ContributionReport, ContributionReport.id == ReportEvent.report_id
    )
    mine = ContributionReport.district_id.in_(actor.district_ids), ReportEvent.id.in_(last)
    steps = _by(session, asked.where(*mine).group_by(ReportEvent.step))
    admitted = Organisation.district_id.in_(actor.district_ids), Organisation.kind == Kind.COMPANY
    companies = _count(session, Organisation.id, *admitted, Organisation.standing == Standing.ADMITTED)
    quiet = len(silent(session, viewer=actor))
    good = steps.get(ReportStep.APPROVED, 0) + steps.get(ReportStep.APPROVED_WITH_NOTE, 0)
    return HomeFigures(
        [
            Figure(N_("Perusahaan peserta"), companies),
            Figure(N_("Laporan disetujui"), good),
            Figure(N_("Belum melapor"), quiet, N_("perusahaan")),
        ],
        title=N_("Laporan kontribusi"),
        parts=[
            Part(N_("Disetujui"), good, "good"),
            Part(N_("Menunggu telaah"), steps.get(ReportStep.SIGNED, 0), "sent"),
            Part(N_("Dikembalikan"), steps.get(ReportStep.RETURNED, 0), "wait"),
            Part(N_("Belum melapor"), quiet, "rest"),
        ],
    )


def _village(session: Session, actor: Actor) -> HomeFigures:
    people = people_by_status(session, viewer=actor)
    waits = people.get(ResidentStatus.IMPORTED, 0)
    ready = people.get(ResidentStatus.VERIFIED, 0) + people.get(ResidentStatus.HELD, 0)
    covered = people.get(ResidentStatus.COVERED, 0)
    return HomeFigures(
        [
            Figure(N_("Warga di daftar"), waits + ready + covered),
            Figure(N_("Sudah diverifikasi"), ready + covered),
            Figure(N_("Terlindungi"), covered),
        ],
        title=N_("Warga desa ini"),
        parts=[
            Part(N_("Terlindungi"), covered, "good"),
            Part(N_("Terverifikasi"), ready, "funded"),
            Part(N_("Belum diverifikasi"), waits, "wait"),
        ],
    )


def _auditor(session: Session, actor: Actor) -> HomeFigures:
    seen = _district(session, actor)
    journals = _count(session, Journal.id, Journal.district_id.in_(actor.district_ids))
    trail = _count(session, AuditEntry.id, AuditEntry.district_id.in_(actor.district_ids))
    more = [Figure(N_("Jurnal di buku"), journals), Figure(N_("Baris jejak"), trail)]
    return HomeFigures([*seen.figures[1:3], *more], seen.title, seen.parts, seen.places)


def _admin(session: Session, _actor: Actor) -> HomeFigures:
    return HomeFigures(
        [
            Figure(N_("Orang dengan akun"), _count(session, User.id, User.ended_at.is_(None))),
            Figure(N_("Kabupaten"), session.scalar(select(func.count(District.id))) or 0),
            Figure(N_("Surat belum terkirim"), _count(session, Message.id, Message.sent_at.is_(None))),
        ]
    )


PICTURES: dict[str, Callable[[Session, Actor], HomeFigures]] = {
    Role.MAKER: _district,
    Role.CHECKER: _district,
    Role.COMPANY: _company,
    Role.TREASURER: _treasurer,
    Role.BRANCH: _branch,
    Role.FORUM: _forum,
    Role.VILLAGE: _village,
    Role.AUDITOR: _auditor,
    Role.ADMIN: _admin,
}


def _life_months(now: Progress) -> list[Part]:
    return [
        Part(N_("Aktif di BPJS"), now.active, "good"),
        Part(N_("Dikirim ke BPJS"), now.sent, "sent"),
        Part(N_("Didanai"), now.funded, "funded"),
        Part(N_("Menunggu pengganti"), now.waiting, "wait"),
        Part(N_("Belum didanai"), now.planned, "rest"),
    ]


def _paid_by_month(session: Session, pledge_ids: list[int]) -> dict[Month, int]:
    paid = LifeMonth.status.in_((LifeMonthStatus.FUNDED, LifeMonthStatus.SENT, LifeMonthStatus.ACTIVE))
    asked = select(LifeMonth.month, func.count()).where(LifeMonth.pledge_id.in_(pledge_ids), paid)
    return _by(session, asked.group_by(LifeMonth.month).order_by(LifeMonth.month))


def _by(session: Session, asked: Any) -> dict[Any, int]:
    return {row[0]: row[1] for row in session.execute(asked)}


def _count(session: Session, column: Any, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count(column)).where(*conditions)) or 0
