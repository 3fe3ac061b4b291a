"""The bank's balance stands beside the book's, and what is between them has a name or is said to have none."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, update

from srikandi.money import Money, Sen
from srikandi.payments import BankStatement, banking
from srikandi.programme.receiving import import_statement
from tests.journeys.town import words
from tests.payments.pages.making import as_, enrol
from tests.payments.receiving.making import NUMBER, OPENING, Move, a_bca_file, a_desk, transfer
from tests.web.questions.counting import MOST, counted

PAGE = "/bendahara/rekening-koran/bank-dan-buku"
SPENT = Move(-40_000, "TRF KE REKANAN", 5)
CENTS = Move(20_000, "SUMBANGAN", 6, sen=50)


@pytest.fixture
def desk(session):
    made = a_desk(session, number=NUMBER)
    enrol(session, made)
    return made


def bring(session, desk, *moves, **more):
    content = a_bca_file(moves, **more)
    import_statement(session, desk.account, content, filename=f"{hash(content)}.csv", by=desk.treasurer)
    session.commit()


def standing(session, desk):
    (found,) = banking.standings(session, viewer=desk.treasurer)
    return found


def test_what_stood_there_before_and_what_waits_explain_the_whole_difference(session, desk):
    bring(session, desk, transfer(100_000, "SUMBANGAN"), SPENT, CENTS, days=(1, 10))
    found = standing(session, desk)
    assert (found.on, found.first_on) == (date(2026, 10, 10), date(2026, 10, 1))
    assert (found.book, found.closing) == (Money(120_000), Sen((OPENING + 80_000) * 100 + 50))
    assert (found.opening, found.cents) == (Sen(OPENING * 100), Sen(50))
    assert (found.unbooked_count, found.unbooked, found.rest) == (1, Sen(-4_000_000), Sen(0))


def test_the_book_is_read_at_the_moment_the_bank_speaks_of(session, desk):
    bring(session, desk, transfer(100_000, "SUMBANGAN"), days=(1, 10))
    bring(session, desk, transfer(70_000, "SUMBANGAN", 12), opening=OPENING + 100_000, days=(11, 20))
    assert (standing(session, desk).book, standing(session, desk).rest) == (Money(170_000), Sen(0))
    later = BankStatement.from_on > date(2026, 10, 5)
    session.execute(update(BankStatement).where(later).values(closing_sen=None))
    found = standing(session, desk)
    assert (found.on, found.book, found.rest) == (date(2026, 10, 10), Money(100_000), Sen(0))


def test_what_nobody_can_explain_is_said_in_so_many_words(app, session, desk):
    treasurer = as_(app, desk.treasurer)
    assert "Belum ada rekening koran yang menyebut saldo akhir" in words(treasurer.get(PAGE))
    bring(session, desk, transfer(100_000, "SUMBANGAN"), days=(1, 10))
    whole = words(treasurer.get(PAGE))
    assert "Saldo sebelum rekening koran pertama, 1 Oktober 2026 Rp100.000.000" in whole
    assert "Selisih yang belum terjelaskan" not in whole
    bring(session, desk, transfer(70_000, "SUMBANGAN", 18), opening=OPENING + 130_000, days=(15, 20))
    assert standing(session, desk).rest == Sen(3_000_000)
    page = treasurer.get(PAGE)
    assert "Selisih yang belum terjelaskan Rp30.000" in words(page)
    assert re.search(r'href="/bendahara/buku/akun/\d+"', page.text)


def test_the_page_asks_no_more_for_more_lines(app, session, desk):
    treasurer = as_(app, desk.treasurer)
    bring(session, desk, transfer(100_000, "SUMBANGAN"), days=(1, 10))
    treasurer.get(PAGE)
    with counted(session) as few:
        treasurer.get(PAGE)
    bring(session, desk, *(transfer(5_000 + n, "SUMBANGAN", 7) for n in range(20)), days=(1, 10))
    with counted(session) as many:
        treasurer.get(PAGE)
    assert len(many) == len(few)
    assert len(many) <= MOST


def test_it_reads_only_the_lines_that_lie_between(session, desk):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL reads so small a table whole")
    bring(session, desk, transfer(100_000, "SUMBANGAN"), days=(1, 10))
    with told(session) as asked:
        banking.standings(session, viewer=desk.treasurer)
    connection = session.connection()
    about = [
        (words, values) for words, values in asked if "FROM statement_line" in words or "JOIN statement_line" in words
    ]
    plans = [
        " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", given))
        for one, given in about
    ]
    by = [re.findall(r"statement_line USING INDEX ix_statement_line_(\w+)", plan) for plan in plans]
    assert by == [["account_id_booked_on"], ["unbooked"], ["cents"], ["journal_id_account_id"]]


@contextmanager
def told(session):
    """Note the statements of a piece of work, with their values."""
    noted = []

    def note(_connection, _cursor, statement, values, *_):
        noted.append((statement, values))

    event.listen(session.get_bind(), "before_cursor_execute", note)
    yield noted
    event.remove(session.get_bind(), "before_cursor_execute", note)
