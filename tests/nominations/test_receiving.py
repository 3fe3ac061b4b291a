"""A nomination comes in: throttled, without telling what is known, followed by a code nobody guesses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine

from srikandi import clock, nominations, throttles
from srikandi.database import index_of
from srikandi.nominations import (
    Nomination,
    NominationMoved,
    NominationStatus,
    NominationUnknown,
    Nominator,
    NominatorKind,
    NominatorMissing,
    PosterFullToday,
    PosterRevoked,
    PosterUnknown,
    TooManyFromHere,
    VillageElsewhere,
)
from srikandi.residents import NikRefused
from srikandi.throttles import Gate
from tests.nominations.naming import ADDRESS, NIK, Office

FEW = 3


@pytest.fixture
def office(session):
    return Office(session)


@pytest.fixture
def throttled(monkeypatch):
    for gate, most in ((Gate.NOMINATION, FEW), (Gate.POSTER, FEW + 1)):
        monkeypatch.setitem(throttles.LIMITS, gate, replace(throttles.LIMITS[gate], most=most))
    noon = datetime.combine(clock.now().date() + timedelta(days=1), time(5), UTC)
    with time_machine.travel(noon, tick=True):  # an hour later it is still the same day
        yield


def test_what_names_a_person_is_sealed_as_residents_are(office, session):
    code, one = office.name(phone="08127000", nominator=Nominator(NominatorKind.FAMILY, "RAHMA", "08139999"))
    session.flush()
    row = session.connection().exec_driver_sql("SELECT * FROM nomination").mappings().one()
    stored = " ".join(str(cell) for cell in row.values())
    assert not [text for text in (NIK, "08127000", "RAHMA", "08139999", "Belum punya kartu", code) if text in stored]
    assert bytes(row["nik_index"]) == index_of("nik", NIK)
    assert one.nik.open(one.uid) == NIK
    assert nominations.follow(session, code.lower()).status is NominationStatus.RECEIVED


def test_a_code_that_is_one_sign_off_tells_nothing(office, session):
    code, _ = office.name()
    other = ("3" if code[0] == "2" else "2") + code[1:]
    for typed in (other, code[:-1], "", "x" * 400):
        with pytest.raises(NominationUnknown):
            nominations.follow(session, typed)


def test_a_known_number_is_received_like_any_other(office, session):
    first, named = office.name()
    office.accept(named)
    again, twin = office.name(address="198.51.100.8")
    told, new = nominations.follow(session, again), nominations.follow(session, first)
    assert (told.status, new.status) == (NominationStatus.RECEIVED, NominationStatus.LISTED)
    assert twin.nik_index == named.nik_index


def send(office, count, *, address=ADDRESS):
    for number in range(count):
        office.name(address=address or f"203.0.113.{number}")


def test_one_address_sends_only_so_many_an_hour(office, throttled):
    send(office, FEW)
    with pytest.raises(TooManyFromHere):
        office.name()
    office.name(address="198.51.100.8")
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=True), pytest.raises(PosterFullToday):
        office.name()


def test_one_poster_brings_only_so_many_a_day(office, session, throttled):
    send(office, FEW + 1, address=None)
    with pytest.raises(PosterFullToday, match="Terima kasih"):
        office.name()
    other = nominations.make_poster(session, district_id=office.scene.district.id, place="Balai desa", by=office.maker)
    office.name(poster=other)
    with time_machine.travel(clock.now() + timedelta(days=1), tick=True):
        office.name()


def test_without_the_counter_everything_would_get_in(office, throttled, monkeypatch):
    monkeypatch.setattr(throttles, "is_full", lambda *_, **__: False)
    send(office, FEW + 3)
    assert office.session.query(Nomination).count() == FEW + 3


def test_a_poster_that_is_taken_back_opens_nothing(office, session):
    code = office.poster.code
    assert nominations.poster_by_code(session, f" {code[:4].lower()}-{code[4:]}") is office.poster
    nominations.revoke_poster(session, office.poster, by=office.officer)
    for typed in (code, "", "????????", code + "2"):
        with pytest.raises(PosterUnknown):
            nominations.poster_by_code(session, typed)
    with pytest.raises(PosterRevoked):
        office.name()
    fresh = nominations.make_poster(
        session, district_id=office.scene.district.id, village_code=office.village_code, by=office.officer
    )
    assert fresh.code != code


def test_what_cannot_be_is_refused_and_kept_nowhere(office):
    for wrong, other in (
        (NikRefused, {"nik": "1901"}),
        (VillageElsewhere, {"village_code": "63.07.01.2001"}),
        (NominatorMissing, {"nominator": Nominator(NominatorKind.AGENT, "", "08139999")}),
    ):
        with pytest.raises(wrong):
            office.name(**other)
    assert office.session.query(Nomination).count() == 0


def test_two_decisions_about_one_nomination_are_one(office, session):
    _, one = office.name()
    nominations.decline(session, one, nominations.Decline.NOT_FOUND, note="Rumahnya kosong.", by=office.officer)
    with pytest.raises(NominationMoved):
        office.accept(one)
