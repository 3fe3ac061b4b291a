"""A morning of the village officer: the list, door after door, a session in the hall, and what the district sees."""

from __future__ import annotations

import re
from datetime import timedelta

from srikandi import clock
from tests.journeys.town import REBO, a_list, a_town, done, links, words

PEOPLE = 14
PERSON = r"/desa/warga/\d+"


def test_from_the_list_to_the_districts_page(app):
    town = a_town(app)
    maker, checker, village = (town.at(box) for box in ("maker", "checker", "village"))
    sent = {"file": (a_list(PEOPLE), "rebo.xlsx"), "kind": "recruitment"}
    done(checker.submit(done(maker.submit("/kabupaten/unggahan/baru", sent)), action="/setujui"))
    waiting = links(village.get("/desa/warga"), PERSON)
    assert len(waiting) == PEOPLE
    assert "0 dari 14 warga" in words(village.get("/desa/warga"))

    # The first door: everything is right.
    done(village.submit(waiting[0], action="/benar"))
    # The second: the address is wrong, and first the officer mistypes.
    fix = f"{waiting[1]}/perbaiki"
    assert village.submit(fix, {"rt": "satu"}).status_code == 422
    done(village.submit(fix, {"address": "Jalan Laut 9", "rt": "2", "phone": "0812 3456 7890"}))
    # A family is at home together: all of them at once.
    family = next(one for one in waiting[2:] if "Sekeluarga benar" in words(village.get(one)))
    forms = [form for form in village.forms(family) if form.action.endswith("/sekeluarga")]
    ticked = forms[0].fields["people"]
    assert len(ticked) > 1
    done(village.submit(family, action="/sekeluarga"))
    # Somebody has died: noted with the reason, gone from the list.
    left = links(village.get("/desa/warga"), PERSON)
    assert len(left) == PEOPLE - 2 - len(ticked)
    done(village.submit(f"{left[0]}/keluar", {"reason": "died", "on": str(clock.today() - timedelta(days=3))}))
    assert "Meninggal dunia" in words(village.get(left[0]))
    still = links(village.get("/desa/warga"), PERSON)
    assert still == left[1:]

    # The district sees how far the village is, and by whom.
    page = words(maker.get("/kabupaten/warga/kunjungan"))
    assert f"{2 + len(ticked)} dari {PEOPLE - 1} warga" in page
    assert f"Marzuki Idris: {2 + len(ticked)}" in page

    # A session in the hall: planned by the district, told of by the village, counted.
    plan = {"kind": "registration", "venue": "village", "place": "Balai desa Rebo", "village": REBO.code}
    day = clock.today() - timedelta(days=1)
    times = {"on": str(day), "begins": "08:00", "ends": "11:00", "outside": "Agen PESIAR"}
    session = done(maker.submit("/kabupaten/lapangan/baru", {**plan, **times}))
    mine = session.replace("/kabupaten/lapangan/", "/desa/kegiatan/")
    assert "Balai desa Rebo" in words(village.get("/desa/kegiatan"))
    counts = {"visitors": "25", "informed": "20", "nominated": "3"}
    assert village.submit(mine, {**counts, "informed": "26"}).status_code == 422
    done(village.submit(mine, counts))
    shown = words(checker.get(session))
    assert "Terlaksana" in shown
    assert re.search(r"Orang yang datang\s+25", shown)
