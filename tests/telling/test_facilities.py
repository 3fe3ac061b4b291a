"""Which facility somebody is registered with, and how a district keeps its list."""

from __future__ import annotations

import pytest

from srikandi import coverage, facilities, places, programme
from srikandi.coverage.sheets import Purpose, standing_form
from srikandi.facilities import Chooser, FacilityKind, FacilityStatus, FacilityUnknown, NoFacilityColumns
from srikandi.facilities.refusals import FacilityMoved
from tests.pledges.making import an_agreed_pledge, pay, terms_of
from tests.programme.exits.leaving import at_place
from tests.telling.scene import a_facility, covered_people

LIST = "Kode Faskes;Nama FKTP;Kecamatan;Desa;Telepon\n00280201;Puskesmas Sungailiat;Sungailiat;;0717 92000\n"


@pytest.fixture
def covered(session, time_machine):
    return covered_people(session, time_machine)


def registered(session, place):
    person = at_place(session, place)
    known = facilities.registered_with(session, [person]).get(person.id)
    return (known.facility.code, known.chosen_by) if known else None


def test_a_village_is_proposed_its_own_puskesmas_then_what_the_district_says_then_what_the_person_chose(
    session, covered
):
    assert registered(session, 1) is None
    far = a_facility(session, covered, "00280100", name="Puskesmas Lain", place=2)
    own = a_facility(session, covered, "00280201")
    clinic = a_facility(session, covered, "00280300", name="Klinik", kind=FacilityKind.CLINIC)
    assert registered(session, 1) == ("00280201", None)
    facilities.propose_for_village(session, at_place(session, 1).village_code, far, by=covered.scene.maker)
    assert registered(session, 1) == ("00280100", None)
    facilities.choose(session, at_place(session, 1), clinic.id, chosen_by=Chooser.PERSON, by=covered.village(session))
    assert registered(session, 1) == ("00280300", Chooser.PERSON)
    facilities.move_facility(session, far, to=FacilityStatus.CLOSED, by=covered.scene.maker)
    with pytest.raises(FacilityMoved):
        facilities.move_facility(session, far, to=FacilityStatus.CLOSED, by=covered.scene.maker)
    with pytest.raises(FacilityUnknown):
        facilities.choose(session, at_place(session, 2), far.id, chosen_by=Chooser.PERSON, by=covered.scene.maker)
    assert own.status is FacilityStatus.OPEN


def test_the_branch_is_told_the_code_and_of_a_change_for_somebody_it_knows(session, covered):
    a_facility(session, covered)
    other = a_facility(session, covered, "00280300", name="Klinik", kind=FacilityKind.CLINIC)
    scene = covered.scene
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=2, months=1))
    pay(session, pledge, 2 * 37_800)
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    layout = standing_form(session, scene.district_id, Purpose.REGISTRATION).layout
    at = [column.header for column in layout.columns].index("KODE FKTP")
    shown = {row[at] for row in coverage.preview(session, batch, layout, pledge_numbers={})}
    assert {"00280201"} <= shown <= {"00280201", ""}
    assert coverage.count_notices(session, scene.district_id)[coverage.BatchKind.CHANGED] == 0
    facilities.choose(session, at_place(session, 1), other.id, chosen_by=Chooser.VILLAGE, by=scene.maker)
    assert coverage.count_notices(session, scene.district_id)[coverage.BatchKind.CHANGED] == 1


def test_the_same_file_again_changes_nothing_and_one_wrong_row_stops_all_of_it(session, covered):
    district = places.district_of(session, covered.scene.district_id)

    def brought(text):
        return facilities.bring_facilities(
            session, text.encode(), filename="faskes.csv", district=district, by=covered.scene.maker
        )

    assert (brought(LIST).added, brought(LIST).same) == (1, 1)
    assert brought(LIST.replace("92000", "92111")).changed == 1
    wrong = brought(LIST + "00280202;Puskesmas Entah;Kecamatan Entah;;\n00280203;Puskesmas Baik;Sungailiat;;\n")
    assert [(one.row, wrong.added) for one in wrong.bad] == [(3, 0)]
    assert len(facilities.facility_rows(session, viewer=covered.scene.maker)) == 1
    with pytest.raises(NoFacilityColumns):
        brought("halo;dunia\n1;2\n")
