"""What else moves while a file leaves the book, or a credit is taken back: nothing is lost, nothing counts twice."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from srikandi import clock, ledger, programme
from srikandi.ledger import Journal
from srikandi.money import Money
from srikandi.payments import Payment, StatementVoid, UploadStatus, banking
from srikandi.programme import MoneyReturned, StatementInUse
from srikandi.programme.receiving import (
    confirm_proposal,
    confirm_void,
    import_statement,
    look_at_void,
    propose_correction,
    propose_void,
)
from srikandi.programme.receiving.bank import uploads
from srikandi.programme.receiving.bank.deciding import correcting, voiding
from srikandi.programme.receiving.bank.importing import think
from tests.payments.correcting.making import at_bank, bring, code_of, got, lines, suspense
from tests.payments.receiving.making import a_bca_file, taken_back, transfer

A_MONTH = 37_800
WHY = "Berkas contoh, bukan mutasi sebenarnya"
NOTHING = Money(0)


def void(session, desk, statement):
    return confirm_void(session, propose_void(session, statement, reason=WHY, by=desk.treasurer), by=desk.second)


@pytest.fixture
def under_thought(session, desk, monkeypatch):
    """Give a file that is thought about while another, with which it shares a line, leaves the book."""
    twin = transfer(20_000, "BANTUAN")
    first = bring(session, desk, twin, days=(1, 2)).statement
    proposed = propose_void(session, first, reason=WHY, by=desk.treasurer).id
    content = a_bca_file((twin, transfer(5_000, "LAIN", 3)), days=(1, 3))
    upload = banking.queue_upload(session, desk.account, content, filename="b.csv", by=desk.second)
    session.commit()

    def think_long(known):
        found = think(known)
        confirm_void(session, session.get_one(StatementVoid, proposed), by=desk.second)
        session.commit()
        return found

    monkeypatch.setattr(uploads, "think", think_long)
    return upload


@contextmanager
def own(session, _writes):
    yield session
    session.commit()


def test_a_file_under_thought_is_thought_about_anew_when_another_leaves(session, desk, under_thought):
    uploads.bring_in(under_thought.id, lambda writes: own(session, writes))
    session.refresh(under_thought)
    assert under_thought.status is UploadStatus.DONE
    assert at_bank(session, desk) == Money(25_000)


@pytest.mark.leaves_a_broken_book
def test_without_the_question_its_line_would_be_lost(session, desk, under_thought, monkeypatch):
    monkeypatch.setattr(banking, "state_of", lambda session, _: (len(lines(session)), 0))
    monkeypatch.setattr("srikandi.payments.banking.considering.state_of", lambda session, _: (len(lines(session)), 0))
    uploads.bring_in(under_thought.id, lambda writes: own(session, writes))
    assert at_bank(session, desk) == Money(5_000)


@pytest.fixture
def waiting_return(session, desk):
    """Give a file whose money was in a file to BPJS Kesehatan when the bank took it back, and is in none any more."""
    move = transfer(4 * A_MONTH, code_of(desk.payer))
    first = bring(session, desk, move, days=(1, 2)).statement
    month = desk.pledge.start_month
    batch = programme.build_batch(session, desk.scene.district_id, month=month, by=desk.scene.maker)
    bring(session, desk, replace(taken_back(move), day=3), opening=100_151_200, days=(3, 4))
    programme.discard_batch(session, batch, reason="Salah", by=desk.scene.maker)
    assert len(banking.losses(session, viewer=desk.treasurer)) == 1
    return first


def test_a_return_that_waited_finds_the_true_line(session, desk, waiting_return):
    void(session, desk, waiting_return)
    bring(session, desk, transfer(4 * A_MONTH, code_of(desk.payer)), days=(1, 2))
    assert (at_bank(session, desk), got(session, desk.payer)) == (NOTHING, NOTHING)
    assert banking.losses(session, viewer=desk.treasurer) == []
    assert list(ledger.verify(session)) == []


def test_a_return_that_waited_is_followed_by_a_correction(session, desk, waiting_return):
    proposal = propose_correction(session, lines(session)[0], reason=WHY, by=desk.treasurer)
    confirm_proposal(session, proposal, by=desk.second)
    assert at_bank(session, desk) == suspense(session, desk) == got(session, desk.payer) == NOTHING
    assert banking.losses(session, viewer=desk.treasurer) == []
    assert list(ledger.verify(session)) == []


@pytest.mark.leaves_a_broken_book
@pytest.mark.parametrize(("room", "refusal"), [(voiding, StatementInUse), (correcting, MoneyReturned)])
def test_a_refund_approved_while_the_promise_is_waited_for_stands_in_the_way(session, desk, monkeypatch, room, refusal):
    made = bring(session, desk, transfer(20_000, code_of(desk.payer))).statement
    really = room.lock_pledges

    def lock(session, pledge_ids):
        held = really(session, pledge_ids)
        values = update(Payment).values(refunded=Money(20_000))
        session.execute(values, execution_options={"synchronize_session": False})
        return held

    proposed = propose_void(session, made, reason=WHY, by=desk.treasurer)
    corrected = propose_correction(session, lines(session)[0], reason=WHY, by=desk.treasurer)
    monkeypatch.setattr(room, "lock_pledges", lock)
    deeds = {
        voiding: partial(confirm_void, session, proposed),
        correcting: partial(confirm_proposal, session, corrected),
    }
    with pytest.raises(refusal):
        deeds[room](by=desk.second)


def test_a_later_file_that_knew_other_lines_only_does_not_stand_in_the_way(session, desk):
    bring(session, desk, transfer(20_000, "BENAR"), days=(1, 2))
    untrue = bring(session, desk, transfer(7_000, "KELIRU", 3), opening=100_020_000, days=(3, 4)).statement
    bring(session, desk, transfer(20_000, "BENAR"), transfer(5_000, "LAIN", 5), days=(1, 5))
    assert look_at_void(session, untrue).obstacles == ()
    void(session, desk, untrue)
    assert at_bank(session, desk) == Money(25_000)


def test_money_two_people_have_moved_leaves_today(session, desk):
    made = bring(session, desk, transfer(20_000, code_of(desk.payer)), transfer(3_000, "LAIN")).statement
    first = lines(session)[0]
    confirm_proposal(session, propose_correction(session, first, reason=WHY, by=desk.treasurer), by=desk.second)
    void(session, desk, made)
    voids = session.scalars(select(Journal).where(Journal.kind == "voided").order_by(Journal.id)).all()
    assert [one.occurred_at > clock.now() - timedelta(hours=1) for one in voids] == [True, False]


def test_the_line_still_names_every_journal_about_it(app, session, desk):
    made = bring(session, desk, transfer(20_000, code_of(desk.payer))).statement
    void(session, desk, made)
    import_statement(session, desk.account, a_bca_file([transfer(9_000, "X")]), filename="x.csv", by=desk.second)
    line = lines(session)[0]
    name = programme.receiving.external_name(desk.account, line)
    assert line.ordinal < 0
    assert {f"bank:{name}", f"bank:{name}|v{made.id}.{session.scalars(select(Payment.id)).one()}"} <= set(
        session.scalars(select(Journal.reference))
    )
