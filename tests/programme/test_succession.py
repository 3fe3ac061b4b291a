"""Somebody leaves and nothing is lost: the next in order, waiting, or credit."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from srikandi import clock, coverage, ledger, pledges, programme
from srikandi.coverage import LifeMonth, Progress
from srikandi.ledger import AccountKey, AccountKind
from srikandi.money import Money
from srikandi.pledges import HoldStatus, PledgeStatus, SuccessionRule
from srikandi.pools import MemberStatus, PoolMember
from srikandi.residents import Resident, ResidentStatus
from tests.pledges.making import a_scene, an_agreed_pledge, pay, shared_terms, terms_of
from tests.programme.registering.answers import an_answer


def progress(session, pledge):
    return coverage.progress(session, [pledge.id])[pledge.id]


def at_place(session, place):
    asked = select(Resident).join(PoolMember, PoolMember.resident_id == Resident.id).where(PoolMember.place == place)
    return session.scalars(asked).one()


def leave(session, scene, place, reason="moved"):
    return programme.exit_resident(session, at_place(session, place), reason=reason, on=clock.today(), by=scene.maker)


def sitting(session, pledge):
    asked = (
        select(LifeMonth.resident_id).where(LifeMonth.pledge_id == pledge.id).order_by(LifeMonth.month, LifeMonth.seat)
    )
    return list(session.scalars(asked))


def an_active_pledge(session, scene, **changes):
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=3, months=3, **changes))
    pay(session, pledge, 9 * 37_800)
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    programme.send_batch(session, batch, letter_number="1", by=scene.maker)
    programme.read_answer(session, batch, an_answer(accepted=[1, 2, 3]), filename="1.csv", by=scene.branch)
    return pledge


def test_unused_months_pass_to_the_next_in_order_the_same_day(session):
    scene = a_scene(session, lives=10)
    pledge = an_active_pledge(session, scene)
    passed = leave(session, scene, 2, reason="died")
    assert (passed.seats, passed.waiting) == ((2,), 0)
    first, second, third = (at_place(session, place).id for place in (1, 2, 3))
    fourth = at_place(session, 4).id
    assert sitting(session, pledge) == [first, second, third] + [first, fourth, third] * 2
    assert progress(session, pledge) == Progress(funded=6, active=3)
    session.expire_all()
    assert (at_place(session, 2).status, at_place(session, 4).status) == (ResidentStatus.EXITED, ResidentStatus.HELD)
    second_batch = programme.build_batch(session, scene.district_id, month=pledge.start_month + 1, by=scene.maker)
    assert [line.resident_id for line in coverage.lines_of(session, second_batch)] == [fourth]
    confirmed = programme.confirm_month(
        session, scene.district_id, month=pledge.start_month + 1, document_number="BA/1", by=scene.branch
    )
    assert confirmed.life_months == 2


def test_with_nobody_left_the_seat_waits_and_is_filled_later(session):
    scene = a_scene(session, lives=3)
    pledge = an_active_pledge(session, scene)
    assert leave(session, scene, 2).waiting == 1
    assert progress(session, pledge) == Progress(funded=4, active=3, waiting=2)
    assert programme.fill_waiting(session, pledge, by=scene.maker).waiting == 1


def test_a_pledge_that_ends_gives_the_money_of_a_waiting_seat_back(session):
    scene = a_scene(session, lives=10)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=3, months=3, succession_rule=SuccessionRule.ASK))
    pay(session, pledge, 37_800)
    assert leave(session, scene, 1).waiting == 1
    assert progress(session, pledge) == Progress(planned=6, waiting=3)
    programme.expire_holds(session, at=pledge.hold_until + timedelta(seconds=1), by=scene.maker)
    assert (pledge.status, progress(session, pledge)) == (PledgeStatus.EXPIRED, Progress(released=9))
    assert pledges.payers_of(session, pledge.id)[0].received == Money(37_800)
    committed = AccountKey(AccountKind.COMMITTED_FUNDS, scene.district_id, scene.company_id, pledge.id)
    assert ledger.balance(session, committed) == Money(0)


def test_the_rule_ask_waits_for_a_decision(session):
    scene = a_scene(session, lives=10)
    pledge = an_active_pledge(session, scene, succession_rule=SuccessionRule.ASK)
    leave(session, scene, 2)
    assert progress(session, pledge) == Progress(funded=4, active=3, waiting=2)
    assert programme.fill_waiting(session, pledge, by=scene.maker).successors == (at_place(session, 4).id,)
    assert progress(session, pledge) == Progress(funded=6, active=3)


def test_the_rule_return_gives_each_payer_its_money_back_as_credit(session):
    scene = a_scene(session, lives=10)
    terms = shared_terms(scene, lives=3, months=3, succession_rule=SuccessionRule.RETURN)
    pledge = an_agreed_pledge(session, scene, terms)
    for payer, share in enumerate((20_000, 15_000)):
        pay(session, pledge, 9 * share, payer=payer)
    leave(session, scene, 2)
    assert progress(session, pledge) == Progress(funded=6, released=3)
    for organisation, share in ((scene.company_id, 20_000), (scene.government_id, 15_000)):
        key = AccountKey(AccountKind.PAYER_FUNDS, scene.district_id, organisation, pledge.id)
        assert ledger.balance(session, key) == Money(3 * share)
    assert [row.received for row in pledges.payers_of(session, pledge.id)] == [Money(180_000), Money(135_000)]
    assert list(ledger.verify(session)) == []


def test_who_leaves_before_the_file_goes_out_is_not_in_it(session):
    scene = a_scene(session, lives=10)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=3, months=1))
    pay(session, pledge, 3 * 37_800)
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    leave(session, scene, 2)
    assert [line.seat for line in coverage.lines_of(session, batch)] == [1, 3]


def test_an_answer_for_somebody_who_has_left_activates_nobody(session):
    scene = a_scene(session, lives=10)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=3, months=1))
    pay(session, pledge, 3 * 37_800)
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    programme.send_batch(session, batch, letter_number="1", by=scene.maker)
    leave(session, scene, 2)
    report = programme.read_answer(session, batch, an_answer(accepted=[1, 2, 3]), filename="1.csv", by=scene.branch)
    assert (report.accepted, report.gone) == (2, 1)
    assert progress(session, pledge) == Progress(funded=1, active=2)
    turned_down = an_answer(rejected={2: "T03"})
    assert len(programme.read_answer(session, batch, turned_down, filename="2", by=scene.branch).strangers) == 1


def test_somebody_nobody_pays_for_just_leaves(session):
    scene = a_scene(session, lives=3)
    leave(session, scene, 3, reason="employed")
    session.expire_all()
    assert at_place(session, 3).status is ResidentStatus.EXITED
    assert session.scalar(select(PoolMember.status).where(PoolMember.place == 3)) is MemberStatus.REMOVED
    with pytest.raises(programme.ReasonUnknown):
        leave(session, scene, 2, reason="entah")


def test_at_the_deadline_funded_seats_stay_and_the_others_regain_their_place(session):
    scene = a_scene(session, lives=10)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=5, months=2))
    pay(session, pledge, 2 * 37_800)
    late = pledge.hold_until.replace(year=pledge.hold_until.year + 1)
    (ended,) = programme.expire_holds(session, at=late)
    assert ended.pledge.status is pledges.PledgeStatus.AGREED
    assert progress(session, pledge) == Progress(planned=2, funded=2, released=6)
    assert [hold.status for hold in pledges.holds_of(session, pledge.id)] == [HoldStatus.KEPT] * 2
    again = pledges.offer(session, terms_of(scene, lives=1), by=scene.officer)
    assert [hold.place for hold in pledges.holds_of(session, again.id)] == [3]
    assert programme.expire_holds(session, at=pledge.hold_until) == []


def test_an_unfunded_promise_is_cancelled_with_its_seats(session):
    scene = a_scene(session, lives=10)
    pledge = pledges.offer(session, terms_of(scene, lives=5, months=2), by=scene.officer)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    programme.cancel_pledge(session, pledge, reason="Anggaran ditunda", by=scene.officer)
    assert progress(session, pledge) == Progress(released=10)
    funded = an_agreed_pledge(session, scene, terms_of(scene, lives=5, months=2))
    pay(session, funded, 37_800)
    with pytest.raises((pledges.AlreadyFunded, pledges.PledgeMoved)):
        programme.cancel_pledge(session, funded, reason="Terlambat", by=scene.officer)
