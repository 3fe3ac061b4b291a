"""A file that is not true leaves the book as a whole, and the true one can be imported afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from srikandi import clock, ledger, programme
from srikandi.money import Money
from srikandi.payments import (
    ImportRunning,
    Payment,
    PaymentStatus,
    ProposalStatus,
    StatementVoided,
    VoiderConfirms,
    banking,
)
from srikandi.payments.statements import Action
from srikandi.programme import StatementInUse
from srikandi.programme.receiving import (
    confirm_proposal,
    confirm_void,
    look_at_void,
    match_line,
    propose_correction,
    propose_void,
)
from tests.payments.correcting.making import at_bank, bring, code_of, funded, got, lines, suspense
from tests.payments.receiving.making import taken_back, transfer

A_MONTH = 37_800
WHY = "Berkas contoh, bukan mutasi sebenarnya"
NOTHING = Money(0)


def moves_of(desk):
    return (
        transfer(2 * A_MONTH, code_of(desk.payer)),
        transfer(20_000, "BANTUAN"),
        transfer(1_500, "BUNGA"),
        transfer(-2_000, "BIAYA ADM"),
    )


def void(session, desk, statement):
    made = propose_void(session, statement, reason=WHY, by=desk.treasurer)
    return confirm_void(session, made, by=desk.second)


def blocked(session, statement):
    return [one.words for one in look_at_void(session, statement).obstacles]


def test_everything_a_file_brought_leaves_the_book(session, desk):
    made = bring(session, desk, *moves_of(desk)).statement
    assert (funded(session, desk.pledge), at_bank(session, desk)) == (2, Money(95_100))
    found = look_at_void(session, made)
    assert (found.credited, found.in_suspense, found.obstacles) == (Money(75_600), Money(20_000), ())
    void(session, desk, made)
    assert (at_bank(session, desk), suspense(session, desk), got(session, desk.payer)) == (NOTHING, NOTHING, NOTHING)
    assert funded(session, desk.pledge) == 0
    assert {line.action for line in lines(session)} == {Action.VOIDED}
    assert [one.status for one in session.scalars(select(Payment))] == [PaymentStatus.REVERSED]
    assert list(ledger.verify(session)) == []


def test_the_same_file_can_be_imported_again_and_counts_once_more(session, desk):
    for times in range(3):
        made = bring(session, desk, *moves_of(desk))
        assert (made.is_repeat, made.statement.lines_new) == (False, 4), times
        assert (funded(session, desk.pledge), at_bank(session, desk)) == (2, Money(95_100))
        void(session, desk, made.statement)
    assert at_bank(session, desk) == NOTHING
    assert bring(session, desk, *moves_of(desk)).statement.lines_new == 4
    again = bring(session, desk, *moves_of(desk))
    assert again.is_repeat
    assert at_bank(session, desk) == Money(95_100)
    assert list(ledger.verify(session)) == []


def test_twins_are_counted_past_what_was_voided(session, desk):
    twin = transfer(20_000, "BANTUAN")
    void(session, desk, bring(session, desk, twin, twin).statement)
    assert bring(session, desk, twin, twin).statement.lines_new == 2
    more = bring(session, desk, twin, twin, transfer(5_000, "LAIN", 3), days=(1, 3))
    assert (more.statement.lines_new, suspense(session, desk)) == (1, Money(45_000))


def test_money_that_was_matched_and_corrected_leaves_from_where_it_stands(session, desk, other):
    made = bring(session, desk, transfer(20_000, code_of(desk.payer)), transfer(30_000, "BANTUAN")).statement
    first, second = lines(session)
    confirm_proposal(session, propose_correction(session, first, reason="Keliru", by=desk.treasurer), by=desk.second)
    matched = match_line(session, second, payer_id=other.id, reason=WHY, by=desk.treasurer)
    confirm_proposal(session, matched, by=desk.second)
    waiting = match_line(session, first, payer_id=other.id, reason=WHY, by=desk.treasurer)
    void(session, desk, made)
    assert (at_bank(session, desk), suspense(session, desk), got(session, other)) == (NOTHING, NOTHING, NOTHING)
    session.refresh(waiting)
    assert waiting.status == "withdrawn"
    assert list(ledger.verify(session)) == []


def test_a_transfer_and_its_return_in_one_file_leave_nothing(session, desk):
    move = transfer(20_000, code_of(desk.payer))
    made = bring(session, desk, move, taken_back(move)).statement
    assert at_bank(session, desk) == NOTHING
    void(session, desk, made)
    assert at_bank(session, desk) == got(session, desk.payer) == NOTHING
    assert list(ledger.verify(session)) == []


def test_a_return_in_another_file_stands_in_the_way(session, desk):
    move = transfer(20_000, code_of(desk.payer))
    first = bring(session, desk, move, days=(1, 2)).statement
    second = bring(session, desk, taken_back(move), opening=100_020_000, days=(2, 3)).statement
    assert len(blocked(session, first)) == len(blocked(session, second)) == 1
    with pytest.raises(StatementInUse):
        propose_void(session, first, reason=WHY, by=desk.treasurer)


def test_months_in_a_file_to_bpjs_stay_paid(session, desk):
    made = bring(session, desk, *moves_of(desk)).statement
    proposed = propose_void(session, made, reason=WHY, by=desk.treasurer)
    programme.build_batch(session, desk.scene.district_id, month=desk.pledge.start_month, by=desk.scene.maker)
    [obstacle] = look_at_void(session, made).obstacles
    assert obstacle.values == {"wanted": Money(75_600), "pledge": desk.pledge.number, "free": NOTHING}
    with pytest.raises(StatementInUse):
        confirm_void(session, proposed, by=desk.second)
    assert funded(session, desk.pledge) == 2


def test_without_the_look_the_money_itself_refuses(session, desk, monkeypatch):
    monkeypatch.setattr("srikandi.programme.receiving.bank.deciding.voiding._used", lambda *_: ())
    made = bring(session, desk, *moves_of(desk)).statement
    programme.build_batch(session, desk.scene.district_id, month=desk.pledge.start_month, by=desk.scene.maker)
    with pytest.raises(programme.MoneyUsed):
        void(session, desk, made)


def test_a_later_file_with_the_same_lines_goes_first(session, desk):
    twin = transfer(20_000, "BANTUAN")
    first = bring(session, desk, twin, days=(1, 2)).statement
    second = bring(session, desk, twin, transfer(5_000, "LAIN", 3), days=(1, 3)).statement
    assert len(blocked(session, first)) == 1
    void(session, desk, second)
    void(session, desk, first)
    assert at_bank(session, desk) == NOTHING


def test_nobody_does_it_alone(session, desk):
    made = bring(session, desk, *moves_of(desk)).statement
    proposed = propose_void(session, made, reason=WHY, by=desk.treasurer)
    with pytest.raises(VoiderConfirms):
        confirm_void(session, proposed, by=desk.treasurer)
    with pytest.raises(StatementVoided):
        propose_void(session, made, reason=WHY, by=desk.second)
    proposed.status, proposed.decided_by, proposed.decided_at = (
        ProposalStatus.CONFIRMED,
        desk.treasurer.user_id,
        clock.now(),
    )
    with pytest.raises(IntegrityError, match="two_people"):
        session.flush()
    session.rollback()


def test_it_happens_once(session, desk):
    made = bring(session, desk, *moves_of(desk)).statement
    proposed = propose_void(session, made, reason=WHY, by=desk.treasurer)
    confirm_void(session, proposed, by=desk.second)
    with pytest.raises(StatementVoided):
        confirm_void(session, proposed, by=desk.second)
    with pytest.raises(StatementVoided):
        banking.withdraw_void(session, proposed, reason=WHY, by=desk.treasurer)


def test_what_was_taken_back_can_be_proposed_again(session, desk):
    made = bring(session, desk, *moves_of(desk)).statement
    proposed = propose_void(session, made, reason=WHY, by=desk.treasurer)
    banking.withdraw_void(session, proposed, reason="Ternyata benar", by=desk.second)
    assert banking.void_of(session, made) is None
    void(session, desk, made)
    assert at_bank(session, desk) == NOTHING


def test_a_file_under_way_is_left_alone(session, desk):
    made = bring(session, desk, *moves_of(desk)).statement
    made.finished_at = None
    session.flush()
    with pytest.raises(ImportRunning):
        propose_void(session, made, reason=WHY, by=desk.treasurer)


def test_the_banks_balance_forgets_it(session, desk):
    made = bring(session, desk, *moves_of(desk)).statement
    viewer = desk.treasurer
    assert banking.standings(session, viewer=viewer)[0].on is not None
    void(session, desk, made)
    [standing] = banking.standings(session, viewer=viewer)
    assert (standing.on, standing.book, standing.rest.sen) == (None, NOTHING, 0)
    later = bring(session, desk, transfer(5_000, "LAIN", 3), opening=50_000, days=(3, 4)).statement
    assert [one.is_trouble for one in banking.continuity(session, later)] == [False]


def test_without_a_new_name_the_book_would_refuse_the_true_line(session, desk, monkeypatch):
    void(session, desk, bring(session, desk, *moves_of(desk)).statement)
    monkeypatch.setattr("srikandi.payments.banking.keeping._rounds", lambda *_: {})
    with pytest.raises(ledger.ReferenceTaken):
        bring(session, desk, *moves_of(desk))
