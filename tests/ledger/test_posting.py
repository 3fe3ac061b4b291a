from dataclasses import replace

import pytest
from sqlalchemy import event, func, select

from srikandi import database, ledger
from srikandi.audit import Actor, AuditEntry
from srikandi.ledger import AccountBalance, AccountKind, Arrow, Journal, Scope, Transfer
from srikandi.ledger.writing import engines, rows
from srikandi.money import ZERO, Money
from tests.ledger.book import AT, bank, committed, entry, funds, make_district, receive, spend
from tests.people import SYSTEM


@pytest.fixture
def district(session):
    return make_district(session)


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_money_that_arrives_stands_on_both_sides(session, district):
    receive(session, district, 6_804_000)
    assert ledger.balance(session, bank(district)) == Money(6_804_000)
    assert ledger.balance(session, funds(district)) == Money(6_804_000)
    assert ledger.balance(session, committed(district)) == ZERO
    assert ledger.balances(session, kind=AccountKind.PAYER_FUNDS, contract_id=4) == {(3, 4): Money(6_804_000)}
    assert ledger.balances(session, kind=AccountKind.BANK, district_id=district) == {(None, 1): Money(6_804_000)}


def test_transfers_stand_in_the_order_of_the_arrows(session, district):
    receive(session, district, 500)
    sums = [3, 1, 2, 5, 4]
    journal = ledger.post(
        session, entry("fund:1", *((funds(district), committed(district), rupiah) for rupiah in sums)), by=SYSTEM
    )
    assert [line.amount.rupiah for line in ledger.transfers_of(session, journal.id)] == sums
    assert ledger.balance(session, committed(district)) == Money(15)


def test_many_arrows_over_accounts_in_any_order_leave_what_one_by_one_would(session, district):
    receive(session, district, 1_000)
    ledger.post(session, entry("fund:one", (funds(district), committed(district), 7)), by=SYSTEM)
    back_and_forth = [(funds(district), committed(district), 5), (committed(district), funds(district), 2)]
    ledger.post(session, entry("fund:many", *back_and_forth, *back_and_forth), by=SYSTEM)
    assert ledger.balance(session, funds(district)) == Money(1_000 - 7 - 6)
    assert ledger.balance(session, committed(district)) == Money(7 + 6)
    newest = select(func.max(Transfer.id))
    counted = session.scalars(select(AccountBalance.last_transfer_id).where(AccountBalance.debits > ZERO)).all()
    assert set(counted) == {session.scalar(newest)}
    assert ledger.verify(session) == []


@pytest.mark.parametrize("words", ["", "NULL", '{"a, b"}', "\\x41", "O'Neill \\ baris\ndua", "Çağrı 二十 😀", "%s $1"])
def test_words_come_back_as_they_were_said(session, district, words):
    said = replace(entry("bank:1", (bank(district), funds(district), 5), memo=words), document=words)
    ledger.post(session, said, by=SYSTEM)
    session.commit()
    kept = session.execute(select(Journal.memo, Journal.document)).one()
    assert kept == (words, words)
    assert ledger.verify(session) == []


def test_the_same_event_again_gives_the_same_journal(session, district):
    first, again = receive(session, district, 1000), receive(session, district, 1000)
    assert first.id == again.id
    assert count(session, Journal) == count(session, Transfer) == 1


@pytest.mark.parametrize("change", [{"memo": "lain"}, {"document": "payment/9"}, {"contract_id": 9}, {"kind": "lain"}])
def test_a_reference_with_another_content_is_refused(session, district, change):
    receive(session, district, 1000)
    again = entry("bank:1", (bank(district), funds(district), 1000))
    with pytest.raises(ledger.ReferenceTaken, match="bank:1"):
        ledger.post(session, replace(again, **change), by=SYSTEM)
    with pytest.raises(ledger.ReferenceTaken):
        receive(session, district, 1001)


def test_who_books_an_event_is_not_part_of_it(session, district):
    first = receive(session, district, 1000)
    again = entry("bank:1", (bank(district), funds(district), 1000))
    assert ledger.post(session, again, by=Actor(None, "Siti", "treasurer")).id == first.id


def test_two_contents_never_read_alike(session, district):
    one = entry("a", (bank(district), funds(district), 1), memo="b|1:c")
    two = replace(one, reference="a|5:b", memo="1:c")
    assert ledger.Content.of(one).canonical() != ledger.Content.of(two).canonical()
    assert ledger.Content.of(one).canonical().startswith("v1|1:a|4:test|")


def test_an_account_may_not_go_below_zero_and_the_rest_of_the_work_stands(session, district):
    receive(session, district, 1000)
    with pytest.raises(ledger.NotEnoughMoney):
        ledger.post(session, spend(district, 1001, reference="fund:1"), by=SYSTEM)
    ledger.post(session, spend(district, 1000, reference="fund:2"), by=SYSTEM)
    assert ledger.balance(session, funds(district)) == ZERO
    assert session.scalars(select(Journal.reference).order_by(Journal.id)).all() == ["bank:1", "fund:2"]


def test_a_journal_books_at_least_one_positive_arrow_between_two_accounts_of_its_district(session, district):
    with pytest.raises(ledger.NothingToBook):
        ledger.post(session, ledger.Entry("x", "test", district, "", AT, ()), by=SYSTEM)
    with pytest.raises(ValueError, match="positive"):
        Arrow(bank(district), funds(district), Money(0))
    with pytest.raises(ValueError, match="itself"):
        Arrow(bank(district), bank(district), Money(1))
    with pytest.raises(ValueError, match="another district"):
        entry("x", (bank(district), funds(district + 1), 1))


def test_a_reversal_walks_the_money_back_once(session, district):
    due = ledger.AccountKey(AccountKind.PREMIUM_DUE, district)
    receive(session, district, 1000)
    moved = entry("m:1", (funds(district), committed(district), 700), (committed(district), due, 700))
    journal = ledger.post(session, moved, by=SYSTEM)
    reversal = ledger.reverse(session, journal, reason="salah bulan", by=SYSTEM)
    assert (reversal.reverses_id, reversal.memo) == (journal.id, "salah bulan")
    assert ledger.balance(session, funds(district)) == Money(1000)
    assert ledger.balance(session, due) == ledger.balance(session, committed(district)) == ZERO
    with pytest.raises(ledger.AlreadyReversed):
        ledger.reverse(session, journal, reason="sekali lagi", by=SYSTEM)
    with pytest.raises(ledger.AlreadyReversed):
        ledger.reverse(session, reversal, reason="balik lagi", by=SYSTEM)
    trail = session.scalars(select(AuditEntry).where(AuditEntry.action == "journal:reverse")).one()
    assert trail.details == {"reversal": reversal.id}


def test_money_that_was_used_cannot_be_walked_back(session, district):
    arrived = receive(session, district, 1000)
    ledger.post(session, spend(district, 600, reference="fund:1"), by=SYSTEM)
    with pytest.raises(ledger.NotEnoughMoney):
        ledger.reverse(session, arrived, reason="ditarik bank", by=SYSTEM)


def test_the_trial_balance_is_even_and_a_districts_own(session, district):
    other = make_district(session, "19.02")
    receive(session, district, 1000)
    receive(session, other, 70, reference="bank:2")
    ledger.post(session, spend(district, 400, reference="fund:1"), by=SYSTEM)
    whole, own = ledger.trial_balance(session), ledger.trial_balance(session, district_id=district)
    assert (whole.debit, whole.credit, own.debit, own.credit) == (Money(1070), Money(1070), Money(1000), Money(1000))
    assert {row.account.kind: row.balance.rupiah for row in own.rows} == {
        "bank": 1000,
        "payer_funds": 600,
        "committed_funds": 400,
    }


def test_a_card_shows_each_movement_and_the_balance_after_it(session, district):
    receive(session, district, 1000)
    ledger.post(session, spend(district, 400, reference="fund:1"), by=SYSTEM)
    key = ledger.trial_balance(session).rows[-1].account
    whole = Scope((district,))
    card = ledger.account_card(session, key.id, whole)
    shown = [(line.reference, line.debit, line.credit, line.balance.rupiah) for line in card.lines]
    assert key.kind == "payer_funds"
    assert shown == [("bank:1", None, Money(1000), 1000), ("fund:1", Money(400), None, 600)]
    assert (card.sums.opening, card.closing, card.next_token) == (Money(0), Money(600), None)
    with pytest.raises(ledger.AccountNotFound):
        ledger.account_card(session, key.id, Scope((district + 1,)))


def test_many_events_are_booked_in_their_order(session, district):
    receive(session, district, 100)
    wanted = [spend(district, rupiah, reference=f"fund:{rupiah}") for rupiah in (3, 1, 2)]
    ledger.post_many(session, wanted, by=SYSTEM)
    booked = select(Journal).where(Journal.reference.like("fund:%")).order_by(Journal.id)
    journals = session.scalars(booked).all()
    assert [journal.reference for journal in journals] == ["fund:3", "fund:1", "fund:2"]
    assert [ledger.transfers_of(session, one.id)[0].amount.rupiah for one in journals] == [3, 1, 2]
    assert ledger.verify(session) == []


def test_of_many_events_those_known_are_not_booked_again(session, district):
    receive(session, district, 100)
    one, two = (spend(district, rupiah, reference=f"fund:{rupiah}") for rupiah in (1, 2))
    first = ledger.post(session, one, by=SYSTEM)
    ledger.post_many(session, [two, one, two], by=SYSTEM)
    assert ledger.post(session, one, by=SYSTEM).id == first.id
    assert ledger.balance(session, committed(district)) == Money(3)
    assert count(session, Journal) == 3
    assert ledger.verify(session) == []


@pytest.mark.parametrize("last", [101, 1])
def test_of_many_events_none_stands_when_one_is_refused(session, district, last):
    receive(session, district, 100)
    ledger.post(session, spend(district, 2, reference="fund:last"), by=SYSTEM)
    wanted = [spend(district, 1, reference="fund:1"), spend(district, last, reference="fund:other")]
    wanted += [spend(district, last, reference="fund:last")]
    with pytest.raises((ledger.NotEnoughMoney, ledger.ReferenceTaken)):
        ledger.post_many(session, wanted, by=SYSTEM)
    assert ledger.balance(session, committed(district)) == Money(2)
    assert count(session, Journal) == 2


STEPS = {"sqlite": ["SAVEPOINT", "INSERT", "INSERT", "RELEASE"], "postgresql": ["SELECT"]}


def test_a_posting_is_four_steps_in_the_house_and_one_trip_to_a_server(session, district, monkeypatch):
    receive(session, district, 100)
    session.flush()
    asked = []
    engine = session.get_bind()

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement.split()[0])

    def noting(connection, statement, values=()):
        asked.append(statement.split()[0])
        return database.tell(connection, statement, values)

    monkeypatch.setattr(engines, "tell", noting)
    monkeypatch.setattr(rows, "tell", noting)
    event.listen(engine, "before_cursor_execute", note)
    ledger.post(session, spend(district, 1, reference="fund:0"), by=SYSTEM)
    opening = len(asked)
    asked.clear()
    ledger.post(session, spend(district, 1, reference="fund:1"), by=SYSTEM)
    event.remove(engine, "before_cursor_execute", note)
    assert asked == STEPS[engine.dialect.name]
    assert opening > len(asked)


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("bank:bangka-bca|2026-11-23|7560000||10007560000|1", "bangka-bca"),
        ("bank:bangka-mandiri|2026-08-11|340200000|HT2608110001||1|2", "bangka-mandiri, HT2608110001"),
        ("stripe:pi_contoh_7:fee", "pi_contoh_7"),
        ("bpjs:BPJS2610140002", "BPJS2610140002"),
        ("funding:1:2026-02:1", ""),
    ],
)
def test_the_world_outside_names_a_thing_without_the_balance_behind_it(reference, name):
    assert ledger.outside_name(reference) == name
