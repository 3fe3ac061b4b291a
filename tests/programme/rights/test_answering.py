"""Access, correction and restriction: what the desk does for a person, and what it may not do."""

import csv
import io
import json
from datetime import timedelta

import pytest
from sqlalchemy import true

from srikandi import clock, ledger, pools, programme, residents, rights
from srikandi.audit import AuditEntry
from srikandi.eligibility import Audience
from srikandi.places import District
from srikandi.pools import NotEnoughPeople, matching, scope_of
from srikandi.programme import rights as answers
from srikandi.residents import HasLeft, ResidentUnknown, Search
from srikandi.rights import RequestDecided, RequestStatus, SameRequestOpen
from tests.arrears.test_owing import months, say
from tests.pledges.making import a_scene, nik_of
from tests.programme.rights.asking import SAID, ask, person
from tests.programme.test_succession import an_active_pledge, at_place


@pytest.fixture
def scene(session):
    return a_scene(session, lives=3)


def copy_of(session, request, by):
    identity = answers.open_copy(session, request, by=by)
    return answers.holdings(session, person(session, request), identity)


def test_an_answer_is_due_after_seventy_two_hours(session, scene, time_machine):
    time_machine.move_to(clock.now(), tick=False)
    request = ask(session, scene, 1, "access")
    assert request.due_at - request.received_at == timedelta(hours=72)
    assert not rights.is_late(request)
    time_machine.shift(timedelta(hours=71))
    assert (rights.hours_left(request.due_at), rights.is_late(request)) == (1, False)
    time_machine.shift(timedelta(hours=2))
    assert (rights.hours_left(request.due_at), rights.is_late(request)) == (-1, True)


def test_the_copy_says_everything_about_the_person_and_nothing_of_others(session):
    scene = a_scene(session, lives=6)
    pledge = an_active_pledge(session, scene)
    residents.reveal(session, at_place(session, 1), reason="Mencocokkan dengan KTP", by=scene.checker)
    residents.reveal(session, at_place(session, 2), reason="Rahasia orang lain", by=scene.checker)
    say(session, at_place(session, 1), months(3), scene, "Surat BPJS 12")
    say(session, at_place(session, 2), months(9), scene, "Surat tentang orang lain")
    request = ask(session, scene, 1, "access")
    held = copy_of(session, request, scene.maker)
    facts = {one.key: one.value for one in held.facts}
    parts = {part.key: part.rows for part in held.parts}
    assert facts["nik"] == nik_of(1)
    assert len(parts["months"]) == pledge.months
    assert len(parts["files"]) == len(parts["lists"]) == len(parts["holds"]) == 1
    assert [row[1:3] for row in parts["arrears_months"]] == [("3", "menunggak")] * 3
    assert [row[-1] for row in parts["arrears"]] == ["Surat BPJS 12"]
    trail = str(parts["trail"])
    assert "Memperbaiki catatan tunggakan Anda" in trail
    assert "Mencocokkan dengan KTP" in trail
    assert "Mengirim berkas itu kepada BPJS Kesehatan" in trail
    assert request.number in trail
    assert "Rahasia orang lain" not in trail
    assert nik_of(2) not in str(held.facts) + str(parts)
    assert nik_of(1) not in repr(held)


def test_the_copy_is_a_paper_and_two_files_a_program_reads(session, scene):
    resident = at_place(session, 1)
    resident.occupation = "=HYPERLINK(1)"
    request = ask(session, scene, 1, "access")
    held = copy_of(session, request, scene.maker)
    assert answers.as_pdf(session, request, held).startswith(b"%PDF-")
    said = json.loads(answers.as_json(session.get_one(District, scene.district_id), request, held))
    assert said["person"]["nik"] == nik_of(1)
    assert {"requests", "lists", "months", "files", "bills", "trail"} <= said.keys()
    rows = list(csv.reader(io.StringIO(answers.as_csv(held).decode("utf-8-sig")), delimiter=";"))
    assert ["data diri", "1", "NIK", nik_of(1)] in rows
    assert ["data diri", "1", "Pekerjaan", "'=HYPERLINK(1)"] in rows


def test_access_is_not_answered_before_a_copy_was_made(session, scene):
    request = ask(session, scene, 1, "access")
    with pytest.raises(answers.CopyMissing):
        answers.hand_over(session, request, said=SAID, by=scene.maker)
    answers.open_copy(session, request, by=scene.maker)
    answers.hand_over(session, request, said=SAID, by=scene.maker)
    assert request.status is RequestStatus.DONE
    with pytest.raises(RequestDecided):
        rights.refuse(session, request, said=SAID, by=scene.maker)


def test_the_same_is_not_asked_twice_at_once(session, scene):
    ask(session, scene, 1, "access")
    with pytest.raises(SameRequestOpen):
        ask(session, scene, 1, "access")
    assert ask(session, scene, 2, "access").number.endswith("-0002")


def test_a_correction_changes_the_row_and_leaves_a_trail(session, scene):
    request = ask(session, scene, 1, "correction")
    right = residents.corrections_of(at_place(session, 1))
    with pytest.raises(answers.NothingChanged):
        answers.correct(session, request, right, said=SAID, by=scene.maker)
    session.rollback()


def test_a_correction_names_what_changed(session, scene):
    request = ask(session, scene, 1, "correction")
    before = residents.corrections_of(at_place(session, 1))
    after = type(before)(**{**vars(before), "name": "NAMA YANG BENAR"})
    assert answers.correct(session, request, after, said=SAID, by=scene.maker) == ["name"]
    resident = person(session, request)
    assert (resident.name, request.status) == ("NAMA YANG BENAR", RequestStatus.DONE)
    entry = session.query(AuditEntry).filter_by(action="resident:correct", subject_id=str(resident.id)).one()
    assert entry.details == {"changed": ["name"]}


def test_a_request_is_answered_by_its_own_kind_only(session, scene):
    request = ask(session, scene, 1, "access")
    with pytest.raises(answers.WrongKind):
        answers.restrict(session, request, said=SAID, by=scene.maker)
    with pytest.raises(answers.WrongKind):
        answers.erase(session, request, said=SAID, by=scene.checker)


def restricted(session, scene, place=1):
    request = ask(session, scene, place, "restriction")
    answers.restrict(session, request, said=SAID, by=scene.maker)
    session.expire_all()
    return request


def listed(session, scene):
    return len(residents.page_of(session, Search(), viewer=scene.maker).rows)


def test_a_restricted_person_is_not_offered_listed_or_found_until_it_is_lifted(session, scene):
    request = restricted(session, scene)
    assert listed(session, scene) == 2
    assert pools.available(session, scene.pool_id) == 2
    with pytest.raises(NotEnoughPeople):
        pools.take(session, scene.pool_id, lives=3)
    assert residents.look_up(session, nik_of(1), by=scene.maker) is None
    with pytest.raises(ResidentUnknown):
        residents.resident_of(session, request.resident_id, viewer=scene.checker)
    assert residents.look_up(session, nik_of(1), by=scene.maker, even_restricted=True) is not None
    answers.lift(session, request, by=scene.maker)
    assert (listed(session, scene), pools.available(session, scene.pool_id)) == (3, 3)
    assert len(pools.take(session, scene.pool_id, lives=3)) == 3


def test_without_the_one_condition_the_restricted_person_is_offered(session, scene, monkeypatch):
    """The negative control of the test above."""
    restricted(session, scene)
    monkeypatch.setattr(residents, "usable", true)
    assert len(pools.take(session, scene.pool_id, lives=3)) == 3


def test_a_restricted_person_is_not_put_on_a_new_list(session, scene):
    request = restricted(session, scene)
    pools.remove(session, scene.pool_id, [request.resident_id, at_place(session, 2).id], reason="tes daftar")
    chosen = session.scalars(matching(Audience(), scope=scope_of(session, scene.district_id))).all()
    assert chosen == [at_place(session, 2).id]


def test_cover_that_is_paid_goes_on_for_a_restricted_person(session):
    scene = a_scene(session, lives=6)
    pledge = an_active_pledge(session, scene)
    restricted(session, scene)
    month = pledge.start_month + 1
    confirmed = programme.confirm_month(
        session, scene.district_id, month=month, document_number="BA/1", by=scene.branch
    )
    assert confirmed.life_months == 3
    assert list(ledger.verify(session)) == []


def test_nobody_of_another_role_reads_a_request(session, scene):
    request = ask(session, scene, 1, "access")
    for who in (scene.officer, scene.branch):
        with pytest.raises(rights.RequestUnknown):
            rights.request_of(session, request.id, viewer=who)
    assert rights.request_of(session, request.id, viewer=scene.checker) is request


def test_who_has_left_is_not_corrected(session, scene):
    request = ask(session, scene, 1, "correction")
    programme.exit_resident(session, at_place(session, 1), reason="moved", on=clock.today(), by=scene.maker)
    before = residents.corrections_of(at_place(session, 1))
    with pytest.raises(HasLeft):
        answers.correct(session, request, type(before)(**{**vars(before), "name": "LAIN"}), said=SAID, by=scene.maker)
    session.rollback()
