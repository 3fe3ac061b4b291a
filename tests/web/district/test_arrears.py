"""What people owe, over HTTP: a list is brought, approved by another, shown by village and person, and corrected."""

from __future__ import annotations

import re

from srikandi import arrears, programme
from srikandi.audit import AuditEntry
from tests.arrears.test_owing import LAST, months, people, say
from tests.arrears.test_paying import straight
from tests.pledges.making import an_offered_pledge, nik_of, terms_of
from tests.web.acting import a_desk
from tests.web.questions.counting import MOST, counted

NEW = "/kabupaten/tunggakan/daftar/baru"


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_a_list_is_looked_through_approved_by_another_and_shown_by_village(app, session):
    desk = a_desk(app, session, lives=3)
    who = people(session, desk.scene)[0]
    content = f"NIK;KELAS;BULAN TUNGGAKAN\n{nik_of(1)};3;14\n{nik_of(77)};3;2\n".encode()
    brought = desk.maker.submit(NEW, {"file": (content, "tunggakan.csv"), "last_month": str(LAST)})
    assert brought.status_code == 303, words(brought)
    place = brought.headers["Location"]
    page = words(desk.maker.get(place))
    assert "Anda yang mengunggah" in page
    assert "Tidak ada warga dengan NIK ini" in page
    assert nik_of(1) not in page
    answer = desk.checker.submit(place, action="/setujui", follow=True)
    assert "Tunggakan 1 warga diperbarui" in words(answer)
    assert "Rp490.000" in words(desk.maker.get("/kabupaten/tunggakan"))
    listed = desk.maker.get(f"/kabupaten/tunggakan/warga?desa={who.village_code}")
    assert f"{who.name}" in listed.text
    assert "Rp490.000" in desk.maker.get(f"/kabupaten/warga/{who.id}").text
    assert ";14;" in desk.maker.submit("/kabupaten/tunggakan/warga", action="/daftar-warga.csv").text
    assert session.query(AuditEntry).filter_by(action="names:take").one().details == {"what": "arrears", "people": 1}
    again = desk.maker.submit(NEW, {"file": (content, "lagi.csv"), "last_month": str(LAST)})
    assert again.headers["Location"] == place


def test_a_correction_needs_a_reason_and_what_was_said_before_stays_readable(app, session):
    desk = a_desk(app, session, lives=1)
    (who,) = people(session, desk.scene)
    say(session, who, months(6), desk.scene)
    session.commit()
    page = f"/kabupaten/tunggakan/warga/{who.id}"
    assert desk.maker.submit(page, {"what": "paid"}, action=str(who.id)).status_code == 422
    odd = {"what": "owes", "first_month": "x", "last_month": "y", "care_class": "9", "reason": "Coba"}
    assert desk.maker.submit(page, odd, action=str(who.id)).status_code == 422
    done = desk.maker.submit(page, {"what": "paid", "reason": "Bukti bayar 12"}, action=str(who.id), follow=True)
    assert "Tidak ada tunggakan yang tercatat" in words(done)
    assert "Cek aplikasi" in words(done)
    session.expire_all()
    assert arrears.owed_by(session, [who.id]) == {}


def test_the_pages_ask_as_often_however_many_owe(app, session):
    desk = a_desk(app, session, lives=60)
    listed = people(session, desk.scene)
    asked: dict[str, list[int]] = {}
    for count in (3, 60):
        for who in listed[:count]:
            if not arrears.owed_by(session, [who.id]):
                say(session, who, months(5), desk.scene)
        session.commit()
        for path in ("", "/warga", f"/warga/{listed[0].id}"):
            with counted(session) as questions:
                assert desk.maker.get(f"/kabupaten/tunggakan{path}").status_code == 200
            asked.setdefault(path, []).append(len(questions))
    for path, (few, many) in asked.items():
        assert few == many, (path, few, many)
        assert many <= MOST, (path, many)


def test_a_pledge_pays_arrears_from_the_reserve_to_the_branchs_word(app, session):
    desk = a_desk(app, session, lives=3)
    scene = desk.scene
    for who in people(session, scene):
        say(session, who, months(4), scene)
    pledge = an_offered_pledge(session, scene, terms_of(scene, lives=3, months=1))
    session.commit()
    warned = words(desk.maker.get("/kabupaten/tunggakan"))
    assert "Komitmen yang warganya masih menunggak" in warned
    page = f"/perusahaan/komitmen/{pledge.id}"
    assert desk.company.submit(page, {"reserve_amount": "420.000"}, action="/cadangan").status_code == 303
    session.expire_all()
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    straight(session, pledge, 3 * 37_800 + 420_000)
    session.commit()
    assert "Terdanai: 12 bulan, Rp420.000" in words(desk.company.get(page))
    built = desk.maker.submit("/kabupaten/tunggakan/pelunasan", action=f"/komitmen/{pledge.id}")
    place = built.headers["Location"].rpartition("/")[2]
    file = desk.maker.submit(f"/kabupaten/tunggakan/pelunasan/{place}", action="/unduh")
    assert file.data.startswith(b"PK")
    shown = f"/cabang/pelunasan/{place}"
    assert desk.branch.submit(shown, {"document": ""}, action="/lunas").status_code == 422
    done = desk.branch.submit(shown, {"document": "BPJS-7"}, action="/lunas", follow=True)
    assert "dicatat dan dibukukan" in words(done)
    assert "Lunas: 12 bulan, Rp420.000" in words(desk.company.get(page))
    assert "Belum ada tunggakan yang tercatat" in words(desk.maker.get("/kabupaten/tunggakan"))
    for reader, path in ((desk.maker, "/kabupaten/tunggakan/pelunasan"), (desk.branch, "/cabang/pelunasan")):
        assert "BPJS" in words(reader.get(path))
