"""The status page and complaints from the street: nobody is named, codes are not guessed, tries are counted."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from srikandi import cards, complaints
from srikandi.complaints import Complaint, ComplaintStatus
from srikandi.signs import printed
from srikandi.throttles import LIMITS, Gate
from tests.browsing import Browser
from tests.journeys.town import done, words
from tests.pledges.making import nik_of
from tests.programme.exits.leaving import at_place
from tests.telling.scene import STORY, a_code, a_complaint, a_facility, covered_people

WRONG = "2222-2222-2222"


@pytest.fixture
def covered(session, time_machine):
    made = covered_people(session, time_machine)
    a_facility(session, made)
    return made


@pytest.fixture
def street(app):
    return Browser(app)


def test_the_page_of_a_card_says_how_it_stands_and_names_nobody(session, covered, street):
    signs, person = a_code(session, covered), at_place(session, 1)
    page = street.get(done(street.submit("/kartu", {"code": printed(signs).lower()})))
    for said in ("Aktif", "Puskesmas Contoh", "tidak dipungut biaya", "165", "Buat aduan"):
        assert said in words(page)
    for kept in (person.name, nik_of(1), nik_of(1)[:6], nik_of(1)[-4:]):
        assert kept not in page.text
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "same-origin")


def test_a_replaced_card_and_no_card_at_all_look_the_same(session, covered, street):
    signs = a_code(session, covered)
    cards.replace(session, at_place(session, 1), by=covered.village(session))
    made_up = cards.new_code()
    answers = [street.get(f"/kartu/{code}") for code in (signs, made_up, "entah")]
    assert {one.status_code for one in answers} == {404}
    assert len({re.sub(r'nonce="[^"]+"|value="[^"]+"', "", one.text) for one in answers[:2]}) == 1


def test_typed_codes_are_counted_and_then_even_a_right_one_opens_nothing(session, covered, street, monkeypatch):
    signs = a_code(session, covered)
    most = LIMITS[Gate.CODE].most
    for _ in range(most):
        assert street.submit("/kartu", {"code": WRONG}).status_code == 422
    assert street.submit("/kartu", {"code": signs}).status_code == 429
    assert street.get(f"/kartu/{signs}").status_code == 429
    monkeypatch.setitem(LIMITS, Gate.CODE, replace(LIMITS[Gate.CODE], most=1000))
    assert street.submit("/kartu", {"code": signs}).status_code == 303, "the control: without the limit it opens"


def test_links_that_lead_nowhere_are_counted_too(session, covered, street, monkeypatch):
    signs = a_code(session, covered)
    monkeypatch.setitem(LIMITS, Gate.LINK, replace(LIMITS[Gate.LINK], most=3))
    for path in ("/kartu/{}", "/aduan/{}", "/kartu/{}/aduan"):
        assert street.get(path.format(cards.new_code())).status_code == 404
    assert street.get(f"/kartu/{signs}").status_code == 429
    monkeypatch.setitem(LIMITS, Gate.LINK, replace(LIMITS[Gate.LINK], most=100))
    assert street.get(f"/kartu/{signs}").status_code == 200, "the control: without the limit it opens"


def test_a_complaint_is_made_with_the_card_and_followed_with_its_own_code(session, covered, street):
    signs = a_code(session, covered)
    typed = {"kind": "refused", "story": STORY, "place": "Klinik Contoh", "contact": "0812345678"}
    page = done(street.submit(f"/kartu/{signs}", {}, action="/bahasa")) and f"/kartu/{signs}/aduan"
    assert street.submit(page, {**typed, "story": "pendek"}).status_code == 422
    here = done(street.submit(page, typed))
    shown = street.get(here)
    assert "Simpan kode ini" in words(shown)
    assert "0812345678" not in shown.text
    case = session.query(Complaint).one()
    follow = complaints.code_of(case)
    assert done(street.submit("/kartu", {"code": follow})).endswith(f"/aduan/{follow}")
    done(street.submit(f"/aduan/{follow}", {"words": "Namanya Ibu petugas loket dua."}))
    session.expire_all()
    assert (case.status, len(complaints.said_of(session, case))) == (ComplaintStatus.RECEIVED, 1)
    assert at_place(session, 1).name not in street.get(f"/aduan/{follow}").text


def test_complaints_from_one_address_are_limited(session, covered, street, monkeypatch):
    signs = a_code(session, covered)
    monkeypatch.setitem(LIMITS, Gate.COMPLAINT, replace(LIMITS[Gate.COMPLAINT], most=1))
    typed = {"kind": "other", "story": STORY}
    done(street.submit(f"/kartu/{signs}/aduan", typed))
    assert street.submit(f"/kartu/{signs}/aduan", typed).status_code == 429
    monkeypatch.setitem(LIMITS, Gate.COMPLAINT, replace(LIMITS[Gate.COMPLAINT], most=100))
    done(street.submit(f"/kartu/{signs}/aduan", typed))


def test_everybody_reads_the_counts(session, covered, street):
    assert "Kurang dari lima aduan" in words(street.get("/transparansi"))
    for place in (1, 2, 3):
        for _ in range(2):
            a_complaint(session, covered, place)
    assert "Aduan 12 bulan terakhir" in words(street.get("/transparansi"))
