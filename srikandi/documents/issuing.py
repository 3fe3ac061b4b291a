"""Papers come into being, and end: drawn now, frozen with their hash, never changed again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import audit, clock, seals, signs
from srikandi.audit import Actor
from srikandi.documents.drawing import check_address, draw, new_code, qr, seal_address, write
from srikandi.documents.facts import Facts, Letterhead, Signatory, plain, without_degrees
from srikandi.documents.models import DOCUMENT_MOVES, CertificateChoice, Document, DocumentKind, DocumentStatus
from srikandi.documents.refusals import DocumentEnded, ReasonMissing
from srikandi.organisations import Kind, Organisation, ServedDistrict
from srikandi.places import District

PRINTING = 7103
SERIALS = {DocumentKind.CERTIFICATE: "SERT", DocumentKind.STATEMENT: "REKAP", DocumentKind.RECONCILIATION: "BAR"}


@dataclass(frozen=True)
class Numbered:
    """What a paper is called: its serial, its code and which version it is."""

    serial: str
    code: str
    version: int | None = None
    issued_on: date = field(default_factory=clock.today)
    """The district's day."""
    seal: str = ""
    """The newest seal of the book when the paper was drawn: `12 · 8f3a-09bc-11d2-77e0`."""


def issue(
    session: Session,
    kind: DocumentKind,
    facts: Facts,
    *,
    organisation_id: int,
    pledge_id: int | None,
    district: District,
    by: Actor,
) -> Document:
    """Draw a paper, freeze its bytes and let it take the place of the one before it.

    Facts that the valid paper already states are not stated twice: the same paper comes back. Papers of a district take
    turns, so serials have no gaps.
    """
    _take_turn(session, district)
    content, head = plain(facts), letterhead_of(session, district)
    former = _former(session, kind, content, organisation_id=organisation_id, pledge_id=pledge_id)
    if former is not None and former.facts["content"] == content:
        return former
    numbered = _number(session, kind, district, pledge_id=pledge_id)
    document = _drawn(kind, facts, letterhead=head, numbered=numbered, district=district)
    document.organisation_id, document.pledge_id = organisation_id, pledge_id
    if former is not None:
        supersede(session, former, by_serial=numbered.serial, by=by)
    session.add(document)
    session.flush()
    audit.record(session, "document:issue", document, by=by, serial=document.serial, pdf_hash=document.pdf_hash)
    return document


def _drawn(
    kind: DocumentKind, facts: Facts, *, letterhead: Letterhead, numbered: Numbered, district: District
) -> Document:
    pdf = render(kind, facts, letterhead=letterhead, numbered=numbered, is_demo=district.is_demo)
    return Document(
        district_id=district.id,
        kind=kind,
        serial=numbered.serial,
        code=numbered.code,
        version=numbered.version,
        status=DocumentStatus.VALID,
        facts={"content": plain(facts), "letterhead": plain(letterhead)},
        pdf=pdf,
        pdf_hash=hashlib.sha256(pdf).hexdigest(),
    )


def render(
    kind: DocumentKind, facts: Facts, *, letterhead: Letterhead, numbered: Numbered, is_demo: bool = False
) -> bytes:
    """Draw a paper without keeping it: a preview, or what `issue` freezes."""
    return draw(page_of(kind, facts, letterhead=letterhead, numbered=numbered, is_demo=is_demo))


def page_of(
    kind: DocumentKind, facts: Facts, *, letterhead: Letterhead, numbered: Numbered, is_demo: bool = False
) -> str:
    """Give the HTML a paper is drawn from."""
    return write(
        kind.value,
        facts=facts,
        letterhead=letterhead,
        numbered=numbered,
        issued_on=numbered.issued_on,
        qr=qr(numbered.code),
        printed_code=signs.printed(numbered.code),
        check_address=check_address("").rstrip("/"),
        seal_address=seal_address(),
        is_demo=is_demo,
    )


def supersede(session: Session, document: Document, *, by_serial: str, by: Actor) -> Document:
    """End a paper because a newer one says it better; its bytes stay. Raises: DocumentEnded."""
    return _end(session, document, DocumentStatus.SUPERSEDED, reason=f"Digantikan {by_serial}", by=by)


def revoke(session: Session, document: Document, *, reason: str, by: Actor) -> Document:
    """Take a paper back for a reason everybody can read; its bytes stay. Raises: ReasonMissing, DocumentEnded."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    return _end(session, document, DocumentStatus.REVOKED, reason=reason.strip(), by=by)


def choose_amount(session: Session, pledge_id: int, *, hides_amount: bool, by: Actor) -> CertificateChoice:
    """Note whether the certificates of a pledge show rupiah; the public page follows at once."""
    choice = session.get(CertificateChoice, pledge_id)
    if choice is None:
        choice = CertificateChoice(pledge_id=pledge_id)
        session.add(choice)
    choice.hides_amount, choice.chosen_by, choice.chosen_at = hides_amount, by.user_id, clock.now()
    session.flush()
    audit.record(session, "certificate:choose", choice, by=by, pledge_id=pledge_id, hides_amount=hides_amount)
    return choice


def shows_amount(session: Session, pledge_id: int) -> bool:
    """Does the company let the certificates of this pledge show rupiah?"""
    choice = session.get(CertificateChoice, pledge_id)
    return choice is None or not choice.hides_amount


def letterhead_of(session: Session, district: District) -> Letterhead:
    """Give the letterhead of a district with who signs: its head, the branch's and the forum's, without degrees."""
    serving = select(ServedDistrict.branch_id).where(ServedDistrict.district_id == district.id)
    partners = select(Organisation).where(
        Organisation.signatory_name.is_not(None),
        (Organisation.id.in_(serving))
        | ((Organisation.district_id == district.id) & (Organisation.kind == Kind.FORUM)),
    )
    signing = [Signatory(_head_title(district), without_degrees(district.head_name))]
    signing += [
        Signatory(one.signatory_title or one.name, without_degrees(one.signatory_name or ""))
        for one in session.scalars(partners.order_by(Organisation.kind, Organisation.id))
    ]
    return Letterhead(
        government=f"Pemerintah {district.name}",
        office=district.office,
        address=district.office_address,
        contact=district.contact,
        seat=district.seat,
        signatories=tuple(signing),
    )


def _head_title(district: District) -> str:
    place = district.name.removeprefix("Kabupaten ").removeprefix("Kota ")
    return district.head_title if place in district.head_title else f"{district.head_title} {place}"


def _take_turn(session: Session, district: District) -> None:
    """An advisory lock, taken after all others: a lock on the district's row would wait in a circle with offers."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(PRINTING, district.id)))


def _end(session: Session, document: Document, status: DocumentStatus, *, reason: str, by: Actor) -> Document:
    if (document.status, status) not in DOCUMENT_MOVES:
        raise DocumentEnded
    document.status, document.ended_at, document.ended_reason = status, clock.now(), reason
    session.flush()
    audit.record(session, f"document:{status.value}", document, by=by, reason=reason)
    return document


def _former(
    session: Session, kind: DocumentKind, content: dict[str, Any], *, organisation_id: int, pledge_id: int | None
) -> Document | None:
    """Find the valid paper this one replaces: of the same pledge, or of the same company and span of days."""
    asked = select(Document).where(
        Document.kind == kind,
        Document.organisation_id == organisation_id,
        Document.status == DocumentStatus.VALID,
        Document.pledge_id == pledge_id if pledge_id is not None else Document.pledge_id.is_(None),
    )
    valid = session.scalars(asked.order_by(Document.id.desc())).all()
    if kind is DocumentKind.CERTIFICATE:
        return valid[0] if valid else None
    span = (content["from_on"], content["to_on"])
    return next((one for one in valid if _span(one) == span), None)


def _span(document: Document) -> tuple[str, str]:
    return document.facts["content"]["from_on"], document.facts["content"]["to_on"]


def _number(session: Session, kind: DocumentKind, district: District, *, pledge_id: int | None) -> Numbered:
    today = clock.today(district.zone)
    prefix = f"{SERIALS[kind]}-{today.year}-"
    numbered = Document.district_id == district.id, Document.serial.startswith(prefix)
    before = session.scalar(select(func.count(Document.id)).where(*numbered)) or 0
    version = None
    if pledge_id is not None:
        of_pledge = Document.kind == kind, Document.pledge_id == pledge_id
        version = (session.scalar(select(func.max(Document.version)).where(*of_pledge)) or 0) + 1
    return Numbered(f"{prefix}{before + 1:04d}", new_code(), version, today, _seal(session))


def _seal(session: Session) -> str:
    block = seals.newest_block(session)
    return f"{block.number} · {seals.short(block.head)}" if block else ""
