"""Facts of papers, a district to issue them in, and files people might hand in."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf
from PIL import Image
from sqlalchemy.orm import Session

from srikandi import documents
from srikandi.clock import Month
from srikandi.documents import CertificateFacts, Document, DocumentKind, Letterhead, Signatory
from srikandi.money import Money
from srikandi.places import District
from srikandi.pledges import Pledge
from tests.pledges.making import SYSTEM, a_scene, an_agreed_pledge

FACTS = CertificateFacts(
    company="PT Timah Sejahtera Contoh",
    pledge_number="KM-2026-0001",
    lives=30,
    life_months=360,
    from_month=Month(2027, 1),
    to_month=Month(2027, 12),
    subdistricts=8,
    amount=Money(13_608_000),
    agreement_number="119/PKS/2026",
    agreement_on=date(2026, 12, 1),
)
HEAD = Letterhead(
    government="Pemerintah Kabupaten Bangka",
    office="Dinas Sosial",
    address="Jl. Contoh 1",
    contact="0717-000000",
    seat="Sungailiat",
    signatories=(Signatory("Bupati Bangka", "Nama Contoh"), Signatory("Kepala Cabang", "Orang Contoh")),
)


def a_pledge(session: Session) -> tuple[Pledge, District]:
    scene = a_scene(session)
    return an_agreed_pledge(session, scene), session.get_one(District, scene.district_id)


def a_certificate(session: Session, pledge: Pledge, district: District, facts: CertificateFacts = FACTS) -> Document:
    return documents.issue(
        session,
        DocumentKind.CERTIFICATE,
        facts,
        organisation_id=pledge.company_id,
        pledge_id=pledge.id,
        district=district,
        by=SYSTEM,
    )


def a_pdf(pages: int = 1, **root: object) -> bytes:
    """Give a PDF, with whatever its root shall carry."""
    target = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        for key, value in root.items():
            pdf.Root[f"/{key}"] = value
        pdf.save(target)
    return target.getvalue()


def a_picture(kind: str = "JPEG", **saved: object) -> bytes:
    target = BytesIO()
    Image.new("RGB", (40, 20), "white").save(target, kind, **saved)
    return target.getvalue()
