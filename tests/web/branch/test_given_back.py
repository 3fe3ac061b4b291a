"""The branch states what it gives back; district and company read it, each as much as it may."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from srikandi import clock
from srikandi.coverage.succession import MonthCredit
from tests.programme.exits.leaving import a_covered_pledge, leave
from tests.web.acting import a_desk

PAGE = "/cabang/pengembalian"
NUMBER = "KC-1901/0912/2026"


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.fixture
def desk(app, session):
    made = a_desk(app, session, lives=8)
    a_covered_pledge(session, made.scene)
    leave(session, made.scene, 2, on=clock.today().replace(day=1) - timedelta(days=40))
    session.commit()
    return made


def the_month(desk):
    return re.search(r'name="months" value="([^"]+)"', desk.branch.get(PAGE).text)[1]


def given(session):
    session.rollback()
    return session.scalar(select(func.count()).select_from(MonthCredit))


def test_what_the_branch_states_stands_on_every_page_about_it(desk, session):
    assert "Bulan yang dikembalikan" in words(desk.branch.get("/cabang/berkas"))
    told = desk.branch.submit(PAGE, {"months": the_month(desk), "document_number": NUMBER}, action=PAGE, follow=True)
    assert "1 bulan dikembalikan" in words(told)
    assert "Tidak ada yang menunggu dikembalikan" in words(told)
    assert f"{NUMBER}," in words(told)
    for browser, page in (
        (desk.maker, "/kabupaten/pergantian"),
        (desk.company, "/perusahaan/pergantian"),
        (desk.company, "/perusahaan/rekening"),
    ):
        assert "Dikembalikan BPJS Kesehatan" in words(browser.get(page))
        assert NUMBER in words(browser.get(page))
    assert "Warga 2" not in desk.company.get("/perusahaan/pergantian").text
    assert "0 tujuannya nol" in words(desk.maker.get("/kabupaten/pergantian"))
    assert given(session) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"months": []}, "Pilih paling sedikit satu bulan"),
        ({"months": "1:2027-01:99"}, ""),
        ({"months": "x\0y"}, ""),
        ({"document_number": ""}, "Tulis nomornya"),
        ({"document_number": "x" * 200}, ""),
        ({"stated_on": "2099-01-01"}, "belum tiba"),
        ({"stated_on": "kemarin"}, ""),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_booked(desk, session, typed, said):
    answer = desk.branch.submit(PAGE, {"months": the_month(desk), "document_number": NUMBER, **typed}, action=PAGE)
    assert answer.status_code == 422
    assert said in words(answer)
    assert given(session) == 0


def test_only_the_branch_states_it(desk):
    for browser in (desk.company, desk.maker, desk.checker):
        assert browser.get(PAGE).status_code == 403
