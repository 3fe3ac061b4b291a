"""A relative nominates somebody at the puskesmas, the village officer visits and lists them, the code says so."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from srikandi.nominations import Nomination
from srikandi.residents import Resident, ResidentStatus
from tests.journeys.nominated.naming import ABOUT, BY_NIECE, CARD, NIK, a_poster, nominated
from tests.journeys.town import REBO, a_town, done, link, words


@pytest.fixture
def town(app):
    return a_town(app)


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


def test_a_nomination_sent_to_the_wrong_village_is_passed_on_by_the_district(town):
    maker = town.at("maker")
    done(maker.submit("/kabupaten/usulan/poster", {"place": "Puskesmas Sungailiat", "village": REBO.code}))
    empty = maker.submit("/kabupaten/usulan/poster", {"place": " ", "village": ""})
    assert empty.status_code == 422
    assert "Pilih desanya, atau tulis nama tempatnya" in words(empty)
    page = words(maker.get("/kabupaten/usulan/poster"))
    code = re.search(r"Puskesmas Sungailiat (\w{4}-\w{4})", page)[1].replace("-", "")
    here = nominated(town, f"/usul/{code}")
    row = link(town.at("village"), "/desa/usulan", r"/desa/usulan/\d+")
    typed = {"why": "other_village", "note": "Sudah pindah ke Matras."}
    done(town.at("village").submit(f"{row}/tolak", typed))
    assert "tidak tinggal di desa ini" in words(town.visitor().get(here))
    assert "Matras" not in words(town.visitor().get(here))
    one = link(maker, "/kabupaten/usulan?tampil=selesai", r"/kabupaten/usulan/\d+")
    assert "Sudah pindah ke Matras" in words(maker.get(one))
    assert "0812" not in maker.get(one).text
    choice = re.search(r'value="([\d.]+)"[^>]*>\s*Matras', maker.get(one).text)[1]
    done(maker.submit(one, {"village": choice}, action="/teruskan"))
    assert town.at("village").get(row).status_code == 404
    assert "Menunggu petugas desa" in words(town.visitor().get(here))
    assert maker.get(one).status_code == 200
    for other in ("company", "auditor", "treasurer", "forum", "branch"):
        assert town.at(other).get(one).status_code == 403


def test_somebody_who_was_only_nominated_is_answered_at_the_desk(town):
    here = nominated(town, a_poster(town))
    maker = town.at("maker")
    found = done(maker.submit("/kabupaten/hak-warga", {"nik": NIK}, action="/cari"))
    assert NIK not in maker.get(found).text
    opened = maker.submit(found, {"buka-reason": "KTP asli ditunjukkan."}, action="/buka")
    assert NIK in opened.text
    assert "Jl. Nelayan 4" in words(opened)
    assert maker.submit(found, {"hapus-reason": "ya"}, action="/hapus").status_code == 422
    done(maker.submit(found, {"hapus-reason": "KTP asli ditunjukkan."}, action="/hapus"))
    assert maker.get(found).status_code == 404
    assert "dicabut oleh orangnya" in words(town.visitor().get(here))


def test_what_is_typed_stays_when_something_is_wrong(town):
    form = a_poster(town)
    wrong = town.visitor().submit(form, ABOUT | BY_NIECE | {"nik": "123", "nominator_phone": ""})
    assert wrong.status_code == 422
    assert "NIK harus 16 angka" in words(wrong)
    assert 'value="Siti Maryam"' in wrong.text
    assert town.visitor().submit(form, {**ABOUT, **BY_NIECE, "agreed": []}).status_code == 422
    assert town.visitor().get("/usul/ZZZZZZZZ").status_code == 404
    assert town.visitor().get("/usul/lacak/ZZZZZZZZZZZZZZZZ").status_code == 404
