"""Money out waits until one journal says what it paid; it never pays for two things."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from srikandi import ledger
from srikandi.clock import now
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry
from srikandi.money import Money
from srikandi.payments import LineDecided, StatementLine, banking
from srikandi.programme.receiving import external_name, import_statement
from tests.payments.receiving.making import Move, a_bca_file, a_desk

CHECK = "srikandi.payments.banking.outgoing._check_waits"


@pytest.fixture
def desk(session):
    desk = a_desk(session)
    moves = [
        Move(-500_000, "KE BPJS KESEHATAN IURAN", sen=25),
        Move(-750_000, "KE BPJS KESEHATAN IURAN"),
        Move(-10_000, "BIAYA ADM"),
        Move(20_000, "BANTUAN SOSIAL"),
    ]
    import_statement(session, desk.account, a_bca_file(moves), filename="a.csv", by=desk.treasurer)
    return desk


def journal_for(session, desk, line, kind=AccountKind.PREPAID_INSURER):
    """Book what a line paid, as a remittance or a refund would."""
    amount = Money(-line.amount_sen // 100)
    bank = AccountKey(AccountKind.BANK, line.district_id, contract_id=line.account_id)
    entry = Entry(
        reference=f"bank:{external_name(desk.account, line)}",
        kind="test",
        district_id=line.district_id,
        memo="Setoran",
        occurred_at=now(),
        arrows=(Arrow(AccountKey(kind, line.district_id), bank, amount),),
    )
    return ledger.post(session, entry, by=desk.treasurer)


def waiting(session, desk, **more):
    return banking.outgoing_waiting(session, desk.scene.district_id, **more)


def test_only_money_out_that_is_not_the_banks_own_waits(session, desk):
    assert [line.amount_sen for line in waiting(session, desk)] == [-50_000_025, -75_000_000]


def test_one_sum_is_found_with_its_sen_left_aside(session, desk):
    assert [line.amount_sen for line in waiting(session, desk, amount=Money(500_000))] == [-50_000_025]
    assert waiting(session, desk, amount=Money(500_001)) == []
    assert waiting(session, desk, amount=Money(499_999)) == []


def test_what_is_booked_waits_no_more(session, desk):
    line = waiting(session, desk)[0]
    journal = journal_for(session, desk, line)
    banking.book_outgoing(session, line, journal_id=journal.id, by=desk.treasurer)
    assert line.journal_id == journal.id
    assert [one.amount_sen for one in waiting(session, desk)] == [-75_000_000]


def test_it_is_booked_once(session, desk):
    with pytest.raises(LineDecided):
        _book_twice(session, desk)


def test_without_the_check_it_would_be_booked_twice(session, desk, monkeypatch):
    monkeypatch.setattr(CHECK, lambda _: None)
    with pytest.raises(pytest.fail.Exception), pytest.raises(LineDecided):
        _book_twice(session, desk)


def test_the_book_itself_refuses_a_second_meaning(session, desk):
    line = waiting(session, desk)[0]
    journal_for(session, desk, line)
    with pytest.raises(ledger.ReferenceTaken):
        journal_for(session, desk, line, kind=AccountKind.ACCOUNT_COSTS)


def test_money_in_and_the_banks_own_are_no_outgoing(session, desk):
    lines = session.scalars(select(StatementLine).where(StatementLine.amount_sen.in_((2_000_000, -1_000_000))))
    for line in lines:
        with pytest.raises(LineDecided):
            banking.book_outgoing(session, line, journal_id=line.journal_id, by=desk.treasurer)


def _book_twice(session, desk):
    line = waiting(session, desk)[0]
    journal = journal_for(session, desk, line)
    banking.book_outgoing(session, line, journal_id=journal.id, by=desk.treasurer)
    banking.book_outgoing(session, line, journal_id=journal.id, by=desk.second)
