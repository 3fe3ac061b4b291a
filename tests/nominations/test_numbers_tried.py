"""A number an officer types in place of the one in the form is a look-up: counted, also when the answer is no."""

from __future__ import annotations

import pytest

from srikandi import nominations, residents
from srikandi.audit import AuditEntry
from srikandi.nominations import NominationStatus
from srikandi.residents import Corrections, NewPerson, ResidentKind, actions
from tests.nominations.naming import CARD, Office
from tests.nominations.test_deciding import other_village
from tests.residents.pages.opening import signed_in

OTHER = "1901014504850011"
SAID = {"name": "Siti Maryam", "birth_on": "1985-04-05", "sex": "P", "family_card": CARD, "kind": "recruitment"}


@pytest.fixture
def office(session):
    """Somebody of another village is on the list; the officer has a nomination of somebody else."""
    made = Office(session)
    details = Corrections("RAHMA YANTI", made.who.birth_on, "P")
    new = NewPerson(OTHER, CARD, ResidentKind.RECRUITMENT, other_village(made), details)
    residents.enrol(session, new, district_id=made.scene.district.id, by=made.maker)
    return made


def tried(app, office, session, *, times):
    """Type the number of the other person so often; give the last answer, and how many tries were counted."""
    _, one = office.name()
    session.commit()
    village = signed_in(app, office.scene.village)
    for _ in range(times):
        answer = village.submit(f"/desa/usulan/{one.id}/terima", SAID | {"nik": OTHER})
        assert answer.status_code == 422
    session.expire_all()
    assert one.status is NominationStatus.RECEIVED
    assert office.people() == 1
    return answer.text, session.query(AuditEntry).filter_by(action="resident:look_up").count()


def test_numbers_tried_in_a_form_are_counted_and_come_to_an_end(app, office, session, monkeypatch):
    monkeypatch.setattr(actions, "LOOK_UPS_AN_HOUR", 2)
    said, count = tried(app, office, session, times=3)
    assert "2 pencarian NIK dalam satu jam" in said
    assert count == 2


def test_without_the_count_numbers_could_be_tried_for_ever(app, office, session, monkeypatch):
    monkeypatch.setattr(actions, "LOOK_UPS_AN_HOUR", 2)
    monkeypatch.setattr(nominations, "note_number", lambda *_, **__: None)
    said, count = tried(app, office, session, times=3)
    assert "pencarian NIK dalam satu jam" not in said
    assert count == 0
