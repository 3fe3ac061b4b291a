"""A proposal taken back while it is confirmed: one of the two happens, never both."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from srikandi import closings, database, ledger
from srikandi.closings import MonthProposal, NoProposal, ProposalStatus
from srikandi.places import District
from srikandi.programme import closing
from tests.programme.closing.months import NOVEMBER, a_list, an_ended_month, bill, explain_all

OCTOBER = datetime(2026, 10, 5, 3, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 3, 3, tzinfo=UTC)


@pytest.fixture
def proposed(session):
    with time_machine.travel(OCTOBER, tick=False) as traveller:
        made = an_ended_month(session, lives=5)
        traveller.move_to(DECEMBER)
        bill(session, made, lives=5, people=a_list(range(1, 6)))
        explain_all(session, made)
        closing.propose_close(session, made.district, NOVEMBER, by=made.treasurer)
        session.commit()
        yield made


def both_at_once(app, session, ended, monkeypatch, read):
    """Take the proposal back while, between its reading and its writing, the branch confirms it."""
    done = threading.Event()

    def confirm():
        with app.app_context():
            try:
                with database.unit_of_work(database.current_session()) as work:
                    said = {"seen_hash": content_hash, "by": ended.branch}
                    closing.confirm_close(work.session, work.session.get_one(District, place), NOVEMBER, **said)
            except NoProposal:
                pass
            finally:
                database.db.session.remove()
                done.set()

    def slowly(*asked):
        found = read(*asked)
        if not rival.is_alive() and not done.is_set():
            rival.start()
            done.wait(2)
        return found

    place = ended.district.id
    content_hash = closings.proposals.proposal_of(session, place, NOVEMBER).content_hash
    session.rollback()
    rival = threading.Thread(target=confirm)
    with monkeypatch.context() as patched:
        patched.setattr("srikandi.closings.proposals.locked", slowly)
        with database.unit_of_work(session) as work:
            closings.proposals.withdraw(work.session, place, NOVEMBER, reason="Keliru", by=ended.treasurer)
    rival.join(20)
    is_closed = ledger.is_closed(session, place, NOVEMBER)
    status = session.scalars(select(MonthProposal.status)).one()
    session.rollback()
    return is_closed, status


def unlocked(session, district_id, month):
    return closings.proposals.proposal_of(session, district_id, month)


def test_a_proposal_is_confirmed_or_taken_back_never_both(app, session, proposed, monkeypatch):
    read = closings.proposals.locked
    found = both_at_once(app, session, proposed, monkeypatch, read)
    assert found == (False, ProposalStatus.WITHDRAWN)


def test_without_the_lock_a_closed_month_loses_its_proposal(app, session, proposed, monkeypatch):
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("writers of SQLite take turns")
    found = both_at_once(app, session, proposed, monkeypatch, unlocked)
    assert found == (True, ProposalStatus.WITHDRAWN)
