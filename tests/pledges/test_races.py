"""Fifty companies, in the long run five hundred, want the same thirty people at once."""

from __future__ import annotations

from collections import Counter
from functools import partial
from threading import Barrier, local
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text, update

from srikandi import database, pledges, pools
from srikandi.database import unit_of_work
from srikandi.pledges import Hold, Pledge
from srikandi.pools import MemberStatus, PoolMember
from tests.counts import times
from tests.database.at_once import at_once, kept_or_refused
from tests.pledges.making import a_scene, let_many_be_open, terms_of

OFFERS = times(50, full=500)
CONTROL = 12
"""Who all hold a connection at once while they look."""
LIVES = 30
EACH = 3


def run_offers(app, scene, keys, first=lambda: None):
    """Send one offer per key, all at the same moment, each in a work of its own; give what became of them."""

    def send(key, session):
        return pledges.offer(session, terms_of(scene, lives=EACH, months=1, form_key=key), by=scene.officer).id

    def look_and_send(key, session):
        first()
        return kept_or_refused(partial(send, key))(session)

    return at_once(app, *(partial(look_and_send, key) for key in keys))


def held(session):
    session.rollback()
    return session.scalar(select(func.count(Hold.id)))


@pytest.fixture
def scene(session):
    made = a_scene(session, lives=LIVES)
    let_many_be_open(session)
    session.commit()
    return made


def test_all_offers_at_once_hold_exactly_thirty_people(app, session, scene):
    outcome = Counter(str(one)[:15] for one in run_offers(app, scene, [uuid4().hex for _ in range(OFFERS)]))
    assert held(session) == LIVES
    assert session.scalar(select(func.count(Hold.resident_id.distinct()))) == LIVES
    assert session.scalar(select(func.count(Pledge.id))) == LIVES // EACH
    assert outcome["NotEnoughPeople"] == OFFERS - LIVES // EACH


@pytest.mark.leaves_a_broken_book
def test_without_the_lock_the_same_offers_oversell(app, session, scene, monkeypatch):
    """The negative control: looking and taking come apart, and no unique index stands behind them."""
    session.execute(text("DROP INDEX uq_hold_live_resident"))
    session.commit()
    seen, everybody_has_looked = local(), Barrier(CONTROL)

    def look():
        free = select(PoolMember.resident_id, PoolMember.place).where(PoolMember.status == MemberStatus.LISTED)
        with unit_of_work(database.current_session(), write=False) as work:
            seen.members = work.session.execute(free.order_by(PoolMember.place).limit(EACH)).all()
        everybody_has_looked.wait(timeout=60)

    def take(session, pool_id, *, lives, villages=()):
        ids = [member.resident_id for member in seen.members]
        session.execute(update(PoolMember).where(PoolMember.resident_id.in_(ids)).values(status=MemberStatus.HELD))
        return seen.members

    monkeypatch.setattr(pools, "take", take)
    run_offers(app, scene, [uuid4().hex for _ in range(CONTROL)], first=look)
    with pytest.raises(AssertionError):
        assert held(session) == LIVES


def test_the_same_form_many_times_at_once_makes_one_pledge(app, session, scene):
    outcome = run_offers(app, scene, ["formulir-yang-sama"] * times(20, full=50))
    assert len(set(outcome)) == 1
    assert held(session) == EACH
