"""Somebody asks at the counter what is held about them, has it put right, restricted, and finally forgotten."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from srikandi import clock
from srikandi.residents import Resident
from tests.journeys import steps
from tests.journeys.town import REBO, a_town, done, words

DESK = "/kabupaten/hak-warga"
WISH = "Saya ingin tahu apa yang disimpan tentang saya."
SAID = "Sudah diserahkan dan dijelaskan di loket."


@pytest.fixture
def town(app, session):
    return a_town(app)


@pytest.fixture
def asker(town, session):
    """Give one of the people of the list, with their NIK."""
    steps.import_residents(town, 6)
    session.expire_all()
    found = session.scalars(select(Resident).where(Resident.village_code == REBO.code).order_by(Resident.id)).first()
    return found.id, found.nik.open(found.uid), found.name


def ask(town, nik, kind, who="maker"):
    """Find the person and write the request down; give its page."""
    here = done(town.at(who).submit(DESK, {"nik": nik}, action="/cari"))
    assert nik not in here
    said = {"kind": kind, "proof": "identity_card", "wish": WISH}
    return done(town.at(who).submit(here, said))


def test_the_person_learns_what_is_held_and_who_looked(town, asker):
    _, nik, name = asker
    here = ask(town, nik, "access")
    page = words(town.at("maker").get(here))
    assert "WIB" in page
    assert "jam lagi" in page
    assert "Warga bertanya tentang datanya" in words(town.at("checker").get("/beranda"))
    early = town.at("maker").submit(here, {"said": SAID}, action="/serahkan")
    assert early.status_code == 422
    assert "Salinannya belum pernah dibuat" in words(early)
    copied = town.at("maker").submit(here, action="/salinan.json")
    assert copied.headers["Content-Disposition"].startswith("attachment")
    held = json.loads(copied.data)
    assert (held["person"]["nik"], held["person"]["name"]) == (nik, name)
    deeds = [one["deed"] for one in held["trail"]]
    assert {"Mencari dengan NIK", "Memverifikasi", "Melihat nomor lengkap", "Menyetujui daftar itu"} <= set(deeds)
    assert town.at("maker").submit(here, action="/salinan.pdf").data.startswith(b"%PDF-")
    assert nik.encode() in town.at("maker").submit(here, action="/salinan.csv").data
    done(town.at("maker").submit(here, {"said": SAID}, action="/serahkan"))
    assert "Dijawab" in words(town.at("maker").get(here))
    seen = words(town.at("auditor").get(here))
    assert name not in seen
    assert WISH not in seen
    for other in ("company", "treasurer", "branch", "forum", "village", "admin"):
        assert town.at(other).get(here).status_code in {403, 404}
        assert town.at(other).post(f"{here}/salinan.json").status_code in {400, 403, 404}


def test_the_desk_alarms_when_seventy_two_hours_are_over(town, asker):
    here = ask(town, asker[1], "access")
    with time_machine.travel(clock.now() + timedelta(hours=73), tick=True):
        town.browsers.clear()
        assert "Hak warga terlambat dijawab" in words(town.at("maker").get("/beranda"))
        assert "Sudah lewat 3 x 24 jam" in words(town.at("maker").get(here))


def test_from_a_correction_to_a_restriction_to_being_forgotten(town, asker, session):
    key, nik, name = asker
    here = ask(town, nik, "correction")
    empty = town.at("maker").submit(here, {"said": SAID}, action="/perbaiki")
    assert empty.status_code == 422
    assert "Belum ada yang diubah" in words(empty)
    done(town.at("maker").submit(here, {"name": "SITI YANG BENAR", "said": SAID}, action="/perbaiki"))
    assert "SITI YANG BENAR" in words(town.at("maker").get(f"/kabupaten/warga/{key}"))
    here = ask(town, nik, "restriction")
    done(town.at("maker").submit(here, {"said": SAID}, action="/batasi"))
    assert town.at("maker").get(f"/kabupaten/warga/{key}").status_code == 404
    assert "SITI YANG BENAR" not in words(town.at("maker").get("/kabupaten/warga"))
    done(town.at("maker").submit(here, action="/cabut"))
    assert "SITI YANG BENAR" in words(town.at("maker").get("/kabupaten/warga"))
    here = ask(town, nik, "erasure")
    assert "Menunggu orang kedua" in words(town.at("maker").get(here))
    assert town.at("maker").post(f"{here}/hapus", {"said": SAID}).status_code in {400, 403}
    done(town.at("checker").submit(here, {"said": SAID}, action="/hapus"))
    assert name not in words(town.at("maker").get(DESK))
    found = done_or_home(town.at("maker").submit(DESK, {"nik": nik}, action="/cari"))
    assert re.search(r"tidak menyimpan data dengan NIK itu", words(town.at("maker").get(found)))
    assert town.command("ledger", "verify")["ok"]
    assert town.command("rights", "erasures")["erasures"][0]["row"] == str(key)
    assert "Diminta orangnya" in words(town.at("auditor").get("/kabupaten/masa-simpan"))


def done_or_home(answer):
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_a_breach_is_told_of_in_time_and_closed(town):
    maker, book = town.at("maker"), "/kabupaten/kebocoran-data"
    at = clock.now() + timedelta(hours=7)
    typed = {
        "found_at": f"{at - timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "what": "Laptop petugas hilang di kantor kecamatan.",
        "kinds": ["name", "cover"],
        "people": "120",
        "handling": "Akun ditutup dan sesi dimatikan.",
    }
    wrong = maker.submit(f"{book}/baru", typed | {"found_at": f"{at + timedelta(hours=2):%Y-%m-%dT%H:%M}"})
    assert wrong.status_code == 422
    assert "Laptop petugas hilang" in words(wrong)
    here = done(maker.submit(f"{book}/baru", typed))
    assert "Kebocoran data menunggu pemberitahuan" in words(maker.get("/beranda"))
    for who in ("warga", "lembaga"):
        assert maker.get(f"{here}/surat-{who}.pdf").data.startswith(b"%PDF-")
    told = {"told_at": f"{at - timedelta(hours=1):%Y-%m-%dT%H:%M}", "how": "Surat 470/12/2027", "reached": "118"}
    done(maker.submit(here, told | {"told": "people"}, action="/beri-tahu"))
    assert "Tutup kejadian ini" not in words(maker.get(here))
    done(maker.submit(here, told | {"told": "authority", "reached": "1"}, action="/beri-tahu"))
    done(maker.submit(here, {"lesson": "Semua laptop disandi mulai minggu ini."}, action="/tutup"))
    assert "Ditutup" in words(town.at("auditor").get(here))
    assert "Kebocoran data menunggu" not in words(maker.get("/beranda"))
