"""One line for several payers, several lines for one, and a mistake put right: always by two people."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from srikandi import ledger, pledges
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import Money
from srikandi.payments import (
    LineDecided,
    Payment,
    SharesDiffer,
    StatementLine,
    banking,
)
from srikandi.programme.receiving import (
    confirm_proposal,
    import_statement,
    join_lines,
    match_line,
    split_line,
)
from tests.payments.receiving.making import a_bca_file, a_desk, taken_back, transfer
from tests.pledges.making import an_agreed_pledge, terms_of

WHY = "Surat perusahaan menyebutnya"
SUMS = "srikandi.payments.banking.deciding.proposals._check_shares"


@pytest.fixture
def desk(session):
    return a_desk(session)


@pytest.fixture
def other(session, desk):
    """Give the payer of another pledge of the same company."""
    pledge = an_agreed_pledge(session, desk.scene, terms_of(desk.scene, lives=2, months=3))
    return pledges.payers_of(session, pledge.id)[0]


def bring(session, desk, *moves, **more):
    import_statement(session, desk.account, a_bca_file(moves, **more), filename="a.csv", by=desk.second)
    return list(session.scalars(select(StatementLine).order_by(StatementLine.id)))


def got(session, payer):
    rows = pledges.payers_of(session, payer.pledge_id)
    return next(row.received for row in rows if row.id == payer.id)


def suspense(session, desk):
    return ledger.balance(session, AccountKey(AccountKind.SUSPENSE, desk.scene.district_id))


def split(session, desk, line, shares):
    return split_line(session, line, shares=shares, reason=WHY, by=desk.treasurer)


def test_one_line_is_split_over_two_payers(session, desk, other):
    line = bring(session, desk, transfer(100_000, "KOLEKTIF"))[0]
    proposal = split(session, desk, line, {desk.payer.id: Money(70_000), other.id: Money(30_000)})
    assert got(session, desk.payer) == got(session, other) == Money(0)
    confirm_proposal(session, proposal, by=desk.second)
    assert (got(session, desk.payer), got(session, other)) == (Money(70_000), Money(30_000))
    assert suspense(session, desk) == Money(0)
    assert {one.amount for one in session.scalars(select(Payment))} == {Money(70_000), Money(30_000)}
    assert list(ledger.verify(session)) == []


@pytest.mark.parametrize("mine", [29_999, 30_001, 0, -70_000])
def test_parts_that_are_not_the_whole_are_refused(session, desk, other, mine):
    line = bring(session, desk, transfer(100_000, "KOLEKTIF"))[0]
    with pytest.raises(SharesDiffer):
        split(session, desk, line, {desk.payer.id: Money(70_000), other.id: Money(mine)})
    assert line.proposal_id is None


def test_without_that_check_a_rupiah_is_lost(session, desk, other, monkeypatch):
    monkeypatch.setattr(SUMS, lambda *_: None)
    line = bring(session, desk, transfer(100_000, "KOLEKTIF"))[0]
    proposal = split(session, desk, line, {desk.payer.id: Money(70_000), other.id: Money(29_999)})
    confirm_proposal(session, proposal, by=desk.second)
    assert suspense(session, desk) == Money(1)
    assert [one.check for one in ledger.verify(session)] == ["matched lines"]


def test_a_foreign_payer_gets_nothing(session, desk):
    line = bring(session, desk, transfer(100_000, "KOLEKTIF"))[0]
    with pytest.raises(pledges.PayerUnknown):
        split(session, desk, line, {desk.payer.id: Money(70_000), 999_999: Money(30_000)})


def test_several_lines_are_joined_for_one_payer(session, desk):
    lines = bring(session, desk, transfer(50_000, "TAHAP 1"), transfer(60_000, "TAHAP 2", 3))
    proposal = join_lines(session, lines, payer_id=desk.payer.id, reason=WHY, by=desk.treasurer)
    assert {line.proposal_id for line in lines} == {proposal.id}
    confirm_proposal(session, proposal, by=desk.second)
    assert got(session, desk.payer) == Money(110_000)
    assert [line.action for line in lines] == ["credit", "credit"]
    assert [line.reference for line in lines] == [desk.payer.reference] * 2
    assert list(ledger.verify(session)) == []


def test_a_joined_proposal_is_undone_whole_before_it_is_confirmed(session, desk):
    lines = bring(session, desk, transfer(50_000, "TAHAP 1"), transfer(60_000, "TAHAP 2", 3))
    proposal = join_lines(session, lines, payer_id=desk.payer.id, reason=WHY, by=desk.treasurer)
    banking.withdraw(session, proposal, reason="Keliru", by=desk.treasurer)
    assert [line.proposal_id for line in lines] == [None, None]
    assert len(banking.suspense_lines(session, viewer=desk.treasurer)) == 2


def test_a_line_that_waits_elsewhere_is_not_joined(session, desk):
    lines = bring(session, desk, transfer(50_000, "TAHAP 1"), transfer(60_000, "TAHAP 2", 3))
    match_line(session, lines[0], payer_id=desk.payer.id, reason=WHY, by=desk.treasurer)
    with pytest.raises(LineDecided):
        join_lines(session, lines, payer_id=desk.payer.id, reason=WHY, by=desk.treasurer)
    assert lines[1].proposal_id is None


def test_what_a_bank_takes_back_takes_the_proposal_with_it(session, desk):
    move = transfer(50_000, "TAHAP 1")
    lines = bring(session, desk, move, transfer(60_000, "TAHAP 2", 3), days=(1, 3))
    proposal = join_lines(session, lines, payer_id=desk.payer.id, reason=WHY, by=desk.treasurer)
    bring(session, desk, taken_back(transfer(50_000, "TAHAP 1", 4)), opening=100_110_000, days=(4, 5))
    session.expire_all()
    assert proposal.status == "withdrawn"
    assert [line.action for line in lines] == ["reverse", "review"]
    with pytest.raises(LineDecided):
        confirm_proposal(session, proposal, by=desk.second)
    assert suspense(session, desk) == Money(60_000)
    assert list(ledger.verify(session)) == []


def test_a_hand_matched_line_that_the_bank_takes_back_leaves_its_payers(session, desk, other):
    line = bring(session, desk, transfer(50_000, "KOLEKTIF"), days=(1, 2))[0]
    shares = {desk.payer.id: Money(20_000), other.id: Money(30_000)}
    confirm_proposal(session, split(session, desk, line, shares), by=desk.second)
    bring(session, desk, taken_back(transfer(50_000, "KOLEKTIF")), opening=100_050_000, days=(2, 3))
    assert got(session, desk.payer) == got(session, other) == suspense(session, desk) == Money(0)
    assert banking.losses(session, viewer=desk.treasurer) == []
    assert list(ledger.verify(session)) == []
