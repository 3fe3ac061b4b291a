"""The village officer tells the own people: nobody else's slip, number or code."""

from __future__ import annotations

import pytest

from srikandi import cards, complaints
from srikandi.complaints import Complaint
from srikandi.database import Secret
from srikandi.facilities import FacilityChoice
from srikandi.signs import printed
from tests.journeys.town import done, words
from tests.programme.exits.leaving import at_place
from tests.telling.scene import STORY, a_complaint, a_facility, covered_people


@pytest.fixture
def covered(session, time_machine):
    made = covered_people(session, time_machine)
    a_facility(session, made)
    person = at_place(session, 1)
    person.phone = Secret("081234567890", person.uid)
    session.commit()
    return made


@pytest.fixture
def village(app, session, covered):
    return covered.village_browser(app, session)


def test_the_officer_prints_chooses_and_sends_and_no_number_stands_on_a_page(session, covered, village):
    person = at_place(session, 1)
    here = f"/desa/slip/{person.id}"
    assert person.name in words(village.get("/desa/slip"))
    slip = village.submit("/desa/slip", action="/cetak")
    assert (slip.status_code, slip.mimetype) == (200, "application/pdf")
    assert "Semua sudah dikabari" in words(village.get("/desa/slip"))
    facility = village.forms(here)
    chosen = next(form.fields["facility"] for form in facility if "facility" in form.fields)
    done(village.submit(here, {"facility": chosen[0], "chosen_by": "person"}))
    assert session.query(FacilityChoice).one().chosen_by.value == "person"
    page = village.get(here)
    assert "081234567890" not in page.text
    assert "https://wa.me" in page.headers["Content-Security-Policy"]
    assert done(village.submit(here, action="/pesan")).startswith("https://wa.me/6281234567890")
    before = cards.code_of(cards.standing_cards(session, [person.id])[person.id])
    done(village.submit(here, action="/ganti"))
    session.expire_all()
    assert cards.code_of(cards.standing_cards(session, [person.id])[person.id]) != before


def test_somebody_elses_village_is_closed(app, session, covered, village):
    other = at_place(session, 2)
    a_complaint(session, covered, 2)
    session.commit()
    paths = (
        f"/desa/slip/{other.id}",
        f"/desa/aduan/baru/{other.id}",
        f"/desa/aduan/{session.query(Complaint).one().id}",
    )
    assert {village.get(path).status_code for path in paths} == {404}
    assert other.name not in village.get("/desa/slip?tampil=semua").text
    assert village.post(f"/desa/slip/{other.id}/cetak").status_code in {400, 404}
    theirs = covered.village_browser(app, session, 2)
    assert {theirs.get(path).status_code for path in paths} == {200}, "the control: their own officer may"


def test_a_complaint_written_down_in_the_village_is_handled_by_the_district_and_the_branch(
    app, session, covered, village
):
    person = at_place(session, 1)
    here = done(village.submit(f"/desa/aduan/baru/{person.id}", {"kind": "refused", "story": STORY}))
    case = session.query(Complaint).one()
    assert (case.received_by is not None, case.channel.value) == (True, "village")
    done(village.submit(here, {"words": "Warganya masih di loket."}, action="/balas"))
    assert printed(complaints.code_of(case)) in words(village.get(here))
