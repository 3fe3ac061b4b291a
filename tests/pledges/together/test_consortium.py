"""All or nothing: held together, approved together, or let go together in the old order; no money is used before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from srikandi import clock, coverage, ledger, pledges, pools, programme
from srikandi.clock import Month
from srikandi.ledger import AccountKind
from srikandi.money import Money, total
from srikandi.pledges import (
    Commitment,
    ConsortiumStatus,
    HoldStatus,
    Pledge,
    PledgeStatus,
    Share,
    consortia,
    decisions,
)
from tests.pledges.making import a_company, a_scene, pay, terms_of
from tests.pledges.together.gathering import a_consortium, a_frame, a_met_consortium, bring, join, listed, promises

AFTER_IT_BEGAN = clock.today() + timedelta(days=60)


@pytest.fixture
def scene(session):
    return a_scene(session)


def test_people_are_held_at_each_joining_and_the_whole_is_approved_as_seen(session, scene):
    consortium = a_consortium(session, scene)
    assert consortium.number.startswith("KB-")
    second, third = (a_company(session, scene, name) for name in ("PT Lada", "PT Timah Dua"))
    first_join = join(session, consortium, second)
    assert first_join.hold_until == consortium.join_until
    assert listed(session, scene.pool_id) == list(range(9, 41))
    assert consortium.status is ConsortiumStatus.GATHERING
    join(session, consortium, third)
    assert consortium.status is ConsortiumStatus.MET
    assert {pledge.hold_until for pledge in promises(session, consortium)} != {consortium.join_until}
    with pytest.raises(pledges.ContentChanged):
        programme.approve_consortium(session, consortium, seen_hash="0" * 64, by=scene.checker)
    programme.approve_consortium(session, consortium, seen_hash=consortium.content_hash, by=scene.checker)
    assert {pledge.status for pledge in promises(session, consortium)} == {PledgeStatus.APPROVED}
    far = coverage.progress(session, [pledge.id for pledge in promises(session, consortium)])
    assert sum(one.planned for one in far.values()) == 24
    assert list(ledger.verify(session)) == []


def test_an_approval_binds_to_every_members_promise(session, scene):
    consortium = a_met_consortium(session, scene)
    seen = consortium.content_hash
    promises(session, consortium)[1].months = 3
    session.flush()
    with pytest.raises(pledges.ContentChanged):
        programme.approve_consortium(session, consortium, seen_hash=seen, by=scene.checker)


def test_nobody_who_promised_approves(session, scene):
    consortium = a_met_consortium(session, scene)
    with pytest.raises(pledges.SamePerson):
        programme.approve_consortium(session, consortium, seen_hash=consortium.content_hash, by=scene.officer)


def test_no_money_is_used_before_the_whole_is_approved(session, scene):
    consortium = a_consortium(session, scene)
    pledge = promises(session, consortium)[0]
    paid = pay(session, pledge, 4 * 2 * 37_800)
    assert (paid.funding.months_funded, paid.funding.left) == (0, Money(302_400))
    for decide in (pledges.approve, programme.approve_pledge):
        with pytest.raises(pledges.PartOfConsortium):
            decide(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    for end in (pledges.refuse, pledges.cancel):
        with pytest.raises(pledges.PartOfConsortium):
            end(session, pledge, reason="Sendiri", by=scene.officer)
    with pytest.raises(pledges.PartOfConsortium):
        pledges.extend(session, pledge, by=scene.maker)
    for name in ("PT Lada", "PT Timah Dua"):
        join(session, consortium, a_company(session, scene, name))
    programme.approve_consortium(session, consortium, seen_hash=consortium.content_hash, by=scene.checker)
    assert coverage.progress(session, [pledge.id])[pledge.id].funded == 8


def test_without_the_guard_one_promise_would_be_approved_and_funded_alone(session, scene, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(decisions, "consortium_deciding", lambda *_: None)
    pledge = promises(session, a_consortium(session, scene))[0]
    pay(session, pledge, 4 * 2 * 37_800)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    with pytest.raises(AssertionError):
        assert coverage.progress(session, [pledge.id])[pledge.id].funded == 0


def test_a_condition_that_is_not_met_lets_everybody_go_in_the_old_order(session, scene):
    consortium = a_consortium(session, scene)
    lada = a_company(session, scene, "PT Lada")
    pledge = join(session, consortium, lada)
    pay(session, pledge, 151_200)
    late = consortium.join_until + timedelta(seconds=1)
    assert programme.expire_consortia(session, at=consortium.join_until) == []
    assert programme.expire_holds(session, at=late) == [], "promises made together end together"
    assert [one.id for one in programme.expire_consortia(session, at=late)] == [consortium.id]
    assert consortium.status is ConsortiumStatus.EXPIRED
    assert listed(session, scene.pool_id) == list(range(1, 41))
    assert {one.status for one in promises(session, consortium)} == {PledgeStatus.EXPIRED}
    holds = session.scalars(select(pledges.Hold.status)).all()
    assert set(holds) == {HoldStatus.EXPIRED}
    credit = ledger.balances(session, kind=AccountKind.PAYER_FUNDS, party_id=lada.organisation_id)
    assert total(list(credit.values())) == Money(151_200)
    with pytest.raises(pledges.ConsortiumMoved):
        join(session, consortium, a_company(session, scene, "PT Terlambat"))
    assert programme.expire_consortia(session, at=late) == []


def test_a_met_condition_nobody_decides_on_ends_with_its_holds(session, scene):
    consortium = a_met_consortium(session, scene)
    until = promises(session, consortium)[0].hold_until
    assert programme.expire_consortia(session, at=until) == []
    programme.expire_consortia(session, at=until + timedelta(seconds=1))
    assert consortium.status is ConsortiumStatus.EXPIRED
    assert listed(session, scene.pool_id) == list(range(1, 41))


def test_a_refusal_and_a_calling_off_let_everybody_go(session, scene):
    met = a_met_consortium(session, scene)
    with pytest.raises(pledges.ReasonMissing):
        pledges.refuse_together(session, met, reason=" ", by=scene.checker)
    pledges.refuse_together(session, met, reason="Kuota habis", by=scene.checker)
    assert listed(session, scene.pool_id) == list(range(1, 41))
    other = a_consortium(session, scene)
    with pytest.raises(consortia.NotItsLeader):
        pledges.call_off(session, other, reason="Batal", by=a_company(session, scene, "PT Lain"))
    pledges.call_off(session, other, reason="Batal", by=scene.officer)
    assert promises(session, other)[0].status is PledgeStatus.CANCELLED
    assert listed(session, scene.pool_id) == list(range(1, 41))


def test_a_member_leaves_in_time_and_may_come_back(session, scene):
    consortium = a_consortium(session, scene)
    lada = a_company(session, scene, "PT Lada")
    join(session, consortium, lada)
    with pytest.raises(consortia.AlreadyJoined):
        join(session, consortium, lada)
    pledges.leave_consortium(session, consortium, by=lada)
    assert listed(session, scene.pool_id) == list(range(5, 41))
    with pytest.raises(consortia.NotAMember):
        pledges.leave_consortium(session, consortium, by=lada)
    with pytest.raises(consortia.LeaderStays):
        pledges.leave_consortium(session, consortium, by=scene.officer)
    join(session, consortium, lada, 5)
    met = a_company(session, scene, "PT Timah Dua")
    join(session, consortium, met)
    with pytest.raises(pledges.ConsortiumMoved):
        pledges.leave_consortium(session, consortium, by=lada)


def test_the_same_form_again_joins_once_and_with_another_body_is_refused(session, scene):
    consortium = a_consortium(session, scene)
    lada = a_company(session, scene, "PT Lada")
    first = pledges.join_consortium(session, consortium, bring(lada, 4, key="sama"), by=lada)
    assert pledges.join_consortium(session, consortium, bring(lada, 4, key="sama"), by=lada).id == first.id
    with pytest.raises(pledges.FormUsedBefore):
        pledges.join_consortium(session, consortium, bring(lada, 5, key="sama"), by=lada)
    frame, own = a_frame(scene), bring(scene.officer, 2, key="awal")
    again = [pledges.start_consortium(session, frame, own, by=scene.officer).id for _ in range(2)]
    assert len(set(again)) == 1
    with pytest.raises(pledges.FormUsedBefore):
        pledges.start_consortium(session, replace(frame, months=3), own, by=scene.officer)


def test_only_the_invited_join_what_is_not_open(session, scene):
    lada, stranger = (a_company(session, scene, name) for name in ("PT Lada", "PT Asing"))
    consortium = a_consortium(session, scene, is_open=False, invited=(lada.organisation_id or 0,))
    with pytest.raises(consortia.NotInvited):
        join(session, consortium, stranger)
    with pytest.raises(pledges.ConsortiumUnknown):
        pledges.visible_consortium(session, consortium.id, viewer=stranger)
    assert pledges.visible_consortium(session, consortium.id, viewer=lada).id == consortium.id
    join(session, consortium, lada)
    with pytest.raises(consortia.NotItsLeader):
        pledges.invite(session, consortium, [stranger.organisation_id or 0], by=lada)
    pledges.invite(session, consortium, [stranger.organisation_id or 0], by=scene.officer)
    join(session, consortium, stranger)
    assert consortium.status is ConsortiumStatus.MET


def test_the_pemkab_joins_with_lives_of_its_own(session, scene):
    consortium = a_consortium(session, scene, target_members=2, target_lives=10, invited=(scene.government_id,))
    pemkab = replace(scene.maker, organisation_id=scene.government_id)
    join(session, consortium, pemkab, 6)
    assert consortium.status is ConsortiumStatus.MET


def test_a_promise_with_a_partner_counts_once_the_partner_has_said_yes(session, scene):
    consortium = a_consortium(session, scene, target_members=2, target_lives=None)
    lada = a_company(session, scene, "PT Lada")
    shares = (Share(lada.organisation_id, Money(22_800)), Share(scene.government_id, Money(15_000)))
    pledges.join_consortium(session, consortium, Commitment(3, shares, False, uuid4().hex), by=lada)
    assert consortium.status is ConsortiumStatus.GATHERING
    pledges.accept_share(session, promises(session, consortium)[1], by=scene.maker)
    assert consortium.status is ConsortiumStatus.MET


def test_whoever_has_not_settled_its_shares_when_the_condition_is_met_is_let_go(session, scene):
    consortium = a_consortium(session, scene, target_members=2, target_lives=None)
    lada, timah = (a_company(session, scene, name) for name in ("PT Lada", "PT Timah Dua"))
    shares = (Share(lada.organisation_id, Money(22_800)), Share(scene.government_id, Money(15_000)))
    open_one = pledges.join_consortium(session, consortium, Commitment(3, shares, False, uuid4().hex), by=lada)
    join(session, consortium, timah)
    assert consortium.status is ConsortiumStatus.MET
    assert session.get_one(Pledge, open_one.pledge_id).status is PledgeStatus.CANCELLED
    assert len(promises(session, consortium)) == 2


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"target_lives": None, "target_members": None}, consortia.ConditionMissing),
        ({"target_members": 1}, consortia.ConditionOutOfBounds),
        ({"target_lives": 0}, consortia.ConditionOutOfBounds),
        ({"target_amount": Money(0)}, consortia.ConditionOutOfBounds),
        ({"join_on": clock.today()}, consortia.GatheringTooLong),
        ({"join_on": clock.today() + timedelta(days=93)}, consortia.GatheringTooLong),
        (
            {"start_month": Month.of(clock.today()) + 1, "join_on": AFTER_IT_BEGAN},
            consortia.GatheringTooLong,
        ),
    ],
)
def test_a_condition_has_to_be_one(session, scene, changes, refusal):
    with pytest.raises(refusal):
        a_consortium(session, scene, **changes)


def test_rupiah_can_be_the_condition(session, scene):
    consortium = a_consortium(session, scene, target_lives=None, target_members=None, target_amount=Money(600_000))
    assert consortium.status is ConsortiumStatus.GATHERING
    join(session, consortium, a_company(session, scene, "PT Lada"))
    assert consortium.status is ConsortiumStatus.MET


def test_other_promises_go_on_beside_it(session, scene):
    a_consortium(session, scene)
    alone = pledges.offer(session, terms_of(scene, lives=3), by=scene.officer)
    programme.approve_pledge(session, alone, seen_hash=alone.content_hash, by=scene.checker)
    assert pools.available(session, scene.pool_id) == 33
