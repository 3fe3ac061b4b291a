"""A mistake put right by two people: the money goes back to suspense, and months nobody used wait for other money."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from srikandi import coverage, ledger, programme
from srikandi.coverage import LifeMonth
from srikandi.money import Money
from srikandi.organisations import Organisation
from srikandi.payments import LineDecided, MatcherConfirms, Payment, PaymentStatus
from srikandi.pledges import Payer
from srikandi.programme import MoneyUsed
from srikandi.programme.money import freeable
from srikandi.programme.receiving import confirm_proposal, match_line, months_losing, propose_correction
from srikandi.reports import Span, statement_facts
from tests.payments.correcting.making import bring, code_of, funded, got, lines, suspense
from tests.payments.receiving.making import taken_back, transfer

WHY = "Surat perusahaan menyebutnya"
A_MONTH = 37_800


def credited(session, desk, rupiah=20_000):
    bring(session, desk, transfer(rupiah, code_of(desk.payer)), days=(1, 2))
    return lines(session)[0]


def test_a_wrong_credit_goes_back_to_suspense_and_to_the_right_payer(session, desk, other):
    line = credited(session, desk)
    proposal = propose_correction(session, line, reason="Kode perusahaan lain", by=desk.treasurer)
    assert got(session, desk.payer) == Money(20_000)
    confirm_proposal(session, proposal, by=desk.second)
    assert (got(session, desk.payer), suspense(session, desk)) == (Money(0), Money(20_000))
    assert (line.action, line.reference) == ("review", None)
    again = match_line(session, line, payer_id=other.id, reason=WHY, by=desk.treasurer)
    confirm_proposal(session, again, by=desk.second)
    assert (got(session, other), suspense(session, desk)) == (Money(20_000), Money(0))
    statuses = sorted(one.status for one in session.scalars(select(Payment)))
    assert statuses == [PaymentStatus.REVERSED, PaymentStatus.SETTLED]
    assert list(ledger.verify(session)) == []


def test_a_wrong_match_is_corrected_and_matched_again_to_the_same_payer(session, desk):
    bring(session, desk, transfer(20_000, "BANTUAN"))
    line = lines(session)[0]
    for _ in range(2):
        matched = match_line(session, line, payer_id=desk.payer.id, reason=WHY, by=desk.treasurer)
        confirm_proposal(session, matched, by=desk.second)
        proposal = propose_correction(session, line, reason="Ternyata bukan", by=desk.second)
        confirm_proposal(session, proposal, by=desk.treasurer)
    assert (got(session, desk.payer), suspense(session, desk)) == (Money(0), Money(20_000))
    assert list(ledger.verify(session)) == []


def test_nobody_corrects_alone(session, desk):
    proposal = propose_correction(session, credited(session, desk), reason="Keliru", by=desk.treasurer)
    with pytest.raises(MatcherConfirms):
        confirm_proposal(session, proposal, by=desk.treasurer)


def test_what_is_in_suspense_needs_no_correction(session, desk):
    bring(session, desk, transfer(20_000, "BANTUAN"))
    line = lines(session)[0]
    with pytest.raises(LineDecided):
        propose_correction(session, line, reason="Keliru", by=desk.treasurer)


def test_a_corrected_line_the_bank_takes_back_leaves_suspense(session, desk):
    line = credited(session, desk)
    confirm_proposal(session, propose_correction(session, line, reason="Keliru", by=desk.treasurer), by=desk.second)
    move = transfer(20_000, code_of(desk.payer))
    bring(session, desk, taken_back(move), opening=100_020_000, days=(2, 3))
    assert suspense(session, desk) == got(session, desk.payer) == Money(0)
    assert list(ledger.verify(session)) == []


def test_money_that_funds_months_in_no_file_is_corrected(session, desk, other):
    line = credited(session, desk, 4 * A_MONTH)
    assert (funded(session, desk.pledge), months_losing(session, [line.id])) == (4, 4)
    proposal = propose_correction(session, line, reason="Kode perusahaan lain", by=desk.treasurer)
    assert funded(session, desk.pledge) == 4
    confirm_proposal(session, proposal, by=desk.second)
    assert (funded(session, desk.pledge), suspense(session, desk)) == (0, Money(4 * A_MONTH))
    again = match_line(session, line, payer_id=other.id, reason=WHY, by=desk.treasurer)
    confirm_proposal(session, again, by=desk.second)
    assert got(session, other) == Money(4 * A_MONTH)
    assert list(ledger.verify(session)) == []


def test_the_next_money_funds_the_months_that_waited(session, desk):
    line = credited(session, desk, 2 * A_MONTH)
    confirm_proposal(session, propose_correction(session, line, reason="Keliru", by=desk.treasurer), by=desk.second)
    bring(session, desk, transfer(A_MONTH, code_of(desk.payer), 4), opening=100_075_600, days=(3, 4))
    assert funded(session, desk.pledge) == 1
    assert list(ledger.verify(session)) == []


def test_only_as_many_months_lose_their_money_as_the_sum_needs(session, desk):
    bring(session, desk, transfer(4 * A_MONTH, code_of(desk.payer)), days=(1, 2))
    bring(session, desk, transfer(A_MONTH, code_of(desk.payer), 4), opening=100_151_200, days=(3, 4))
    line = lines(session)[1]
    assert months_losing(session, [line.id]) == 1
    confirm_proposal(session, propose_correction(session, line, reason="Keliru", by=desk.treasurer), by=desk.second)
    assert funded(session, desk.pledge) == 4


def test_what_bpjs_has_been_told_is_never_taken(session, desk):
    line = credited(session, desk, 4 * A_MONTH)
    proposal = propose_correction(session, line, reason="Keliru", by=desk.treasurer)
    programme.build_batch(session, desk.scene.district_id, month=desk.pledge.start_month, by=desk.scene.maker)
    with pytest.raises(MoneyUsed, match="Rp0"):
        propose_correction(session, line, reason="Keliru", by=desk.treasurer)
    with pytest.raises(MoneyUsed):
        confirm_proposal(session, proposal, by=desk.second)
    assert list(ledger.verify(session)) == []


def test_the_companys_statement_calls_it_a_correction(session, desk):
    line = credited(session, desk, 20_000)
    confirm_proposal(session, propose_correction(session, line, reason="Keliru", by=desk.treasurer), by=desk.second)
    company = session.get_one(Organisation, desk.scene.company_id)
    facts = statement_facts(session, company, span=Span(date(2020, 1, 1), date(2030, 12, 31), "Asia/Jakarta"))
    assert [(one.route, one.said, one.amount) for one in facts.receipts] == [
        ("Transfer bank", "bangka-bca", Money(20_000)),
        ("Dikoreksi", "bangka-bca", Money(-20_000)),
    ]


@pytest.mark.parametrize("months_worth", [1, 37_800, 37_801, 3 * 37_800, 10**9])
def test_what_could_leave_is_what_leaves(session, desk, other, months_worth):
    bring(session, desk, transfer(4 * A_MONTH, code_of(desk.payer)), transfer(A_MONTH, code_of(other)), days=(1, 2))
    wanted = {desk.payer.id: Money(months_worth), other.id: Money(months_worth)}
    named = {}
    for payer_id, worth in wanted.items():
        payer = session.get_one(Payer, payer_id)
        rows = coverage.latest_unused(session, payer.pledge_id, payer_id=payer_id, worth=worth)
        found = session.scalars(select(LifeMonth.seat).where(rows)).all()
        named[payer_id] = coverage.sums_by_payer(session, rows)[payer_id], len(found)
    assert {one.payer.id: (one.amount, one.months) for one in freeable(session, wanted)} == named
