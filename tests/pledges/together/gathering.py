"""A consortium of companies: started, joined, met."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from srikandi import clock, pledges
from srikandi.clock import Month
from srikandi.money import Money
from srikandi.pledges import Commitment, ConsortiumStatus, Frame, Frequency, Pledge, Share, SuccessionRule
from srikandi.pools import MemberStatus, PoolMember
from srikandi.tariffs import Basis
from tests.pledges.making import a_company

PRICE = Money(37_800)


def a_frame(scene, **changes):
    frame = Frame(
        name="Nelayan sehat bersama",
        pool_id=scene.pool_id,
        months=2,
        start_month=Month.of(clock.today()) + 3,
        tariff_basis=Basis.PARTICIPANT_AND_REGION,
        frequency=Frequency.ONCE,
        succession_rule=SuccessionRule.NEXT,
        join_on=clock.today() + timedelta(days=30),
        target_lives=12,
        target_members=3,
        is_open=True,
    )
    return replace(frame, **changes)


def bring(actor, lives, *, key="", named=False):
    """Give what an organisation commits, all of it paid by itself."""
    return Commitment(lives, (Share(actor.organisation_id, PRICE),), named, key or uuid4().hex)


def a_consortium(session, scene, *, lives=4, leader=None, **changes):
    leader = leader or scene.officer
    return pledges.start_consortium(session, a_frame(scene, **changes), bring(leader, lives), by=leader)


def join(session, consortium, actor, lives=4):
    member = pledges.join_consortium(session, consortium, bring(actor, lives), by=actor)
    return session.get_one(Pledge, member.pledge_id)


def promises(session, consortium):
    rows = pledges.members_of(session, [consortium.id])
    return [session.get_one(Pledge, row.pledge_id) for row in rows if row.left_at is None]


def a_met_consortium(session, scene):
    consortium = a_consortium(session, scene)
    for name in ("PT Lada", "PT Timah Dua"):
        join(session, consortium, a_company(session, scene, name))
    assert consortium.status is ConsortiumStatus.MET
    return consortium


def listed(session, pool_id):
    asked = select(PoolMember.place).where(PoolMember.pool_id == pool_id, PoolMember.status == MemberStatus.LISTED)
    return list(session.scalars(asked.order_by(PoolMember.place)))
