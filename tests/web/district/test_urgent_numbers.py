"""A refused urgent request has told something about a number: it counts as a look at it, and looks come to an end."""

from __future__ import annotations

import pytest

from srikandi import clock
from srikandi.audit import AuditEntry
from srikandi.coverage.urgency import UrgentCase
from srikandi.residents import Resident, actions
from srikandi.web.district.urgent import forms
from tests.pledges.making import nik_of
from tests.programme.urgency.test_cases import promised
from tests.web.acting import a_desk

BED = {"facility": "RSUD Depati Bahrin"}
PAGE = "/kabupaten/darurat/baru"
NOBODY = "1901014505900077"


@pytest.fixture
def desk(app, session):
    return a_desk(app, session)


def tried(desk, session, numbers):
    """Ask for each of these numbers and be refused; give the last answer and how many looks were counted."""
    pledge = promised(session, desk.scene)
    people = session.query(Resident).count()
    session.commit()
    bed = BED | {"admitted_on": clock.today().isoformat(), "pledge_id": str(pledge.id)}
    for nik in numbers:
        answer = desk.maker.submit(PAGE, bed | {"nik": nik})
        assert answer.status_code == 422
    session.expire_all()
    assert session.query(UrgentCase).count() == 0
    assert session.query(Resident).count() == people
    return answer.text, session.query(AuditEntry).filter_by(action="resident:look_up").count()


def test_a_refused_request_is_counted_as_a_look_and_looks_come_to_an_end(desk, session, monkeypatch):
    monkeypatch.setattr(actions, "LOOK_UPS_AN_HOUR", 2)
    said, count = tried(desk, session, [nik_of(1), NOBODY, nik_of(2)])
    assert "2 pencarian NIK dalam satu jam" in said
    assert count == 2


def test_without_keeping_the_refusal_numbers_could_be_tried_for_ever(desk, session, monkeypatch):
    monkeypatch.setattr(actions, "LOOK_UPS_AN_HOUR", 2)
    monkeypatch.setattr(forms, "keep_refusal", lambda: None)
    said, count = tried(desk, session, [nik_of(1), NOBODY, nik_of(2)])
    assert "pencarian NIK dalam satu jam" not in said
    assert count == 0


def test_a_case_that_is_refused_half_way_leaves_its_look_and_nothing_else(desk, session):
    whole = {"family_card": "1901010101010099", "name": "Ani Pasien", "birth_on": "1990-05-05", "sex": "P"}
    pledge = promised(session, desk.scene)
    session.commit()
    bed = BED | whole | {"admitted_on": clock.today().isoformat(), "pledge_id": str(pledge.id), "nik": NOBODY}
    village = session.query(Resident.village_code).limit(1).scalar()
    session.rollback()
    impossible = bed | {"birth_on": "1990-05-06", "village": village, "kind": "reactivation", "family_card": "19"}
    assert desk.maker.submit(PAGE, impossible).status_code == 422
    assert session.query(AuditEntry).filter_by(action="resident:look_up").count() == 1
    assert session.query(Resident).filter_by(name="ANI PASIEN").count() == 0
