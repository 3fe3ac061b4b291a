"""The hospital case: a seat kept free, a file of one, a clock, and nobody's place taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from srikandi import clock, coverage, ledger, pledges, pools, programme
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthStatus, urgency
from srikandi.coverage.refusals import CaseMoved, NoQuotaLeft
from srikandi.coverage.urgency import Level, UrgentStatus
from srikandi.database import index_of
from srikandi.pledges import Agreement
from srikandi.pledges.refusals import QuotaTooLarge
from srikandi.pools import PoolMember
from srikandi.programme.refusals import AlreadyHeld, QuotaUnpaid, SamePerson
from srikandi.programme.urgency import Bed, Said
from srikandi.residents import Corrections, NewPerson, Resident, ResidentKind, ResidentStatus
from tests.pledges.making import a_scene, nik_of, pay, terms_of

STRANGER = NewPerson(
    nik="1901014505900077",
    family_card="1901010101010099",
    kind=ResidentKind.REACTIVATION,
    village_code="19.01.01.2007",
    details=Corrections(name="ANI PASIEN", birth_on=date(1990, 5, 5), sex="P"),
)


@pytest.fixture
def scene(session):
    return a_scene(session, lives=12)


def promised(session, scene, *, lives=4, urgent=1, months=2, paid=True):
    pledge = pledges.offer(
        session, replace(terms_of(scene, lives=lives, months=months), urgent=urgent), by=scene.officer
    )
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    agreement = Agreement("440/12", clock.today())
    pledges.agree(session, pledge, agreement=agreement, by=scene.maker)
    if paid:
        pay(session, pledge, lives * months * 37_800)
    return pledge


def asked(session, scene, pledge, person=STRANGER):
    bed = Bed("RSUD Depati Bahrin", clock.today(), pledge.id)
    return urgency.case_of(
        session, programme.urgency.ask_urgently(session, person, bed, by=scene.maker).id, viewer=scene.maker
    )


def sent(session, scene, pledge, person=STRANGER):
    case = asked(session, scene, pledge, person)
    batch = programme.urgency.approve_urgently(session, case, by=scene.checker)
    programme.send_batch(session, batch, letter_number="440/9", by=scene.maker)
    return case, batch


def at_place(session, place):
    return session.scalars(select(Resident).where(Resident.nik_index == index_of("nik", nik_of(place)))).one()


def months_of(session, pledge, seat):
    rows = select(LifeMonth).where(LifeMonth.pledge_id == pledge.id, LifeMonth.seat == seat).order_by(LifeMonth.month)
    return session.scalars(rows.execution_options(populate_existing=True)).all()


def test_a_quota_holds_one_person_less_and_its_money_is_not_spent_on_later_months(session, scene):
    pledge = promised(session, scene, paid=False)
    assert len(pledges.holds_of(session, pledge.id)) == 3
    pay(session, pledge, 6 * 37_800)
    funded = [one.month for one in session.scalars(select(LifeMonth).where(LifeMonth.status == LifeMonthStatus.FUNDED))]
    assert sorted(funded) == [pledge.start_month] * 3 + [pledge.start_month + 1] * 2
    assert urgency.quotas_of(session, scene.district_id)[0].free == 1


def test_a_promise_is_never_all_quota(session, scene):
    with pytest.raises(QuotaTooLarge):
        promised(session, scene, lives=2, urgent=2)


def test_a_stranger_in_a_bed_is_active_this_month_with_every_moment_noted(session, scene):
    pledge = promised(session, scene)
    case, batch = sent(session, scene, pledge)
    today = Month.of(clock.today())
    assert [one.month for one in months_of(session, pledge, case.seat)] == [today, today + 1]
    assert (batch.is_urgent, coverage.count_lines(session, batch)["waiting"]) == (True, 1)
    report = programme.urgency.answer_urgently(session, batch, Said(True, card="0001234567890"), by=scene.branch)
    assert report.accepted == 1
    person = session.get_one(Resident, case.resident_id)
    assert (case.status, person.status) == (UrgentStatus.ACTIVE, ResidentStatus.COVERED)
    assert case.requested_at <= case.approved_at <= case.sent_at <= case.ended_at
    assert months_of(session, pledge, case.seat)[0].status is LifeMonthStatus.ACTIVE
    assert coverage.progress(session, [pledge.id])[pledge.id].committed == 8
    assert list(ledger.verify(session)) == []


def test_what_the_branch_turns_down_goes_back_to_the_quota_and_not_to_the_next_in_order(session, scene):
    pledge = promised(session, scene)
    case, batch = sent(session, scene, pledge)
    report = programme.urgency.answer_urgently(session, batch, Said(False, "T01"), by=scene.branch)
    assert (len(report.rejected), report.replaced, case.status) == (1, 0, UrgentStatus.REJECTED)
    assert session.get_one(Resident, case.resident_id).status is ResidentStatus.VERIFIED
    assert urgency.quotas_of(session, scene.district_id)[0].free == 1
    assert len(pledges.holds_of(session, pledge.id)) == 3
    again, second = sent(session, scene, pledge, at_place(session, 9))
    programme.urgency.answer_urgently(session, second, Said(True), by=scene.branch)
    assert again.status is UrgentStatus.ACTIVE
    assert list(ledger.verify(session)) == []


def test_somebody_who_waits_in_order_comes_out_of_turn_and_regains_the_place_when_it_is_withdrawn(session, scene):
    pledge = promised(session, scene)
    person = at_place(session, 9)
    case = asked(session, scene, pledge, person)
    programme.urgency.approve_urgently(session, case, by=scene.checker)
    programme.urgency.withdraw_urgently(session, case, reason="sudah pulang", by=scene.maker)
    member = session.get_one(PoolMember, (scene.district_id, scene.pool_id, person.id), populate_existing=True)
    assert (member.place, member.status.value) == (9, "listed")
    assert urgency.quotas_of(session, scene.district_id)[0].free == 1
    assert [row.place for row in session.scalars(select(PoolMember)) if row.place is None] == []


def test_out_of_order_stands_in_no_published_list(session, scene):
    before = pools.public_card(session, session.get_one(pools.Pool, scene.pool_id)).people
    sent(session, scene, promised(session, scene))
    assert pools.public_card(session, session.get_one(pools.Pool, scene.pool_id)).people == before


def test_the_same_person_never_asks_and_approves(session, scene):
    case = asked(session, scene, promised(session, scene))
    with pytest.raises(SamePerson):
        programme.urgency.approve_urgently(session, case, by=replace(scene.checker, user_id=scene.maker.user_id))


def test_a_quota_is_used_once(session, scene):
    pledge = promised(session, scene)
    first, second = asked(session, scene, pledge), asked(session, scene, pledge, at_place(session, 9))
    programme.urgency.approve_urgently(session, first, by=scene.checker)
    with pytest.raises(NoQuotaLeft):
        programme.urgency.approve_urgently(session, second, by=scene.checker)


def test_without_money_for_the_month_the_approver_is_told_so(session, scene):
    case = asked(session, scene, promised(session, scene, paid=False))
    with pytest.raises(QuotaUnpaid):
        programme.urgency.approve_urgently(session, case, by=scene.checker)


def test_who_is_held_already_needs_no_quota(session, scene):
    pledge = promised(session, scene)
    with pytest.raises(AlreadyHeld):
        asked(session, scene, pledge, at_place(session, 1))


def test_the_clock_says_when_it_is_time_to_call_and_when_it_is_over(session, scene):
    case = asked(session, scene, promised(session, scene))
    levels = []
    for hours in (1, 13, 25):
        with time_machine.travel(case.requested_at + timedelta(hours=hours), tick=False):
            levels.append(urgency.clock_of(case).level)
    assert levels == [Level.CALM, Level.SOON, Level.LATE]


def test_a_quota_nobody_needed_is_given_to_the_next_in_order(session, scene):
    pledge = promised(session, scene)
    assert programme.fill_waiting(session, pledge, by=scene.maker).successors == ()
    assert programme.urgency.give_up_quota(session, pledge, reason="tidak ada pasien", by=scene.checker) == 1
    assert programme.fill_waiting(session, pledge, by=scene.maker).successors == (at_place(session, 4).id,)


def test_a_file_of_one_is_not_thrown_away_and_an_ended_case_is_not_approved(session, scene):
    pledge = promised(session, scene)
    case = asked(session, scene, pledge)
    batch = programme.urgency.approve_urgently(session, case, by=scene.checker)
    with pytest.raises(coverage.UrgentStays):
        programme.discard_batch(session, batch, reason="salah", by=scene.maker)
    with pytest.raises(CaseMoved):
        programme.urgency.refuse_urgently(session, case, reason="terlambat", by=scene.checker)
