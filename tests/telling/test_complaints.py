"""A complaint is a case: a clock, two sides laid beside each other, an owner, a result, a public count."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from srikandi import cards, clock, complaints, places, programme
from srikandi.cards import CardUnknown
from srikandi.complaints import (
    COMPLAINT_MOVES,
    Complaint,
    ComplaintKind,
    ComplaintMoved,
    ComplaintStatus,
    ComplaintUnknown,
    Outcome,
    TooLateToReopen,
    TooManyOpen,
    Verdict,
    WordsMissing,
)
from srikandi.coverage.urgency import Level
from srikandi.programme import rights as answers
from srikandi.residents import EXIT_WORDS
from tests.pledges.making import nik_of
from tests.programme.exits.leaving import at_place
from tests.programme.rights.asking import everything
from tests.programme.rosters.test_rosters import a_list, brought
from tests.telling.scene import STORY, STREET, TOLD, a_code, a_complaint, covered_people

C = ComplaintStatus
SAID = "Sudah ditelepon, besok dilayani."


@pytest.fixture
def covered(session, time_machine):
    return covered_people(session, time_machine)


def solved(session, covered, case, *, after=timedelta(0), time_machine=None):
    if time_machine is not None:
        time_machine.move_to(case.received_at + after, tick=False)
    complaints.take(session, case, by=covered.scene.maker)
    return complaints.solve(session, case, outcome=Outcome.SERVED, words=SAID, by=covered.scene.maker)


def sides(session, covered, place=1):
    district = places.district_of(session, covered.scene.district_id)
    return complaints.sides_of(session, at_place(session, place), district=district)


def test_the_branch_reads_that_the_person_has_left(session, covered):
    assert sides(session, covered).left is None
    day = clock.today()
    programme.exit_resident(session, at_place(session, 1), reason="moved", on=day, by=covered.scene.maker)
    assert sides(session, covered).left == (day, EXIT_WORDS["moved"])


def test_being_turned_away_has_hours_and_the_rest_working_days(session, covered, time_machine):
    case = a_complaint(session, covered)
    assert case.due_at - case.received_at == timedelta(hours=24)
    district = places.district_of(session, covered.scene.district_id)
    friday = datetime(2027, 1, 8, 4, tzinfo=UTC)
    for kind in set(ComplaintKind) - {ComplaintKind.REFUSED}:
        assert complaints.due_at(session, district, kind, at=friday) == datetime(2027, 1, 13, 4, tzinfo=UTC)
    levels = []
    for hours in (1, 13, 25):
        time_machine.move_to(case.received_at + timedelta(hours=hours), tick=False)
        levels.append(complaints.clock_of(case).level)
    assert levels == [Level.CALM, Level.SOON, Level.LATE]


def test_a_case_goes_to_the_branch_and_back_and_ends_with_a_result(session, covered):
    scene, case = covered.scene, a_complaint(session, covered)
    with pytest.raises(ComplaintMoved):
        complaints.pass_on(session, case, words=SAID, by=scene.maker)
    complaints.take(session, case, by=scene.maker)
    with pytest.raises(WordsMissing):
        complaints.pass_on(session, case, words="cek", by=scene.maker)
    session.refresh(case)
    complaints.pass_on(session, case, words="Mohon dicek satu orang ini.", by=scene.maker)
    complaints.answer(session, case, words="Aktif di sistem kami.", by=scene.branch)
    complaints.solve(session, case, outcome=Outcome.SERVED, words=SAID, by=scene.maker)
    assert [one.words for one in complaints.said_of(session, case)][-1] == SAID
    assert (case.status, case.owner_id, case.outcome) == (C.SOLVED, scene.maker.user_id, Outcome.SERVED)
    for late in (
        lambda: complaints.take(session, case, by=scene.maker),
        lambda: complaints.answer(session, case, words=SAID, by=scene.branch),
    ):
        with pytest.raises(ComplaintMoved):
            late()


def test_only_the_moves_of_the_table_are_made(session, covered, monkeypatch):
    case = a_complaint(session, covered)
    with pytest.raises(ComplaintMoved):
        complaints.solve(session, case, outcome=Outcome.SERVED, words=SAID, by=covered.scene.maker)
    session.refresh(case)
    every = frozenset((one, other) for one in C for other in C)
    monkeypatch.setattr("srikandi.complaints.actions.COMPLAINT_MOVES", every)
    case.owner_id = covered.scene.maker.user_id
    complaints.solve(session, case, outcome=Outcome.SERVED, words=SAID, by=covered.scene.maker)
    assert case.status is C.SOLVED, "the control: with every move allowed nothing stops it"
    assert len(COMPLAINT_MOVES) < len(every)


def test_whoever_complained_may_say_that_it_is_not_solved_but_not_for_ever(session, covered, time_machine):
    case = solved(session, covered, a_complaint(session, covered))
    complaints.add_from_street(session, case, words="Hari ini ditolak lagi.", by=STREET)
    assert (case.status, case.reopened, case.solved_at, case.outcome) == (C.WORKING, 1, None, None)
    solved(session, covered, case)
    time_machine.move_to(case.solved_at + timedelta(days=complaints.REOPEN_DAYS, seconds=1), tick=False)
    with pytest.raises(TooLateToReopen):
        complaints.add_from_street(session, case, words="Masih ditolak juga.", by=STREET)


def test_one_card_has_a_few_open_complaints_at_most(session, covered):
    for _ in range(complaints.MOST_OPEN):
        case = a_complaint(session, covered)
    with pytest.raises(TooManyOpen):
        a_complaint(session, covered)
    solved(session, covered, case)
    assert a_complaint(session, covered).number.endswith("-0004")


def test_the_two_sides_say_together_what_is_to_be_done(session, covered):
    month = covered.pledge.start_month
    assert sides(session, covered).verdict is Verdict.UNCHECKED
    assert sides(session, covered, 9).verdict is Verdict.NEITHER
    listed = [("", nik_of(place), "PBPU PEMDA") for place in (1, 9)]
    brought(session, covered.scene, month, a_list(month, *listed))
    found = {place: sides(session, covered, place) for place in (1, 2, 9)}
    verdicts = [found[place].verdict for place in (1, 2, 9)]
    assert verdicts == [Verdict.BOTH, Verdict.OURS_ONLY, Verdict.THEIRS_ONLY]
    assert (found[1].answer.value, found[1].card_end, found[1].segment) == ("accepted", "0001", "PBPU PEMDA")


def test_a_village_sees_its_own_and_the_branch_what_was_passed_to_it(session, covered):
    scene, case = covered.scene, a_complaint(session, covered)
    own, other = covered.village(session, 1), covered.village(session, 2)
    assert complaints.complaint_of(session, case.id, viewer=own).id == case.id
    for stranger in (other, scene.branch, scene.officer, replace(scene.maker, district_ids=(999,))):
        with pytest.raises(ComplaintUnknown):
            complaints.complaint_of(session, case.id, viewer=stranger)
    complaints.take(session, case, by=scene.maker)
    complaints.pass_on(session, case, words=SAID, by=scene.maker)
    assert complaints.complaint_of(session, case.id, viewer=scene.branch).id == case.id
    moved = replace(other, village_code=own.village_code)
    assert complaints.complaint_of(session, case.id, viewer=moved).id == case.id, "the control: the village decides"


def test_in_public_there_are_counts_and_small_ones_are_hidden(session, covered, time_machine):
    def counted():
        return complaints.public_counts(session, covered.scene.district_id)

    for place in (1, 2):
        solved(session, covered, a_complaint(session, covered, place))
    assert (counted().total, counted().in_time) == (None, None)
    cases = [a_complaint(session, covered, place) for place in (1, 2, 3) for _ in range(2)]
    assert (counted().total, counted().in_time) == (8, None), "two of eight point at somebody"
    for case in cases[:4]:
        solved(session, covered, case, after=timedelta(hours=30), time_machine=time_machine)
    session.execute(
        update(Complaint).where(Complaint.id.in_([one.id for one in cases[:3]])).values(solved_at=cases[0].received_at)
    )
    session.expire_all()
    assert (counted().total, counted().in_time) == (8, None)
    refused = next(one for one in counted().kinds if one.kind is ComplaintKind.REFUSED)
    assert refused.count is None, "the largest kind is hidden with the small ones"


def test_what_was_told_is_sealed_and_goes_with_the_person(session, covered):
    case = a_complaint(session, covered)
    code, person = a_code(session, covered), at_place(session, 1)
    follow = complaints.code_of(case)
    left = everything(session)
    for word in (STORY, TOLD.contact, TOLD.place, code, follow):
        assert word not in left
    assert complaints.opened(case).story == STORY
    asked = [one.words for one in answers.obstacles(session, person)]
    assert "Aduan %(number)s tentang orang ini belum selesai." in asked
    solved(session, covered, case)
    answers.forget_beside(session, person.id)
    session.expire_all()
    assert (complaints.opened(case).story, complaints.said_of(session, case)[-1].words) == ("", "")
    with pytest.raises(ComplaintUnknown):
        complaints.complaint_by_code(session, follow)
    with pytest.raises(CardUnknown):
        cards.card_by_code(session, code)
