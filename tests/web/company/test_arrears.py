"""A promise of arrears alone over HTTP: worked out, offered, approved as seen, followed, taken back."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from srikandi.database import index_of
from srikandi.pledges import Pledge
from tests.arrears.alone import agreed, rupiah
from tests.arrears.test_owing import months, people, say
from tests.arrears.test_paying import straight
from tests.web.acting import a_desk
from tests.web.questions.counting import MOST, counted

NEW = "/perusahaan/komitmen/tunggakan"


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


@pytest.fixture
def desk(app, session):
    desk = a_desk(app, session, lives=12)
    known = people(session, desk.scene)
    for who, count in zip((*known[:4], known[5]), (10, 4, 6, 5, 2), strict=True):
        say(session, who, months(count), desk.scene)
    known[0].family_index = known[5].family_index = index_of("family_card", "1901010101010001")
    session.commit()
    return desk


def typed(desk, families):
    return {"pool_id": str(desk.scene.pool_id), "families": str(families)}


def test_what_families_owe_is_worked_out_offered_and_approved_as_it_was_seen(desk, session):
    assert "Hitung" in desk.company.get(NEW).text
    shown = f"{NEW}?pool_id={desk.scene.pool_id}&families=2"
    assert "Rp560.000" in words(desk.company.get(shown))
    answer = desk.company.submit(shown, typed(desk, 2), action=NEW, follow=True)
    assert "tunggakan 2 keluarga sudah diajukan" in words(answer)
    session.rollback()
    pledge = session.scalars(select(Pledge)).one()
    page = desk.company.get(f"/perusahaan/komitmen/{pledge.id}")
    assert "Melunasi tunggakan 2 keluarga" in words(page)
    assert "jiwa selama" not in page.text
    assert "Per jiwa-bulan" not in page.text
    seen = desk.checker.get(f"/kabupaten/komitmen/{pledge.id}")
    assert "tunggakan 2 keluarga, 16 bulan, Rp560.000" in words(seen)
    assert "P1" in seen.text
    assert people(session, desk.scene)[0].name not in seen.text
    approved = desk.checker.submit(f"/kabupaten/komitmen/{pledge.id}", action="/setujui", follow=True)
    assert "disetujui" in words(approved)
    assert "Tunggakan" in words(desk.company.get("/perusahaan/komitmen"))
    assert "Tunggakan" in words(desk.checker.get("/kabupaten/komitmen"))


def test_a_sum_nobody_was_shown_is_not_promised(desk, session):
    form = desk.company.forms(NEW)[-1]
    answer = desk.company.post(f"{NEW}/hitung", {**form.fields, **typed(desk, 2)}, follow=True)
    assert "Rp560.000" in words(answer)
    unseen = desk.company.submit(f"{NEW}?pool_id={desk.scene.pool_id}&families=1", typed(desk, 2), action=NEW)
    assert unseen.status_code == 422
    assert "berubah menjadi Rp560.000" in words(unseen)
    assert session.scalar(select(Pledge.id)) is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"families": "0"}, "1 sampai 5.000"),
        ({"families": "banyak"}, ""),
        ({"families": "9"}, "hanya 4 keluarga"),
        ({"pool_id": "999"}, ""),
        ({"seen": "²"}, "berubah menjadi"),
    ],
)
def test_wrong_input_is_answered_in_words(desk, session, changes, said):
    shown = f"{NEW}?pool_id={desk.scene.pool_id}&families=2"
    answer = desk.company.submit(shown, {**typed(desk, 2), **changes}, action=NEW)
    assert answer.status_code == 422
    assert said in words(answer)
    assert session.scalar(select(Pledge.id)) is None


def test_an_offer_is_cancelled_and_its_families_are_free_again(desk, session):
    shown = f"{NEW}?pool_id={desk.scene.pool_id}&families=4"
    desk.company.submit(shown, typed(desk, 4), action=NEW)
    session.rollback()
    pledge = session.scalars(select(Pledge)).one()
    assert "hanya 0 keluarga" in words(desk.company.get(shown))
    page = f"/perusahaan/komitmen/{pledge.id}"
    desk.company.submit(page, {"reason": "Anggaran berubah"}, action="/batal", follow=True)
    assert "Rp945.000" in words(desk.company.get(shown))


def test_its_pages_ask_as_often_however_many_families(desk, session):
    asked = []
    for families in (1, 3):
        pledge = agreed(session, desk.scene, families=families)
        straight(session, pledge, rupiah(12).rupiah)
        session.commit()
        for reader, path in ((desk.company, "perusahaan"), (desk.checker, "kabupaten")):
            with counted(session) as questions:
                assert reader.get(f"/{path}/komitmen/{pledge.id}").status_code == 200
            asked.append(len(questions))
    assert asked[:2] == asked[2:]
    assert max(asked) <= MOST


def test_the_form_sent_again_after_back_leads_to_the_first_promise(desk, session):
    form = desk.company.forms(NEW)[-1]
    shown = desk.company.post(f"{NEW}/hitung", {**form.fields, **typed(desk, 2)}).location
    assert "formulir=" in shown
    for _ in range(2):
        answer = desk.company.submit(shown, typed(desk, 2), action=NEW)
        assert answer.status_code == 303
    assert "sudah Anda ajukan" in words(desk.company.get(answer.location))
    session.rollback()
    assert len(session.scalars(select(Pledge)).all()) == 1
