"""A relative nominates somebody at the puskesmas, the village officer visits and lists them, the code says so."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from srikandi.nominations import Nomination
from srikandi.residents import Resident, ResidentStatus
from tests.journeys.town import REBO, a_town, done, link, words

NIK, CARD = "1901014504850003", "1901010101150007"
ABOUT = {
    "nik": NIK,
    "name": "Siti Maryam",
    "birth_on": "1985-04-05",
    "sex": "P",
    "village": REBO.code,
    "address": "Jl. Nelayan 4",
    "rt": "2",
    "rw": "1",
    "phone": "0812 7000 1111",
    "reason": "Ibu rumah tangga, belum pernah punya kartu.",
    "agreed": "y",
}
BY_NIECE = {"kind": "family", "nominator_name": "Rahma Yanti", "nominator_phone": "0813 9999 0000"}


@pytest.fixture
def town(app):
    return a_town(app)


def a_poster(town):
    """The village hangs its poster up; gives the address in its QR."""
    done(town.at("village").submit("/desa/usulan", action="/usulan/poster"))
    pdf = link(town.at("village"), "/desa/usulan", r"/desa/usulan/poster/\d+\.pdf")
    drawn = town.at("village").get(pdf)
    assert drawn.data.startswith(b"%PDF-")
    code = re.search(r"Kode (\w{4}-\w{4})", words(town.at("village").get("/desa/usulan")))
    return f"/usul/{code[1].replace('-', '')}"


def nominated(town, form, **typed):
    """Somebody from the street fills the form in; gives the page of their code."""
    return done(town.visitor().submit(form, ABOUT | BY_NIECE | typed))


def test_a_relative_nominates_and_the_code_shows_how_it_goes(town, session):
    form = a_poster(town)
    page = words(town.visitor().get(form))
    assert "Pemberitahuan privasi" in page
    assert "dihapus 90 hari setelah diputuskan" in page
    here = nominated(town, form)
    shown = words(town.visitor().get(here))
    code = re.search(r"(?:\w{4}-){3}\w{4}", shown)[0]
    assert "Siti" not in shown
    village = town.at("village")
    assert "Usulan warga menunggu kunjungan" in words(village.get("/beranda"))
    row = link(village, "/desa/usulan", r"/desa/usulan/\d+")
    said = words(village.get(row))
    assert "Rahma Yanti" in said
    assert NIK not in village.get(row).text
    done(village.submit(row, action="/kunjungi"))
    followed = done(town.visitor().submit("/usul/lacak", {"code": code.lower()}))
    assert "Siapkan KTP dan KK" in words(town.visitor().get(followed))
    listed = done(village.submit(f"{row}/terima", {"family_card": CARD, "kind": "recruitment"}))
    assert "SITI MARYAM" in words(village.get(listed))
    told = words(town.visitor().get(followed))
    assert "Orangnya ada di daftar calon peserta" in told
    assert "SITI" not in told.upper()
    resident = session.scalars(select(Resident)).one()
    assert resident.status is ResidentStatus.VERIFIED
    assert resident.nik.open(resident.uid) == NIK
    assert session.scalars(select(Nomination)).one().resident_id == resident.id
