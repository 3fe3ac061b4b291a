"""A company works a promise out, makes it and follows it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from srikandi import clock, pledges
from srikandi.money import Money
from srikandi.pledges import Pledge, PledgeStatus
from srikandi.programme import approve_pledge
from tests.pledges.making import pay
from tests.web.acting import a_desk

NEW = "/perusahaan/komitmen/baru"


@pytest.fixture
def desk(app, session):
    return a_desk(app, session)


def the_pledge(session):
    session.rollback()
    return session.scalars(select(Pledge)).one()


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_the_usual_promise_is_priced_before_anything_is_typed(desk):
    page = desk.company.get(NEW)
    assert page.status_code == 200
    assert "Rp13.608.000" in page.text
    assert "tiga belas juta enam ratus delapan ribu rupiah" in page.text


def test_the_calculator_works_without_scripts(desk, session):
    answer = desk.company.submit(NEW, {"lives": "10", "months": "3"}, action="/komitmen/baru")
    assert answer.status_code == 303
    session.rollback()
    typed = {"lives": "10", "months": "3", "own_share": "20.000", "government_share": "17.800"}
    form = desk.company.forms(NEW)[-1]
    shown = desk.company.post("/perusahaan/komitmen/hitung", {**form.fields, **typed}, follow=True)
    assert "Rp1.134.000" in shown.text
    assert "Rp600.000" in shown.text
    assert "Rincian 10 jiwa, 3 bulan" in shown.text
    assert "Rp534.000" in shown.text
    assert session.scalar(select(func.count(Pledge.id))) == 1


def test_a_promise_is_made_and_its_page_says_how_it_stands(desk, session):
    answer = desk.company.submit(NEW, {"lives": "30", "months": "12"}, follow=True)
    pledge = the_pledge(session)
    assert (pledge.lives, pledge.status) == (30, PledgeStatus.OFFERED)
    assert pledge.number in answer.text
    assert "Titipan tinggal" in words(answer)
    assert "belum disetujui kabupaten" in words(answer)
    assert pledge.number in desk.company.get("/perusahaan/komitmen").text


def test_a_wrong_sum_of_shares_keeps_what_was_typed(desk, session):
    answer = desk.company.submit(NEW, {"lives": "17", "own_share": "20.000"})
    assert answer.status_code == 422
    assert "Porsi seluruh penanggung berjumlah Rp20.000" in words(answer)
    assert 'value="17"' in answer.text
    assert 'value="20.000"' in answer.text
    assert session.scalar(select(func.count(Pledge.id))) == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"lives": "0"}, "1 sampai 200.000"),
        ({"lives": "41"}, "Tinggal 40 jiwa"),
        ({"months": "61"}, "1 sampai 60"),
        ({"lives": "banyak"}, ""),
        ({"own_share": "gratis"}, "Tulis jumlah rupiah"),
        ({"start_month": "2020-01"}, ""),
        ({"pool_id": "999"}, ""),
    ],
)
def test_wrong_input_is_answered_in_words(desk, session, typed, said):
    answer = desk.company.submit(NEW, typed)
    assert answer.status_code == 422
    assert said in words(answer)
    assert session.scalar(select(func.count(Pledge.id))) == 0


def test_a_second_click_makes_one_promise(desk, session):
    form = next(one for one in desk.company.forms(NEW) if "lives" in one.fields)
    for _ in range(3):
        assert desk.company.post(form.action, form.fields).status_code == 303
    assert session.scalar(select(func.count(Pledge.id))) == 1


def test_the_page_shows_money_and_progress(desk, session):
    desk.company.submit(NEW, {"lives": "3", "months": "2"})
    pledge = the_pledge(session)
    approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=desk.scene.checker)
    pay(session, pledge, 4 * 37_800)
    session.commit()
    page = words(desk.company.get(f"/perusahaan/komitmen/{pledge.id}"))
    assert "Didanai 4" in page
    assert "3 dari 3" in page
    assert "1 dari 3" in page
    assert str(Money(4 * 37_800)) in page


def test_a_promise_paid_in_full_asks_for_no_money_and_warns_of_no_limit(desk, session):
    desk.company.submit(NEW, {"lives": "3", "months": "2"})
    pledge = the_pledge(session)
    approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=desk.scene.checker)
    session.commit()
    path = f"/perusahaan/komitmen/{pledge.id}"
    before = desk.company.get(path).text
    pay(session, pledge, 6 * 37_800)
    session.commit()
    after = desk.company.get(path).text
    asked = [("/pembayaran/baru/" in page, "Titipan tinggal" in page) for page in (before, after)]
    assert asked == [(True, True), (False, False)]


def test_an_unfunded_promise_is_taken_back_with_a_reason(desk, session):
    desk.company.submit(NEW, {"lives": "3", "months": "2"})
    path = f"/perusahaan/komitmen/{the_pledge(session).id}"
    assert desk.company.submit(path, {"reason": ""}, action="/batal").status_code == 422
    answer = desk.company.submit(path, {"reason": "Anggaran ditunda"}, action="/batal", follow=True)
    assert "Komitmen dibatalkan" in answer.text
    assert the_pledge(session).status is PledgeStatus.CANCELLED


def test_others_cannot_open_it(desk, session):
    desk.company.submit(NEW, {"lives": "3", "months": "2"})
    path = f"/perusahaan/komitmen/{the_pledge(session).id}"
    assert desk.company.get("/perusahaan/komitmen/999999").status_code == 404
    for browser in (desk.maker, desk.branch):
        assert browser.get(path).status_code == 403


def opened(desk):
    """Give the address a company comes to from its list of promises."""
    return re.search(r'href="(/perusahaan/komitmen/baru[^"]*)"', desk.company.get("/perusahaan/komitmen").text)[1]


@pytest.mark.parametrize("is_worked_out", [False, True])
def test_a_form_sent_again_after_back_leads_to_the_first_promise(desk, session, is_worked_out):
    page = opened(desk)
    if is_worked_out:
        form = desk.company.forms(page)[-1]
        sent = {**form.fields, "lives": "3", "months": "3"}
        page = desk.company.post("/perusahaan/komitmen/hitung", sent).headers["Location"]
    first = desk.company.submit(page, {"lives": "3", "months": "3"}, action="/komitmen/baru")
    again = desk.company.submit(page, {"lives": "3", "months": "3"}, action="/komitmen/baru")
    assert again.headers["Location"] == first.headers["Location"]
    assert "Komitmen ini sudah Anda ajukan" in words(desk.company.get(again.headers["Location"]))
    session.rollback()
    assert session.scalar(select(func.count(Pledge.id))) == 1
    other = desk.company.submit(opened(desk), {"lives": "3", "months": "3"}, action="/komitmen/baru")
    assert other.headers["Location"] != first.headers["Location"], "a form opened anew makes another promise"


@pytest.mark.parametrize("status", [PledgeStatus.CANCELLED, PledgeStatus.EXPIRED])
def test_a_promise_that_has_ended_asks_for_nothing(desk, session, status):
    desk.company.submit(NEW, {"lives": "3", "months": "3"}, action="/komitmen/baru")
    pledge = the_pledge(session)
    pages = [(desk.company, f"/perusahaan/komitmen/{pledge.id}"), (desk.maker, f"/kabupaten/komitmen/{pledge.id}")]
    code = pledges.printed(pledges.payers_of(session, pledge.id)[0].reference)
    for browser, page in pages:
        assert code in browser.get(page).text
    pledge.status, pledge.ended_at, pledge.decision_reason = status, clock.now(), "Anggaran ditunda"
    session.commit()
    for browser, page in pages:
        shown = words(browser.get(page))
        assert code not in shown
        assert "Kode bayar" not in shown
        assert "Rencana bayar" not in shown
        assert "Sisa " not in shown
        assert "Mengapa belum semua didanai" not in shown
        assert "Tidak ada yang perlu dibayar" in shown
