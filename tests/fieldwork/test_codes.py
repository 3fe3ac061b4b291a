"""A session has a code of its own: made once, counted by who was named through it, gone when it is called off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from srikandi import clock, fieldwork, nominations, throttles
from srikandi.audit import AuditEntry
from srikandi.fieldwork import FieldSessionUnknown, Gathered
from srikandi.nominations import (
    Decline,
    Nomination,
    NominationPoster,
    Nominee,
    PosterRevoked,
    PosterUnknown,
    TooManyFromHere,
    VisitHasCode,
    VisitOver,
)
from srikandi.nominations.posters import gathering
from tests.fieldwork.going import planned, wanted
from tests.nominations.naming import HIMSELF, STREET
from tests.residents.bringing import open_office

REASON = "Hujan lebat, jalan ke desa terputus"


@pytest.fixture
def market(session, office):
    return planned(session, office)


@pytest.fixture
def code(session, office, market):
    return nominations.make_visit_poster(session, market, by=office.by("maker"))


def name(session, office, poster, number=3, **other):
    """Somebody is named through a code; give the row."""
    who = Nominee(f"190101450485000{number}", "SITI MARYAM", date(1985, 4, 5), "P", office.village_code)
    nominations.receive(
        session, poster, replace(who, **other), nominator=HIMSELF, address=f"198.51.100.{number}", by=STREET
    )
    return session.scalars(sa.select(Nomination).order_by(Nomination.id.desc()).limit(1)).one()


def test_the_code_names_the_place_and_begins_in_its_village(session, office, market, code):
    assert (code.place, code.village_code) == (market.place, market.village_code)
    assert nominations.poster_by_code(session, code.code) is code
    assert nominations.draw_poster(session, code).startswith(b"%PDF-")
    later = wanted(office, begins=24, place="Balai desa")
    nominations.change_plan(session, market, later, by=office.by("maker"))
    assert (code.place, nominations.visit_poster(session, market)) == ("Balai desa", code)


def test_a_session_has_one_valid_code(session, office, market, code):
    with pytest.raises(VisitHasCode):
        nominations.make_visit_poster(session, market, by=office.by("maker"))
    nominations.revoke_poster(session, code, by=office.by("maker"))
    fresh = nominations.make_visit_poster(session, market, by=office.by("maker"))
    assert fresh.code != code.code
    other = planned(session, office)
    nominations.make_visit_poster(session, other, by=office.by("maker"))


def second_code(session, office, market, monkeypatch):
    """Make another while the action does not look."""
    monkeypatch.setattr(gathering, "visit_poster", lambda *_: None)
    return nominations.make_visit_poster(session, market, by=office.by("maker"))


def test_the_database_itself_refuses_a_second_valid_code(session, office, market, code, monkeypatch):
    with pytest.raises(sa.exc.IntegrityError):
        second_code(session, office, market, monkeypatch)


def test_without_its_index_a_second_code_would_stand(session, office, market, code, monkeypatch):
    session.execute(sa.text("DROP INDEX uq_nomination_poster_live_session"))
    second_code(session, office, market, monkeypatch)
    live = session.query(NominationPoster).filter_by(field_session_id=market.id, revoked_at=None)
    assert live.count() == 2
    session.rollback()


def test_counts_follow_those_who_were_named(session, office, market, code):
    first, second = name(session, office, code, 3), name(session, office, code, 4)
    name(session, office, code, 5)
    by = office.by("village")
    nominations.visit(session, first, by=by)
    nominations.decline(session, second, Decline.NOT_FOUND, note="Rumahnya kosong.", by=by)
    found = nominations.brought_by(session, market)
    assert (found.received, found.visiting, found.listed, found.declined, found.there) == (1, 1, 0, 1, 3)
    nominations.revoke_poster(session, code, by=office.by("maker"))
    fresh = nominations.make_visit_poster(session, market, by=office.by("maker"))
    name(session, office, fresh, 6)
    assert nominations.brought_by(session, market).total == 4
    empty = planned(session, office)
    assert nominations.brought_by(session, empty).total == 0
    assert nominations.brought_in_all(session, [market, empty]) == {market.id: 4}


def test_who_comes_in_days_later_was_not_named_there(session, office, market, code):
    name(session, office, code, 3)
    with time_machine.travel(market.ends_at + timedelta(hours=23)):
        name(session, office, code, 4)
    with time_machine.travel(market.ends_at + timedelta(hours=25)):
        name(session, office, code, 5)
    found = nominations.brought_by(session, market)
    assert (found.total, found.there, found.elsewhen) == (3, 2, 1)


def test_calling_a_session_off_takes_its_code_back(session, office, market, code):
    name(session, office, code)
    nominations.call_off(session, market, reason=REASON, by=office.by("maker"))
    assert code.revoked_at
    with pytest.raises(PosterUnknown):
        nominations.poster_by_code(session, code.code)
    with pytest.raises(PosterRevoked):
        name(session, office, code, 4)
    with pytest.raises(VisitOver):
        nominations.make_visit_poster(session, market, by=office.by("maker"))
    deeds = session.scalars(sa.select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(2)).all()
    assert deeds == ["nomination_poster:revoke", "field_session:cancel"]
    assert nominations.brought_by(session, market).total == 1


def test_a_session_that_was_held_keeps_its_code(session, office, market, code):
    fieldwork.record(session, market, Gathered(3, 2, 1), by=office.by("village"))
    name(session, office, code)
    assert nominations.visit_poster(session, market) is code


def test_a_session_that_lies_behind_gets_no_code(session, office):
    long_over = planned(session, office, begins=-24 * 3)
    with pytest.raises(VisitOver):
        nominations.make_visit_poster(session, long_over, by=office.by("maker"))
    lately = planned(session, office, begins=-24)
    assert nominations.make_visit_poster(session, lately, by=office.by("maker")).made_at <= clock.now()


def test_who_sees_the_code_is_who_sees_such_posters(session, office, market, code):
    assert nominations.poster_of(session, code.id, viewer=office.by("maker")) is code
    strangers = (office.by("village"), open_office(session, "63.07").by("maker"))
    for viewer in strangers:
        with pytest.raises(PosterUnknown):
            nominations.poster_of(session, code.id, viewer=viewer)
    with pytest.raises(FieldSessionUnknown):
        fieldwork.session_of(session, market.id, viewer=strangers[1])


def test_a_list_through_a_session_shows_only_what_its_reader_sees_anyway(session, office, market, code):
    mine = name(session, office, code)
    other = planned(session, office)
    name(session, office, nominations.make_visit_poster(session, other, by=office.by("maker")), 4)

    def listed(viewer):
        said = {"statuses": nominations.OPEN, "field_session_id": market.id}
        return nominations.page_of(session, viewer=viewer, page=0, **said)[0]

    assert listed(office.by("maker")) == listed(office.by("village")) == [mine]
    assert listed(open_office(session, "63.07").by("maker")) == []
    counts = nominations.counts_of(session, viewer=office.by("maker"), field_session_id=market.id)
    assert sum(counts.values()) == 1


def test_in_its_hours_one_telephone_names_a_whole_market(session, office, market, code):
    most = throttles.LIMITS[throttles.Gate.NOMINATION].most
    with time_machine.travel(market.starts_at + timedelta(minutes=5), tick=False):
        for number in range(1, most + 2):
            name(session, office, code, 3, nik=f"19010145048{number:05d}", name=f"WARGA {number}")
    assert nominations.brought_by(session, market).there == most + 1


def test_outside_its_hours_its_code_is_a_poster_like_any_other(session, office, market, code):
    most = throttles.LIMITS[throttles.Gate.NOMINATION].most
    with time_machine.travel(market.ends_at + timedelta(minutes=5), tick=False):
        for number in range(1, most + 1):
            name(session, office, code, 3, nik=f"19010145048{number:05d}", name=f"WARGA {number}")
        with pytest.raises(TooManyFromHere):
            name(session, office, code, 3)
