"""Company 20.000 and Pemkab 15.000 of 35.000: nothing is funded until each has its share, and both see why."""

from __future__ import annotations

from srikandi import coverage, ledger, programme
from srikandi.coverage import FundingLine, Progress
from srikandi.money import Money
from tests.pledges.making import a_scene, an_agreed_pledge, pay, shared_terms

COMPANY, GOVERNMENT = 0, 1


def progress(session, pledge):
    return coverage.progress(session, [pledge.id])[pledge.id]


def test_only_one_payer_has_paid_and_nothing_is_funded(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=10, months=2))
    paid = pay(session, pledge, 400_000, payer=COMPANY)
    assert (paid.funding.months_funded, paid.funding.left) == (0, Money(400_000))
    assert progress(session, pledge) == Progress(planned=20)
    company, government = programme.why_not_funded(session, pledge.id)
    assert (company.is_short, company.covers, company.missing) == (False, 20, Money(0))
    assert (government.is_short, government.missing) == (True, Money(300_000))
    assert company.words == "Dana PT Timah Sejahtera Contoh sudah cukup untuk 20 jiwa-bulan."
    assert government.words == (
        "Titipan Pemerintah Kabupaten Bangka yang belum terpakai Rp0, padahal satu jiwa-bulan perlu Rp15.000. "
        "Kurang Rp300.000 untuk 20 jiwa-bulan."
    )


def test_the_smaller_of_both_moneys_decides(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=10, months=2))
    pay(session, pledge, 400_000, payer=COMPANY)
    paid = pay(session, pledge, 7 * 15_000 + 14_999, payer=GOVERNMENT)
    assert (paid.funding.months_funded, paid.funding.amount) == (7, Money(7 * 35_000))
    assert paid.funding.left == Money(400_000 - 7 * 20_000 + 14_999)
    lines = session.query(FundingLine.amount).order_by(FundingLine.amount).all()
    assert [line.amount for line in lines] == [Money(15_000)] * 7 + [Money(20_000)] * 7
    words = [gap.words for gap in programme.why_not_funded(session, pledge.id)]
    assert words[COMPANY].startswith("Dana PT Timah")
    assert words[GOVERNMENT].startswith("Titipan Pemerintah Kabupaten Bangka yang belum terpakai Rp14.999")


def test_one_payers_money_never_pays_for_another(session):
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, shared_terms(scene, lives=10, months=2))
    pay(session, pledge, 10_000_000, payer=COMPANY)
    assert progress(session, pledge).funded == 0
    pay(session, pledge, 300_000, payer=GOVERNMENT)
    assert progress(session, pledge).funded == 20
    assert list(ledger.verify(session)) == []
