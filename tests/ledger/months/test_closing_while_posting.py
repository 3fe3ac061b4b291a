"""A month closes while eight threads post into it: each posting is counted in it or stands after it; none is lost."""

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from srikandi import ledger
from srikandi.clock import Month
from srikandi.database import current_session, unit_of_work
from srikandi.ledger import Consent, Journal, LateJournal
from srikandi.money import Money
from srikandi.places import District
from srikandi.users import Role
from tests.ledger.book import bank, entry, funds, make_district
from tests.people import SYSTEM, make_user

NOVEMBER = Month(2026, 11)
INSIDE = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)
AFTER = datetime(2026, 12, 3, 3, tzinfo=UTC)
EIGHT = [f"bank:{number}" for number in range(8)]
EARLY, LATE = EIGHT[:4], EIGHT[4:]


@pytest.fixture
def district(session):
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite has one writer at a time; the lock is PostgreSQL's")
    with time_machine.travel(AFTER, tick=False):
        made = make_district(session)
        post(session, made, "bank:100")
        people = [make_user(session, role) for role in (Role.TREASURER, Role.BRANCH)]
        consents = tuple(Consent(one.id, party) for one, party in zip(people, (1, 2), strict=True))
        session.commit()
        yield made, consents


def post(session, district_id, reference):
    """Book money of a payer of its own: whoever pays into one pot takes turns, and would wait for each other here."""
    payer = funds(district_id, party=int(reference.partition(":")[2]))
    said = entry(reference, (bank(district_id), payer, 1_000))
    return ledger.post(session, replace(said, occurred_at=INSIDE), by=SYSTEM)


def close_while_eight_post(app, district_id, consents):
    """Four have posted and are not kept yet when the closing begins; four post once it has."""
    posted, closing, closed = threading.Barrier(len(EARLY) + 1), threading.Event(), threading.Event()
    failed = []

    def work(deed):
        try:
            with app.app_context(), unit_of_work(current_session()) as kept:
                deed(kept.session)
        except Exception as error:  # noqa: BLE001 - whatever it was, the test looks at it
            failed.append(error)

    def early(reference):
        def deed(session):
            post(session, district_id, reference)
            posted.wait(10)
            closed.wait(0.5)

        work(deed)

    def late(reference):
        closing.wait(10)
        work(lambda session: post(session, district_id, reference))

    def close():
        def deed(session):
            found = session.get_one(District, district_id)
            closing.set()
            ledger.close_month(session, found, NOVEMBER, consents=consents, content_hash="h", by=SYSTEM)

        posted.wait(10)
        work(deed)
        closed.set()

    threads = [threading.Thread(target=early, args=(one,)) for one in EARLY]
    threads += [threading.Thread(target=late, args=(one,)) for one in LATE] + [threading.Thread(target=close)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def test_every_posting_is_counted_in_the_month_or_stands_after_it(app, session, district):
    assert close_while_eight_post(app, *district) == []
    (row,) = ledger.closed_months(session, district[0]).values()
    journals = session.scalars(select(Journal).where(Journal.reference.in_(EIGHT))).all()
    inside = {one.reference for one in journals if one.occurred_at < row.until_at}
    noted = set(session.scalars(select(LateJournal.journal_id)))
    assert {one.reference for one in journals} == set(EIGHT)
    assert inside >= set(EARLY)
    assert noted == {one.id for one in journals if one.reference not in inside}
    assert (row.journals, row.turnover) == (1 + len(inside), Money(1_000 * (1 + len(inside))))
    assert ledger.verify(session) == []


@pytest.mark.leaves_a_broken_book
def test_without_the_lock_postings_slip_into_the_closed_month_uncounted(app, session, district, monkeypatch):
    monkeypatch.setattr("srikandi.ledger.months.closing.lock_book", lambda _session: None)
    assert close_while_eight_post(app, *district) == []
    (row,) = ledger.closed_months(session, district[0]).values()
    slipped = session.scalars(select(Journal).where(Journal.reference.in_(EARLY), Journal.occurred_at < row.until_at))
    assert row.journals < 1 + len(slipped.all())
    assert {one.check for one in ledger.verify(session)} == {"closed", "closed_balances"}
