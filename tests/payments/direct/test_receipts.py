"""Direct payments: the second question, the list of BPJS, files that are no proof, and one proof used twice."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import select, text

from srikandi import clock, documents, ledger, payments, pledges
from srikandi.documents import KeptFile
from srikandi.ledger import AccountKind
from srikandi.money import Money
from srikandi.payments import DiffersFromClaim, Payment, PaymentStatus, Receipt
from srikandi.payments.direct import InsurerReceipt, ReceiptListUnreadable, late_claims
from srikandi.programme.receiving import (
    bring_receipts,
    claim_direct,
    confirm_direct,
    drop_direct,
    purpose_of,
    same_proof,
)
from tests.payments.pages.making import as_, enrol
from tests.payments.receiving.making import a_desk
from tests.programme.refunds.making import stands

DAY = date(2026, 11, 2)
SEEN = Receipt("BPJS-2026-0001", Money(75_600), DAY)


@pytest.fixture
def desk(session):
    made = a_desk(session)
    enrol(session, made)
    return made


def claim(session, desk, receipt=SEEN, *, proof=None, key="k1"):
    purpose = purpose_of(session, desk.payer.id, viewer=desk.scene.officer)
    return claim_direct(session, purpose, receipt, form_key=key, proof_file_id=proof, by=desk.scene.officer)


def bring(session, desk, *rows):
    content = "\n".join(["LAPORAN PENERIMAAN;;;;", "NO BUKTI;TANGGAL;PENYETOR;KODE BAYAR;JUMLAH", *rows]).encode()
    return bring_receipts(session, desk.scene.district_id, content, filename="daftar.csv", by=desk.scene.branch)


@pytest.mark.parametrize(
    "seen", [Receipt("BPJS-2026-0001", Money(75_601), DAY), Receipt("LAIN-77", Money(75_600), DAY)]
)
def test_another_sum_or_receipt_asks_once_more(session, desk, seen):
    payment = claim(session, desk)
    with pytest.raises(DiffersFromClaim):
        confirm_direct(session, payment, seen, by=desk.scene.branch)
    assert payment.status is PaymentStatus.CLAIMED
    confirm_direct(session, payment, seen, is_sure=True, by=desk.scene.branch)
    assert (payment.status, payment.amount) == (PaymentStatus.SETTLED, seen.amount)


def test_the_page_asks_the_second_question(app, session, desk):
    payment = claim(session, desk)
    page, branch = f"/cabang/pembayaran/{payment.uid}", as_(app, desk.scene.branch)
    typed = {"receipt_number": "BPJS-2026-0001", "amount": "80.000", "paid_on": DAY.isoformat()}
    asked = branch.submit(page, typed, action="/konfirmasi")
    assert (asked.status_code, "centang pernyataan" in asked.text) == (422, True)
    sent = {**branch._form(page, {}, "/konfirmasi").fields, **typed, "is_sure": "y"}
    assert branch.post(f"{page}/konfirmasi", sent).status_code == 303
    session.rollback()
    assert session.get_one(Payment, payment.id).amount == Money(80_000)


def test_a_list_confirms_settles_by_code_and_keeps_the_rest_in_suspense(session, desk):
    first = claim(session, desk)
    second = claim(session, desk, Receipt("BPJS-2026-0002", Money(37_800), DAY), key="k2")
    code = pledges.printed(desk.payer.reference)
    brought = bring(
        session,
        desk,
        "BPJS-2026-0001;02/11/2026;PT TIMAH;;75.600",
        "BPJS-2026-0002;02/11/2026;PT TIMAH;;40.000",
        f"BPJS-2026-0003;02/11/2026;PT TIMAH;IURAN {code};37.800",
        "BPJS-2026-0004;02/11/2026;PT ENTAH;;10.000",
        "BPJS-2026-0005;kemarin;PT ENTAH;;10.000",
        ";;;;",
    )
    assert {one.value: count for one, count in brought.outcomes.items()} == {
        "confirmed": 1,
        "differs": 1,
        "settled": 1,
        "suspense": 1,
    }
    assert brought.unreadable == (7,)
    assert (first.status, second.status) == (PaymentStatus.SETTLED, PaymentStatus.CLAIMED)
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(113_400)
    assert stands(session, desk, AccountKind.SUSPENSE) == 10_000
    assert list(ledger.verify(session)) == []


def test_the_same_list_again_changes_nothing(session, desk):
    row = "BPJS-2026-0004;02/11/2026;PT ENTAH;;10.000"
    bring(session, desk, row)
    again = bring(session, desk, row)
    assert (again.known, sum(again.outcomes.values())) == (1, 0)
    assert stands(session, desk, AccountKind.SUSPENSE) == 10_000


def test_a_receipt_in_suspense_finds_the_payer_who_reports_it_later(session, desk):
    bring(session, desk, "BPJS-2026-0001;02/11/2026;PT ENTAH;;75.600")
    payment = claim(session, desk)
    confirm_direct(session, payment, SEEN, by=desk.scene.branch)
    assert stands(session, desk, AccountKind.SUSPENSE) == 0
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(75_600)
    assert list(ledger.verify(session)) == []


@pytest.mark.parametrize(("number", "outcome", "suspense"), [("0001", "confirmed", 0), ("0077", "suspense", 80_000)])
def test_a_receipt_that_differed_gets_its_last_word_when_the_branch_decides(session, desk, number, outcome, suspense):
    payment = claim(session, desk)
    bring(session, desk, "BPJS-2026-0001;02/11/2026;PT TIMAH;;80.000")
    row = session.scalars(select(InsurerReceipt)).one()
    assert (row.outcome, row.journal_id) == ("differs", None)
    seen = Receipt(f"BPJS-2026-{number}", Money(80_000), DAY)
    confirm_direct(session, payment, seen, is_sure=True, by=desk.scene.branch)
    assert (row.outcome, row.journal_id is None) == (outcome, False)
    assert stands(session, desk, AccountKind.SUSPENSE) == suspense
    assert list(ledger.verify(session)) == []


def test_what_a_list_shows_is_kept_for_its_owner_when_the_claim_is_turned_down(session, desk):
    payment = claim(session, desk)
    bring(session, desk, "BPJS-2026-0001;02/11/2026;PT ENTAH;;80.000")
    drop_direct(session, payment, reason="Bukan milik perusahaan ini", by=desk.scene.branch)
    assert session.scalars(select(InsurerReceipt.outcome)).one() == "suspense"
    assert stands(session, desk, AccountKind.SUSPENSE) == 80_000


def test_a_list_without_its_columns_is_refused(session, desk):
    with pytest.raises(ReceiptListUnreadable):
        bring_receipts(session, desk.scene.district_id, b"a;b\n1;2", filename="x.csv", by=desk.scene.branch)
    assert session.scalars(select(InsurerReceipt)).all() == []


def test_the_branch_uploads_its_list_on_a_page(app, session, desk):
    claim(session, desk)
    content = b"NO BUKTI;TANGGAL;JUMLAH\nBPJS-2026-0001;02/11/2026;75600"
    branch = as_(app, desk.scene.branch)
    values = {"district": str(desk.scene.district_id), "file": (content, "daftar.csv")}
    shown = branch.submit("/cabang/daftar-bukti", values, follow=True)
    assert "1 laporan dikonfirmasi" in shown.text
    assert "Mengonfirmasi laporan" in shown.text


def a_picture(kind="PNG"):
    made = BytesIO()
    Image.new("RGB", (40, 30), "white").save(made, kind)
    return made.getvalue()


def a_pdf(*, pages=1, script=False, password=""):
    made, pdf = BytesIO(), pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page()
    if script:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    pdf.save(made, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return made.getvalue()


POISONED = {
    "a program": (b"MZ\x90\x00" + b"\0" * 100, "PDF"),
    "a page": (b"<html><script>alert(1)</script></html>", "PDF"),
    "a broken picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "rusak"),
    "a pdf that runs": (a_pdf(script=True), "berisi perintah"),
    "a pdf behind a password": (a_pdf(password="rahasia"), "sandi"),
    "a pdf of many pages": (a_pdf(pages=21), "20"),
}


@pytest.mark.parametrize("poisoned", POISONED)
def test_a_poisoned_proof_is_refused_in_words_and_nothing_is_kept(app, session, desk, poisoned):
    content, word = POISONED[poisoned]
    company = as_(app, desk.scene.officer)
    typed = {"receipt_number": "BPJS-2026-0009", "amount": "75.600", "paid_on": DAY.isoformat()}
    page = f"/perusahaan/pembayaran/baru/{desk.payer.id}/langsung"
    answer = company.submit(page, {**typed, "proof": (content, "bukti.pdf")}, action="/langsung")
    assert answer.status_code in (413, 422), answer.text[:500]
    assert word in answer.text
    session.rollback()
    assert session.scalars(select(Payment)).all() == []
    assert session.scalars(select(KeptFile)).all() == []


@pytest.mark.parametrize(("megabytes", "status", "words"), [(9, 422, "Paling besar 8 MB"), (21, 413, "20 MB")])
def test_a_proof_that_is_too_large_is_refused_in_words(app, session, desk, megabytes, status, words):
    company = as_(app, desk.scene.officer)
    typed = {"receipt_number": "BPJS-2026-0009", "amount": "75.600", "paid_on": DAY.isoformat()}
    page = f"/perusahaan/pembayaran/baru/{desk.payer.id}/langsung"
    large = (b"%PDF-1.7" + bytes(megabytes * 1024**2), "bukti.pdf")
    answer = company.submit(page, {**typed, "proof": large}, action="/langsung")
    assert (answer.status_code, words in answer.text) == (status, True), answer.text
    session.rollback()
    assert session.scalars(select(Payment)).all() == []
    assert session.scalars(select(KeptFile)).all() == []


def test_a_proof_is_stored_encrypted_and_given_back_whole_as_a_download(app, session, desk):
    company, branch = as_(app, desk.scene.officer), as_(app, desk.scene.branch)
    typed = {"receipt_number": "BPJS-2026-0009", "amount": "75.600", "paid_on": DAY.isoformat()}
    page = f"/perusahaan/pembayaran/baru/{desk.payer.id}/langsung"
    company.submit(page, {**typed, "proof": (a_pdf(), "bukti.pdf")}, action="/langsung")
    session.rollback()
    stored = session.scalar(text("SELECT content FROM kept_file"))
    assert b"%PDF" not in bytes(stored)
    payment = session.scalars(select(Payment)).one()
    assert payment.status is PaymentStatus.CLAIMED, "no proof ever credits"
    given = branch.get(f"/cabang/pembayaran/{payment.uid}/bukti")
    assert given.data.startswith(b"%PDF")
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in given.headers["Content-Security-Policy"]
    own, kept = f"/perusahaan/pembayaran/{payment.uid}/berkas", f"/bendahara/pembayaran/{payment.id}/berkas"
    for reader, address in ((company, own), (as_(app, desk.treasurer), kept)):
        again = reader.get(address)
        assert (again.data, again.headers["Content-Disposition"][:10]) == (given.data, "attachment")
        assert "sandbox" in again.headers["Content-Security-Policy"]
    assert (company.get(kept).status_code, as_(app, desk.scene.maker).get(own).status_code) == (403, 404)


def test_one_proof_used_twice_is_pointed_out(app, session, desk):
    kept = [
        documents.keep_file(
            session, a_picture(), filename=name, district_id=desk.scene.district_id, by=desk.scene.officer
        )
        for name in ("a.png", "b.png")
    ]
    first = claim(session, desk, proof=kept[0].id)
    second = claim(session, desk, Receipt("BPJS-2026-0002", Money(1_000), DAY), proof=kept[1].id, key="k2")
    assert [one.id for one in same_proof(session, second)] == [first.id]
    shown = as_(app, desk.scene.branch).get(f"/cabang/pembayaran/{second.uid}")
    assert "Berkas bukti yang sama pernah dipakai" in shown.text


def test_a_claim_nobody_confirms_for_three_days_is_listed(app, session, desk):
    payment = claim(session, desk)
    assert late_claims(session, viewer=desk.treasurer) == []
    payment.created_at = clock.now() - timedelta(days=3, minutes=1)
    session.flush()
    assert [one.id for one in late_claims(session, viewer=desk.treasurer)] == [payment.id]
    assert "lewat tiga hari" in as_(app, desk.scene.branch).get("/cabang/pembayaran").text
    assert "Belum dikonfirmasi cabang" in as_(app, desk.treasurer).get("/bendahara/pembayaran").text
    assert payments.direct_claims(session, viewer=desk.scene.branch, is_waiting=True)[0].id == payment.id
