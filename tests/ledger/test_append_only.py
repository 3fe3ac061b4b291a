"""The database itself refuses to change the book, whoever asks; without its triggers it would not."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from srikandi import database, ledger
from tests.ledger.book import change_routine, drop_guards, make_district, receive

TABLES = ("account", "journal", "transfer")
CHANGES = [
    "UPDATE transfer SET amount = amount + 1",
    "DELETE FROM transfer",
    "UPDATE journal SET memo = 'lain'",
    "UPDATE journal SET recorded_at = occurred_at",
    "UPDATE account SET is_guarded = NOT is_guarded",
    "UPDATE account SET kind = 'bank'",
    "DELETE FROM account WHERE id NOT IN (SELECT account_id FROM account_balance)",
    "UPDATE account_balance SET credits = credits + 1",
    "UPDATE account_balance SET credits = credits + 1000, last_transfer_id = 1",
    "DELETE FROM account_balance",
    "INSERT INTO account_balance (account_id, cell, debits, credits) SELECT 1, 1, 0, 5",
]
SQLITE_ONLY = [
    "INSERT OR REPLACE INTO transfer SELECT id, journal_id, debit_account_id, credit_account_id, 1 FROM transfer",
    "UPDATE OR REPLACE transfer SET amount = 1",
    "INSERT OR REPLACE INTO account_balance SELECT account_id, cell, 0, 99, NULL FROM account_balance",
]
POSTGRESQL_ONLY = [
    "TRUNCATE transfer CASCADE",
    "TRUNCATE account_balance",
    "SET LOCAL session_replication_role = replica; UPDATE transfer SET amount = 1",
]


@pytest.fixture
def book(session):
    receive(session, make_district(session), 1000)
    session.commit()
    return session


def try_it(session, change):
    with session.begin_nested():
        for statement in change.split("; "):
            session.execute(text(statement))


@pytest.mark.parametrize("change", CHANGES)
def test_what_stands_in_the_book_stays(book, change):
    with pytest.raises(IntegrityError, match=r"append-only|kept by transfers only|fk_|FOREIGN KEY"):
        try_it(book, change)
    book.rollback()
    assert ledger.verify(book) == []


@pytest.mark.parametrize("change", SQLITE_ONLY)
@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_sqlite_has_no_back_door_by_replacing(book, change):
    with pytest.raises(IntegrityError, match=r"append-only|kept by transfers only"):
        try_it(book, change)


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_without_recursive_triggers_replacing_would_overwrite_the_book(book):
    book.rollback()
    book.connection().exec_driver_sql("PRAGMA recursive_triggers = OFF")
    drop_guards(book, "account_balance")
    try_it(book, SQLITE_ONLY[0])
    assert book.scalar(text("SELECT max(amount) FROM transfer")) == 1


@pytest.mark.parametrize("change", POSTGRESQL_ONLY)
@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_postgresql_has_no_back_door_by_truncating_or_replicating(book, change):
    with pytest.raises(DBAPIError, match=r"append-only|kept by transfers only"):
        try_it(book, change)


@pytest.mark.parametrize("change", [change for change in CHANGES if change.startswith("UPDATE")])
def test_without_the_triggers_the_same_change_would_go_through(book, change):
    drop_guards(book, *TABLES, "account_balance")
    try_it(book, change)
    assert ledger.verify(book)


def test_a_balance_follows_only_transfers_although_somebody_repeats_the_last_one(book):
    again = "UPDATE account_balance SET credits = credits + 1000, last_transfer_id = (SELECT max(id) FROM transfer)"
    with pytest.raises(IntegrityError, match="kept by transfers only"):
        try_it(book, again)


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_a_routine_that_writes_otherwise_than_the_code_says_is_named(book):
    assert "write_journal" not in database.missing(book.connection())
    change_routine(book, "write_journal", "amounts[place]", "1")
    assert "write_journal" in database.missing(book.connection())
    database.install(book.connection())
    assert database.missing(book.connection()) == []


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_a_routine_that_once_took_something_else_does_not_stand_beside_its_successor(book):
    old = "CREATE FUNCTION write_journal(said json, OUT written bigint) LANGUAGE plpgsql AS $$ BEGIN END $$"
    book.connection().exec_driver_sql(old)
    database.install(book.connection())
    assert book.scalar(text("SELECT count(*) FROM pg_proc WHERE proname = 'write_journal'")) == 1
    assert database.missing(book.connection()) == []
