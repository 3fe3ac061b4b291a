"""Records that may be the same person: found with reasons, merged or kept by a person, opened again, never silently."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from srikandi import ledger, programme, residents
from srikandi.database import Secret, index_of
from srikandi.places import villages_of
from srikandi.programme import duplicates as stories
from srikandi.residents import Resident, ResidentKind, ResidentStatus, duplicates
from srikandi.residents.duplicates import DuplicatePair, SuspicionStatus
from tests.pledges.making import a_scene, nik_of
from tests.programme.exits.leaving import a_covered_pledge, at_place, sitting
from tests.web.questions.counting import counted

S = SuspicionStatus
BORN = date(1985, 3, 12)
NIK = "1901011203850{:03d}"


def a_person(scene, villages, nik, name, *, born=BORN, village=0, family=None):
    uid = uuid4()
    return {
        "uid": uid,
        "district_id": scene.district_id,
        "village_code": villages[village],
        "status": ResidentStatus.VERIFIED,
        "kind": ResidentKind.RECRUITMENT,
        "nik": Secret(nik, row=uid),
        "nik_index": index_of("nik", nik),
        "family_index": index_of("family_card", family) if family else None,
        "name": name,
        "name_key": name,
        "birth_on": born,
        "sex": "L",
    }


def add(session, scene, *people):
    villages = [one.code for one in villages_of(session, scene.district_id)]
    rows = [a_person(scene, villages, nik, name, **more) for nik, name, more in people]
    session.execute(insert(Resident), rows)
    known = dict(session.execute(select(Resident.nik_index, Resident.id)).all())
    return [known[row["nik_index"]] for row in rows]


def search(session, scene):
    waiting = duplicates.ask_search(session, scene.district_id, by=scene.maker)
    return duplicates.note_found(session, waiting.id, duplicates.find(session, scene.district_id))


def cases(session):
    rows = session.scalars(select(DuplicatePair).order_by(DuplicatePair.first_id, DuplicatePair.second_id))
    return {(one.first_id, one.second_id): set(one.reasons) for one in rows if one.status is S.OPEN}


@pytest.fixture
def scene(session):
    return a_scene(session, lives=1)


def test_the_same_person_is_found_however_the_numbers_and_names_were_typed(session, scene):
    swapped, card = "1901011203850021", "1901010101850001"
    ids = add(
        session,
        scene,
        ("1901011203850012", "BUDI SANTOSO", {}),
        (swapped, "BUDI SANTOSO", {}),
        (NIK.format(101), "MOCHAMMAD DJOEFRI", {"family": card, "village": 1}),
        (NIK.format(202), "MUHAMAD JUFRI", {"family": card, "village": 1}),
        (NIK.format(301), "SITI AMINAH", {"village": 2}),
        (NIK.format(302), "SITI AMINAH", {"village": 3}),
        (NIK.format(401), "RINA WATI", {"village": 4}),
        (NIK.format(777), "RINA WATI", {"village": 4, "born": date(1985, 12, 3)}),
        (NIK.format(501), "AGUS", {"village": 5}),
        (NIK.format(502), "JOKO", {"village": 5}),
    )
    assert search(session, scene) == 3
    assert cases(session) == {
        (ids[0], ids[1]): {"same_name", "same_birth", "same_village", "nik_one_off"},
        (ids[2], ids[3]): {"similar_name", "same_birth", "same_family", "same_village"},
        (ids[4], ids[5]): {"same_name", "same_birth", "nik_one_off"},
    }
    assert search(session, scene) == 0


def test_thirty_people_on_one_card_are_one_case_that_comes_back_when_it_grows(session, scene):
    card = "1901010101850001"
    shared = [{"family": card, "born": date(1950 + n, 1, 5)} for n in range(1, 31)]
    add(
        session,
        scene,
        *(
            (NIK.format(n), f"ORANG {chr(65 + n // 6) * 3} {chr(65 + n % 6) * 3}", one)
            for n, one in enumerate(shared, 1)
        ),
    )
    assert search(session, scene) == 1
    family = session.scalars(duplicates.families(scene.maker)).one()
    assert (family.people, family.status) == (30, S.OPEN)
    assert len(duplicates.family_for(session, family.id, viewer=scene.maker)[1]) == 30
    with pytest.raises(residents.ReasonMissing):
        duplicates.keep_family(session, family, reason="ya", by=scene.maker)
    duplicates.keep_family(session, family, reason="Panti asuhan di Sungailiat", by=scene.maker)
    search(session, scene)
    assert family.status is S.KEPT
    add(session, scene, (NIK.format(31), "ORANG BARU", {"family": card, "born": date(1999, 9, 9)}))
    search(session, scene)
    assert (family.status, family.people) == (S.OPEN, 31)


def test_what_was_kept_is_not_asked_again_and_what_is_no_longer_so_goes(session, scene):
    ids = add(session, scene, *((NIK.format(n), "BUDI SANTOSO", {}) for n in (1, 2, 3)))
    assert search(session, scene) == 3
    pairs = {(one.first_id, one.second_id): one for one in session.scalars(select(DuplicatePair))}
    stories.keep_both(session, pairs[ids[0], ids[1]], reason="Paman dan keponakan", by=scene.maker)
    with pytest.raises(duplicates.PairDecided):
        stories.keep_both(session, pairs[ids[0], ids[1]], reason="Paman dan keponakan", by=scene.maker)
    third = session.get_one(Resident, ids[2])
    third.name_key = third.name = "JOKO SUSILO"
    assert search(session, scene) == 0
    session.expire_all()
    states = [pairs[key].status for key in sorted(pairs)]
    assert states == [S.KEPT, S.GONE, S.GONE]
    stories.reopen(session, pairs[ids[0], ids[1]], reason="Ternyata satu orang", by=scene.checker)
    assert pairs[ids[0], ids[1]].status is S.OPEN


def test_a_merged_record_leaves_as_an_alias_and_can_come_back(session):
    scene = a_scene(session, lives=6)
    pledge = a_covered_pledge(session, scene)
    two, five = at_place(session, 2), at_place(session, 5)
    five.name_key = five.name = two.name = two.name_key = "BUDI SANTOSO"
    two.birth_on = five.birth_on = BORN
    five.village_code = two.village_code
    assert search(session, scene) == 1
    pair = session.scalars(select(DuplicatePair)).one()
    view = stories.pair_view(session, pair)
    assert (view.stays, view.sides[0].months, view.sides[0].delivered) == (two.id, 2, 1)
    stories.merge(session, pair, staying=five.id, reason="Satu orang, dua KTP", by=scene.maker)
    session.expire_all()
    assert sitting(session, pledge) == [[1, 2, 3], [1, 4, 3], [1, 4, 3]]
    assert (at_place(session, 2).status, at_place(session, 2).exit_reason) == (ResidentStatus.EXITED, "duplicate")
    assert list(ledger.verify(session)) == []
    with pytest.raises(residents.StaysAsOther):
        programme.undo_exit(session, at_place(session, 2), reason="Ternyata dua orang", by=scene.checker)
    with pytest.raises(residents.OwnReport):
        stories.reopen(session, pair, reason="Ternyata dua orang", by=scene.maker)
    session.expire_all()
    back = stories.reopen(session, pair, reason="Ternyata dua orang", by=scene.checker)
    assert (back.lists, pair.status, at_place(session, 2).status) == (1, S.OPEN, ResidentStatus.LAPSED)
    assert list(ledger.verify(session)) == []


def _somebody(scene, villages, n):
    born = date(1950 + n % 60, n % 12 + 1, n % 28 + 1)
    nik = f"19010112{n % 12 + 1:02d}{n % 90:02d}{n + 1:04d}"
    return a_person(scene, villages, nik, f"NAMA{n % 700} WARGA{n % 997}", born=born, village=n % 6)


def test_a_few_thousand_people_are_searched_in_a_few_questions(session, scene):
    villages = [one.code for one in villages_of(session, scene.district_id)]
    rows = [_somebody(scene, villages, n) for n in range(3_000)]
    rows.append(a_person(scene, villages, "1901011203858000", rows[5]["name"], born=rows[5]["birth_on"], village=5))
    session.execute(insert(Resident), rows)
    with counted(session) as asked:
        found = duplicates.find(session, scene.district_id)
    assert found.people == 3_002
    assert len(found.pairs) == 1
    assert len(asked) <= 8
    assert nik_of(1) not in repr(found)
