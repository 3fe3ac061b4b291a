"""A session is planned, held or called off; what came of it is written once and corrected in the open."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from srikandi import clock, fieldwork, residents
from srikandi.audit import AuditEntry
from srikandi.fieldwork import (
    FIELD_MOVES,
    CorrectionUnexplained,
    CountsUnfit,
    DayUnfit,
    FieldSessionMoved,
    FieldSessionUnknown,
    FieldStatus,
    Gathered,
    NobodyGoes,
    NotBegun,
    PlaceUnfit,
    ResultChanged,
    TimesUnfit,
)
from srikandi.places import villages_of
from srikandi.residents import ReasonMissing
from srikandi.users import Role
from tests.fieldwork.going import HOUR, planned, wanted
from tests.people import actor_for
from tests.residents.bringing import bring, listed, open_office

REASON = "Hujan lebat, jalan ke desa terputus"


def deeds(session, action):
    return session.query(AuditEntry).filter_by(action=f"field_session:{action}").count()


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"hours": 0}, TimesUnfit),
        ({"begins": -24 * 61}, DayUnfit),
        ({"begins": 24 * 731}, DayUnfit),
        ({"people": ()}, NobodyGoes),
        ({"people": (10**9,)}, PlaceUnfit),
        ({"village_code": "99.99.99.9999"}, PlaceUnfit),
    ],
)
def test_a_plan_that_cannot_be_is_refused(session, office, other, refusal):
    with pytest.raises(refusal):
        fieldwork.plan(session, office.district.id, wanted(office, **other), by=office.by("maker"))


def test_somebody_from_elsewhere_may_go_alone(session, office):
    made = planned(session, office, people=(), outside="Agen PESIAR")
    assert fieldwork.people_of(session, made) == []
    assert deeds(session, "plan") == 1


def test_a_plan_changes_until_it_was_held(session, office):
    made = planned(session, office)
    later = wanted(office, begins=24, place="Balai desa", people=(office.maker.id,))
    fieldwork.change_plan(session, made, later, by=office.by("maker"))
    assert (made.place, fieldwork.people_of(session, made)) == ("Balai desa", [office.maker.id])
    fieldwork.cancel(session, made, reason=REASON, by=office.by("maker"))
    with pytest.raises(FieldSessionMoved):
        fieldwork.change_plan(session, made, later, by=office.by("maker"))
    assert (deeds(session, "change"), deeds(session, "cancel")) == (1, 1)


def test_only_the_moves_of_the_table_are_made(session, office):
    held, off = planned(session, office), planned(session, office)
    fieldwork.record(session, held, Gathered(3, 2, 1), by=office.by("village"))
    fieldwork.cancel(session, off, reason=REASON, by=office.by("maker"))
    with pytest.raises(FieldSessionMoved):
        fieldwork.cancel(session, held, reason=REASON, by=office.by("maker"))
    with pytest.raises(FieldSessionMoved):
        fieldwork.record(session, off, Gathered(1, 1, 1), by=office.by("village"))
    assert {end for start, end in FIELD_MOVES if start is FieldStatus.PLANNED} == {held.status, off.status}


def test_without_the_table_a_session_that_was_held_could_be_called_off(session, office, monkeypatch):
    held = planned(session, office)
    fieldwork.record(session, held, Gathered(3, 2, 1), by=office.by("village"))
    every = {(start, end) for start in FieldStatus for end in FieldStatus}
    monkeypatch.setattr("srikandi.fieldwork.planning.FIELD_MOVES", every)
    fieldwork.cancel(session, held, reason=REASON, by=office.by("maker"))
    assert held.status is FieldStatus.CANCELLED


def test_it_is_called_off_for_a_reason(session, office):
    with pytest.raises(ReasonMissing):
        fieldwork.cancel(session, planned(session, office), reason="hujan", by=office.by("maker"))


def test_nothing_has_come_of_what_has_not_begun(session, office):
    with pytest.raises(NotBegun):
        fieldwork.record(session, planned(session, office, begins=1), Gathered(1, 1, 1), by=office.by("village"))


def test_a_result_is_corrected_with_a_reason_and_what_stood_before_stays(session, office):
    held, by = planned(session, office), office.by("village")
    with pytest.raises(CountsUnfit):
        fieldwork.record(session, held, Gathered(3, 4, 1), by=by)
    first = fieldwork.record(session, held, Gathered(30, 20, 10, story="Ramai"), by=by)
    with pytest.raises(ResultChanged):
        fieldwork.record(session, held, Gathered(31, 20, 10, reason="Salah hitung"), by=by)
    with pytest.raises(CorrectionUnexplained):
        fieldwork.record(session, held, Gathered(31, 20, 10, seen=first.id), by=by)
    fieldwork.record(session, held, Gathered(31, 20, 10, reason="Salah hitung", seen=first.id), by=by)
    assert [one.visitors for one in fieldwork.results_of(session, held)] == [31, 30]
    assert fieldwork.rows_of(session, [held])[0].result.visitors == 31
    session.commit()
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        session.execute(sa.text("UPDATE field_result SET visitors = 99"))
    session.rollback()


def test_verifications_of_those_who_went_in_its_hours_are_counted(session, office):
    people = bring(session, office, [listed(number) for number in range(5)])
    for one in people:
        one.registered_at = clock.now() - timedelta(days=9)
    held = planned(session, office)
    said = [(office.by("village"), -1), (office.by("village"), -3), (office.by("maker"), -1), (office.by("village"), 0)]
    for person, (by, hours) in zip(people, said, strict=False):
        residents.verify(session, person, at=clock.now() + hours * HOUR, by=by)
    assert fieldwork.rows_of(session, [held])[0].verified == 2


def test_a_village_sees_its_own_and_where_its_officer_goes(session, office):
    mine = planned(session, office)
    other = next(one.code for one in villages_of(session, office.district.id) if one.code != office.village_code)
    joined = planned(session, office, village_code=other)
    foreign = planned(session, office, village_code=other, people=(office.maker.id,))
    viewer = office.by("village")
    assert fieldwork.session_of(session, mine.id, viewer=viewer) is mine
    assert fieldwork.session_of(session, joined.id, viewer=viewer) is joined
    with pytest.raises(FieldSessionUnknown):
        fieldwork.session_of(session, foreign.id, viewer=viewer)
    assert len(fieldwork.sessions_around(session, viewer=office.by("checker"))) == 3
    company = actor_for(office.maker, Role.COMPANY, district_ids=(office.district.id,))
    assert fieldwork.sessions_around(session, viewer=company) == []


def test_another_district_sees_nothing(session, office):
    planned(session, office)
    other = open_office(session, "63.07")
    assert fieldwork.sessions_around(session, viewer=other.by("maker")) == []
