"""Two people find whose a sum is; one alone never moves it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from srikandi import ledger, pledges
from srikandi.clock import now
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import Money
from srikandi.payments import (
    ImporterMatches,
    LineDecided,
    LineProposal,
    MatcherConfirms,
    NobodyProposes,
    Payment,
    PaymentStatus,
    ProposalStatus,
    ReasonMissing,
    StatementLine,
    banking,
)
from srikandi.programme.receiving import confirm_proposal, import_statement, match_line
from tests.payments.receiving.making import a_bca_file, a_desk, transfer
from tests.pledges.making import SYSTEM

CONFIRM = "srikandi.payments.banking.confirm"


@pytest.fixture
def desk(session):
    return a_desk(session)


@pytest.fixture
def line(session, desk):
    content = a_bca_file([transfer(226_800, "BANTUAN SOSIAL")])
    import_statement(session, desk.account, content, filename="a.csv", by=desk.second)
    return session.scalars(select(StatementLine)).one()


def propose(session, desk, line):
    reason = "Dikonfirmasi lewat telepon"
    return match_line(session, line, payer_id=desk.payer.id, reason=reason, by=desk.treasurer)


def suspense(session, desk):
    return ledger.balance(session, AccountKey(AccountKind.SUSPENSE, desk.scene.district_id))


def test_another_treasurer_confirms_and_the_money_funds_the_pledge(session, desk, line):
    made = confirm_proposal(session, propose(session, desk, line), by=desk.second)
    assert [one.months_funded for one in made.fundings] == [6]
    assert suspense(session, desk) == Money(0)
    payment = session.scalars(select(Payment)).one()
    assert (payment.status, payment.amount) == (PaymentStatus.SETTLED, Money(226_800))
    assert (payment.statement_line_id, made.payments) == (line.id, [payment.id])
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(226_800)
    assert banking.suspense_lines(session, viewer=desk.treasurer) == []
    assert list(ledger.verify(session)) == []


def test_the_importer_cannot_match(session, desk, line):
    with pytest.raises(ImporterMatches):
        match_line(session, line, payer_id=desk.payer.id, reason="Dikonfirmasi lewat telepon", by=desk.second)
    assert line.proposal_id is None


def test_the_matcher_cannot_confirm(session, desk, line):
    with pytest.raises(MatcherConfirms):
        confirm_proposal(session, propose(session, desk, line), by=desk.treasurer)


def test_the_system_alone_neither_proposes_nor_confirms(session, desk, line):
    with pytest.raises(NobodyProposes):
        match_line(session, line, payer_id=desk.payer.id, reason="Aturan", by=replace(desk.treasurer, user_id=None))
    with pytest.raises(MatcherConfirms):
        confirm_proposal(session, propose(session, desk, line), by=SYSTEM)


def test_without_our_check_the_database_still_refuses(session, desk, line):
    proposal = propose(session, desk, line)
    alone = {"status": "confirmed", "decided_by": desk.treasurer.user_id, "decided_at": now()}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(LineProposal).where(LineProposal.id == proposal.id).values(**alone))
    nobody = alone | {"decided_by": None}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(update(LineProposal).where(LineProposal.id == proposal.id).values(**nobody))


def test_a_match_is_confirmed_once(session, desk, line):
    proposal = propose(session, desk, line)
    confirm_proposal(session, proposal, by=desk.second)
    with pytest.raises(LineDecided):
        confirm_proposal(session, proposal, by=desk.second)


def test_without_the_lock_and_its_check_the_book_refuses_the_second(session, desk, line, monkeypatch):
    proposal = propose(session, desk, line)
    confirm_proposal(session, proposal, by=desk.second)
    monkeypatch.setattr(CONFIRM, lambda *_, **__: [line])
    with pytest.raises(ledger.ReferenceTaken):
        confirm_proposal(session, proposal, by=desk.second)
    assert suspense(session, desk) == Money(0)


def test_a_line_waits_in_one_proposal_only(session, desk, line):
    propose(session, desk, line)
    with pytest.raises(LineDecided):
        propose(session, desk, line)


def test_a_proposal_can_be_turned_down_and_made_again(session, desk, line):
    first = propose(session, desk, line)
    banking.withdraw(session, first, reason="Salah perusahaan", by=desk.second)
    assert (first.status, line.proposal_id) == (ProposalStatus.WITHDRAWN, None)
    with pytest.raises(LineDecided):
        confirm_proposal(session, first, by=desk.second)
    again = propose(session, desk, line)
    assert line.proposal_id == again.id != first.id
    confirm_proposal(session, again, by=desk.second)


def test_nothing_is_proposed_without_a_reason(session, desk, line):
    with pytest.raises(ReasonMissing):
        match_line(session, line, payer_id=desk.payer.id, reason=" ", by=desk.treasurer)
