"""Companies for tests, through the real verbs."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from srikandi import clock, organisations
from srikandi.audit import Actor
from srikandi.organisations import Application, Organisation, Profile

BRANCH = Actor(None, "Cabang", "branch")
FORUM = Actor(None, "Forum", "forum")


def an_application(
    district_id: int, *, nib: str = "9120001234567", name: str = "PT Timah Sejahtera Contoh"
) -> Application:
    profile = Profile(
        address="Jl. Contoh 2, Sungailiat",
        village_code=None,
        email="csr@contoh.example",
        phone=None,
        signatory_name="Nama Penanda Tangan",
        signatory_title="Direktur",
        signatory_mandate="Akta 12/2020",
    )
    return Application(district_id, name, nib, "01.300.000.0-015.000", "Pertambangan", profile)


def a_company(session: Session, district_id: int, *, nib: str = "9120001234567") -> Organisation:
    """Give an admitted company without a gate."""
    company = organisations.apply(session, an_application(district_id, nib=nib), by=FORUM)
    organisations.admit(session, company, reason="Lengkap", by=FORUM)
    return company


def a_gate(session: Session, company: Organisation, *, expires_on: date | None = None) -> None:
    """Confirm the company's gate for a year, or until a day."""
    declaration = organisations.declare_gate(
        session, company, workers=120, registered=120, business_entity_code="00012345", by=FORUM
    )
    until = expires_on or clock.today() + timedelta(days=365)
    organisations.decide_gate(session, declaration, is_confirmed=True, reason="Data cocok", expires_on=until, by=BRANCH)
