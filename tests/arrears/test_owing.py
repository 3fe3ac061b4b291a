"""What people owe: said with a reason, priced by class and month, added up by family and village, never lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from srikandi import arrears, clock
from srikandi.arrears import ArrearsMonth, ArrearsSource, ArrearsStatus, CareClass, Span
from srikandi.clock import Month
from srikandi.database import index_of
from srikandi.money import Money
from srikandi.pools import PoolMember
from srikandi.residents import Resident
from srikandi.tariffs import Basis, NewTariff, decree
from tests.pledges.making import SYSTEM, Scene, a_scene

LAST = Month.of(clock.today()) + -1
THIRD = Money(35_000)


def people(session, scene: Scene) -> list[Resident]:
    listed = select(Resident).join(PoolMember, PoolMember.resident_id == Resident.id).order_by(PoolMember.place)
    return list(session.scalars(listed.where(PoolMember.pool_id == scene.pool_id)))


def months(count: int, care_class: CareClass = CareClass.THIRD, last: Month = LAST) -> Span:
    return Span(last + (1 - count), last, care_class)


def say(session, who: Resident, span: Span | None, scene: Scene, reason: str = "Cek aplikasi") -> None:
    arrears.correct(session, who, span, reason=reason, by=scene.maker)


def test_a_month_costs_what_the_class_of_the_person_cost_then(session):
    scene = a_scene(session, lives=3)
    first, second, third = people(session, scene)
    say(session, first, months(24), scene)
    say(session, second, months(2, CareClass.SECOND), scene)
    say(session, third, months(1, CareClass.FIRST), scene)
    owed = arrears.owed_by(session, [first.id, second.id, third.id])
    assert [owed[one.id].amount for one in (first, second, third)] == [THIRD * 24, Money(200_000), Money(150_000)]
    assert owed[first.id].months == 24
    assert (owed[first.id].first, owed[first.id].last) == (LAST + -23, LAST)
    assert owed[second.id].classes == (CareClass.SECOND,)


def test_a_decree_changes_the_price_of_its_months_alone(session):
    scene = a_scene(session, lives=1)
    (who,) = people(session, scene)
    say(session, who, months(3), scene)
    decree(session, NewTariff(Basis.PARTICIPANT, Money(40_000), LAST.first_day, "Perpres contoh"), by=SYSTEM)
    assert arrears.owed_by(session, [who.id])[who.id].amount == Money(35_000 * 2 + 40_000)


def test_what_is_said_anew_replaces_the_months_and_keeps_what_was_said(session):
    scene = a_scene(session, lives=2)
    who, other = people(session, scene)
    say(session, who, months(6), scene)
    say(session, other, months(4), scene)
    say(session, who, months(2, CareClass.SECOND), scene, "Surat BPJS 12")
    owed = arrears.owed_by(session, [who.id, other.id])
    assert (owed[who.id].months, owed[who.id].amount) == (2, Money(200_000))
    assert owed[other.id].months == 4
    say(session, who, months(6), scene, "Kembali seperti semula")
    assert arrears.owed_by(session, [who.id])[who.id].amount == THIRD * 6
    assert [one.reason for one in arrears.statements_of(session, who.id)] == [
        "Kembali seperti semula",
        "Surat BPJS 12",
        "Cek aplikasi",
    ]


def test_who_has_paid_owes_nothing_and_the_months_stay_readable(session):
    scene = a_scene(session, lives=1)
    (who,) = people(session, scene)
    say(session, who, months(5), scene)
    arrears.correct(session, who, None, reason="Bukti bayar", source=ArrearsSource.PAID, by=scene.maker)
    assert arrears.owed_by(session, [who.id]) == {}
    kept = session.scalars(select(ArrearsMonth.status).where(ArrearsMonth.resident_id == who.id)).all()
    assert list(kept) == [ArrearsStatus.CLEARED] * 5
    with pytest.raises(arrears.SaysNothingNew):
        say(session, who, None, scene)


def test_what_cannot_be_owed_is_refused_in_words(session):
    scene = a_scene(session, lives=1)
    (who,) = people(session, scene)
    this_month = LAST + 1
    for span, refused in (
        (months(25), arrears.TooManyMonths),
        (Span(LAST, this_month + 1, CareClass.THIRD), arrears.PeriodWrong),
        (Span(LAST, LAST + -1, CareClass.THIRD), arrears.PeriodWrong),
        (Span(Month(2020, 11), Month(2020, 12), CareClass.THIRD), arrears.ClassNotPriced),
    ):
        with pytest.raises(refused):
            say(session, who, span, scene)
    with pytest.raises(arrears.ReasonNeeded):
        say(session, who, months(2), scene, " ")
    assert arrears.owed_by(session, [who.id]) == {}


def test_a_family_owes_together_and_a_village_adds_up(session):
    scene = a_scene(session, lives=4)
    father, mother, child, other = people(session, scene)
    for one in (father, mother, child):
        one.family_index, one.village_code = index_of("family_card", "1901010101010001"), father.village_code
    other.village_code = father.village_code
    session.flush()
    for who, count in ((father, 10), (mother, 10), (other, 3)):
        say(session, who, months(count), scene)
    family, relatives = arrears.family_owed(session, child)
    assert (family.months, family.amount, relatives) == (20, THIRD * 20, 2)
    (village,) = arrears.villages_owing(session, scene.district_id).villages
    assert (village.people, village.families, village.months, village.amount) == (3, 2, 23, THIRD * 23)
    rows, following = arrears.debtors(session, viewer=scene.maker, size=2)
    rest, end = arrears.debtors(session, viewer=scene.maker, size=2, after=following)
    assert end is None
    assert {(one.resident.id, one.family.months, one.relatives) for one in (*rows, *rest)} == {
        (father.id, 20, 2),
        (mother.id, 20, 2),
        (other.id, 3, 1),
    }


def test_months_owed_can_be_asked_of_every_row_of_a_question(session):
    scene = a_scene(session, lives=3)
    who, other, _ = people(session, scene)
    say(session, who, months(7), scene)
    say(session, other, months(6), scene)
    asked = select(Resident.id).where(arrears.months_owed(Resident.id) >= 7)
    assert list(session.scalars(asked)) == [who.id]
    each = session.execute(select(Resident.id, arrears.months_owed(Resident.id)))
    assert sorted(count for _, count in each) == [0, 6, 7]


def test_what_was_said_is_never_changed(session):
    scene = a_scene(session, lives=1)
    (who,) = people(session, scene)
    say(session, who, months(2), scene)
    with pytest.raises(DBAPIError), session.begin_nested():
        session.execute(text("UPDATE arrears_statement SET reason = 'lain'"))
