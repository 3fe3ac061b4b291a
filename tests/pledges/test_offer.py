"""An offer holds people until a deadline; what becomes of it is decided once, by somebody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from srikandi import clock, organisations, pledges, pools
from srikandi.audit import AuditEntry
from srikandi.clock import Month
from srikandi.errors import NotAllowed
from srikandi.money import Money
from srikandi.organisations import GateDeclaration, Organisation, Standing
from srikandi.pledges import Agreement, Hold, HoldStatus, Instalment, Pledge, PledgeStatus, Share
from srikandi.pools import MemberStatus, PoolMember
from srikandi.residents import Resident, ResidentStatus
from tests.pledges.making import a_scene, an_offered_pledge, shared_terms, terms_of

LATER = timedelta(days=20)


def members(session, status):
    counted = select(func.count()).select_from(PoolMember).where(PoolMember.status == status)
    return session.scalar(counted)


def test_an_offer_holds_the_first_people_in_order_and_writes_its_bill(session):
    scene = a_scene(session)
    pledge = an_offered_pledge(session, scene, shared_terms(scene))
    assert pledge.number.endswith("-0001")
    assert [hold.place for hold in pledges.holds_of(session, pledge.id)] == list(range(1, 31))
    assert members(session, MemberStatus.HELD) == 30
    assert session.scalar(select(func.count(Resident.id)).where(Resident.status == ResidentStatus.HELD)) == 30
    rows = pledges.payers_of(session, pledge.id)
    assert [(row.share, row.total, row.received) for row in rows] == [
        (Money(20_000), Money(7_200_000), Money(0)),
        (Money(15_000), Money(5_400_000), Money(0)),
    ]
    bills = pledges.bills(session, scene.district_id)
    assert [bill.amount for bill in bills] == [Money(7_200_000), Money(5_400_000)]
    assert pledges.payer_by_reference(session, bills[0].reference).id == bills[0].payer_id
    assert session.scalar(select(func.count(Instalment.id))) == 2
    assert session.scalar(select(AuditEntry.action).where(AuditEntry.subject_kind == "pledge")) == "pledge:offer"


def test_the_deadline_is_the_last_second_of_a_local_day(session):
    scene = a_scene(session)
    pledge = pledges.offer(session, terms_of(scene), by=scene.officer)
    assert pledge.hold_until.isoformat().endswith("16:59:59+00:00")
    assert timedelta(days=13) < pledge.hold_until - clock.now() < timedelta(days=15)


def test_preferred_villages_come_first(session):
    scene = a_scene(session)
    village = session.scalar(select(PoolMember.village_code).where(PoolMember.place == 5))
    pledge = pledges.offer(session, terms_of(scene, lives=3, villages=(village,)), by=scene.officer)
    held = [hold.resident_id for hold in pledges.holds_of(session, pledge.id)]
    codes = session.scalars(select(PoolMember.village_code).where(PoolMember.resident_id.in_(held)))
    assert set(codes) == {village}


def test_the_same_form_twice_is_one_pledge_and_another_body_is_refused(session):
    scene = a_scene(session)
    terms = terms_of(scene, lives=3)
    first = pledges.offer(session, terms, by=scene.officer)
    assert pledges.offer(session, terms, by=scene.officer).id == first.id
    with pytest.raises(pledges.FormUsedBefore):
        pledges.offer(session, replace(terms, lives=4), by=scene.officer)
    assert members(session, MemberStatus.HELD) == 3


def test_more_lives_than_there_are_people_is_a_clear_no(session):
    scene = a_scene(session, lives=10)
    with pytest.raises(pools.NotEnoughPeople) as refused:
        pledges.offer(session, terms_of(scene, lives=11), by=scene.officer)
    assert refused.value.available == 10


def test_a_company_without_a_gate_or_suspended_may_not_pledge(session):
    scene = a_scene(session)
    gate = session.scalar(select(GateDeclaration))
    gate.expires_on = clock.today() - timedelta(days=1)
    with pytest.raises(organisations.GateExpired):
        pledges.offer(session, terms_of(scene), by=scene.officer)
    session.get_one(Organisation, scene.company_id).standing = Standing.SUSPENDED
    with pytest.raises(organisations.Suspended):
        pledges.offer(session, terms_of(scene), by=scene.officer)


def test_only_an_organisation_offers_and_only_for_itself_and_the_pemkab(session):
    scene = a_scene(session)
    with pytest.raises(NotAllowed):
        pledges.offer(session, terms_of(scene), by=scene.maker)
    for shares in (
        (Share(scene.government_id, Money(37_800)),),
        (Share(scene.company_id, Money(30_000)), Share(scene.company_id, Money(7_800))),
        (Share(scene.company_id, Money(30_000)), Share(999_999, Money(7_800))),
    ):
        with pytest.raises(pledges.PayerNotAccepted):
            pledges.offer(session, terms_of(scene, shares=shares), by=scene.officer)


def test_cover_cannot_begin_in_a_month_that_is_over(session):
    scene = a_scene(session)
    with pytest.raises(pledges.StartsTooEarly):
        pledges.offer(session, terms_of(scene, start_month=Month.of(clock.today()) + -1), by=scene.officer)


def test_an_approval_binds_to_what_was_seen(session):
    scene = a_scene(session)
    pledge = pledges.offer(session, terms_of(scene), by=scene.officer)
    with pytest.raises(pledges.ContentChanged):
        pledges.approve(session, pledge, seen_hash="0" * 64, by=scene.checker)
    seen = pledge.content_hash
    pledge.months = 24
    session.flush()
    with pytest.raises(pledges.ContentChanged):
        pledges.approve(session, pledge, seen_hash=seen, by=scene.checker)
    pledge.months = 12
    session.flush()
    assert pledges.approve(session, pledge, seen_hash=seen, by=scene.checker).status is PledgeStatus.APPROVED


def test_whoever_offers_never_approves(session):
    scene = a_scene(session)
    pledge = pledges.offer(session, terms_of(scene), by=scene.officer)
    same = replace(scene.checker, user_id=scene.officer.user_id)
    with pytest.raises(pledges.SamePerson):
        pledges.approve(session, pledge, seen_hash=pledge.content_hash, by=same)


def test_a_refused_offer_gives_everybody_back_to_their_old_place(session):
    scene = a_scene(session)
    pledge = pledges.offer(session, terms_of(scene), by=scene.officer)
    with pytest.raises(pledges.ReasonMissing):
        pledges.refuse(session, pledge, reason=" ", by=scene.checker)
    pledges.refuse(session, pledge, reason="Belum ada MoU", by=scene.checker)
    assert pledge.status is PledgeStatus.REFUSED
    assert members(session, MemberStatus.LISTED) == 40
    again = pledges.offer(session, terms_of(scene, lives=1), by=scene.officer)
    assert [hold.place for hold in pledges.holds_of(session, again.id)] == [1]
    with pytest.raises(pledges.PledgeMoved):
        pledges.approve(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)


def test_a_hold_is_extended_twice_and_never_after_its_end(session, time_machine):
    scene = a_scene(session)
    pledge = pledges.offer(session, terms_of(scene), by=scene.officer)
    first = pledge.hold_until
    for times in (1, 2):
        pledges.extend(session, pledge, by=scene.maker)
        assert pledge.hold_until == first + timedelta(days=14 * times)
    with pytest.raises(pledges.NoMoreExtensions):
        pledges.extend(session, pledge, by=scene.maker)
    late = pledges.offer(session, terms_of(scene, lives=2), by=scene.officer)
    time_machine.move_to(clock.now() + LATER)
    with pytest.raises(pledges.HoldExpired):
        pledges.extend(session, late, by=scene.maker)
    with pytest.raises(pledges.HoldExpired):
        pledges.approve(session, late, seen_hash=late.content_hash, by=scene.checker)


def test_an_expired_hold_never_comes_back(session):
    scene = a_scene(session)
    pledge = pledges.offer(session, terms_of(scene), by=scene.officer)
    assert pledges.expire_overdue(session, at=clock.now(), by=scene.checker) == []
    (ended,) = pledges.expire_overdue(session, at=clock.now() + LATER, by=scene.checker)
    assert (ended.pledge.id, len(ended.resident_ids)) == (pledge.id, 30)
    assert pledge.status is PledgeStatus.EXPIRED
    assert members(session, MemberStatus.LISTED) == 40
    assert set(session.scalars(select(Hold.status))) == {HoldStatus.EXPIRED}
    assert pledges.expire_overdue(session, at=clock.now() + LATER, by=scene.checker) == []
    with pytest.raises(pledges.PledgeMoved):
        pledges.extend(session, pledge, by=scene.maker)


def test_deadlines_of_one_day_end_a_few_at_a_time_until_none_is_left(session, monkeypatch):
    scene = a_scene(session)
    for _ in range(5):
        pledges.offer(session, terms_of(scene, lives=1), by=scene.officer)
    monkeypatch.setattr("srikandi.pledges.holds.AT_A_TIME", 2)
    at = clock.now() + LATER
    ended = [len(pledges.expire_overdue(session, at=at, by=scene.checker)) for _ in range(4)]
    assert ended == [2, 2, 1, 0]


def test_a_pledge_that_runs_never_expires_whatever_becomes_of_its_people(session):
    scene = a_scene(session)
    pledge = pledges.offer(session, terms_of(scene), by=scene.officer)
    pledges.approve(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    pledges.agree(session, pledge, agreement=Agreement(number="12/PKS", signed_on=clock.today()), by=scene.maker)
    pledges.start_running(session, pledge, by=scene.branch)
    (ended,) = pledges.expire_overdue(session, at=clock.now() + LATER, by=scene.checker)
    assert len(ended.resident_ids) == 30
    assert (pledge.status, pledge.ended_at) == (PledgeStatus.RUNNING, None)


def test_an_agreement_needs_its_number(session):
    scene = a_scene(session)
    pledge = pledges.offer(session, terms_of(scene), by=scene.officer)
    agreement = Agreement(number="12/PKS", signed_on=clock.today())
    with pytest.raises(pledges.PledgeMoved):
        pledges.agree(session, pledge, agreement=agreement, by=scene.maker)
    pledges.approve(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    with pytest.raises(pledges.ReasonMissing):
        pledges.agree(session, pledge, agreement=replace(agreement, number=" "), by=scene.maker)
    assert pledges.agree(session, pledge, agreement=agreement, by=scene.maker).status is PledgeStatus.AGREED


def test_nobody_sees_a_foreign_pledge(session):
    scene = a_scene(session)
    pledge = pledges.offer(session, shared_terms(scene), by=scene.officer)
    foreign = replace(scene.officer, organisation_id=999_999)
    for viewer in (foreign, replace(scene.maker, district_ids=()), replace(scene.maker, district_ids=(999,))):
        with pytest.raises(pledges.PledgeUnknown):
            pledges.pledge_of(session, pledge.id, viewer=viewer)
    payer = replace(scene.officer, organisation_id=scene.government_id)
    assert pledges.pledge_of(session, pledge.id, viewer=payer).id == pledge.id, "who is asked for a share sees what for"
    pledges.accept_share(session, pledge, by=scene.maker)
    for viewer in (scene.officer, scene.maker, payer):
        assert pledges.pledge_of(session, pledge.id, viewer=viewer).id == pledge.id


def test_numbers_have_no_gaps(session):
    scene = a_scene(session)
    for _ in range(3):
        pledges.offer(session, terms_of(scene, lives=1), by=scene.officer)
    numbers = session.scalars(select(Pledge.number).order_by(Pledge.id)).all()
    assert [number[-4:] for number in numbers] == ["0001", "0002", "0003"]
