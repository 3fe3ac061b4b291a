"""A treasurer imports, another helps to match; every page says in words what happened."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from srikandi import ledger, pledges, programme
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import Money
from srikandi.payments import Payment, StatementLine
from tests.journeys.town import words
from tests.payments.pages.making import as_, enrol
from tests.payments.receiving.making import Move, a_bca_file, a_desk, taken_back, transfer


@pytest.fixture
def desk(session):
    made = a_desk(session)
    enrol(session, made)
    return made


@pytest.fixture
def treasurer(app, desk):
    return as_(app, desk.treasurer)


@pytest.fixture
def second(app, desk):
    return as_(app, desk.second)


def bring(browser, desk, *moves, follow=True, **more):
    file = (a_bca_file(moves, **more), "mutasi.csv")
    values = {"account": str(desk.account.id), "file": file}
    return browser.submit("/bendahara/rekening-koran/impor", values, action="/impor", follow=follow)


def received(session, desk):
    session.rollback()
    return pledges.payers_of(session, desk.pledge.id)[0].received


def line_id(session):
    session.rollback()
    return session.scalars(select(StatementLine.id).where(StatementLine.action == "review")).one()


def propose(browser, session, desk):
    values = {"payer": str(desk.payer.id), "reason": "Telepon bagian keuangan"}
    return browser.submit(f"/bendahara/belum-dikenali/{line_id(session)}", values, action="/usulkan")


def test_suspense_is_added_up_as_the_book_has_it_and_says_where_cents_are(treasurer, second, session, desk):
    bring(treasurer, desk, *(Move(rupiah, "SUMBANGAN", sen=50) for rupiah in (100_000, 70_000)))
    page = words(second.get("/bendahara/belum-dikenali"))
    book = ledger.balance(session, AccountKey(AccountKind.SUSPENSE, desk.scene.district_id))
    assert (book, f"2 {book}" in page, "Rp170.001" in page) == (Money(170_000), True, False)
    assert "Sen dari bank, seluruhnya Rp1, tidak dibukukan dan tetap di rekening bank" in page
    rows = second.get("/bendahara/belum-dikenali/unduh").data.decode("utf-8-sig").splitlines()
    place = rows[0].split(";").index('"Di buku, rupiah bulat"' if '"' in rows[0] else "Di buku, rupiah bulat")
    assert sum(int(row.split(";")[place]) for row in rows[1:]) == book.rupiah


def test_no_time_is_invented_for_what_a_bank_tells_of_a_day(treasurer, session, desk):
    bring(treasurer, desk, transfer(100_000, "SUMBANGAN"))
    bank = session.scalars(select(ledger.Account).where(ledger.Account.kind == AccountKind.BANK)).one()
    span = "masa=bebas&dari=2026-10-01&sampai=2026-10-31"
    card = treasurer.get(f"/bendahara/buku/akun/{bank.id}?{span}")
    journal = treasurer.get(re.findall(r'href="(/bendahara/buku/jurnal/\d+)', card.text)[0])
    listed = treasurer.get(f"/bendahara/buku/jurnal?{span}")
    for page in (card, journal, listed):
        assert ("2 Oktober 2026" in page.text, "2 Oktober 2026, 12.00" in page.text) == (True, False)
    assert "Rekening koran tidak menyebut jam" in card.text
    file = treasurer.get(f"/bendahara/buku/akun/{bank.id}.csv?{span}").data.decode("utf-8-sig")
    assert ("2026-10-02;" in file, "12:00" in file) == (True, False)


def test_a_share_that_is_no_sum_is_told_in_words(treasurer, second, session, desk):
    bring(treasurer, desk, transfer(100_000, "SUMBANGAN"))
    place = f"/bendahara/belum-dikenali/{line_id(session)}"
    sent = {"shares-0-payer": str(desk.payer.id), "shares-0-amount": "abc", "reason": "Dua komitmen"}
    answer = second.submit(f"{place}/bagi", sent, action="/bagi")
    summary = answer.text.partition('class="error-summary"')[2].partition("</ul>")[0]
    assert (answer.status_code, "Tulis jumlah rupiah" in summary) == (422, True)
    assert ("{" in summary, "Shares" in summary, 'value="abc"' in answer.text) == (False, False, True)


def test_a_file_is_imported_and_its_lines_are_explained(treasurer, desk, session):
    code = pledges.printed(desk.payer.reference)
    move = transfer(20_000, f"IURAN {code}", day=3)
    page = bring(treasurer, desk, move, taken_back(move), transfer(5_000, "SUMBANGAN"))
    assert page.status_code == 200
    for said in ("3 mutasi baru tercatat", "Dikreditkan", "Tanpa kode bayar", "Ditarik kembali bank", code):
        assert said in page.text
    shown = treasurer.get("/bendahara/rekening-koran").text
    assert "mutasi.csv" in shown


def test_the_same_file_again_says_so(treasurer, desk, session):
    bring(treasurer, desk, transfer(5_000, "SUMBANGAN"))
    again = bring(treasurer, desk, transfer(5_000, "SUMBANGAN"))
    assert "sudah pernah diimpor" in again.text
    assert session.scalar(select(func.count(StatementLine.id))) == 1


def test_a_broken_or_foreign_file_is_refused_with_words(treasurer, desk, session):
    foreign = bring(treasurer, desk, transfer(5_000, "A"), number="9990001112", follow=False)
    assert (foreign.status_code, "milik rekening 9990001112" in foreign.text) == (422, True)
    broken = a_bca_file([transfer(5_000, "A")]).replace(b"5,000.00 CR", b"6,000.00 CR")
    values = {"account": str(desk.account.id), "file": (broken, "a.csv")}
    answer = treasurer.submit("/bendahara/rekening-koran/impor", values, action="/impor")
    assert (answer.status_code, "Unduh ulang dari bank" in answer.text) == (422, True)
    assert session.scalar(select(func.count(StatementLine.id))) == 0


def test_two_treasurers_find_the_owner(treasurer, second, desk, session):
    bring(second, desk, transfer(453_600, "IURAN JKN"))
    page = treasurer.get(f"/bendahara/belum-dikenali/{line_id(session)}").text
    assert "jumlahnya sama dengan tagihan" in page
    proposal = propose(treasurer, session, desk).location
    assert "Menunggu bendahara lain" in treasurer.get(proposal).text
    assert treasurer.get(f"/bendahara/belum-dikenali/{line_id(session)}").location == proposal
    assert second.submit(proposal, action="/setujui").status_code == 303
    assert received(session, desk) == Money(453_600)
    assert "Semua uang sudah dikenali" in second.get("/bendahara/belum-dikenali").text


def test_the_matcher_cannot_confirm_however_the_form_comes(treasurer, second, desk, session):
    bring(second, desk, transfer(453_600, "IURAN JKN"))
    address = propose(treasurer, session, desk).location
    token = treasurer._form(address, {"reason": ""}, "/tarik").fields["csrf_token"]
    answer = treasurer.post(f"{address}/setujui", {"csrf_token": token})
    assert answer.status_code == 403
    assert received(session, desk) == Money(0)


def test_a_proposal_is_turned_down_with_a_reason(treasurer, second, desk, session):
    bring(second, desk, transfer(453_600, "IURAN JKN"))
    address = propose(treasurer, session, desk).location
    assert second.submit(address, {"reason": ""}, action="/tarik").status_code == 422
    assert second.submit(address, {"reason": "Salah perusahaan"}, action="/tarik").status_code == 303
    assert "Salah perusahaan" in treasurer.get(address).text
    assert "Usulkan pembayarnya" in treasurer.get(f"/bendahara/belum-dikenali/{line_id(session)}").text


def test_whoever_imported_a_file_is_told_that_somebody_else_proposes(second, desk, session):
    bring(second, desk, transfer(453_600, "IURAN JKN"))
    page = second.get(f"/bendahara/belum-dikenali/{line_id(session)}").text
    assert "Anda yang mengimpor mutasi ini" in page
    assert "/usulkan" not in page


def test_a_proposal_needs_a_payer_and_a_reason(treasurer, second, desk, session):
    bring(second, desk, transfer(453_600, "IURAN JKN"))
    address = f"/bendahara/belum-dikenali/{line_id(session)}"
    answer = treasurer.submit(address, {"reason": "Yakin", "payer": ""}, action="/usulkan")
    assert (answer.status_code, "Pilih pembayarnya" in answer.text, "Yakin" in answer.text) == (422, True, True)


def test_what_bpjs_was_told_of_is_listed_for_a_person(treasurer, desk, session):
    code = pledges.printed(desk.payer.reference)
    move = transfer(37_800, f"IURAN {code}")
    bring(treasurer, desk, move, days=(1, 2))
    programme.build_batch(session, desk.scene.district_id, month=desk.pledge.start_month, by=desk.scene.maker)
    session.commit()
    bring(treasurer, desk, taken_back(move), opening=100_037_800, days=(2, 3))
    assert "Ditarik kembali bank, menunggu keputusan" in treasurer.get("/bendahara/belum-dikenali").text


def test_a_journal_leads_to_its_payment_and_back(treasurer, app, desk, session):
    code = pledges.printed(desk.payer.reference)
    bring(treasurer, desk, transfer(37_800, f"IURAN {code}"))
    payment = session.scalars(select(Payment)).one()
    page = treasurer.get(f"/bendahara/pembayaran/{payment.id}").text
    assert f"/bendahara/buku/jurnal/{payment.journal_id}" in page
    line = f"/bendahara/mutasi/{payment.statement_line_id}"
    assert line in page
    paper = f"/bendahara/buku/dokumen/statement_line/{payment.statement_line_id}"
    assert paper in treasurer.get(f"/bendahara/buku/jurnal/{payment.journal_id}").text
    assert line in treasurer.get(paper).text
    traced = treasurer.get(line).text
    assert f"/bendahara/pembayaran/{payment.id}" in traced
    assert f"/bendahara/buku/jurnal/{payment.journal_id}" in traced
    assert "PT Timah Sejahtera Contoh" in treasurer.get("/bendahara/pembayaran").text
    assert as_(app, desk.scene.officer).get(f"/bendahara/pembayaran/{payment.id}").status_code == 403


def test_only_treasurers_come_here(app, desk):
    officer = as_(app, desk.scene.officer)
    for page in ("rekening-koran", "rekening-koran/impor", "belum-dikenali"):
        assert officer.get(f"/bendahara/{page}").status_code == 403
