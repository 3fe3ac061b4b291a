"""Who has the database in their hands can change it; `verify` then names the row."""

import json

import pytest
from sqlalchemy import text

from srikandi import ledger
from srikandi.ledger.verification import findings
from tests.ledger.book import drop_guards, make_district, receive, restore_guards, spend
from tests.people import SYSTEM

TABLES = ("account", "journal", "transfer", "account_balance")


@pytest.fixture
def book(session):
    district = make_district(session)
    receive(session, district, 1000)
    journal = ledger.post(session, spend(district, 400, reference="fund:1"), by=SYSTEM)
    ledger.reverse(session, journal, reason="salah", by=SYSTEM)
    session.commit()
    return session


def ids(session):
    rows = session.execute(
        text(
            "SELECT reference, id FROM journal WHERE reverses_id IS NULL "
            "UNION ALL SELECT kind, id FROM journal WHERE reverses_id IS NOT NULL "
            "UNION ALL SELECT kind, id FROM account"
        )
    )
    return dict(rows.all())


def tamper(session, statement):
    drop_guards(session, *TABLES)
    session.execute(text(statement))
    restore_guards(session)


CASES = [
    (
        "UPDATE transfer SET amount = 999 WHERE journal_id = (SELECT id FROM journal WHERE reference = 'bank:1')",
        "content",
        "journal",
        "bank:1",
    ),
    ("UPDATE journal SET memo = 'lain' WHERE reference = 'fund:1'", "content", "journal", "fund:1"),
    ("UPDATE journal SET occurred_at = recorded_at WHERE reference = 'fund:1'", "content", "journal", "fund:1"),
    (
        "UPDATE transfer SET debit_account_id = credit_account_id, credit_account_id = debit_account_id",
        "content",
        "journal",
        "bank:1",
    ),
    (
        "DELETE FROM transfer WHERE journal_id = (SELECT id FROM journal WHERE reference = 'bank:1')",
        "empty",
        "journal",
        "bank:1",
    ),
    (
        "UPDATE transfer SET amount = 399 WHERE journal_id = (SELECT id FROM journal WHERE kind = 'reversal')",
        "reversal",
        "journal",
        "reversal",
    ),
    ("UPDATE account_balance SET credits = credits + 1", "balance", "account", "payer_funds"),
    ("DELETE FROM account_balance", "balance", "account", "payer_funds"),
    ("UPDATE account SET code = 'x' WHERE kind = 'bank'", "account", "account", "bank"),
]


@pytest.mark.parametrize(("statement", "check", "table", "row"), CASES)
def test_a_changed_row_is_found_and_named(book, statement, check, table, row):
    assert ledger.verify(book) == []
    number = ids(book)[row]
    tamper(book, statement)
    found = ledger.verify(book)
    assert (check, f"{table}/{number}") in {(one.check, one.subject) for one in found}
    assert all(one.message for one in found)


def test_a_transfer_added_behind_the_books_back_is_found(book):
    book.execute(
        text(
            "INSERT INTO transfer (journal_id, debit_account_id, credit_account_id, amount) "
            "SELECT journal_id, debit_account_id, credit_account_id, 5 FROM transfer ORDER BY id LIMIT 1"
        )
    )
    assert [(one.check, one.subject) for one in ledger.verify(book)] == [("content", f"journal/{ids(book)['bank:1']}")]


def test_an_overdrawn_account_is_found(book):
    drop_guards(book, *TABLES)
    book.execute(
        text("UPDATE transfer SET amount = 1 WHERE journal_id IN (SELECT id FROM journal WHERE reference = 'bank:1')")
    )
    book.execute(text("DELETE FROM transfer WHERE journal_id = (SELECT id FROM journal WHERE kind = 'reversal')"))
    assert "overdraft" in {one.check for one in ledger.verify(book)}


def test_a_missing_guard_is_found_and_so_is_one_that_was_gutted(book):
    drop_guards(book, "transfer")
    found = [one.subject for one in ledger.verify(book) if one.check == "trigger"]
    assert any("transfer_append_only" in name for name in found)
    restore_guards(book)
    assert ledger.verify(book) == []
    if book.get_bind().dialect.name == "postgresql":
        book.execute(
            text(
                "CREATE OR REPLACE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                "'BEGIN RETURN NULL; END'"
            )
        )
    else:
        book.execute(text("DROP TRIGGER srk_journal_append_only_update"))
        book.execute(text("CREATE TRIGGER srk_journal_append_only_update BEFORE UPDATE ON journal BEGIN SELECT 1; END"))
    assert any("journal_append_only" in one.subject for one in ledger.verify(book))


def test_other_rooms_add_their_checks(book, monkeypatch):
    monkeypatch.setattr(findings, "INVARIANTS", dict(findings.INVARIANTS))
    ledger.register_check("lines", lambda _session: [ledger.Finding("lines", "transfer/7", "beda")], says="uji")
    assert [one.subject for one in ledger.verify(book)] == ["transfer/7"]


@pytest.mark.leaves_a_broken_book
def test_the_command_says_yes_with_0_and_no_with_1(app, book):
    runner = app.test_cli_runner()
    fine = runner.invoke(args=["ledger", "verify", "--json"])
    answer = json.loads(fine.output)
    assert (fine.exit_code, answer["ok"], answer["findings"]) == (0, True, [])
    tamper(book, CASES[0][0])
    book.commit()
    wrong = runner.invoke(args=["ledger", "verify", "--json"])
    answer = json.loads(wrong.output)
    assert (wrong.exit_code, answer["ok"]) == (1, False)
    assert f"journal/{ids(book)['bank:1']}" in {one["subject"] for one in answer["findings"]}
    assert runner.invoke(args=["ledger", "verify"]).exit_code == 1
    assert runner.invoke(args=["ledger", "verify", "--apa"]).exit_code == 2


def test_the_trial_balance_is_printed_and_even(app, book):
    runner = app.test_cli_runner()
    answer = json.loads(runner.invoke(args=["ledger", "trial-balance", "--json"]).output)
    assert answer["totals"] == {"debit": 1000, "credit": 1000}
    assert {one["kind"]: one["balance"] for one in answer["accounts"]} == {
        "bank": 1000,
        "payer_funds": 1000,
        "committed_funds": 0,
    }
    words = runner.invoke(args=["ledger", "trial-balance"])
    assert words.exit_code == 0
    assert words.output.count("1.000") == 4
