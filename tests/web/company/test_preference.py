"""A company says where its places go: by order, its own area first, or spread, shown before it promises."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from srikandi import places, pledges
from srikandi.pledges import Pledge
from tests.pledges.making import terms_of
from tests.pledges.spreads.spreading import scatter, shown_and_held
from tests.web.acting import a_desk

NEW = "/perusahaan/komitmen/baru"
SPREAD = {"lives": "12", "months": "2", "preference": "spread"}


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.fixture
def desk(app, session):
    made = a_desk(app, session, lives=24)
    scatter(session, made.scene)
    session.commit()
    return made


def promises(session):
    session.rollback()
    return session.scalar(select(func.count(Pledge.id)))


def shown(desk, typed):
    """Let a page show the table for what was typed, and give that page's form."""
    form = desk.company.forms(NEW)[-1]
    page = desk.company.post("/perusahaan/komitmen/hitung", {**form.fields, **typed})
    return page.headers["Location"]


def test_the_table_stands_there_before_the_promise_and_is_what_comes_of_it(desk, session):
    page = shown(desk, SPREAD)
    assert "Jumlah: 12 tempat untuk 24 warga yang menunggu." in words(desk.company.get(page))
    assert "di bawah 5" in words(desk.company.get(page))
    made = desk.company.submit(page, action="/komitmen/baru", follow=True)
    assert "Sebaran per kecamatan" in words(made)
    assert "Merata ke semua kecamatan" in words(made)
    session.rollback()
    assert sorted(shown_and_held(session)[0][0].values()) == [2, 4, 6]
    pledge = session.scalars(select(Pledge)).one()
    assert "Sebaran per kecamatan" in words(desk.checker.get(f"/kabupaten/komitmen/{pledge.id}"))


def test_whoever_has_not_seen_it_is_shown_it_first(desk, session):
    answer = desk.company.submit(NEW, SPREAD, action="/komitmen/baru")
    assert answer.status_code == 422
    assert "Periksa dahulu pembagian" in words(answer)
    assert "Jumlah: 12 tempat" in words(answer)
    assert promises(session) == 0


def test_numbers_that_moved_meanwhile_are_said_and_shown_again(desk, session):
    page = shown(desk, SPREAD)
    form = next(one for one in desk.company.forms(page) if "lives" in one.fields)
    pledges.offer(session, terms_of(desk.scene, lives=3), by=desk.scene.officer)
    session.commit()
    answer = desk.company.post(form.action, form.fields)
    assert answer.status_code == 422
    assert "sudah berubah sejak Anda melihatnya" in words(answer)
    assert "Jumlah: 12 tempat untuk 21 warga" in words(answer)
    carried = re.search(r'name="seen"[^>]*value="([^"]+)"', answer.text)[1]
    again = desk.company.post(form.action, {**form.fields, "seen": carried})
    assert (again.status_code, promises(session)) == (303, 2)


def test_a_whole_kecamatan_comes_first(desk, session):
    rows = places.villages_of(session, desk.scene.district_id)
    second = sorted({row.subdistrict_code for row in rows})[1]
    session.rollback()
    typed = {"lives": "6", "months": "2", "preference": "area", "kecamatan": second}
    made = desk.company.submit(NEW, typed, action="/komitmen/baru", follow=True)
    own = [row.code for row in rows if row.subdistrict_code == second]
    session.rollback()
    pledge = session.scalars(select(Pledge)).one()
    assert pledge.villages == own
    assert f"{len(own)} desa diutamakan" in words(made)
    assert list(shown_and_held(session)[0][1]) == [second]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"preference": "area"}, "paling sedikit satu kecamatan"),
        ({"preference": "spread", "kecamatan": "19.01.01"}, "pilih wilayah kerja, atau kosongkan"),
        ({"preference": "acak"}, "Pilih salah satu"),
        ({"preference": "spread", "lives": "25"}, "Tinggal 24 jiwa"),
        ({"preference": "spread", "pool_id": "9" * 30}, ""),
        ({"preference": "spread", "seen": "x" * 5000}, ""),
        ({"urgent": "1", "urgent_months": "61"}, "1 sampai 60 bulan"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(desk, session, typed, said):
    answer = desk.company.submit(NEW, {"lives": "4", "months": "2", **typed}, action="/komitmen/baru")
    assert answer.status_code == 422
    assert said in words(answer)
    assert promises(session) == 0


def test_a_quota_says_until_when_it_is_kept(desk, session):
    typed = {"lives": "4", "months": "2", "urgent": "1", "urgent_months": "9"}
    made = desk.company.submit(NEW, typed, action="/komitmen/baru", follow=True)
    session.rollback()
    pledge = session.scalars(select(Pledge)).one()
    assert pledge.urgent_until_on == (pledge.start_month + 1).last_day
    assert re.search(r"Kuota darurat 1 jiwa sampai \d+ \w+ 20", words(made))
