"""A wrong report is taken back: what is free is regained, what was passed on is not, and nobody is pushed away."""

from __future__ import annotations

import pytest

from srikandi import clock, coverage, ledger, pledges, programme, residents
from srikandi.coverage import Progress
from srikandi.pledges import HoldStatus, SuccessionRule
from srikandi.programme import exits
from srikandi.residents import ResidentStatus
from tests.pledges.making import SYSTEM, a_scene, an_agreed_pledge, pay, terms_of
from tests.programme.exits.leaving import a_covered_pledge, at_place, come_back, leave, progress, sitting
from tests.programme.registering.answers import an_answer


def test_a_seat_nobody_has_taken_is_its_persons_again(session):
    scene = a_scene(session, lives=3)
    pledge = a_covered_pledge(session, scene)
    leave(session, scene, 2)
    assert sitting(session, pledge) == [[1, 2, 3], [1, None, 3], [1, None, 3]]
    back = come_back(session, scene, 2)
    assert (back.months, sitting(session, pledge)) == (2, [[1, 2, 3]] * 3)
    person = at_place(session, 2)
    assert (person.status, person.exited_on, person.exit_reason) == (ResidentStatus.COVERED, None, None)
    assert progress(session, pledge) == Progress(funded=6, active=3)
    month = pledge.start_month + 1
    told = programme.confirm_month(session, scene.district_id, month=month, document_number="BA/1", by=scene.branch)
    assert told.life_months == 3
    assert list(ledger.verify(session)) == []


def test_who_was_succeeded_waits_before_everybody_else_and_the_successor_stays(session):
    scene = a_scene(session, lives=10)
    pledge = a_covered_pledge(session, scene)
    leave(session, scene, 2)
    back = come_back(session, scene, 2)
    assert (back.months, back.lists, at_place(session, 2).status) == (0, 1, ResidentStatus.LAPSED)
    assert sitting(session, pledge) == [[1, 2, 3], [1, 4, 3], [1, 4, 3]]
    leave(session, scene, 3, reason="moved")
    assert sitting(session, pledge) == [[1, 2, 3], [1, 4, 2], [1, 4, 2]]
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month + 1, by=scene.maker)
    in_file = {line.resident_id for line in coverage.lines_of(session, batch)}
    assert in_file == {at_place(session, 4).id, at_place(session, 2).id}
    programme.send_batch(session, batch, letter_number="2", by=scene.maker)
    answer = an_answer(accepted=[2, 4])
    assert programme.read_answer(session, batch, answer, filename="2.csv", by=scene.branch).accepted == 2
    month = pledge.start_month + 2
    told = programme.confirm_month(session, scene.district_id, month=month, document_number="BA/2", by=scene.branch)
    assert told.life_months == 3
    assert list(ledger.verify(session)) == []


def test_an_unpaid_seat_is_regained_with_its_deadline(session):
    scene = a_scene(session, lives=3)
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=3, months=2))
    leave(session, scene, 1)
    come_back(session, scene, 1)
    assert sitting(session, pledge) == [[1, 2, 3]] * 2
    programme.expire_holds(session, at=pledge.hold_until.replace(year=pledge.hold_until.year + 1), by=SYSTEM)
    assert progress(session, pledge) == Progress(released=6)
    assert at_place(session, 1).status is ResidentStatus.VERIFIED


def test_what_was_given_back_as_credit_stays_credit(session):
    scene = a_scene(session, lives=10)
    pledge = a_covered_pledge(session, scene, succession_rule=SuccessionRule.RETURN)
    assert leave(session, scene, 2).returned == 1
    back = come_back(session, scene, 2)
    assert (back.months, back.lists) == (0, 1)
    assert progress(session, pledge) == Progress(funded=4, active=3, released=2)
    assert list(ledger.verify(session)) == []


def test_nobody_takes_back_the_own_report_and_nothing_is_taken_back_twice(session):
    scene = a_scene(session, lives=3)
    person = at_place(session, 3)
    leave(session, scene, 3)
    with pytest.raises(residents.OwnReport):
        programme.undo_exit(session, person, reason="Laporan keliru sekali", by=scene.maker)
    with pytest.raises(residents.ReasonMissing):
        programme.undo_exit(session, person, reason="ya", by=scene.checker)
    come_back(session, scene, 3)
    with pytest.raises(residents.NotLeft):
        come_back(session, scene, 3)
    leave(session, scene, 3)
    come_back(session, scene, 3)


def test_the_question_to_a_company_ends_when_its_person_is_back(session):
    scene = a_scene(session, lives=10)
    pledge = a_covered_pledge(session, scene, succession_rule=SuccessionRule.ASK)
    leave(session, scene, 2)
    assert [one.life_months for one in exits.questions_in(session, scene.district_id)] == [2]
    come_back(session, scene, 2)
    assert exits.questions_in(session, scene.district_id) == []
    assert sitting(session, pledge) == [[1, 2, 3]] * 3


def test_a_seat_is_filled_as_soon_as_somebody_waits_again(session):
    scene = a_scene(session, lives=4)
    pledge = a_covered_pledge(session, scene)
    leave(session, scene, 4)
    leave(session, scene, 2)
    assert progress(session, pledge).waiting == 2
    assert exits.fill_seats(session, by=SYSTEM) == 0
    come_back(session, scene, 4)
    assert exits.fill_seats(session, by=SYSTEM) == 1
    assert sitting(session, pledge) == [[1, 2, 3], [1, 4, 3], [1, 4, 3]]
    holds = {hold.resident_id: hold.status for hold in pledges.holds_of(session, pledge.id)}
    assert holds[at_place(session, 4).id] is HoldStatus.KEPT


def test_paid_months_nobody_could_be_registered_for_come_again(session, monkeypatch):
    scene = a_scene(session, lives=3)
    pledge = a_covered_pledge(session, scene)
    leave(session, scene, 2)
    later = (pledge.start_month + 1).first_day.replace(day=25)
    monkeypatch.setattr(clock, "today", lambda *_: later)
    assert exits.put_off_empty(session, by=SYSTEM) == 2
    assert exits.put_off_empty(session, by=SYSTEM) == 0
    assert progress(session, pledge) == Progress(funded=4, active=3, waiting=2, released=2)
    come_back(session, scene, 2)
    assert progress(session, pledge) == Progress(funded=6, active=3, released=2)
    assert list(ledger.verify(session)) == []
    assert pay(session, pledge, 1).funding.months_funded == 0
