"""Paid straight to BPJS Kesehatan: a claim and its paper credit nothing, the branch's own record does."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from srikandi import clock, ledger, pledges
from srikandi.audit import AuditEntry
from srikandi.ledger import AccountKey, AccountKind, Journal
from srikandi.money import Money
from srikandi.payments import Payment, PaymentStatus
from tests.payments.pages.making import as_, enrol
from tests.payments.receiving.making import a_desk


def a_picture() -> bytes:
    target = BytesIO()
    Image.new("RGB", (8, 8), "white").save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def desk(session):
    made = a_desk(session)
    enrol(session, made)
    return made


@pytest.fixture
def company(app, desk):
    return as_(app, desk.scene.officer)


@pytest.fixture
def branch(app, desk):
    return as_(app, desk.scene.branch)


def claim(company, desk, number="BPJS-2026/000123", rupiah="226.800", **more):
    address = f"/perusahaan/pembayaran/baru/{desk.payer.id}/langsung"
    return company.submit(address, {"receipt_number": number, "amount": rupiah, **more}, action="/langsung")


def confirm(branch, session, number="BPJS2026000123", rupiah="226.800", *, sure=False):
    session.rollback()
    uid = session.scalars(select(Payment.uid).order_by(Payment.id.desc()).limit(1)).one()
    values = {"receipt_number": number, "amount": rupiah, "paid_on": clock.today().isoformat()}
    if not sure:
        return branch.submit(f"/cabang/pembayaran/{uid}", values, action="/konfirmasi")
    form = branch._form(f"/cabang/pembayaran/{uid}", values, "/konfirmasi")
    return branch.post(form.action, {**form.fields, **values, "is_sure": "y"})


def received(session, desk):
    session.rollback()
    return pledges.payers_of(session, desk.pledge.id)[0].received


def test_a_claim_alone_credits_nothing_even_with_a_proof(company, desk, session):
    assert claim(company, desk, proof=(a_picture(), "bukti.png")).status_code == 303
    assert received(session, desk) == Money(0)
    waiting = session.scalars(select(Payment)).one()
    assert (waiting.status, waiting.proof_file_id is None) == (PaymentStatus.CLAIMED, False)
    assert "Rp226.800" in company.get("/perusahaan/pembayaran").text


def test_the_branch_confirms_and_the_money_stands_prepaid(company, branch, desk, session):
    claim(company, desk)
    assert "PT Timah Sejahtera Contoh" in branch.get("/cabang/pembayaran").text
    assert confirm(branch, session).status_code == 303
    assert received(session, desk) == Money(226_800)
    prepaid = AccountKey(AccountKind.PREPAID_INSURER, desk.scene.district_id)
    assert ledger.balance(session, prepaid) == Money(226_800)
    assert session.scalars(select(Payment)).one().status is PaymentStatus.SETTLED


def test_what_the_branch_has_seen_counts_and_not_what_was_claimed(company, branch, desk, session):
    claim(company, desk, rupiah="226.800")
    confirm(branch, session, number="LAIN-77", rupiah="200.000", sure=True)
    assert received(session, desk) == Money(200_000)
    assert session.scalars(select(Payment)).one().external_reference == "LAIN77"
    (corrected,) = session.scalars(select(AuditEntry).where(AuditEntry.action == "payment:correct"))
    assert (corrected.details["claimed"][:2], corrected.details["seen"][:2]) == (
        ["BPJS2026000123", 226_800],
        ["LAIN77", 200_000],
    )


def test_the_same_receipt_twice_is_refused_in_clear_words(company, desk, session):
    claim(company, desk)
    again = claim(company, desk, number="bpjs 2026 000123", rupiah="37.800")
    assert (again.status_code, "sudah dipakai untuk pembayaran lain" in again.text) == (422, True)
    assert 'value="bpjs 2026 000123"' in again.text


def test_a_receipt_confirmed_for_one_claim_cannot_confirm_another(company, branch, desk, session):
    claim(company, desk)
    confirm(branch, session)
    claim(company, desk, number="KEDUA-01", rupiah="37.800")
    answer = confirm(branch, session, rupiah="37.800", sure=True)
    assert (answer.status_code, "sudah dipakai" in answer.text) == (422, True)
    assert received(session, desk) == Money(226_800)


def test_a_second_click_on_confirm_books_once(company, branch, desk, session):
    claim(company, desk)
    uid = session.scalars(select(Payment.uid)).one()
    form = branch._form(f"/cabang/pembayaran/{uid}", {"receipt_number": ""}, "/konfirmasi")
    sent = {**form.fields, "receipt_number": "BPJS2026000123", "amount": "226800", "paid_on": "2026-11-01"}
    first, second = branch.post(form.action, sent), branch.post(form.action, sent)
    assert (first.status_code, second.status_code) == (303, 422)
    assert received(session, desk) == Money(226_800)


def test_a_refused_claim_says_why_and_frees_the_number(company, branch, desk, session):
    claim(company, desk)
    uid = session.scalars(select(Payment.uid)).one()
    branch.submit(f"/cabang/pembayaran/{uid}", {"reason": "Tidak ada di catatan kami"}, action="/tolak")
    assert "Tidak ada di catatan kami" in company.get(f"/perusahaan/pembayaran/{uid}").text
    assert claim(company, desk).status_code == 303
    assert received(session, desk) == Money(0)


def test_wrong_input_keeps_what_was_typed(company, desk, session):
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    answer = claim(company, desk, paid_on=tomorrow)
    assert (answer.status_code, "tidak boleh setelah hari ini" in answer.text) == (422, True)
    assert claim(company, desk, number="-").status_code == 422
    assert claim(company, desk, rupiah="nol").status_code == 422
    session.rollback()
    assert session.scalar(select(func.count(Payment.id))) == 0


def test_looking_writes_nothing(company, branch, desk, session):
    claim(company, desk)
    session.rollback()
    uid, before = session.scalars(select(Payment.uid)).one(), session.scalar(select(func.count(Journal.id)))
    for page in ("", f"/baru/{desk.payer.id}", f"/baru/{desk.payer.id}/transfer", f"/{uid}"):
        assert company.get(f"/perusahaan/pembayaran{page}").status_code == 200
    assert branch.get(f"/cabang/pembayaran/{uid}").status_code == 200
    session.rollback()
    assert session.scalar(select(func.count(Journal.id))) == before


def test_strangers_see_nothing(app, company, branch, desk, session):
    claim(company, desk)
    uid = session.scalars(select(Payment.uid)).one()
    maker, treasurer = as_(app, desk.scene.maker), as_(app, desk.treasurer)
    assert maker.get(f"/perusahaan/pembayaran/{uid}").status_code == 404
    assert maker.get(f"/perusahaan/pembayaran/baru/{desk.payer.id}").status_code == 404
    assert treasurer.get(f"/perusahaan/pembayaran/{uid}").status_code == 403
    assert company.get("/perusahaan/pembayaran/baru/99999").status_code == 404
    assert company.get(f"/cabang/pembayaran/{uid}").status_code == 403


def test_the_transfer_page_names_account_holder_and_code(company, desk):
    page = company.get(f"/perusahaan/pembayaran/baru/{desk.payer.id}/transfer").text
    for words in (desk.account.number, desk.account.holder, pledges.printed(desk.payer.reference), "Rp453.600"):
        assert words in page
