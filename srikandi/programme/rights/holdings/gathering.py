"""What is held about one person, and who looked: one answer, for paper and for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from srikandi import i18n, nominations, places
from srikandi.audit import AuditEntry
from srikandi.cards import MemberCard
from srikandi.closings import PremiumBill, PremiumBillLine
from srikandi.complaints import Complaint
from srikandi.coverage import Batch, BatchLine, LifeMonth
from srikandi.places import District
from srikandi.pledges import Hold
from srikandi.pools import Pool, PoolMember
from srikandi.programme.rights.holdings import telling
from srikandi.programme.rights.holdings.words import DEEDS, STATUSES
from srikandi.residents import EXIT_WORDS, IdentityRow, Resident, lists_about
from srikandi.rights import PersonRequest


@dataclass(frozen=True)
class Field:
    """One fact: its name for programs, its name for people, its value."""

    key: str
    label: str
    value: str


@dataclass(frozen=True)
class Part:
    """One kind of thing that is held: columns by key and label, and its rows."""

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, repr=False)
class Holdings:
    """Everything about one person; it prints as nothing."""

    facts: tuple[Field, ...]
    parts: tuple[Part, ...]

    def __repr__(self) -> str:
        """Show nothing of the person."""
        return "Holdings(…)"


def holdings(session: Session, resident: Resident, identity: IdentityRow) -> Holdings:
    """Gather what is held about a person whose identity was opened for the purpose."""
    district = places.district_of(session, resident.district_id)
    taken = (_requests, _nominations, _lists, _holds, _months, _files, _bills)
    parts = (*taken, _arrears, _owed, _facility, _cards, _complaints, _trail)
    return Holdings(
        tuple(_facts(session, resident, identity, district=district)),
        tuple(part(session, resident, district) for part in parts),
    )


def _facts(session: Session, resident: Resident, identity: IdentityRow, *, district: District) -> list[Field]:
    village = next(one for one in places.villages_of(session, district.id) if one.code == resident.village_code)
    said = (
        ("nik", "NIK", identity.nik),
        ("family_card", "Nomor KK", identity.family_card),
        ("name", "Nama", identity.name),
        ("birth_on", "Tanggal lahir", i18n.day(identity.birth_on)),
        ("sex", "Jenis kelamin", "Perempuan" if identity.sex == "P" else "Laki-laki"),
        ("village", "Desa", f"{village.name}, {village.subdistrict_name}"),
        ("address", "Alamat", identity.address),
        ("hamlet", "Dusun", identity.hamlet),
        ("rt", "RT", identity.rt),
        ("rw", "RW", identity.rw),
        ("phone", "Telepon", identity.phone),
        ("family_relation", "Hubungan keluarga", identity.family_relation),
        ("occupation", "Pekerjaan", resident.occupation),
        ("decile", "Desil kesejahteraan", str(resident.decile) if resident.decile else None),
        ("is_former_pbi", "Baru keluar dari PBI", "ya" if resident.is_former_pbi else "tidak"),
        ("kind", "Jenis", STATUSES[resident.kind.value]),
        ("status", "Status", STATUSES[resident.status.value]),
        ("registered_at", "Masuk daftar", _at(resident.registered_at, district)),
        ("verified_at", "Diverifikasi desa", _at(resident.verified_at, district)),
        ("exited_on", "Keluar pada", i18n.day(resident.exited_on) if resident.exited_on else None),
        ("exit_reason", "Sebab keluar", EXIT_WORDS.get(resident.exit_reason or "")),
        ("restricted_at", "Dibatasi sejak", _at(resident.restricted_at, district)),
    )
    return [Field(key, label, value) for key, label, value in said if value]


def _requests(session: Session, resident: Resident, district: District) -> Part:
    asked = select(PersonRequest).where(PersonRequest.resident_id == resident.id).order_by(PersonRequest.id)
    rows = [
        (one.number, STATUSES[one.kind.value], _at(one.received_at, district), STATUSES[one.status.value], one.answer)
        for one in session.scalars(asked)
    ]
    names = (("number", "Nomor"), ("kind", "Jenis"), ("received_at", "Diterima"))
    return _part("requests", "Permintaan Anda", (*names, ("status", "Keadaan"), ("answer", "Jawaban")), rows)


def _nominations(session: Session, resident: Resident, district: District) -> Part:
    rows = []
    for one in nominations.about(session, resident):
        said = nominations.said_in(one)
        stage = _NAMED.get(one.status.value) or STATUSES[one.status.value]
        rows.append(
            (_at(one.received_at, district), _BY[one.nominator.value], said.reason, said.address, said.phone, stage)
        )
    names = (("received_at", "Diterima"), ("by", "Diusulkan oleh"), ("reason", "Alasan"))
    more = (("address", "Alamat"), ("phone", "Telepon"), ("status", "Keadaan"))
    return _part("nominations", "Usulan tentang Anda", (*names, *more), rows)


_NAMED = {"listed": "masuk daftar"}
"""Where a word means something else than of a pool."""
_BY = {
    "self": "Anda sendiri",
    "family": "keluarga",
    "neighbourhood": "pengurus RT atau RW",
    "agent": "agen PESIAR",
    "health": "petugas puskesmas",
    "other": "orang lain",
}
"""From whom it came; the name is that person's own data."""


def _lists(session: Session, resident: Resident, _district: District) -> Part:
    asked = select(Pool.name, PoolMember.place, PoolMember.status, PoolMember.pseudonym)
    asked = asked.join(Pool, Pool.id == PoolMember.pool_id).where(PoolMember.resident_id == resident.id)
    rows = [
        (name, str(place or ""), STATUSES[status.value], pseudonym)
        for name, place, status, pseudonym in session.execute(asked.order_by(Pool.id))
    ]
    names = (
        ("list", "Kelompok"),
        ("place", "Urutan"),
        ("status", "Keadaan"),
        ("code", "Kode di daftar"),
    )
    return _part("lists", "Kelompok sasaran", names, rows)


def _holds(session: Session, resident: Resident, district: District) -> Part:
    asked = select(Hold).where(Hold.resident_id == resident.id).order_by(Hold.id)
    rows = [
        (_at(one.created_at, district), _at(one.ended_at, district), STATUSES.get(one.status.value, one.status.value))
        for one in session.scalars(asked)
    ]
    names = (("from", "Sejak"), ("until", "Sampai"), ("status", "Keadaan"))
    return _part("holds", "Dititipkan untuk penanggung", names, rows)


def _months(session: Session, resident: Resident, _district: District) -> Part:
    asked = select(LifeMonth.month, LifeMonth.status).where(LifeMonth.resident_id == resident.id)
    rows = [
        (i18n.long_month(month), STATUSES[status.value])
        for month, status in session.execute(asked.order_by(LifeMonth.month, LifeMonth.pledge_id))
    ]
    return _part("months", "Bulan yang ditanggung", (("month", "Bulan"), ("status", "Keadaan")), rows)


def _files(session: Session, resident: Resident, district: District) -> Part:
    asked = select(Batch, BatchLine).join(BatchLine, BatchLine.batch_id == Batch.id)
    rows = [
        (batch.number, _at(batch.sent_at, district), STATUSES[line.status.value], line.code, line.card_number)
        for batch, line in session.execute(asked.where(BatchLine.resident_id == resident.id).order_by(Batch.id))
    ]
    names = (("file", "Berkas"), ("sent_at", "Dikirim"), ("answer", "Jawaban"))
    more = (("code", "Kode"), ("card_number", "Nomor kartu JKN"))
    return _part("files", "Berkas kepada BPJS Kesehatan", (*names, *more), rows)


def _bills(session: Session, resident: Resident, _district: District) -> Part:
    asked = select(PremiumBill.number, PremiumBill.month).join(
        PremiumBillLine, PremiumBillLine.bill_id == PremiumBill.id
    )
    found = session.execute(asked.where(PremiumBillLine.resident_id == resident.id).order_by(PremiumBill.id))
    rows = [(number, i18n.long_month(month)) for number, month in found]
    return _part("bills", "Tagihan BPJS Kesehatan", (("number", "Nomor"), ("month", "Bulan")), rows)


def _arrears(session: Session, resident: Resident, district: District) -> Part:
    names = (("said_at", "Dicatat"), ("source", "Sumber"), ("first", "Bulan awal"), ("last", "Bulan akhir"))
    rows = telling.statement_rows(session, resident, district)
    return _part("arrears", "Catatan tunggakan Anda", (*names, ("class", "Kelas"), ("reason", "Alasan")), rows)


def _owed(session: Session, resident: Resident, _district: District) -> Part:
    names = (("month", "Bulan"), ("class", "Kelas"), ("status", "Keadaan"), ("amount", "Dibayar penanggung"))
    return _part("arrears_months", "Bulan tunggakan", names, telling.owed_rows(session, resident))


def _facility(session: Session, resident: Resident, district: District) -> Part:
    names = (("name", "Nama"), ("code", "Kode"), ("chosen_by", "Dipilih"))
    rows = telling.facility_rows(session, resident, district)
    return _part("facility", "Faskes tingkat pertama", names, rows)


def _cards(session: Session, resident: Resident, district: District) -> Part:
    names = (("issued_at", "Dibuat"), ("printed_at", "Slip dicetak"), ("told_at", "Dikabari"), ("status", "Keadaan"))
    return _part("cards", "Kode kartu", names, telling.card_rows(session, resident, district))


def _complaints(session: Session, resident: Resident, district: District) -> Part:
    names = (("number", "Nomor"), ("received_at", "Diterima"), ("kind", "Jenis"), ("status", "Keadaan"))
    told = (("place", "Di mana"), ("story", "Cerita"), ("contact", "Telepon"), ("said", "Yang dikatakan"))
    return _part("complaints", "Aduan", (*names, *told), telling.complaint_rows(session, resident, district))


def _trail(session: Session, resident: Resident, district: District) -> Part:
    rows = [
        (_at(one.at, district), DEEDS.get(one.action, one.action), one.actor_name, _reason(one), _changed(one))
        for one in session.scalars(_deeds(session, resident))
    ]
    names = (("at", "Waktu"), ("deed", "Tindakan"), ("by", "Oleh"))
    more = (("reason", "Alasan"), ("changed", "Yang diubah"))
    return _part("trail", "Siapa melihat dan mengubah data Anda", (*names, *more), rows)


def _deeds(session: Session, resident: Resident) -> Select[AuditEntry]:
    """Ask for every deed on the person, their list, the files they were sent in, their requests."""
    sent = session.scalars(select(BatchLine.batch_id).where(BatchLine.resident_id == resident.id)).all()
    asked = session.scalars(select(PersonRequest.id).where(PersonRequest.resident_id == resident.id)).all()
    held = (MemberCard, Complaint)
    own = {one: session.scalars(select(one.id).where(one.resident_id == resident.id)).all() for one in held}
    subjects = {
        "resident": [resident.id],
        "resident_import": lists_about(session, resident),
        "batch": sent,
        "person_request": asked,
        "nomination": [one.id for one in nominations.about(session, resident)],
        **{one.__tablename__: ids for one, ids in own.items()},
    }
    touched = [
        (AuditEntry.subject_kind == kind) & AuditEntry.subject_id.in_([str(one) for one in ids])
        for kind, ids in subjects.items()
        if ids
    ]
    known = or_(AuditEntry.action.in_(DEEDS), AuditEntry.subject_kind == "resident")
    return select(AuditEntry).where(or_(*touched), known).order_by(AuditEntry.id)


def _reason(entry: AuditEntry) -> str:
    return EXIT_WORDS.get(entry.reason or "", entry.reason or "")


def _changed(entry: AuditEntry) -> str:
    return ", ".join(str(one) for one in entry.details.get("changed", ()))


def _at(moment: datetime | None, district: District) -> str:
    return i18n.moment(moment, zone=district.zone) if moment else ""


def _part(key: str, title: str, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[str | None]]) -> Part:
    return Part(key, title, tuple(columns), tuple(tuple(cell or "" for cell in row) for row in rows))
