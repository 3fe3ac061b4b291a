"""A company reads its own account and nobody else's; who keeps the book reads all; as page, PDF and workbook."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from srikandi import ledger, pledges, reports
from srikandi.ledger import AccountKind
from srikandi.money import ZERO, Money, total
from srikandi.organisations import Organisation
from srikandi.pledges import Pledge
from srikandi.reports.book import Span
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.organisations.companies import a_company
from tests.people import make_user
from tests.pledges.making import a_scene, an_agreed_pledge, an_offered_pledge, pay, terms_of

OWN = "/perusahaan/rekening"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def scene(session):
    made = a_scene(session)
    pay(session, an_agreed_pledge(session, made, terms_of(made, lives=4)), 500_000)
    session.commit()
    return made


def as_(app, session, role, *place):
    browser = Browser(app)
    browser.sign_in(make_user(session, role, post=Post(role, *place)).id)
    return browser


def test_a_company_reads_its_own_account(app, session, scene):
    company = as_(app, session, Role.COMPANY, scene.district_id, scene.company_id)
    page = company.get(f"{OWN}?masa=bebas&dari=2020-01-01&sampai=2030-12-31")
    assert page.status_code == 200
    assert "Rp500.000" in page.text
    assert company.get(f"{OWN}/rekening.pdf").data.startswith(b"%PDF")
    book = company.get(f"{OWN}/rekening.xlsx?masa=bebas&dari=2020-01-01&sampai=2030-12-31")
    assert book.headers["Content-Type"] == XLSX
    summary = CalamineWorkbook.from_object(BytesIO(book.data)).get_sheet_by_index(1).to_python()
    assert ["Pembayaran diterima", 500_000.0] in summary
    assert company.get(f"{OWN}/rekening.exe").status_code == 404


@pytest.mark.parametrize("comes", ["early", "late"])
def test_money_for_what_nobody_approved_is_in_the_account_as_in_the_book(session, scene, comes):
    offered = an_offered_pledge(session, scene, terms_of(scene, lives=2))
    if comes == "late":
        pledges.cancel(session, offered, reason="Batal", by=scene.officer)
    pay(session, offered, 100_000)
    company = session.get_one(Organisation, scene.company_id)
    facts = reports.statement_facts(session, company, span=Span(date(2020, 1, 1), date(2030, 12, 31), "Asia/Jakarta"))
    kept = ledger.balances(session, kind=AccountKind.PAYER_FUNDS, party_id=scene.company_id)
    assert (facts.received, facts.credit) == (Money(600_000), total(list(kept.values())))
    assert [(one.number, one.promised) for one in facts.pledges][-1] == (offered.number, ZERO)


def test_a_company_does_not_read_the_balance_its_account_had_that_day(app, session, scene):
    pledge = session.scalars(select(Pledge)).one()
    pay(session, pledge, 70_000, reference="bank:bangka-bca|2026-12-01|7000000||34072000000|1")
    session.commit()
    company = as_(app, session, Role.COMPANY, scene.district_id, scene.company_id)
    span = "?masa=bebas&dari=2020-01-01&sampai=2030-12-31"
    for read in (company.get(OWN + span).text, company.get(f"{OWN}/rekening.csv{span}").text):
        assert "34072000000" not in read
    assert "bangka-bca" in company.get(OWN + span).text
    treasurer = as_(app, session, Role.TREASURER, scene.district_id)
    assert "34072000000" in treasurer.get(f"/bendahara/buku/perusahaan/{scene.company_id}{span}").text, "the control"


def test_another_company_sees_none_of_it(app, session, scene):
    other = a_company(session, scene.district_id, nib="9120009999999")
    company = as_(app, session, Role.COMPANY, scene.district_id, other.id)
    assert (
        "Rp500.000"
        not in company.get(f"{OWN}?masa=bebas&dari=2020-01-01&sampai=2030-12-31&perusahaan={scene.company_id}").text
    )
    assert company.get(f"/bendahara/buku/perusahaan/{scene.company_id}").status_code == 403


@pytest.mark.parametrize("role", [Role.TREASURER, Role.AUDITOR])
def test_who_keeps_or_audits_the_book_reads_each_account(app, session, scene, role):
    reader = as_(app, session, role, scene.district_id)
    name = session.get_one(Organisation, scene.company_id).name
    assert name in reader.get("/bendahara/buku/perusahaan").text
    address = f"/bendahara/buku/perusahaan/{scene.company_id}"
    assert "Rp500.000" in reader.get(f"{address}?masa=bebas&dari=2020-01-01&sampai=2030-12-31").text
    assert reader.get(f"{address}/rekening.pdf").data.startswith(b"%PDF")
    assert reader.get("/bendahara/buku/perusahaan/999").status_code == 404
    for matter in ("angsuran", "dana", "belum-dikenali"):
        assert reader.get(f"/bendahara/buku/umur?hal={matter}").status_code == 200
        assert reader.get(f"/bendahara/buku/umur/umur.xlsx?hal={matter}").status_code == 200
