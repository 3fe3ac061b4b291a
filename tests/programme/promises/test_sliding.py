"""What nobody paid when its file was due slides to the end: the same number, nobody live twice, nothing silent."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

from srikandi import coverage, ledger, pledges, programme
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthChange, LifeMonthStatus
from srikandi.coverage.calendar import sliding
from srikandi.money import Money
from srikandi.places import District
from srikandi.pledges import DueStanding, PledgeStatus
from srikandi.programme import NotOverdue
from srikandi.programme.promises.sliding import first_month_in_time
from tests.pledges.making import SYSTEM, a_scene, an_agreed_pledge, pay, terms_of
from tests.programme.registering.answers import an_answer
from tests.programme.test_money_story import a_sent_batch

LIVES, MONTHS, TARIFF = 4, 3, 37_800


@pytest.fixture
def scene(session):
    return a_scene(session)


@pytest.fixture
def pledge(session, scene):
    return an_agreed_pledge(session, scene, terms_of(scene, lives=LIVES, months=MONTHS))


def slide(session, scene, before):
    return programme.slide_before(session, scene.district_id, before=before, by=SYSTEM)


def by_month(session, pledge, status=LifeMonthStatus.PLANNED):
    asked = select(LifeMonth.month, func.count()).where(LifeMonth.pledge_id == pledge.id, LifeMonth.status == status)
    return {row[0]: row[1] for row in session.execute(asked.group_by(LifeMonth.month).order_by(LifeMonth.month))}


def twice(session):
    """Count people who are live more than once in a month."""
    live = LifeMonth.resident_id.is_not(None), LifeMonth.status != LifeMonthStatus.RELEASED
    asked = select(LifeMonth.month).where(*live).group_by(LifeMonth.month, LifeMonth.resident_id)
    return len(session.execute(asked.having(func.count() > 1)).all())


def test_unfunded_months_go_behind_the_last_one_and_funded_ones_stay(session, scene, pledge):
    pay(session, pledge, 3 * TARIFF)
    start = pledge.start_month
    assert slide(session, scene, start + 1) == 1
    assert by_month(session, pledge) == {start + 1: 4, start + 2: 4, start + 3: 1}
    assert by_month(session, pledge, LifeMonthStatus.FUNDED) == {start: 3}
    assert slide(session, scene, start + 1) == 0
    assert twice(session) == 0
    pay(session, pledge, (LIVES * MONTHS - 3) * TARIFF)
    assert coverage.progress(session, [pledge.id])[pledge.id].funded == LIVES * MONTHS
    assert list(ledger.verify(session)) == []


def test_several_late_months_slide_one_behind_the_other_over_the_new_year(session, scene, pledge):
    start = pledge.start_month
    assert slide(session, scene, start + 2) == 2 * LIVES
    assert by_month(session, pledge) == {start + 2: 4, start + 3: 4, start + 4: 4}
    for _ in range(12):
        slide(session, scene, min(by_month(session, pledge)) + 1)
    assert sum(by_month(session, pledge).values()) == LIVES * MONTHS
    assert twice(session) == 0


def test_the_trail_says_from_where_and_to_where(session, scene, pledge):
    slide(session, scene, pledge.start_month + 1)
    asked = select(LifeMonthChange).where(LifeMonthChange.seat == 1, LifeMonthChange.reason.like("slid%"))
    here, away = session.scalars(asked.order_by(LifeMonthChange.reason.desc())).all()
    assert (away.month, away.resident_id, away.status) == (pledge.start_month, None, LifeMonthStatus.RELEASED)
    assert (here.month, here.status) == (pledge.start_month + 3, LifeMonthStatus.PLANNED)
    assert here.resident_id is not None


@pytest.fixture
def elsewhere(session, scene, pledge):
    """The person in seat one has cover of another pledge right behind this one."""
    end = pledge.start_month + MONTHS
    other = an_agreed_pledge(session, scene, terms_of(scene, lives=1, months=2, start_month=end))
    first = select(LifeMonth.resident_id).where(LifeMonth.pledge_id == pledge.id, LifeMonth.seat == 1).limit(1)
    person = session.scalar(first)
    session.execute(update(LifeMonth).where(LifeMonth.pledge_id == other.id).values(resident_id=person))
    return other


def test_somebody_with_cover_of_another_pledge_by_then_goes_behind_that(session, scene, pledge, elsewhere):
    start = pledge.start_month
    assert slide(session, scene, start + 1) == LIVES
    assert by_month(session, pledge) == {start + 1: 4, start + 2: 4, start + 3: 3, start + 5: 1}
    assert twice(session) == 0


def only_the_seat(monkeypatch):
    """Switch off the guard that looks at the person's other cover."""
    monkeypatch.setattr(sliding, "_last_of_person", sliding._last_of_seat)


def test_without_looking_at_the_person_the_index_still_refuses_to_have_somebody_live_twice(
    session, scene, pledge, elsewhere, monkeypatch
):
    only_the_seat(monkeypatch)
    with pytest.raises(IntegrityError):
        slide(session, scene, pledge.start_month + 1)


def test_without_either_guard_somebody_is_live_twice(session, scene, pledge, elsewhere, monkeypatch):
    """The negative control."""
    only_the_seat(monkeypatch)
    session.execute(text("DROP INDEX uq_life_month_live_resident"))
    slide(session, scene, pledge.start_month + 1)
    assert twice(session) == 1


@pytest.mark.parametrize(("day", "ahead"), [(19, 1), (20, 1), (21, 2)])
def test_a_month_can_be_paid_until_the_day_its_file_is_due(session, scene, day, ahead):
    district = session.get_one(District, scene.district_id)
    assert first_month_in_time(session, district, on=date(2027, 3, day)) == Month(2027, 3) + ahead


def a_running_pledge(session, scene, pledge):
    pay(session, pledge, LIVES * TARIFF)
    batch = a_sent_batch(session, scene, pledge.start_month)
    programme.read_answer(session, batch, an_answer(accepted=range(1, 5)), filename="1.csv", by=scene.branch)
    assert pledge.status is PledgeStatus.RUNNING


def late(days):
    return time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=False)


def test_overdue_is_a_state_and_ends_nothing_by_itself(session, scene, pledge):
    a_running_pledge(session, scene, pledge)
    with late(120):
        assert programme.slide_unfunded(session, by=SYSTEM) > 0
        today = datetime.now(UTC).date()
        (due,) = pledges.open_instalments(session, district_id=scene.district_id, at=today)
        assert (due.standing, due.paid, due.open) == (
            DueStanding.OVERDUE,
            Money(LIVES * TARIFF),
            Money(LIVES * 2 * TARIFF),
        )
        programme.expire_holds(session, at=datetime.now(UTC))
        programme.lapse_ended(session, by=SYSTEM)
    now = coverage.progress(session, [pledge.id])[pledge.id]
    assert (pledge.status, now.active, now.planned, now.released) == (PledgeStatus.RUNNING, 4, 8, 0)


def test_the_district_ends_what_is_never_paid_and_nobody_is_asked_for_it_any_more(session, scene, pledge):
    a_running_pledge(session, scene, pledge)
    with pytest.raises(NotOverdue):
        programme.end_unpaid(session, pledge, reason="Perusahaan tutup", by=scene.checker)
    with late(120):
        assert programme.end_unpaid(session, pledge, reason="Perusahaan tutup", by=scene.checker) == LIVES * 2
        today = datetime.now(UTC).date()
        assert pledges.open_instalments(session, district_id=scene.district_id, at=today) == []
        assert pledge.status is PledgeStatus.COMPLETED
        assert programme.lapse_ended(session, by=SYSTEM) == LIVES
    assert list(ledger.verify(session)) == []


def test_people_nobody_paid_for_go_back_at_the_deadline_and_the_instalments_shrink_with_them(session, scene, pledge):
    pay(session, pledge, 2 * MONTHS * TARIFF)
    slide(session, scene, pledge.start_month + 1)
    with late(30):
        programme.expire_holds(session, at=datetime.now(UTC))
    payer = pledges.payers_of(session, pledge.id)[0]
    assert payer.total == programme.promises_of(session, [pledge.id], [payer])[payer.id]
    now = coverage.progress(session, [pledge.id])[pledge.id]
    assert (now.funded, now.committed) == (2 * MONTHS, LIVES * MONTHS)
    assert list(ledger.verify(session)) == []
