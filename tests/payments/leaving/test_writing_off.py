"""What a bank took back after it was used: two people book it, from what is left, the rest as the operator's loss."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from srikandi import ledger, payments, programme
from srikandi.coverage import LifeMonth
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import Money
from srikandi.payments import LineDecided, MatcherConfirms, PaymentStatus, ReasonMissing, StatementLine, banking
from srikandi.programme.receiving import confirm_void, confirm_write_off, look_at_void, look_at_write_off, propose_void
from srikandi.programme.receiving.bank.deciding import voiding
from srikandi.reports.home import questions
from tests.payments.correcting.making import at_bank, bring, code_of, funded, got, lines
from tests.payments.receiving.making import taken_back, transfer

A_MONTH = 37_800
WHY = "Sudah dibicarakan dengan perusahaan"


def losses(session, desk):
    return ledger.balance(session, AccountKey(AccountKind.OPERATOR_LOSSES, desk.scene.district_id))


def a_loss(session, desk, *, months=4):
    """Money comes, half its months go to BPJS Kesehatan, and the bank takes all of it back."""
    move = transfer(months * A_MONTH, code_of(desk.payer))
    bring(session, desk, move, days=(1, 2))
    programme.build_batch(session, desk.scene.district_id, month=desk.pledge.start_month, by=desk.scene.maker)
    opening = 100_000_000 + months * A_MONTH
    bring(session, desk, taken_back(move), opening=opening, days=(2, 3))
    return lines(session)[-1]


def as_seen(session, write_off, *, by):
    """Confirm it as it stands now."""
    line = session.get_one(StatementLine, write_off.line_id)
    return confirm_write_off(session, write_off, seen_hash=look_at_write_off(session, line).content_hash, by=by)


def decide(session, desk, line):
    write_off = banking.propose_write_off(session, line, reason=WHY, by=desk.treasurer)
    as_seen(session, write_off, by=desk.second)
    return write_off


def test_money_used_for_good_waits_for_two_people(session, desk):
    line = a_loss(session, desk)
    assert (line.journal_id, at_bank(session, desk)) == (None, Money(4 * A_MONTH))
    assert [one.id for one in banking.losses(session, viewer=desk.treasurer)] == [line.id]
    bearing = look_at_write_off(session, line)
    assert (bearing.made_good, bearing.loss, bearing.months) == (Money(0), Money(4 * A_MONTH), 0)


def test_two_people_book_it_as_a_loss_and_the_covered_stay_covered(session, desk):
    line = a_loss(session, desk)
    write_off = decide(session, desk, line)
    assert (at_bank(session, desk), losses(session, desk)) == (Money(0), Money(4 * A_MONTH))
    assert write_off.loss == Money(4 * A_MONTH)
    assert banking.losses(session, viewer=desk.treasurer) == []
    told = select(func.count()).select_from(LifeMonth).where(LifeMonth.batch_id.is_not(None))
    assert session.scalar(told.where(LifeMonth.resident_id.is_not(None))) == 4
    paid = payments.of_line(session, line.reverses_id, viewer=desk.treasurer)
    assert [one.status for one in paid] == [PaymentStatus.REVERSED]
    assert list(ledger.verify(session)) == []


def test_what_is_not_used_is_taken_first(session, desk):
    """Eight months are paid and four told: the four later ones lose their money, the rest is lost."""
    line = a_loss(session, desk, months=8)
    bearing = look_at_write_off(session, line)
    assert (bearing.made_good, bearing.loss, bearing.months) == (Money(4 * A_MONTH), Money(4 * A_MONTH), 4)
    decide(session, desk, line)
    assert (at_bank(session, desk), losses(session, desk)) == (Money(0), Money(4 * A_MONTH))
    assert (funded(session, desk.pledge), got(session, desk.payer)) == (4, Money(4 * A_MONTH))
    assert list(ledger.verify(session)) == []


def test_a_debit_of_which_nobody_knows_the_credit_is_a_loss(session, desk):
    bring(session, desk, transfer(-50_000, "KOREKSI BANK"), days=(1, 2))
    [line] = lines(session)
    decide(session, desk, line)
    assert losses(session, desk) == Money(50_000)
    assert list(ledger.verify(session)) == []


def test_nobody_books_it_alone_twice_or_without_a_reason(session, desk):
    line = a_loss(session, desk)
    with pytest.raises(ReasonMissing):
        banking.propose_write_off(session, line, reason=" ", by=desk.treasurer)
    write_off = banking.propose_write_off(session, line, reason=WHY, by=desk.treasurer)
    with pytest.raises(LineDecided):
        banking.propose_write_off(session, line, reason=WHY, by=desk.second)
    with pytest.raises(MatcherConfirms):
        as_seen(session, write_off, by=desk.treasurer)
    as_seen(session, write_off, by=desk.second)
    with pytest.raises(LineDecided):
        as_seen(session, write_off, by=desk.second)
    assert losses(session, desk) == Money(4 * A_MONTH)


def test_what_the_book_can_follow_needs_nobody(session, desk):
    move = transfer(20_000, code_of(desk.payer))
    bring(session, desk, move, days=(1, 2))
    with pytest.raises(LineDecided):
        banking.propose_write_off(session, lines(session)[0], reason=WHY, by=desk.treasurer)
    bring(session, desk, taken_back(move), opening=100_020_000, days=(2, 3))
    with pytest.raises(LineDecided):
        banking.propose_write_off(session, lines(session)[1], reason=WHY, by=desk.treasurer)


def test_a_proposal_is_taken_back_and_made_anew(session, desk):
    line = a_loss(session, desk)
    write_off = banking.propose_write_off(session, line, reason=WHY, by=desk.treasurer)
    banking.withdraw_write_off(session, write_off, reason="Perusahaan mengirim lagi", by=desk.second)
    assert banking.write_off_of(session, line) is None
    decide(session, desk, line)
    assert losses(session, desk) == Money(4 * A_MONTH)


def test_a_file_with_a_booked_loss_stays(session, desk):
    line = a_loss(session, desk)
    statement, _ = banking.statement_of(session, line.statement_id, viewer=desk.treasurer)
    decide(session, desk, line)
    assert voiding.WRITTEN_OFF in {one.words for one in look_at_void(session, statement).obstacles}


def test_a_file_that_leaves_takes_the_open_proposal_along(session, desk):
    line = a_loss(session, desk)
    write_off = banking.propose_write_off(session, line, reason=WHY, by=desk.treasurer)
    statement, _ = banking.statement_of(session, line.statement_id, viewer=desk.treasurer)
    void = propose_void(session, statement, reason="Berkas contoh", by=desk.treasurer)
    confirm_void(session, void, by=desk.second)
    assert write_off.status == "withdrawn"
    with pytest.raises(LineDecided):
        as_seen(session, write_off, by=desk.second)
    assert (losses(session, desk), at_bank(session, desk)) == (Money(0), Money(4 * A_MONTH))
    assert list(ledger.verify(session)) == []


def test_the_bank_has_its_day_and_the_payers_theirs(session, desk):
    """On the bank's day all of it is lost; what unused money makes good moves when two people decide."""
    line = a_loss(session, desk, months=8)
    decide(session, desk, line)
    lost, good = (
        session.scalars(select(ledger.Journal).where(ledger.Journal.kind == kind)).one()
        for kind in ("taken_back", "made_good")
    )
    assert (lost.id, lost.occurred_at.date()) == (line.journal_id, line.booked_on)
    assert good.occurred_at > lost.occurred_at
    assert [one.amount for one in ledger.transfers_of(session, lost.id)] == [Money(8 * A_MONTH)]
    assert [one.amount for one in ledger.transfers_of(session, good.id)] == [Money(4 * A_MONTH)]


def test_each_payer_has_a_part(session, desk):
    line = a_loss(session, desk, months=8)
    write_off = decide(session, desk, line)
    parts = banking.payers_of_write_off(session, write_off)
    assert [(one.payer_id, one.credited, one.made_good) for one in parts] == [
        (desk.payer.id, Money(8 * A_MONTH), Money(4 * A_MONTH))
    ]
    assert write_off.loss == Money(4 * A_MONTH)


def test_a_closed_debit_counts_nowhere_as_waiting(session, desk):
    bring(session, desk, transfer(-50_000, "KOREKSI BANK"), days=(1, 2))
    [line] = lines(session)
    assert session.scalar(questions.lines(desk.treasurer)) == 0, "money out is nobody's to recognise"
    decide(session, desk, line)
    statement, _ = banking.statement_of(session, line.statement_id, viewer=desk.treasurer)
    counts = banking.counts_of(session, statement)
    assert (counts.in_suspense, counts.unbooked, counts.by_action) == (0, 0, {"reverse": 1})
