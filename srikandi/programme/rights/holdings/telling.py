"""What is held about a person beside the own row: the facility, card codes, and complaints in the person's words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import arrears, complaints, facilities, i18n
from srikandi.arrears import ArrearsMonth
from srikandi.cards import MemberCard
from srikandi.places import District
from srikandi.residents import Resident

KINDS: dict[str, str] = {
    "refused": "ditolak di faskes",
    "asked_to_pay": "diminta membayar",
    "inactive": "kartu tidak aktif",
    "wrong_details": "data keliru",
    "other": "hal lain",
    "received": "baru masuk",
    "working": "sedang ditangani",
    "passed": "di cabang BPJS",
    "solved": "selesai",
    "valid": "berlaku",
    "replaced": "diganti",
    "forgotten": "dihapus",
}
OWED: dict[str, str] = {
    "list": "daftar BPJS Kesehatan",
    "district": "perbaikan kabupaten",
    "paid": "Anda lunasi sendiri",
    "owed": "menunggak",
    "planned": "akan dibayar penanggung",
    "funded": "dananya sudah ada",
    "settled": "lunas",
    "cleared": "tidak ditagih lagi",
}
DEEDS: dict[str, str] = {
    "arrears:correct": "Memperbaiki catatan tunggakan Anda",
    "resident:choose_facility": "Mencatat faskes Anda",
    "card:issue": "Membuat kode kartu Anda",
    "card:print": "Mencetak slip Anda",
    "card:tell": "Membuka pesan WhatsApp untuk Anda",
    "card:replace": "Mengganti kode kartu Anda",
    "complaint:receive": "Mencatat aduan Anda",
    "complaint:take": "Mulai menangani aduan Anda",
    "complaint:reply": "Menjawab aduan Anda",
    "complaint:pass": "Meneruskan aduan Anda ke cabang BPJS",
    "complaint:answer": "Menjawab dari cabang BPJS",
    "complaint:solve": "Menyelesaikan aduan Anda",
    "complaint:add": "Menambahkan keterangan pada aduan Anda",
}
"""Deeds on cards and complaints, in words to the person."""
Rows = Sequence[Sequence[str | None]]


def card_rows(session: Session, resident: Resident, district: District) -> Rows:
    """Give a row for each code: since when, printed, told, how it stands. The code itself stands on the slip."""
    asked = select(MemberCard).where(MemberCard.resident_id == resident.id).order_by(MemberCard.id)
    return [
        (
            *(_at(moment, district) for moment in (card.issued_at, card.printed_at, card.told_at)),
            KINDS[card.status.value],
        )
        for card in session.scalars(asked)
    ]


def statement_rows(session: Session, resident: Resident, district: District) -> Rows:
    """Give what was said of the person's arrears, newest first: by whom, which months, in which class, and why."""
    return [
        (
            _at(one.said_at, district),
            OWED[one.source.value],
            *(str(month) if month else "" for month in (one.first_month, one.last_month)),
            one.care_class.value if one.care_class else "tidak menunggak",
            one.reason,
        )
        for one in arrears.statements_of(session, resident.id)
    ]


def owed_rows(session: Session, resident: Resident) -> Rows:
    """Give month by month how the person's arrears stand, and what a payer gives for them."""
    asked = select(ArrearsMonth).where(ArrearsMonth.resident_id == resident.id).order_by(ArrearsMonth.month)
    return [
        (str(one.month), one.care_class.value, OWED[one.status.value], str(one.tariff) if one.tariff else "")
        for one in session.scalars(asked)
    ]


def facility_rows(session: Session, resident: Resident, _district: District) -> Rows:
    """Give the facility the person is registered with here."""
    known = facilities.registered_with(session, [resident]).get(resident.id)
    if known is None:
        return []
    said = {"person": "Anda sendiri", "village": "petugas desa"}
    return [(known.facility.name, known.facility.code, said[known.chosen_by] if known.chosen_by else "usulan desa")]


def complaint_rows(session: Session, resident: Resident, district: District) -> Rows:
    """Give every complaint with what was told and said."""
    rows = []
    for one in complaints.complaints_about(session, resident.id):
        told = complaints.opened(one)
        said = " / ".join(said.words for said in complaints.said_of(session, one))
        about = (one.number, _at(one.received_at, district), KINDS[one.kind.value], KINDS[one.status.value])
        rows.append((*about, told.place, told.story, told.contact, said))
    return rows


def _at(moment: datetime | None, district: District) -> str:
    return i18n.moment(moment, zone=district.zone) if moment else ""
