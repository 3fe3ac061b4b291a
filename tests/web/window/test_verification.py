"""A stranger types a code and is told what is true now."""

from __future__ import annotations

from datetime import date

import pytest

from srikandi import documents, programme, reports
from srikandi.documents import Document
from srikandi.organisations import Organisation
from srikandi.signs import printed
from tests.browsing import Browser
from tests.documents.papers import FACTS, a_certificate, a_pledge
from tests.people import SYSTEM
from tests.reports.running import a_running_pledge


def certificate_of(session):
    running = a_running_pledge(session)
    return running, documents.valid_certificates(session, [running.pledge.id])[running.pledge.id]


def test_a_stranger_sees_what_a_certificate_says_and_how_its_pledge_stands(session, browser):
    _, paper = certificate_of(session)
    said = browser.get(f"/verifikasi/{printed(paper.code).lower()}")
    assert said.status_code == 200
    for words in ("Asli dan berlaku", "PT Timah Sejahtera Contoh", "Rp120.000", "seratus dua puluh ribu rupiah"):
        assert words in said.text, words
    assert "6 dari 18 jiwa-bulan aktif" in said.text
    assert paper.pdf_hash in said.text


def test_a_typed_code_leads_to_its_page(session, browser):
    _, paper = certificate_of(session)
    typed = printed(paper.code).replace("-", " ")
    answer = browser.get(f"/verifikasi?kode={typed}")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/verifikasi/{paper.code}")
    assert "Kode di bawah QR" in browser.get("/verifikasi").text


def test_a_superseded_paper_shows_its_successor_and_a_revoked_one_why(session, browser):
    running, first = certificate_of(session)
    code = first.code
    next_month = running.pledge.start_month + 1
    programme.confirm_month(session, running.scene.district_id, month=next_month, document_number="B/2", by=SYSTEM)
    second = documents.successor_of(session, first)
    said = browser.get(f"/verifikasi/{code}").text
    assert "sudah digantikan" in said
    assert second.serial in said
    assert "12 dari 18 jiwa-bulan aktif" in said
    documents.revoke(session, session.get_one(Document, second.id), reason="Salah nama badan", by=SYSTEM)
    said = browser.get(f"/verifikasi/{second.code}").text
    assert "Sudah dicabut" in said
    assert "Salah nama badan" in said


def test_a_hidden_sum_is_hidden_at_once_even_on_papers_that_show_it(session, browser):
    running, paper = certificate_of(session)
    assert "Rp120.000" in browser.get(f"/verifikasi/{paper.code}").text
    documents.choose_amount(session, running.pledge.id, hides_amount=True, by=running.officer)
    assert "Rp120.000" not in browser.get(f"/verifikasi/{paper.code}").text


@pytest.mark.leaves_a_broken_book
@pytest.mark.parametrize("code", ["ABCD", "2222-2222-2222-2222", "%3Cscript%3Ealert(1)%3C/script%3E", "x" * 300])
def test_an_unknown_code_gets_a_kind_page(session, browser, code):
    """The paper beside it stands for no life-months: only its code matters here."""
    a_certificate(session, *a_pledge(session), FACTS)
    answer = browser.get(f"/verifikasi/{code}")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
    if "script" not in code:
        assert "Kode ini tidak kami kenal" in answer.text


def test_a_statement_says_whose_it_is_but_not_how_much(session, browser):
    running = a_running_pledge(session)
    company = session.get_one(Organisation, running.scene.company_id)
    paper = reports.issue_statement(
        session, company, from_on=date(2026, 1, 1), to_on=date(2026, 12, 31), by=running.officer
    )
    said = browser.get(f"/verifikasi/{paper.code}").text
    assert "1 Januari 2026 – 31 Desember 2026" in said
    assert "Rp" not in said


def test_english_readers_are_answered_too(app, session):
    _, paper = certificate_of(session)
    reader = Browser(app)
    with reader.client.session_transaction() as cookie:
        cookie["language"] = "en"
    assert reader.get(f"/verifikasi/{paper.code}").status_code == 200
