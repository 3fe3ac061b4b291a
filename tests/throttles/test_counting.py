"""One throttle for every door: counted by address or network, forgotten as soon as it no longer counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from srikandi import cards, clock, throttles
from srikandi.organisations import Organisation
from srikandi.throttles import LIMITS, CountedTry, Gate, TooOften, counting
from tests.browsing import Browser
from tests.residents.bringing import open_office

HERE, ELSEWHERE = "198.51.100.7", "198.51.100.8"
APPLICATION = {
    "name": "PT Contoh Satu",
    "nib": "1234567890123",
    "npwp": "0123456789012345",
    "sector": "Tambang",
    "address": "Jl. Contoh 1",
    "email": "satu@contoh.example",
    "signatory_name": "Nama Contoh",
    "signatory_title": "Direktur",
    "signatory_mandate": "Akta Nomor 1",
}


@pytest.fixture
def few(monkeypatch):
    for gate in Gate:
        monkeypatch.setitem(LIMITS, gate, replace(LIMITS[gate], most=2))


def full_after(session, gate, tries, asked):
    for one in tries:
        throttles.count(session, gate, one)
    return throttles.is_full(session, gate, asked)


@pytest.mark.parametrize("gate", list(Gate))
def test_each_door_counts_for_itself_and_for_whom_it_was(session, few, gate):
    assert full_after(session, gate, [HERE] * 2, HERE)
    assert not throttles.is_full(session, gate, ELSEWHERE)
    assert not any(throttles.is_full(session, other, HERE) for other in Gate if other is not gate)
    with time_machine.travel(clock.now() + LIMITS[gate].window + timedelta(seconds=1), tick=True):
        throttles.check(session, gate, HERE)
        throttles.forget_tries(session)
        assert session.query(CountedTry).count() == 0


def test_who_tried_does_not_stand_there(session, few):
    throttles.count(session, Gate.SIGN_IN, HERE)
    throttles.count(session, Gate.ACCOUNT, "seseorang@contoh.example")
    stored = str(session.connection().exec_driver_sql("SELECT * FROM counted_try").mappings().all())
    assert HERE not in stored
    assert "contoh.example" not in stored


NEIGHBOURS = ["2001:db8:0:7::1", "2001:db8:0:7:ffff:1:2:3"]


def test_an_ipv6_address_counts_as_its_network(session, few):
    assert full_after(session, Gate.CODE, NEIGHBOURS, "2001:db8:0:7::99")
    assert not throttles.is_full(session, Gate.CODE, "2001:db8:0:8::1")
    assert full_after(session, Gate.LINK, [HERE, f"::ffff:{HERE}"], HERE)


def test_without_the_network_an_address_that_changes_would_go_on_for_ever(session, few, monkeypatch):
    monkeypatch.setattr(counting, "_network", lambda address: address)
    assert not full_after(session, Gate.CODE, NEIGHBOURS, "2001:db8:0:7::99")


def test_wrong_links_are_counted_where_every_process_sees_them(app, session, few):
    street = Browser(app)
    for _ in range(2):
        assert street.get(f"/kartu/{cards.new_code()}").status_code == 404
    assert session.query(CountedTry).filter_by(gate=Gate.LINK).count() == 2
    session.rollback()
    assert Browser(app).get(f"/kartu/{cards.new_code()}").status_code == 429
    assert session.query(CountedTry).filter_by(gate=Gate.LINK).count() == 2, "who is refused is not counted again"


def applied(app, session, times):
    """Apply so often with another company each time, then once with a known one; give the answers."""
    district = open_office(session).district.id
    street, answers = Browser(app), []
    for number in range(times):
        numbers = {"nib": f"12345678901{number:02}", "npwp": f"01234567890123{number:02}"}
        sent = APPLICATION | numbers | {"name": f"PT Contoh {number}", "district": str(district)}
        answers.append(street.submit("/daftar-perusahaan", sent).status_code)
    return answers


def test_applications_of_companies_come_to_an_end(app, session, few):
    assert applied(app, session, 3) == [303, 303, 422]
    assert session.query(Organisation).count() == 2
    with pytest.raises(TooOften):
        throttles.check(session, Gate.APPLICATION, "127.0.0.1")


def test_without_the_throttle_they_would_not(app, session, few, monkeypatch):
    monkeypatch.setattr(throttles, "check", lambda *_: None)
    assert applied(app, session, 3) == [303, 303, 303]


def test_a_refused_application_is_counted_too(app, session, few):
    assert applied(app, session, 1) == [303]
    district = session.query(Organisation).one().district_id
    session.rollback()
    again = APPLICATION | {"nib": "1234567890100", "npwp": "0123456789012300", "district": str(district)}
    assert Browser(app).submit("/daftar-perusahaan", again).status_code == 422
    assert session.query(CountedTry).filter_by(gate=Gate.APPLICATION).count() == 2
