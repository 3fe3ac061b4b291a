"""A nominated person becomes one record, whoever names them and however their number was mistyped."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from srikandi import clock, nominations, residents
from srikandi.audit import AuditEntry
from srikandi.nominations import (
    Decline,
    LooksLikeSomebody,
    Nomination,
    NominationStatus,
    NominationUnknown,
    NumberOfAnother,
    RecordedElsewhere,
)
from srikandi.nominations.deciding import accepting, likeness
from srikandi.places import villages_of
from srikandi.residents import Corrections, NewPerson, ResidentKind, ResidentStatus, duplicates
from srikandi.residents import actions as deeds
from tests.nominations.naming import CARD, NIK, Office
from tests.people import SYSTEM

SLIP = NIK[:-1] + "4"
S = NominationStatus


@pytest.fixture
def office(session):
    return Office(session)


def other_village(office):
    return next(
        one.code for one in villages_of(office.session, office.scene.district.id) if one.code != office.village_code
    )


def on_the_list(office, village=None):
    """Have the person on a list already, not visited yet."""
    details = Corrections(office.who.name, office.who.birth_on, "P")
    new = NewPerson(NIK, CARD, ResidentKind.RECRUITMENT, village or office.village_code, details)
    return residents.enrol(office.session, new, district_id=office.scene.district.id, by=office.maker)


def listed_twice(office):
    """Name one person twice and list both; the first ends the second."""
    _, one = office.name()
    _, two = office.name()
    office.accept(one)
    if two.status is not S.LISTED:
        office.accept(two, is_other=True)
    return office.people()


def test_two_who_name_one_person_make_one_record(office):
    assert listed_twice(office) == 1


def test_without_the_index_two_who_name_one_person_would_make_two(office, monkeypatch):
    turns = iter(range(100))
    monkeypatch.setattr(accepting, "_others", lambda *_: [])
    for module in (accepting, deeds):
        monkeypatch.setattr(module, "index_of", lambda *_: f"broken index {next(turns):03}".encode())
    assert listed_twice(office) == 2


def test_who_is_on_the_list_already_is_verified_and_linked(office):
    known = on_the_list(office)
    code, one = office.name()
    assert office.accept(one) is known
    assert (office.people(), known.status, one.resident_id) == (1, ResidentStatus.VERIFIED, known.id)
    assert nominations.follow(office.session, code).status is S.LISTED


def test_a_number_of_somebody_with_another_name_and_birth_date_lists_nobody(office, session):
    known = on_the_list(office)
    _, one = office.name(name="Rahmat Pendek", birth_on=date(1990, 5, 15))
    with pytest.raises(NumberOfAnother):
        office.accept(one)
    assert (office.people(), known.status, one.status) == (1, ResidentStatus.IMPORTED, S.RECEIVED)
    nominations.link(session, one, known, by=office.officer)
    assert (known.status, one.status) == (ResidentStatus.VERIFIED, S.LISTED)


def a_slip(office):
    """Have the person on the list and name them with a digit wrong; give the nomination."""
    on_the_list(office)
    return office.name(nik=SLIP)[1]


def test_a_mistyped_number_is_asked_about_before_a_second_record_is_made(office, session):
    one = a_slip(office)
    with pytest.raises(LooksLikeSomebody):
        office.accept(one)
    assert office.people() == 1
    near = nominations.near_misses(session, one, viewer=office.officer)
    nominations.link(session, one, near.seen[0].resident, by=office.officer)
    assert (office.people(), one.status) == (1, S.LISTED)


def test_without_the_near_misses_a_mistyped_number_would_make_a_second_record(office, monkeypatch):
    one = a_slip(office)
    monkeypatch.setattr(accepting, "near_misses", lambda *_, **__: likeness.NearMisses([], 0))
    office.accept(one)
    assert office.people() == 2


def test_whom_the_officer_calls_somebody_else_is_looked_at_by_the_district(office, session):
    one = a_slip(office)
    office.accept(one, is_other=True)
    assert office.people() == 2
    search = duplicates.last_search(session, office.scene.district.id)
    duplicates.note_found(session, search.id, duplicates.find(session, office.scene.district.id))
    assert len(session.scalars(duplicates.pairs(office.maker)).all()) == 1


def test_somebody_of_another_village_is_passed_there_and_linked(office, session):
    known = on_the_list(office, other_village(office))
    _, one = office.name()
    with pytest.raises(RecordedElsewhere):
        office.accept(one)
    nominations.decline(session, one, Decline.OTHER_VILLAGE, note="Tinggal di desa lain.", by=office.officer)
    nominations.pass_on(session, one, village_code=known.village_code, by=office.maker)
    assert (one.status, one.decline) == (S.RECEIVED, None)
    with pytest.raises(NominationUnknown):
        nominations.nomination_of(session, one.id, viewer=office.officer)


def test_what_is_decided_is_forgotten_in_time_and_its_code_still_answers(office, session):
    code, one = office.name()
    _, waits = office.name(nik="1901014504850019")
    nominations.decline(session, one, Decline.COVERED, note="Kartunya aktif.", by=office.officer)
    before = one.uid
    assert nominations.forget_due(session, office.scene.district, by=SYSTEM) == 0
    with time_machine.travel(clock.now() + timedelta(days=91), tick=True):
        assert nominations.forget_due(session, office.scene.district, by=SYSTEM) == 1
    session.expire_all()
    kept = session.scalars(select(Nomination).where(Nomination.id == one.id)).one()
    assert (kept.name, kept.nik_index, kept.note, kept.nik.open(kept.uid)) == ("–", None, None, "")
    assert kept.uid != before
    assert waits.erased_at is None
    told = nominations.follow(session, code)
    assert (told.status, told.decline) == (S.DECLINED, Decline.COVERED)


def test_the_person_can_have_it_forgotten_at_once(office, session):
    code, one = office.name()
    nominations.withdraw(session, one, reason="KTP asli ditunjukkan.", by=office.maker)
    assert nominations.follow(session, code).decline is Decline.WITHDRAWN
    assert nominations.find_by_nik(session, NIK, viewer=office.maker) is None


def withdrawn_by_a_second_press(office, session):
    """Two at the desk press together: the second has the nomination before them that the first has forgotten."""
    _, one = office.name()
    nominations.withdraw(session, one, reason="KTP asli ditunjukkan.", by=office.maker)
    nominations.withdraw(session, one, reason="KTP asli ditunjukkan.", by=office.maker)


def test_what_is_forgotten_is_not_forgotten_again(office, session):
    with pytest.raises(NominationUnknown):
        withdrawn_by_a_second_press(office, session)
    assert session.query(AuditEntry).filter_by(action="nomination:erase").count() == 1
