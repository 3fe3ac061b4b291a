"""The last two joiners, a joiner and the deadline, fifty at once: exactly one outcome."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from itertools import cycle
from threading import Barrier

import pytest

from srikandi import clock, ledger, pledges, programme
from srikandi.database import unit_of_work
from srikandi.pledges import Consortium, ConsortiumStatus, Pledge, PledgeStatus
from srikandi.pledges.joining import deciding, gathering
from tests.counts import times
from tests.database.at_once import at_once, kept_or_refused
from tests.pledges.making import SYSTEM, a_company, a_scene
from tests.pledges.together.gathering import a_consortium, bring, join, listed, promises

TIMES = times(4, full=50)
MANY = 50
DONE, MOVED = "done", "ConsortiumMoved"


@pytest.fixture
def scene(session):
    made = a_scene(session, lives=10 * TIMES + 20)
    session.commit()
    return made


@pytest.fixture
def companies(session, scene):
    made = [a_company(session, scene, f"PT Peserta {number}") for number in range(MANY)]
    session.commit()
    return made


def done(deed):
    """Do it in a work of its own, and give what became of it."""

    def told(session):
        deed(session)
        return DONE

    return kept_or_refused(told)


def gathering_one(session, scene, *, members, leader=None):
    # The deadline of these tests is that of joining: it has to come before a met consortium's holds end.
    tomorrow = clock.today() + timedelta(days=1)
    asked = {"target_members": members, "target_lives": None, "join_on": tomorrow}
    consortium = a_consortium(session, scene, lives=1, leader=leader, **asked)
    found = consortium.id
    session.commit()
    return found


def joining(consortium_id, actor):
    return done(lambda one: join(one, one.get_one(Consortium, consortium_id), actor, 1))


def test_the_last_two_joiners_at_once_meet_the_condition_once(app, session, scene, companies):
    for leader, *joiners in rounds(companies, 4):
        consortium_id = gathering_one(session, scene, members=3, leader=leader)
        outcome = at_once(app, *(joining(consortium_id, company) for company in joiners))
        session.rollback()
        consortium = session.get_one(Consortium, consortium_id)
        assert Counter(outcome) == {DONE: 2, MOVED: 1}
        assert consortium.status is ConsortiumStatus.MET
        assert consortium.content_hash == pledges.joint_hash(session, consortium)
        assert len(promises(session, consortium)) == 3
    assert len(listed(session, scene.pool_id)) == 10 * TIMES + 20 - 3 * TIMES


def rounds(companies, size):
    """Give so many others in each round: nobody may hold more than ten promises that are not signed."""
    found = cycle(companies)
    return [[next(found) for _ in range(size)] for _ in range(TIMES)]


def a_joiner_and_the_deadline(app, session, scene, leader, company):
    """Let both happen at once; give the status and what became of the joiner and of the sweep."""
    consortium_id = gathering_one(session, scene, members=2, leader=leader)
    late = session.get_one(Consortium, consortium_id).join_until + timedelta(seconds=1)
    session.rollback()
    sweep = done(lambda one: programme.expire_consortia(one, at=late))
    outcome = at_once(app, joining(consortium_id, company), sweep)
    session.rollback()
    return session.get_one(Consortium, consortium_id), outcome


def test_a_joiner_and_the_deadline_at_once_have_one_outcome(app, session, scene, companies):
    free = len(listed(session, scene.pool_id))
    for leader, company in rounds(companies, 2):
        consortium, outcome = a_joiner_and_the_deadline(app, session, scene, leader, company)
        statuses = Counter(one.status for one in promises(session, consortium))
        if consortium.status is ConsortiumStatus.MET:
            assert (outcome, statuses) == ([DONE, DONE], {PledgeStatus.OFFERED: 2})
            free -= 2
        else:
            assert consortium.status is ConsortiumStatus.EXPIRED
            assert (outcome, statuses) == ([MOVED, DONE], {PledgeStatus.EXPIRED: 1})
        assert len(listed(session, scene.pool_id)) == free
    assert list(ledger.verify(session)) == []


def test_without_the_lock_the_deadline_lets_go_of_what_was_just_met(session, scene, companies, monkeypatch):
    """The negative control: the sweep decides on what it saw before the last one joined, and holds no row."""
    consortium = session.get_one(Consortium, gathering_one(session, scene, members=2))
    late = consortium.join_until + timedelta(seconds=1)
    join(session, consortium, companies[0], 1)

    def as_seen_before(_session, seen):
        seen.status = ConsortiumStatus.GATHERING
        return seen

    monkeypatch.setattr(deciding, "lock_consortium", as_seen_before)
    deciding.expire_one(session, consortium, at=late, by=SYSTEM)
    with pytest.raises(AssertionError):
        assert consortium.status is ConsortiumStatus.MET


def test_fifty_joiners_at_once_are_in_or_told_so(app, session, scene, companies):
    consortium_id = gathering_one(session, scene, members=10)
    outcome = Counter(at_once(app, *(joining(consortium_id, company) for company in companies)))
    session.rollback()
    consortium = session.get_one(Consortium, consortium_id)
    assert outcome == {DONE: 9, MOVED: MANY - 9}
    assert consortium.status is ConsortiumStatus.MET
    assert len(promises(session, consortium)) == 10
    assert len(listed(session, scene.pool_id)) == 10 * TIMES + 20 - 10


def test_without_the_queue_fifty_joiners_run_past_the_condition(app, session, scene, companies, monkeypatch):
    """The negative control: each looks whether it may still join before anybody has joined."""
    consortium_id = gathering_one(session, scene, members=3)
    everybody_has_looked, real = Barrier(6), gathering.check_may_join

    def send(company, session):
        with unit_of_work(session, write=False):
            real(session, session.get_one(Consortium, consortium_id), company.organisation_id)
        everybody_has_looked.wait(timeout=60)
        return joining(consortium_id, company)(session)

    monkeypatch.setattr(gathering, "check_may_join", lambda *_: None)
    outcome = Counter(at_once(app, *(partial(send, company) for company in companies[:6])))
    with pytest.raises(AssertionError):
        assert outcome == {DONE: 2, MOVED: 4}


def test_the_same_form_twenty_times_at_once_joins_once(app, session, scene, companies):
    consortium_id = gathering_one(session, scene, members=5)
    own = bring(companies[0], 2, key="formulir-yang-sama")

    def send(one):
        pledges.join_consortium(one, one.get_one(Consortium, consortium_id), own, by=companies[0])

    assert set(at_once(app, *[done(send)] * 20)) == {DONE}
    session.rollback()
    assert len(promises(session, session.get_one(Consortium, consortium_id))) == 2
    assert session.query(Pledge).count() == 2
    assert clock.now() < session.get_one(Consortium, consortium_id).join_until
