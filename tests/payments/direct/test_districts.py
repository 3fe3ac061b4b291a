"""A branch serves several districts: a receipt goes to the district it was paid for, in whichever list it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from srikandi import ledger, pledges
from srikandi.ledger import AccountKind
from srikandi.money import Money
from srikandi.payments import PaymentStatus, ReceiptElsewhere
from srikandi.payments.direct import InsurerReceipt, receipts_of
from srikandi.programme.receiving import bring_receipts, confirm_direct
from tests.ledger.book import make_district
from tests.payments.direct.test_receipts import SEEN, claim
from tests.payments.pages.making import enrol
from tests.payments.receiving.making import a_desk
from tests.programme.refunds.making import stands

ROW = "BPJS-2026-0001;02/11/2026;PT TIMAH;;75.600"


@pytest.fixture
def desk(session):
    made = a_desk(session)
    enrol(session, made)
    return made


@pytest.fixture
def other(session):
    return make_district(session, "19.03")


@pytest.fixture
def branch(desk, other):
    """The branch, which serves both districts."""
    return replace(desk.scene.branch, district_ids=(desk.scene.district_id, other))


def bring(session, district_id, by, *rows):
    content = "\n".join(["NO BUKTI;TANGGAL;PENYETOR;KODE BAYAR;JUMLAH", *rows]).encode()
    return bring_receipts(session, district_id, content, filename="daftar.csv", by=by)


def the(session):
    return session.scalars(select(InsurerReceipt)).one()


def test_a_report_is_confirmed_from_the_list_of_another_district(session, desk, other, branch):
    payment = claim(session, desk)
    bring(session, other, branch, ROW)
    assert (payment.status, the(session).outcome) == (PaymentStatus.SETTLED, "confirmed")
    assert the(session).district_id == desk.scene.district_id
    assert receipts_of(session, viewer=replace(branch, district_ids=(other,))) == []
    assert list(ledger.verify(session)) == []


def test_a_code_says_whose_it_is_whatever_was_chosen_with_the_file(session, desk, other, branch):
    code = pledges.printed(desk.payer.reference)
    bring(session, other, branch, f"BPJS-2026-0001;02/11/2026;PT TIMAH;{code};75.600")
    assert (the(session).outcome, the(session).district_id) == ("settled", desk.scene.district_id)
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(75_600)
    assert list(ledger.verify(session)) == []


def test_one_that_waits_in_the_wrong_district_comes_home_when_its_payer_reports_it(session, desk, other, branch):
    bring(session, other, branch, ROW)
    waiting = ledger.balances(session, kind=AccountKind.SUSPENSE, district_id=other)
    assert list(waiting.values()) == [Money(75_600)]
    payment = claim(session, desk)
    confirm_direct(session, payment, SEEN, by=branch)
    row = the(session)
    assert (row.outcome, row.district_id, row.payment_id) == ("confirmed", desk.scene.district_id, payment.id)
    left = ledger.balances(session, kind=AccountKind.SUSPENSE, district_id=other)
    assert list(left.values()) == [Money(0)]
    assert stands(session, desk, AccountKind.SUSPENSE) == 0
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(75_600)
    assert list(ledger.verify(session)) == []


def test_a_branch_without_a_word_in_the_other_district_moves_nothing_out_of_it(session, desk, other, branch):
    bring(session, other, replace(branch, district_ids=(other,)), ROW)
    payment = claim(session, desk)
    with pytest.raises(ReceiptElsewhere):
        confirm_direct(session, payment, SEEN, by=desk.scene.branch)
    session.rollback()


def test_a_number_somebody_elsewhere_has_reported_is_money_that_waits_and_no_error(session, desk, other, branch):
    claim(session, desk)
    bring(session, other, replace(branch, district_ids=(other,)), ROW)
    assert (the(session).outcome, the(session).district_id) == ("suspense", other)
    assert list(ledger.verify(session)) == []
