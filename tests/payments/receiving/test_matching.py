"""Two people find whose a sum is; one alone never moves it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from srikandi import ledger, pledges
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import Money
from srikandi.payments import (
    ImporterMatches,
    LineDecided,
    MatcherConfirms,
    Payment,
    PaymentStatus,
    StatementLine,
    banking,
)
from srikandi.programme.receiving import confirm_match, import_statement, match_line
from tests.payments.receiving.making import a_bca_file, a_desk, transfer


@pytest.fixture
def desk(session):
    return a_desk(session)


@pytest.fixture
def line(session, desk):
    content = a_bca_file([transfer(226_800, "BANTUAN SOSIAL")])
    import_statement(session, desk.account, content, filename="a.csv", by=desk.second)
    return session.scalars(select(StatementLine)).one()


def propose(session, desk, line):
    match_line(session, line, payer_id=desk.payer.id, reason="Dikonfirmasi lewat telepon", by=desk.treasurer)


def test_another_treasurer_confirms_and_the_money_funds_the_pledge(session, desk, line):
    propose(session, desk, line)
    settlement = confirm_match(session, line, seen_payer_id=desk.payer.id, by=desk.second)
    assert settlement.funding is not None
    assert settlement.funding.months_funded == 6
    assert ledger.balance(session, AccountKey(AccountKind.SUSPENSE, desk.scene.district_id)) == Money(0)
    payment = session.scalars(select(Payment)).one()
    assert (payment.status, payment.amount) == (PaymentStatus.SETTLED, Money(226_800))
    assert pledges.payers_of(session, desk.pledge.id)[0].received == Money(226_800)
    assert banking.suspense_lines(session, viewer=desk.treasurer) == []
    assert list(ledger.verify(session)) == []


def test_the_importer_cannot_match(session, desk, line):
    with pytest.raises(ImporterMatches):
        match_line(session, line, payer_id=desk.payer.id, reason="Dikonfirmasi lewat telepon", by=desk.second)
    assert line.matched_by is None


def test_the_matcher_cannot_confirm(session, desk, line):
    propose(session, desk, line)
    with pytest.raises(MatcherConfirms):
        confirm_match(session, line, seen_payer_id=desk.payer.id, by=desk.treasurer)


def test_without_our_check_the_database_still_refuses(session, desk, line):
    propose(session, desk, line)
    both = update(StatementLine).where(StatementLine.id == line.id).values(confirmed_by=desk.treasurer.user_id)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(both)


def test_a_match_is_confirmed_once(session, desk, line):
    propose(session, desk, line)
    confirm_match(session, line, seen_payer_id=desk.payer.id, by=desk.second)
    with pytest.raises(LineDecided):
        confirm_match(session, line, seen_payer_id=desk.payer.id, by=desk.second)


def test_what_was_not_looked_at_is_not_confirmed(session, desk, line):
    propose(session, desk, line)
    with pytest.raises(LineDecided):
        confirm_match(session, line, seen_payer_id=desk.payer.id + 1, by=desk.second)


def test_a_proposal_can_be_turned_down_and_made_again(session, desk, line):
    propose(session, desk, line)
    banking.withdraw_match(session, line, reason="Salah perusahaan", by=desk.second)
    assert line.matched_payer_id is None
    propose(session, desk, line)
    assert line.matched_by == desk.treasurer.user_id
