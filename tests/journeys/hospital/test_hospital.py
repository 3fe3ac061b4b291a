"""A mother in a hospital bed on Friday night: asked, approved, sent and active within a day, each by its own person."""

from __future__ import annotations

import re

from srikandi import clock
from srikandi.money import Money
from tests.journeys.steps import (
    admit_a_company,
    approve_and_sign,
    import_residents,
    open_a_pool,
    open_the_gate,
    pay_by_transfer,
)
from tests.journeys.town import REBO, a_town, done, link, words

PEOPLE = 12
NIK = "1901014505900077"


def test_from_the_bed_to_an_active_card_and_what_it_shows_on_the_way(app):
    town = a_town(app)
    import_residents(town, PEOPLE)
    open_a_pool(town)
    company = admit_a_company(town)
    open_the_gate(town, company)
    offer = {"lives": "6", "months": "3", "urgent": "1"}
    pledge = done(company.submit("/perusahaan/komitmen/baru", offer, action="/baru"))
    assert "Kuota darurat 1 jiwa" in words(company.get(pledge))
    approve_and_sign(town, pledge)
    payer = link(company, pledge, r"/perusahaan/pembayaran/baru/\d+")
    pay_by_transfer(town, company, payer, amount=Money(6 * 3 * 37_800))

    maker, checker, branch = (town.at(box) for box in ("maker", "checker", "branch"))
    bed = {"nik": NIK, "facility": "RSUD Depati Bahrin", "admitted_on": clock.today().isoformat()}
    told = maker.submit("/kabupaten/darurat/baru", {**bed, "pledge_id": _quota(maker)})
    assert told.status_code == 422
    assert "belum ada di daftar" in words(told)
    typed = {"family_card": "1901010101010099", "name": "Ani Pasien", "birth_on": "1990-05-05", "sex": "P"}
    whole = {**bed, **typed, "village": REBO.code, "kind": "reactivation", "pledge_id": _quota(maker)}
    case = done(maker.submit("/kabupaten/darurat/baru", whole))
    assert "sisa 23 jam 59 menit" in words(maker.get(case))
    assert maker.submit(case, action="/tarik").status_code == 422

    assert "Penyetuju kabupaten" in words(checker.get("/kabupaten/darurat"))
    done(checker.submit(case, action="/setujui"))
    batch = link(maker, case, r"/kabupaten/berkas/\d+")
    done(maker.submit(batch, {"letter_number": "440/99/DARURAT"}, action="/kirim"))
    theirs = batch.replace("/kabupaten/", "/cabang/")
    assert "Jawab sekarang" in words(branch.get(theirs))
    done(branch.submit(theirs, {"outcome": "yes", "card": "0001234567890"}, action="/jawab"))

    page = words(maker.get(case))
    assert "Kartu aktif" in page
    assert "tepat waktu" in page
    person = words(maker.get(link(maker, case, r"/kabupaten/warga/\d+")))
    assert "Terlindungi" in person
    assert "Bebas denda layanan sejak" in person
    verified = town.command("ledger", "verify")
    assert (verified["ok"], verified["findings"]) == (True, [])


def _quota(maker):
    page = maker.get("/kabupaten/darurat/baru").text
    found = re.search(r'name="pledge_id".*?<option[^>]*value="(\d+)"', page, re.DOTALL)
    assert found is not None, words(maker.get("/kabupaten/darurat/baru"))
    return found[1]
