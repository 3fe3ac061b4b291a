"""A promise goes on for the same people: asked before its last month, made by one click, nobody held twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from srikandi import coverage, ledger, pledges, programme, tariffs
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthStatus, NothingToSend
from srikandi.messages import Message
from srikandi.money import Money
from srikandi.pledges import Hold, HoldStatus, PledgeStatus, holds, renewals
from srikandi.pledges.renewals import RenewalOffer, RenewalSeat, SeatStatus
from srikandi.programme import NotYetToRenew, Ways
from srikandi.residents import Resident, ResidentStatus
from srikandi.tariffs import Basis, NewTariff
from tests.pledges.making import SYSTEM, a_scene, an_agreed_pledge, pay, terms_of
from tests.programme.registering.answers import an_answer
from tests.programme.test_money_story import a_sent_batch

LIVES, MONTHS, TARIFF = 3, 2, 37_800
WAYS = Ways("https://srikandi.example")


@pytest.fixture
def scene(session):
    return a_scene(session)


@pytest.fixture
def old(session, scene):
    """A promise that is delivered to its last month."""
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=LIVES, months=MONTHS))
    pay(session, pledge, LIVES * MONTHS * TARIFF)
    batch = a_sent_batch(session, scene, pledge.start_month)
    programme.read_answer(session, batch, an_answer(accepted=[1, 2, 3]), filename="1.csv", by=scene.branch)
    confirm(session, scene, pledge.start_month + 1)
    assert pledge.status is PledgeStatus.COMPLETED
    return pledge


def confirm(session, scene, month):
    return programme.confirm_month(session, scene.district_id, month=month, document_number="BA", by=scene.branch)


def last_day(pledge):
    return (pledge.start_month + MONTHS + -1).last_day


def at(day):
    return time_machine.travel(datetime.combine(day, time(5), UTC), tick=False)


def soon(pledge, days=30):
    return at(last_day(pledge) - timedelta(days=days))


def ask(session, pledge, days=30):
    with soon(pledge, days):
        return programme.offer_renewals(session, ways=WAYS)


@pytest.fixture
def offered(session, scene, old):
    ask(session, old)
    with soon(old):
        return programme.renew(session, old, by=scene.officer)


@pytest.fixture
def approved(session, scene, old, offered):
    with soon(old, 29):
        return programme.approve_pledge(session, offered, seen_hash=offered.content_hash, by=scene.checker)


def sign_and_pay(session, scene, pledge, rupiah=LIVES * MONTHS * TARIFF):
    agreement = pledges.Agreement(number="440/99", signed_on=date(2027, 1, 30))
    pledges.agree(session, pledge, agreement=agreement, by=scene.maker)
    return pay(session, pledge, rupiah)


def live_holds(session):
    live = Hold.status.in_((HoldStatus.HELD, HoldStatus.KEPT))
    return session.execute(select(Hold.pledge_id, Hold.resident_id).where(live).order_by(Hold.place)).all()


def test_the_company_is_asked_once_before_the_last_month(session, scene, old):
    assert [ask(session, old, days) for days in (50, 46, 45, 30)] == [0, 0, 1, 0]
    (letter,) = session.scalars(select(Message).where(Message.kind == "renewal")).all()
    assert old.number in letter.subject
    assert "/perusahaan/perpanjangan" in letter.body


def test_after_the_last_month_nobody_is_asked(session, scene, old):
    assert ask(session, old, days=-1) == 0


def test_one_click_makes_one_promise_for_the_same_people_in_the_same_order(session, scene, old):
    before = coverage.sitting(session, old.id)
    ask(session, old)
    with soon(old):
        new = programme.renew(session, old, by=scene.officer)
        assert programme.renew(session, old, by=scene.officer).id == new.id
    assert (new.status, new.lives, new.months, new.start_month) == (
        PledgeStatus.OFFERED,
        LIVES,
        MONTHS,
        old.start_month + MONTHS,
    )
    assert renewals.people_of(session, new.id) == before
    assert renewals.renewed_from(session, new.id) == old.id
    assert {row.pledge_id for row in live_holds(session)} == {old.id}
    (row,) = programme.renewals_for(session, scene.company_id)
    assert (row.is_open, row.renewed_by.id) == (False, new.id)


def test_the_tariff_is_that_of_then(session, scene, old):
    start = old.start_month + MONTHS
    tariffs.decree(
        session, NewTariff(Basis.PARTICIPANT_AND_REGION, Money(40_000), start.first_day, "Perpres"), by=SYSTEM
    )
    ask(session, old)
    with soon(old):
        new = programme.renew(session, old, by=scene.officer)
    (payer,) = pledges.payers_of(session, new.id)
    assert (payer.share, payer.total) == (Money(40_000), Money(40_000 * LIVES * MONTHS))


def test_nothing_is_renewed_before_it_is_asked_or_by_somebody_else(session, scene, old):
    with pytest.raises(NotYetToRenew):
        programme.renew(session, old, by=scene.officer)
    ask(session, old)
    with pytest.raises(pledges.PledgeUnknown):
        programme.renew(session, old, by=scene.maker)


def test_a_no_is_written_down_and_a_later_yes_still_counts(session, scene, old):
    ask(session, old)
    with soon(old):
        programme.decline(session, old, reason="Anggaran habis", by=scene.officer)
    offer = session.get_one(RenewalOffer, old.id)
    assert (offer.declined_by, offer.reason) == (scene.officer.user_id, "Anggaran habis")
    with soon(old):
        assert programme.renew(session, old, by=scene.officer).lives == LIVES
        with pytest.raises(NotYetToRenew):
            programme.decline(session, old, reason="", by=scene.officer)


def test_people_pass_over_when_their_month_is_funded_and_stay_covered_without_another_file(
    session, scene, old, approved
):
    assert {row.pledge_id for row in live_holds(session)} == {old.id}
    sign_and_pay(session, scene, approved)
    assert [row.pledge_id for row in live_holds(session)] == [approved.id] * LIVES
    with at(last_day(old) + timedelta(days=1)):
        assert programme.lapse_ended(session, by=SYSTEM) == 0
        with pytest.raises(NothingToSend):
            programme.build_batch(session, scene.district_id, month=approved.start_month, by=scene.maker)
        assert confirm(session, scene, approved.start_month).life_months == LIVES
    assert approved.status is PledgeStatus.RUNNING
    covered = select(func.count(Resident.id)).where(Resident.status == ResidentStatus.COVERED)
    assert session.scalar(covered) == LIVES
    assert list(ledger.verify(session)) == []


def test_part_of_the_money_lets_part_of_the_people_pass_over_and_the_rest_lapse_in_the_end(
    session, scene, old, approved
):
    sign_and_pay(session, scene, approved, TARIFF)
    assert sorted(row.pledge_id for row in live_holds(session)) == [old.id, old.id, approved.id]
    with at(last_day(old) + timedelta(days=1)):
        assert programme.lapse_ended(session, by=SYSTEM) == 0
    programme.expire_holds(session, at=approved.hold_until + timedelta(seconds=1))
    with at(last_day(old) + timedelta(days=1)):
        assert programme.lapse_ended(session, by=SYSTEM) == 2
    assert [row.pledge_id for row in live_holds(session)] == [approved.id]
    assert list(ledger.verify(session)) == []


def test_a_renewal_nobody_pays_ends_and_never_comes_back(session, scene, old, approved):
    programme.expire_holds(session, at=approved.hold_until + timedelta(seconds=1))
    assert approved.status is PledgeStatus.EXPIRED
    statuses = session.scalars(select(RenewalSeat.status)).all()
    assert set(statuses) == {SeatStatus.DROPPED}
    pay(session, approved, LIVES * MONTHS * TARIFF)
    assert {row.pledge_id for row in live_holds(session)} == {old.id}
    with at(approved.hold_until.date()), pytest.raises(pledges.PledgeMoved):
        pledges.extend(session, approved, by=scene.maker)
    with at(last_day(old) + timedelta(days=1)):
        assert programme.lapse_ended(session, by=SYSTEM) == LIVES


def test_a_refused_renewal_touches_nobody(session, scene, old, offered):
    with soon(old, 29):
        pledges.refuse(session, offered, reason="Kuota penuh", by=scene.checker)
    assert [row.pledge_id for row in live_holds(session)] == [old.id] * LIVES
    with soon(old, 28):
        assert programme.renew(session, old, by=scene.officer).id != offered.id


def test_whoever_leaves_meanwhile_leaves_both_and_the_next_in_order_takes_the_seat(session, scene, old, approved):
    gone = coverage.sitting(session, approved.id)[0]
    person = session.get_one(Resident, gone)
    with soon(old, 20):
        programme.exit_resident(session, person, reason="moved", on=date(2027, 2, 8), by=scene.maker)
    sitting = coverage.sitting(session, approved.id)
    assert gone not in sitting
    assert len(sitting) == LIVES
    assert live_twice(session) == 0
    sign_and_pay(session, scene, approved)
    assert coverage.progress(session, [approved.id])[approved.id].funded == LIVES * MONTHS
    assert len({row.resident_id for row in live_holds(session)}) == len(live_holds(session))


def test_whoever_leaves_before_the_approval_leaves_an_empty_seat(session, scene, old, offered):
    gone = renewals.people_of(session, offered.id)[0]
    with soon(old, 29):
        programme.exit_resident(
            session, session.get_one(Resident, gone), reason="died", on=date(2027, 1, 30), by=scene.maker
        )
        programme.approve_pledge(session, offered, seen_hash=offered.content_hash, by=scene.checker)
    assert coverage.progress(session, [offered.id])[offered.id].waiting in (0, MONTHS)
    assert gone not in coverage.sitting(session, offered.id)


def live_twice(session):
    live = LifeMonth.resident_id.is_not(None), LifeMonth.status != LifeMonthStatus.RELEASED
    asked = select(LifeMonth.month).where(*live).group_by(LifeMonth.month, LifeMonth.resident_id)
    return len(session.execute(asked.having(func.count() > 1)).all())


def held_twice(session):
    asked = select(Hold.resident_id).where(Hold.status.in_((HoldStatus.HELD, HoldStatus.KEPT)))
    return len(session.execute(asked.group_by(Hold.resident_id).having(func.count() > 1)).all())


def test_without_ending_the_old_hold_the_index_refuses(session, scene, old, approved, monkeypatch):
    monkeypatch.setattr(holds, "release_holds", lambda *_args: None)
    with pytest.raises(IntegrityError):
        sign_and_pay(session, scene, approved)


def test_without_either_guard_somebody_is_held_twice(session, scene, old, approved, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(holds, "release_holds", lambda *_args: None)
    session.execute(text("DROP INDEX uq_hold_live_resident"))
    sign_and_pay(session, scene, approved)
    assert held_twice(session) == LIVES


def test_the_renewal_begins_where_slid_months_of_the_old_promise_end(session, scene):
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=LIVES, months=MONTHS))
    pay(session, pledge, LIVES * TARIFF)
    batch = a_sent_batch(session, scene, pledge.start_month)
    programme.read_answer(session, batch, an_answer(accepted=[1, 2, 3]), filename="1.csv", by=scene.branch)
    programme.slide_before(session, scene.district_id, before=pledge.start_month + 2, by=SYSTEM)
    last = coverage.last_months(session, [pledge.id])[pledge.id]
    assert last == pledge.start_month + 2
    with at(last.last_day - timedelta(days=20)):
        assert programme.offer_renewals(session, ways=WAYS) == 1
        new = programme.renew(session, pledge, by=scene.officer)
    assert new.start_month == last + 1 > Month.of(last_day(pledge))
