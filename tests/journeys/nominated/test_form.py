"""The form a stranger fills in on a phone: everything wrong at once and at its field, dates in words, odd cards."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from srikandi.nominations import Nomination
from srikandi.residents import Otherwise
from srikandi.web.public.nominating.forms import NominationForm
from tests.journeys.nominated.naming import ABOUT, BY_NIECE, a_poster, nominated
from tests.journeys.town import a_town, done, link, words

OTHER_DAY = {"birth_on": "6 April 1985"}


@pytest.fixture
def town(app):
    return a_town(app)


@pytest.fixture
def form(town):
    return a_poster(town)


def sent(town, form, **typed):
    return town.visitor().submit(form, ABOUT | BY_NIECE | typed)


def insisted(town, form, **typed):
    """Send once more with the box ticked that only the answer has."""
    visitor = town.visitor()
    asked = next(one.fields for one in visitor.forms(form) if "nik" in one.fields)
    done(visitor.post(form, asked | ABOUT | BY_NIECE | typed | {"is_as_printed": "y"}))


def summary(answer):
    """The links of the box above a form: the field each leads to, and its words."""
    return re.findall(r'<li><a href="#([\w-]+)">([^<]+)</a>', answer.text)


def test_all_that_is_wrong_is_said_at_once_and_at_its_field(town, form):
    wrong = {
        "nik": "1901",
        "nominator_name": "",
        "nominator_phone": " ",
        "name": "..",
        "birth_on": "kemarin",
        "rt": "a",
    }
    answer = sent(town, form, **wrong)
    assert answer.status_code == 422
    told = summary(answer)
    assert [name for name, _ in told] == ["nominator_name", "nominator_phone", "nik", "name", "birth_on", "rt"]
    assert told[2][1] == "NIK: NIK harus 16 angka."
    assert told[4][1].startswith("Tanggal lahir: Tanggal ini tidak terbaca")
    for name, _ in told:
        control = re.search(rf'<input [^>]*id="{name}"[^>]*>', answer.text)[0]
        assert f"{name}-salah" in control
        assert 'aria-invalid="true"' in control
        assert f'id="{name}-salah"' in answer.text
    assert 'value="kemarin"' in answer.text


def test_who_names_themselves_is_not_asked_who_they_are(town, form):
    assert sent(town, form, kind="self", nominator_name="", nominator_phone="").status_code == 303


@pytest.mark.parametrize(
    "typed", ["5 April 1985", "05-04-1985", "5/4/85", "1985-04-05", "Sungailiat, 05-04-1985", "05041985", "5 apr 1985"]
)
def test_a_birth_date_is_read_as_people_type_it(town, form, session, typed):
    nominated(town, form, birth_on=typed)
    assert str(session.scalars(select(Nomination)).one().birth_on) == "1985-04-05"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("04/25/1985", "Maksudnya 25 April 1985?"),
        ("5-4-20", "1920 atau 2020?"),
        ("5 April 2185", "belum tiba"),
        ("31141", "tidak terbaca"),
        ("5 April", "tidak terbaca"),
        ("9" * 400, "tidak terbaca"),
    ],
)
def test_a_birth_date_is_never_guessed(town, form, session, typed, told):
    answer = sent(town, form, birth_on=typed)
    assert answer.status_code == 422
    assert told in words(answer)
    assert f'value="{typed}"' in answer.text
    assert not session.scalars(select(Nomination)).all()


def test_what_was_read_is_said_back_while_something_else_is_wrong(town, form):
    assert "Kami membacanya: 5 April 1985." in words(sent(town, form, birth_on="5-4-85", nik="1"))


def test_a_number_that_says_otherwise_is_asked_about_once_and_the_village_reads_so(town, form):
    asked = sent(town, form, **OTHER_DAY, sex="L", rw="x")
    assert asked.status_code == 422
    assert [name for name, _ in summary(asked)] == ["birth_on", "sex", "is_as_printed", "rw"]
    assert "menurut NIK lahirnya 5 April 1985" in words(asked)
    assert "menurut NIK orangnya perempuan" in words(asked)
    assert 'name="is_as_printed"' in asked.text
    insisted(town, form, **OTHER_DAY, sex="L")
    village = town.at("village")
    assert "NIK tidak cocok" in words(village.get("/desa/usulan"))
    row = link(village, "/desa/usulan", r"/desa/usulan/\d+")
    for page in (row, f"{row}/terima"):
        assert "Menurut NIK lahirnya 5 April 1985. Menurut NIK orangnya perempuan." in words(village.get(page))
    maker = town.at("maker")
    one = link(maker, "/kabupaten/usulan", r"/kabupaten/usulan/\d+")
    assert "NIK tidak cocok" in words(maker.get("/kabupaten/usulan"))
    assert "Menurut NIK orangnya perempuan" in words(maker.get(one))


def test_a_number_that_agrees_is_asked_nothing(town, form):
    assert "is_as_printed" not in town.visitor().get(form).text
    nominated(town, form)
    assert "tidak cocok" not in words(town.at("village").get("/desa/usulan"))


def test_without_the_question_a_wrong_date_would_come_in(town, form, monkeypatch):
    monkeypatch.setattr(NominationForm, "otherwise", Otherwise())
    assert sent(town, form, **OTHER_DAY).status_code == 303


def test_two_people_of_one_name_can_be_told_apart(town, form):
    nominated(town, form)
    nominated(town, form, nik="1901015203600004", birth_on="12 Maret 1960", address="Gang Melati", kind="self")
    listed = words(town.at("village").get("/desa/usulan"))
    for told in ("lahir 5 April 1985", "lahir 12 Maret 1960", "NIK 1901********0003", "NIK 1901********0004"):
        assert told in listed
    for told in ("Jl. Nelayan 4", "Gang Melati", "Keluarganya, Rahma Yanti", "Orangnya sendiri"):
        assert told in listed
    masked = words(town.at("maker").get("/kabupaten/usulan"))
    assert "lahir 12 Maret 1960" in masked
    assert "Rahma Yanti" not in masked
    assert "Gang Melati" not in masked
