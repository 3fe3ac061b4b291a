"""Who takes the book alone waits for postings under way, so that no older number can still appear behind the newest."""

import threading

import pytest
from sqlalchemy import func, select

from srikandi import ledger
from srikandi.database import current_session, unit_of_work
from srikandi.ledger import Journal
from tests.ledger.book import drop_guards, make_district, receive


@pytest.fixture
def district(session):
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time; the lock is PostgreSQL's")
    made = make_district(session)
    receive(session, made, 1, reference="bank:0")
    session.commit()
    return made


def newest_seen_while_somebody_posts(app, district):
    """Post a journal, and before it is kept ask for the newest number, the way sealing does; give both numbers."""
    posted, asking, answered = threading.Event(), threading.Event(), threading.Event()
    numbers: dict[str, int] = {}

    def post():
        with app.app_context(), unit_of_work(current_session()) as work:
            numbers["posted"] = receive(work.session, district, 5, reference="bank:1").id
            posted.set()
            asking.wait(5)
            answered.wait(0.5)

    def ask():
        posted.wait(5)
        with app.app_context(), unit_of_work(current_session()) as work:
            asking.set()
            ledger.lock_book(work.session)
            numbers["seen"] = work.session.scalars(select(func.max(Journal.id))).one()
            answered.set()

    threads = [threading.Thread(target=one) for one in (post, ask)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return numbers


def test_who_takes_the_book_sees_the_posting_that_was_under_way(app, district):
    numbers = newest_seen_while_somebody_posts(app, district)
    assert numbers["seen"] == numbers["posted"]


@pytest.mark.leaves_a_broken_book
def test_without_the_shared_lock_the_posting_would_be_missed(app, session, district):
    drop_guards(session, "journal")
    session.commit()
    numbers = newest_seen_while_somebody_posts(app, district)
    assert numbers["seen"] < numbers["posted"]
