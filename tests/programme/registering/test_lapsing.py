"""Cover ends with its last month, not before and not silently later."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import func, select

from srikandi import ledger, programme
from srikandi.pledges import Hold, HoldStatus, PledgeStatus
from srikandi.pools import MemberStatus, PoolMember
from srikandi.residents import Resident, ResidentStatus
from tests.pledges.making import SYSTEM, a_scene, an_agreed_pledge, pay, terms_of
from tests.programme.registering.answers import an_answer
from tests.programme.test_money_story import a_sent_batch


@pytest.fixture
def delivered(session):
    """A pledge of three lives for one month, delivered to the end."""
    scene = a_scene(session)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=3, months=1))
    pay(session, pledge, 3 * 37_800)
    batch = a_sent_batch(session, scene, pledge.start_month)
    programme.read_answer(session, batch, an_answer(accepted=[1, 2, 3]), filename="1.csv", by=scene.branch)
    assert pledge.status is PledgeStatus.COMPLETED
    return pledge


def covered(session):
    return session.scalar(select(func.count(Resident.id)).where(Resident.status == ResidentStatus.COVERED))


def in_month(month):
    return time_machine.travel(datetime(month.year, month.month, 15, 5, tzinfo=UTC), tick=False)


def test_in_the_last_month_everybody_is_still_covered(session, delivered):
    with in_month(delivered.start_month):
        assert programme.lapse_ended(session, by=SYSTEM) == 0
    assert covered(session) == 3


def test_the_month_after_they_have_lapsed_and_may_be_listed_again_and_a_second_sweep_finds_nobody(session, delivered):
    with in_month(delivered.start_month + 1):
        assert programme.lapse_ended(session, by=SYSTEM) == 3
        assert programme.lapse_ended(session, by=SYSTEM) == 0
    statuses = session.scalars(select(Resident.status).where(Resident.status == ResidentStatus.LAPSED)).all()
    assert len(statuses) == 3
    assert covered(session) == 0
    live = select(func.count()).where(PoolMember.status == MemberStatus.COVERED)
    assert session.scalar(live) == 0
    kept = select(func.count()).where(Hold.pledge_id == delivered.id, Hold.status == HoldStatus.KEPT)
    assert session.scalar(kept) == 0
    assert list(ledger.verify(session)) == []
