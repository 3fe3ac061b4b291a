"""Telling the covered person: slips on paper, and a message the village officer sends from the own phone.

Both say the same, and only what is confirmed: from when, until when, where, that it is free, and whom to ask.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, documents, facilities, i18n, places, residents
from srikandi.audit import Actor
from srikandi.cards.codes import card_address, card_qr
from srikandi.cards.covers import Cover, Standing, covers_of
from srikandi.cards.issuing import Deed, cards_for, code_of
from srikandi.cards.models import CardStatus, MemberCard
from srikandi.cards.refusals import NobodyToTell, NoPhone, NotCovered
from srikandi.clock import Month
from srikandi.coverage import Batch, BatchLine, LifeMonth, LifeMonthStatus, LineStatus
from srikandi.facilities import Facility
from srikandi.places import District
from srikandi.residents import Resident, ResidentStatus
from srikandi.signs import printed

CARE_CENTER, PANDAWA = "165", "0811-8165-165"
A_PRINT = 160
"""Slips a print holds at most: twenty sheets."""
WHY = "Kabar kepesertaan lewat WhatsApp"
ONCE_HELD = (ResidentStatus.HELD, ResidentStatus.COVERED, ResidentStatus.LAPSED, ResidentStatus.EXITED)
"""Who may have a confirmed month: a village is not gone through for it."""
_MOBILE = re.compile(r"628\d{7,11}")


@dataclass(frozen=True)
class Slip:
    """What stands on one slip."""

    name: str
    code: str
    qr: str
    cover: Cover
    facility: Facility | None


@dataclass(frozen=True)
class Covered:
    """Somebody covered, as the village officer's list shows it."""

    resident: Resident
    card: MemberCard | None
    cover: Cover

    @property
    def has_slip(self) -> bool:
        """Has a slip been printed, or a message opened?"""
        return self.card is not None and (self.card.printed_at or self.card.told_at) is not None


def covered_people(viewer: Actor, *, month: Month, batch_id: int | None = None) -> Select[Resident]:
    """Ask for the people the viewer may see who have a confirmed month now or later; of one file, or all."""
    asked = residents.visible_to(viewer).where(Resident.status.in_(ONCE_HELD), _confirmed(month))
    if batch_id is not None:
        took = BatchLine.batch_id == batch_id, BatchLine.status == LineStatus.ACCEPTED
        asked = asked.where(Resident.id.in_(select(BatchLine.resident_id).where(*took)))
    return asked.order_by(Resident.rw, Resident.rt, Resident.name_key, Resident.id)


def without_slip() -> ColumnElement[bool]:
    """Name the people nobody has told yet."""
    told = func.coalesce(MemberCard.printed_at, MemberCard.told_at).is_not(None)
    mine = MemberCard.resident_id == Resident.id, MemberCard.status == CardStatus.VALID, told
    return ~select(literal(1)).where(*mine).correlate(Resident).exists()


def files_of(session: Session, *, viewer: Actor, month: Month) -> dict[int, str]:
    """Give the files whose people the viewer may tell, the newest first."""
    people = covered_people(viewer, month=month).with_only_columns(Resident.id).order_by(None)
    took = BatchLine.status == LineStatus.ACCEPTED, BatchLine.resident_id.in_(people)
    asked = select(Batch.id, Batch.number).where(Batch.id.in_(select(BatchLine.batch_id).where(*took)))
    return dict(session.execute(asked.order_by(Batch.id.desc()).limit(24)).all())


def print_slips(session: Session, people: Sequence[Resident], *, by: Actor) -> bytes:
    """Give a PDF of slips, eight a sheet, for everybody among these with a confirmed month. Raises: NobodyToTell."""
    if not people:
        raise NobodyToTell
    district = places.district_of(session, people[0].district_id)
    covers = covers_of(session, [one.id for one in people], district=district)
    told = [one for one in people if covers[one.id].is_confirmed]
    if not told:
        raise NobodyToTell
    cards = cards_for(session, told, by=by)
    known = facilities.registered_with(session, told)
    slips = [_slip(one, cards[one.id], covers[one.id], known) for one in told]
    at = clock.now()
    for card in cards.values():
        card.printed_at = at
    session.flush()
    rows: list[Deed] = [(card.id, None, {}) for card in cards.values()]
    audit.record_many(session, "card:print", MemberCard.__tablename__, rows, by=by, district_id=district.id)
    return documents.draw(_paper(session, district, slips, village_code=told[0].village_code))


def open_message(session: Session, resident: Resident, *, by: Actor) -> str:
    """Give the WhatsApp address with the words and, when we know it, the number; who opened it is kept as a look at it.

    Without a number WhatsApp itself asks to whom: a neighbour's or a relative's is often the one that works.
    Raises: NotCovered, NoPhone, when what was noted is no mobile number.
    """
    district = places.district_of(session, resident.district_id)
    cover = covers_of(session, [resident.id], district=district)[resident.id]
    if not cover.is_confirmed:
        raise NotCovered
    number = ""
    if resident.phone is not None:
        number = mobile_number(residents.reveal(session, resident, reason=WHY, by=by).phone or "")
    card = cards_for(session, [resident], by=by)[resident.id]
    facility = facilities.registered_with(session, [resident]).get(resident.id)
    card.told_at = clock.now()
    session.flush()
    audit.record(session, "card:tell", card, by=by)
    words = message(district, cover, facility.facility if facility else None, code=code_of(card))
    return f"https://wa.me/{number}?text={quote(words, safe='')}"


def mobile_number(written: str) -> str:
    """Give a mobile number as WhatsApp wants it: 628... Raises: NoPhone."""
    digits = "".join(sign for sign in written if sign.isdigit())
    digits = f"62{digits[1:]}" if digits.startswith("0") else f"62{digits}" if digits.startswith("8") else digits
    if _MOBILE.fullmatch(digits) is None:
        raise NoPhone
    return digits


def message(district: District, cover: Cover, facility: Facility | None, *, code: str) -> str:
    """Give the words of the message: no name, no number, in the language of the village."""
    where = facility.name if facility else "puskesmas terdekat"
    lines = (
        f"Assalamualaikum/salam sejahtera. JKN-KIS Bapak/Ibu dari {district.name}:",
        *cover_lines(cover),
        f"Tempat berobat pertama: {where}.",
        "Cara memakai: tunjukkan KTP, tidak perlu kartu. Iuran sudah dibayar, layanan sesuai hak tidak dipungut biaya.",
        f"Keadaan terbaru, faskes, dan pengaduan: {card_address(code)}",
        f"Tanya: {district.contact}, BPJS Kesehatan {CARE_CENTER}, WhatsApp PANDAWA {PANDAWA}.",
    )
    return "\n".join(lines)


def cover_lines(cover: Cover) -> list[str]:
    """Say since when and until when, in Indonesian, for paper and message."""
    if cover.since_on is None or cover.until_on is None:
        return []
    verb = "Aktif mulai" if cover.standing is Standing.COMING else "Aktif sejak"
    lines = [f"{verb} {i18n.day(cover.since_on)} sampai {i18n.day(cover.until_on)}."]
    if cover.paid_until is not None:
        lines.append(f"Iuran tersedia sampai {i18n.long_month(cover.paid_until)}; BPJS mengonfirmasi tiap bulan.")
    if cover.safe_on is not None and not cover.is_safe:
        lines.append(f"Rawat inap bebas denda layanan mulai {i18n.day(cover.safe_on)}.")
    return lines


def _confirmed(month: Month) -> ColumnElement[bool]:
    mine = LifeMonth.resident_id == Resident.id, LifeMonth.status == LifeMonthStatus.ACTIVE, LifeMonth.month >= month
    return select(literal(1)).where(*mine).correlate(Resident).exists()


def _slip(resident: Resident, card: MemberCard, cover: Cover, known: dict[int, facilities.Registered]) -> Slip:
    code, where = code_of(card), known.get(resident.id)
    return Slip(resident.name, printed(code), card_qr(code), cover, where.facility if where else None)


def _paper(session: Session, district: District, slips: Sequence[Slip], *, village_code: str) -> str:
    village = next(one for one in places.villages_of(session, district.id) if one.code == village_code)
    return documents.write(
        "slips",
        slips=slips,
        lines=cover_lines,
        district=district,
        village=village,
        address=documents.public_address(),
        care_center=CARE_CENTER,
        pandawa=PANDAWA,
        printed_on=clock.today(district.zone),
        is_demo=district.is_demo,
    )
