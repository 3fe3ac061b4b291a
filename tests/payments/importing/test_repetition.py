"""The same and overlapping files, in any order and however often, make the same book (PROMISES)."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import select

from srikandi import ledger, pledges
from srikandi.ledger import AccountKey, AccountKind
from srikandi.payments import Payment, StatementLine
from srikandi.pledges import PledgeStatus
from srikandi.programme.receiving import import_statement
from tests.counts import times
from tests.payments.receiving.making import OPENING, Move, a_bca_file, a_desk, taken_back, transfer

TIMES = times(3, full=10)
ROUNDS = times(2, full=30)
LAST = 20
COUNT = "srikandi.payments.banking.considering._in_ledger"
AGAIN = "srikandi.payments.banking.look_again"


@pytest.fixture
def desk(session):
    """Give a desk whose pledge has ended: its money is credit, so that no order of files decides what it funds."""
    desk = a_desk(session)
    desk.pledge.status = PledgeStatus.COMPLETED
    session.flush()
    return desk


def a_month(desk, luck):
    """Give moves of twenty days: payments, honest twins, nameless money, fees, and what a bank takes back later."""
    code = pledges.printed(desk.payer.reference)
    moves = []
    for day in range(1, LAST + 1):
        for number in range(luck.randrange(1, 4)):
            rupiah = luck.randrange(10, 400) * 100
            move = transfer(rupiah, f"IURAN {code}" if luck.random() < 0.7 else f"TANPA KODE {day}{number}", day)
            moves.append(move)
            if luck.random() < 0.3:
                moves.append(move)
            if luck.random() < 0.25:
                later = min(LAST, day + luck.randrange(0, 3))
                moves.append(taken_back(Move(rupiah, move.text, later)))
        if day % 7 == 0:
            moves.append(Move(-6_500, "BIAYA ADM", day))
    return sorted(moves, key=lambda move: move.day)


def a_file(moves, first, last):
    """Give the file of some days, as the bank gives it to whoever asks for just these."""
    opening = OPENING + sum(move.rupiah for move in moves if move.day < first)
    return a_bca_file([move for move in moves if first <= move.day <= last], opening=opening, days=(first, last))


def files_of(moves, luck):
    """Give files that together cover every day, overlap as they like, and come several times in any order."""
    windows = [(1, LAST)] if luck.random() < 0.2 else []
    first = 1
    while first <= LAST:
        last = min(LAST, first + luck.randrange(2, 7))
        windows.append((first, last))
        first = last + 1 - luck.randrange(0, 3) if last < LAST else LAST + 1
    files = [a_file(moves, *window) for window in windows]
    shuffled = files * TIMES
    luck.shuffle(shuffled)
    return shuffled


def the_book(session, desk):
    """Give everything that must not depend on the order: balances, payments, and each line with what it means."""
    session.flush()
    session.expire_all()
    own = desk.scene.district_id
    keys = (
        AccountKey(AccountKind.BANK, own, contract_id=desk.account.id),
        AccountKey(AccountKind.SUSPENSE, own),
        AccountKey(AccountKind.PAYER_FUNDS, own, desk.scene.company_id, desk.pledge.id),
        AccountKey(AccountKind.ACCOUNT_COSTS, own),
    )
    balances = [ledger.balance(session, key).rupiah for key in keys]
    payments = sorted(
        (one.external_reference, one.amount.rupiah, one.status) for one in session.scalars(select(Payment))
    )
    lines = session.scalars(select(StatementLine))
    return balances, payments, sorted((one.group_key, one.ordinal, one.action, one.journal_id is None) for one in lines)


def bring(session, desk, files):
    for number, content in enumerate(files):
        import_statement(session, desk.account, content, filename=f"{number}.csv", by=desk.treasurer)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_any_order_and_any_number_of_files_make_the_same_book(session, desk, seed):
    luck = random.Random(seed)
    moves = a_month(desk, luck)
    clean = session.begin_nested()
    bring(session, desk, [a_file(moves, 1, LAST)])
    wanted = the_book(session, desk)
    clean.rollback()
    session.expire_all()
    bring(session, desk, files_of(moves, luck))
    assert the_book(session, desk) == wanted
    assert list(ledger.verify(session)) == []
    assert wanted[0][0] == sum(move.rupiah for move in moves)


def test_without_a_second_look_the_order_would_matter(session, desk, monkeypatch):
    move = transfer(5_000, "TANPA KODE", 3)
    moves = [move, taken_back(Move(5_000, move.text, 9))]
    monkeypatch.setattr(AGAIN, lambda *_, **__: None)
    bring(session, desk, [a_file(moves, 8, 10), a_file(moves, 1, 7)])
    assert the_book(session, desk)[0][1] == 5_000


def test_a_reversal_that_comes_before_its_payment_finds_it(session, desk):
    move = transfer(5_000, f"IURAN {pledges.printed(desk.payer.reference)}", 3)
    moves = [move, taken_back(Move(5_000, move.text, 9))]
    bring(session, desk, [a_file(moves, 8, 10), a_file(moves, 1, 7)])
    assert the_book(session, desk)[0] == [0, 0, 0, 0]


def test_without_counting_the_same_lines_would_come_twice(session, desk, monkeypatch):
    moves = [transfer(5_000, "TANPA KODE", day) for day in (1, 2, 3)]
    monkeypatch.setattr(COUNT, lambda *_: {})
    bring(session, desk, [a_file(moves, 1, 2)])
    with pytest.raises(Exception, match=r"(?i)unique"), session.begin_nested():
        bring(session, desk, [a_file(moves, 2, 3)])
