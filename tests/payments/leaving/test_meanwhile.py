"""What happens between a proposal to write off and its confirmation, and what comes to light only afterwards."""

from __future__ import annotations

import pytest

from srikandi import ledger
from srikandi.money import Money
from srikandi.payments import ImportRunning, LineDecided, PaymentStatus, ProposalStatus, banking, of_line
from srikandi.payments.banking.deciding import writeoffs
from srikandi.programme.receiving import (
    confirm_proposal,
    confirm_write_off,
    look_at_write_off,
    propose_correction,
)
from srikandi.programme.receiving.bank import booking, taking_back
from srikandi.programme.receiving.bank.booking import book_next, finish, fund_next
from srikandi.programme.receiving.bank.importing import keep_statement, look
from srikandi.programme.refusals import BearingMoved
from tests.payments.correcting.making import at_bank, bring, code_of, funded, got, lines, suspense
from tests.payments.leaving.test_writing_off import A_MONTH, WHY, a_loss, as_seen, decide, losses
from tests.payments.receiving.making import a_bca_file, taken_back, transfer


def half_booked(session, desk):
    """A file with a transfer and its return is kept, and nothing of it is booked yet."""
    move = transfer(20_000, code_of(desk.payer))
    content = a_bca_file([move, taken_back(move)], days=(1, 2))
    looked = look(session, desk.account, content, filename="a.csv")
    return keep_statement(session, desk.account, looked, by=desk.second).statement


def book_on(session, desk, statement):
    while book_next(session, statement, by=desk.second):
        pass
    fund_next(session, banking.pledges_of(session, statement), by=desk.second)
    finish(session, statement, by=desk.second)


def test_a_line_whose_file_is_being_booked_waits_for_nobody(session, desk):
    statement = half_booked(session, desk)
    assert banking.losses(session, viewer=desk.treasurer) == []
    with pytest.raises(ImportRunning):
        banking.propose_write_off(session, lines(session)[-1], reason=WHY, by=desk.treasurer)
    book_on(session, desk, statement)
    assert (at_bank(session, desk), losses(session, desk), got(session, desk.payer)) == (Money(0),) * 3
    assert list(ledger.verify(session)) == []


def test_without_this_guard_the_file_cannot_be_booked_any_more(session, desk, monkeypatch):
    def unguarded(session, line_id):
        return banking.lock_lines(session, [line_id])[0]

    statement = half_booked(session, desk)
    monkeypatch.setattr(writeoffs, "_lost", unguarded)
    decide(session, desk, lines(session)[-1])
    with pytest.raises(ledger.ReferenceTaken):
        book_on(session, desk, statement)


def more_comes(session, desk, months):
    bring(session, desk, transfer(months * A_MONTH, code_of(desk.payer), 5), days=(4, 6))


def test_who_confirms_says_yes_to_what_was_shown(session, desk):
    line = a_loss(session, desk)
    write_off = banking.propose_write_off(session, line, reason=WHY, by=desk.treasurer)
    seen = look_at_write_off(session, line)
    more_comes(session, desk, 3)
    now = look_at_write_off(session, line)
    assert (seen.loss, now.loss) == (Money(4 * A_MONTH), Money(A_MONTH))
    with pytest.raises(BearingMoved):
        confirm_write_off(session, write_off, seen_hash=seen.content_hash, by=desk.second)
    assert (write_off.status, losses(session, desk)) == (ProposalStatus.PROPOSED, Money(0))
    confirm_write_off(session, write_off, seen_hash=now.content_hash, by=desk.second)
    assert (write_off.loss, losses(session, desk)) == (Money(A_MONTH), Money(A_MONTH))


def corrected(session, desk, line):
    """Enough comes for the credit behind a loss to be corrected, and the bank's return follows by itself."""
    more_comes(session, desk, 8)
    credit = banking.lines_by_id(session, [line.reverses_id])[line.reverses_id]
    confirm_proposal(
        session, propose_correction(session, credit, reason="Salah alamat", by=desk.treasurer), by=desk.second
    )
    session.refresh(line)


def test_a_proposal_goes_when_the_book_can_follow_after_all(session, desk):
    line = a_loss(session, desk)
    write_off = banking.propose_write_off(session, line, reason=WHY, by=desk.treasurer)
    corrected(session, desk, line)
    assert line.journal_id is not None
    assert (write_off.status, write_off.decided_reason) == (ProposalStatus.WITHDRAWN, taking_back.FOLLOWED)
    with pytest.raises(LineDecided):
        as_seen(session, write_off, by=desk.second)


def test_a_proposal_goes_when_the_line_is_booked_as_money_out(session, desk):
    bring(session, desk, transfer(-50_000, "KOREKSI BANK"), days=(1, 2))
    [line] = lines(session)
    write_off = banking.propose_write_off(session, line, reason=WHY, by=desk.treasurer)
    more_comes(session, desk, 1)
    journal = next(one.journal_id for one in lines(session) if one.journal_id)
    banking.book_outgoing(session, line, journal_id=journal, by=desk.second)
    assert write_off.status is ProposalStatus.WITHDRAWN
    session.rollback()


def early_return(session, desk, *, text=None):
    """A bank's return comes in a file of its own, before the one that tells what was returned."""
    text = text or code_of(desk.payer)
    back = taken_back(transfer(20_000, text, 3))
    bring(session, desk, back, days=(3, 3))
    [line] = lines(session)
    return line, lambda: bring(session, desk, transfer(20_000, text, 2), days=(1, 2), opening=99_980_000)


def test_a_credit_that_comes_to_light_later_makes_the_loss_good(session, desk):
    line, bring_the_credit = early_return(session, desk)
    write_off = decide(session, desk, line)
    assert (write_off.loss, line.reverses_id) == (Money(20_000), None)
    bring_the_credit()
    session.refresh(line)
    assert (write_off.loss, losses(session, desk), at_bank(session, desk)) == (Money(0),) * 3
    assert (got(session, desk.payer), funded(session, desk.pledge)) == (Money(0), 0)
    paid = of_line(session, line.reverses_id, viewer=desk.treasurer)
    assert [one.status for one in paid] == [PaymentStatus.REVERSED]
    assert [one.made_good for one in banking.payers_of_write_off(session, write_off)] == [Money(20_000)]
    assert list(ledger.verify(session)) == []


def test_so_does_one_nobody_has_recognised(session, desk):
    line, bring_the_credit = early_return(session, desk, text="SETORAN TUNAI")
    write_off = decide(session, desk, line)
    bring_the_credit()
    session.refresh(line)
    assert (write_off.loss, losses(session, desk), suspense(session, desk)) == (Money(0),) * 3
    assert banking.suspense_lines(session, viewer=desk.treasurer) == []
    assert list(ledger.verify(session)) == []


def test_without_following_it_the_payer_keeps_what_the_bank_has(session, desk, monkeypatch):
    monkeypatch.setattr(booking, "follow_written_off", lambda *_: None)
    line, bring_the_credit = early_return(session, desk)
    decide(session, desk, line)
    bring_the_credit()
    assert (got(session, desk.payer), losses(session, desk)) == (Money(20_000), Money(20_000))


def test_the_same_file_again_makes_nothing_good_twice(session, desk):
    line, bring_the_credit = early_return(session, desk)
    decide(session, desk, line)
    bring_the_credit()
    bring_the_credit()
    assert losses(session, desk) == Money(0)
    assert list(ledger.verify(session)) == []


def test_a_proposal_goes_when_the_credit_comes_to_light(session, desk):
    line, bring_the_credit = early_return(session, desk)
    write_off = banking.propose_write_off(session, line, reason=WHY, by=desk.treasurer)
    bring_the_credit()
    session.refresh(line)
    assert (write_off.status, line.journal_id is not None) == (ProposalStatus.WITHDRAWN, True)
    assert list(ledger.verify(session)) == []
