"""Turned away at the clinic on the day the card is active: told by its code, compared, solved in time, counted."""

from __future__ import annotations

import re
from contextvars import Context
from urllib.parse import unquote

from srikandi import clock
from srikandi.cli.uploads import bring_rosters
from srikandi.cli.work import sweep
from srikandi.clock import Month
from srikandi.money import Money
from tests.journeys.steps import (
    admit_a_company,
    approve_and_sign,
    import_residents,
    open_a_pool,
    open_the_gate,
    pay_by_transfer,
)
from tests.journeys.town import REBO, a_town, done, filled, link, words
from tests.programme.rosters.test_rosters import a_list

PEOPLE = 12
NIK = "1901014505900077"
STORY = "Petugas loket bilang kartunya tidak aktif dan saya disuruh pulang."
SAID = "Aktif di sistem kami, kliniknya sudah kami telepon."


def test_from_the_clinics_counter_to_the_public_count(app):
    town = a_town(app)
    maker, branch, village, patient = town.at("maker"), town.at("branch"), town.at("village"), town.visitor()
    _cover_a_patient(town)
    facility = {"code": "00280201", "name": "Puskesmas Rebo", "kind": "puskesmas", "subdistrict": REBO.subdistrict_code}
    done(maker.submit("/kabupaten/faskes/baru", {**facility, "village": REBO.code}))

    slip = link(village, "/desa/slip", r"/desa/slip/\d+")
    assert village.submit("/desa/slip", action="/cetak").mimetype == "application/pdf"
    told = unquote(done(village.submit(slip, action="/pesan")))
    code = re.search(r"/kartu/(\w{12})", told)
    assert code is not None, told
    card = f"/kartu/{code[1]}"
    shown = words(patient.get(card))
    assert "Aktif" in shown
    assert "Puskesmas Rebo" in shown
    assert "PASIEN" not in shown

    follow = done(patient.submit(f"{card}/aduan", {"kind": "refused", "story": STORY, "place": "Klinik di kota"}))
    assert "Aduan baru belum ada yang menangani" in words(maker.get("/beranda"))
    _bring_the_branchs_list(town)
    case = link(maker, "/kabupaten/aduan", r"/kabupaten/aduan/\d+")
    assert "Aktif di kedua sisi" in words(maker.get(case))
    done(maker.submit(case, action="/ambil"))
    question = filled(maker, case, "/balas", {"words": "Mohon dicek satu orang ini."})
    done(maker.post(f"{case}/teruskan", question))
    theirs = case.replace("/kabupaten/", "/cabang/")
    done(branch.submit(theirs, {"words": SAID}))
    done(maker.submit(case, {"outcome": "served", "result": "Klinik melayani siang itu juga."}))
    page = words(patient.get(follow))
    for read in ("Sudah dilayani", "tepat waktu", SAID):
        assert read in page

    assert "Kurang dari lima aduan" in words(patient.get("/transparansi"))
    for _ in range(4):
        _again(town, patient, card)
    counted = words(patient.get("/transparansi"))
    assert "Semua 5 5" in counted
    verified = town.command("ledger", "verify")
    assert (verified["ok"], verified["findings"]) == (True, [])


def _cover_a_patient(town):
    """Make somebody active today, out of an urgent quota."""
    import_residents(town, PEOPLE)
    open_a_pool(town)
    company = admit_a_company(town)
    open_the_gate(town, company)
    pledge = done(
        company.submit("/perusahaan/komitmen/baru", {"lives": "6", "months": "3", "urgent": "1"}, action="/baru")
    )
    approve_and_sign(town, pledge)
    payer = link(company, pledge, r"/perusahaan/pembayaran/baru/\d+")
    pay_by_transfer(town, company, payer, amount=Money(6 * 3 * 37_800))
    maker, checker, branch = (town.at(box) for box in ("maker", "checker", "branch"))
    quota = re.search(
        r'name="pledge_id".*?<option[^>]*value="(\d+)"', maker.get("/kabupaten/darurat/baru").text, re.DOTALL
    )
    assert quota is not None
    bed = {
        "nik": NIK,
        "facility": "RSUD Depati Bahrin",
        "admitted_on": clock.today().isoformat(),
        "pledge_id": quota[1],
    }
    who = {"family_card": "1901010101010099", "name": "Ani Pasien", "birth_on": "1990-05-05", "sex": "P"}
    home = {"village": REBO.code, "kind": "recruitment", "phone": "0812 3456 7890"}
    case = done(maker.submit("/kabupaten/darurat/baru", {**bed, **who, **home}))
    done(checker.submit(case, action="/setujui"))
    batch = link(maker, case, r"/kabupaten/berkas/\d+")
    done(maker.submit(batch, {"letter_number": "440/99/DARURAT"}, action="/kirim"))
    theirs = batch.replace("/kabupaten/", "/cabang/")
    done(branch.submit(theirs, {"outcome": "yes", "card": "0001234567890"}, action="/jawab"))


def _bring_the_branchs_list(town):
    month = Month.of(clock.today())
    content = a_list(month, ("", NIK, "PBPU PEMDA"))
    sent = {"month": str(month), "file": (content, "peserta.csv")}
    done(town.at("maker").submit("/kabupaten/daftar-peserta", sent))
    Context().run(sweep, town.app, (bring_rosters,))


def _again(town, patient, card):
    """Complain once more and have it solved."""
    maker = town.at("maker")
    done(patient.submit(f"{card}/aduan", {"kind": "refused", "story": STORY}))
    case = link(maker, "/kabupaten/aduan", r"/kabupaten/aduan/\d+")
    done(maker.submit(case, action="/ambil"))
    done(maker.submit(case, {"outcome": "explained", "result": "Sudah dijelaskan kepada klinik."}))
