"""Who has left long ago is listed for thirty days, and then forgotten; a breach has a clock of its own."""

from datetime import date, timedelta

import pytest

from srikandi import clock, ledger, programme, rights, throttles
from srikandi.places import District
from srikandi.programme import rights as answers
from srikandi.residents import ReasonMissing, Resident, ResidentStatus
from srikandi.rights import BreachStatus, Found, FoundLater, NotEverybodyTold, Notice, RetentionNotice, Told
from srikandi.throttles import Gate
from tests.pledges.making import SYSTEM, a_scene
from tests.programme.rights.asking import ask
from tests.programme.test_succession import at_place

WHAT, HOW = "Berkas terkirim ke alamat yang salah.", "Surat nomor 470/1"


@pytest.fixture
def left(session):
    """Two people left, one of them 24 months ago less thirty days, the other a day later."""
    scene = a_scene(session, lives=3)
    for place, days in ((1, 0), (2, 1)):
        on = rights.left_before(clock.today() + timedelta(days=30), 24) + timedelta(days=days)
        programme.exit_resident(session, at_place(session, place), reason="moved", on=on, by=scene.maker)
    session.commit()
    return scene


def keep_time(session):
    return answers.keep_time(session, by=SYSTEM)


def erased(session):
    session.expire_all()
    return [one.id for one in session.query(Resident).filter(Resident.erased_at.is_not(None))]


def test_who_is_due_is_listed_thirty_days_before_and_erased_on_the_day(session, left, time_machine):
    time_machine.move_to(clock.now(), tick=False)
    first, second = at_place(session, 1).id, at_place(session, 2).id
    assert keep_time(session) == {"listed": 1, "erased": 0, "forgotten": 0}
    (row,) = rights.coming(session, left.district_id)
    assert (row.notice.resident_id, row.notice.erase_on) == (first, clock.today() + timedelta(days=30))
    time_machine.shift(timedelta(days=29))
    assert keep_time(session) == {"listed": 1, "erased": 0, "forgotten": 0}
    assert erased(session) == [], "the control: a day earlier nobody is erased"
    time_machine.shift(timedelta(days=1))
    assert keep_time(session) == {"listed": 0, "erased": 1, "forgotten": 0}
    assert erased(session) == [first]
    assert second not in erased(session)
    assert keep_time(session) == {"listed": 0, "erased": 0, "forgotten": 0}
    assert list(ledger.verify(session)) == []


def test_who_is_kept_for_a_reason_who_comes_back_and_who_asks_something_is_not_erased(session, left, time_machine):
    time_machine.move_to(clock.now() + timedelta(days=1), tick=False)
    assert keep_time(session)["listed"] == 2
    kept, back = (row.notice for row in rights.coming(session, left.district_id))
    with pytest.raises(ReasonMissing):
        rights.keep(session, kept.id, reason="ya", by=left.checker)
    rights.keep(session, kept.id, reason="Ada perkara di pengadilan.", by=left.checker)
    ask(session, left, 2, "access")
    session.commit()
    time_machine.shift(timedelta(days=30))
    assert keep_time(session) == {"listed": 0, "erased": 0, "forgotten": 0}
    session.get_one(Resident, back.resident_id).status = ResidentStatus.IMPORTED
    session.commit()
    assert keep_time(session) == {"listed": 0, "erased": 0, "forgotten": 0}
    session.expire_all()
    assert session.get_one(RetentionNotice, back.id).kept_at is not None
    assert erased(session) == []


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2027, 3, 31), 24, date(2025, 3, 31)),
        (date(2027, 3, 31), 1, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2027, 1, 15), 24, date(2025, 1, 15)),
        (date(2027, 12, 31), 6, date(2027, 6, 30)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, before):
    assert rights.left_before(day, months) == before


def test_the_settings_stand_in_every_district(session, left):
    rules = rights.rules_of(session, session.get_one(District, left.district_id))
    assert (rules.exit_months, rules.notice_days, rules.money_years) == (24, 30, 10)


def found(**other):
    said = {"found_at": clock.now() - timedelta(hours=1), "happened_at": None, "what": WHAT, "kinds": ("name",)}
    return Found(**(said | {"people": 3, "handling": WHAT} | other))


def test_a_breach_is_closed_only_when_the_people_and_the_authority_know(session):
    scene = a_scene(session, lives=1)
    breach = rights.record(session, scene.district_id, found(), by=scene.maker)
    assert breach.due_at - breach.found_at == timedelta(hours=72)
    for told in (Told.PEOPLE, Told.AUTHORITY):
        with pytest.raises(NotEverybodyTold):
            rights.close(session, breach, lesson=WHAT, by=scene.maker)
        rights.tell(session, breach, Notice(told, clock.now(), HOW, 3), by=scene.maker)
    rights.close(session, breach, lesson=WHAT, by=scene.maker)
    assert breach.status is BreachStatus.CLOSED
    with pytest.raises(rights.BreachClosed):
        rights.tell(session, breach, Notice(Told.PUBLIC, clock.now(), HOW, 3), by=scene.maker)


def test_times_that_cannot_be_are_refused(session):
    scene = a_scene(session, lives=1)
    for wrong in ({"found_at": clock.now() + timedelta(hours=1)}, {"happened_at": clock.now()}):
        with pytest.raises(FoundLater):
            rights.record(session, scene.district_id, found(**wrong), by=scene.maker)
    with pytest.raises(rights.NoKinds):
        rights.record(session, scene.district_id, found(kinds=("shoes",)), by=scene.maker)
    breach = rights.record(session, scene.district_id, found(), by=scene.maker)
    with pytest.raises(FoundLater):
        rights.tell(session, breach, Notice(Told.PEOPLE, clock.now() - timedelta(days=1), HOW, 1), by=scene.maker)


def test_only_the_desk_and_auditors_read_the_register(session):
    scene = a_scene(session, lives=1)
    breach = rights.record(session, scene.district_id, found(), by=scene.maker)
    for who in (scene.officer, scene.branch):
        with pytest.raises(rights.BreachUnknown):
            rights.breach_of(session, breach.id, viewer=who)


def test_addresses_people_tried_from_are_forgotten_within_a_day(session, time_machine):
    time_machine.move_to(clock.now(), tick=False)
    throttles.count(session, Gate.COMPLAINT, "192.0.2.7")
    session.commit()
    keep_time(session)
    assert session.query(throttles.CountedTry).count() == 1, "the control: one that still counts stays"
    time_machine.shift(timedelta(hours=2))
    keep_time(session)
    assert session.query(throttles.CountedTry).count() == 0
