"""Journeys of leaving: the death in month 2 of 6, the wrong report, and the company that wants to be asked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from srikandi import clock, programme
from srikandi.cli.promises import WORKER
from srikandi.coverage import Progress
from srikandi.messages import Message
from srikandi.pledges import Pledge, SuccessionRule
from srikandi.pledges.successions import SuccessionQuestion
from srikandi.programme import Ways, exits
from tests.programme.exits.leaving import a_covered_pledge, at_place, progress, sitting
from tests.web.acting import a_desk

WAYS = Ways("https://contoh.example")


def a_covered_desk(app, session, *, lives=8, rule=SuccessionRule.NEXT):
    desk = a_desk(app, session, lives=lives)
    pledge = a_covered_pledge(session, desk.scene, lives=3, months=6, succession_rule=rule)
    month = pledge.start_month + 1
    programme.confirm_month(session, desk.scene.district_id, month=month, document_number="BA", by=desk.scene.branch)
    session.commit()
    return desk, pledge.id


def noted_as_gone(session, desk, place, reason="died"):
    person = f"/kabupaten/warga/{at_place(session, place).id}"
    day = clock.today().isoformat()
    answer = desk.maker.submit(person, {"reason": reason, "on": day}, action=f"{person}/keluar")
    assert answer.status_code == 303, answer.text
    session.expire_all()
    return person


BECAME = {
    SuccessionRule.NEXT: "diteruskan ke warga berikutnya",
    SuccessionRule.RETURN: "kembali sebagai saldo perusahaan",
    SuccessionRule.ASK: "perusahaan ditanya dulu",
}


@pytest.mark.parametrize("rule", list(SuccessionRule))
def test_who_notes_an_exit_reads_what_became_of_the_months(app, session, rule):
    desk, _ = a_covered_desk(app, session, rule=rule)
    person = noted_as_gone(session, desk, 2)
    assert BECAME[rule] in words(desk.maker.get(person))


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_a_death_in_month_two_of_six_passes_four_months_on(app, session):
    desk, pledge_id = a_covered_desk(app, session)
    noted_as_gone(session, desk, 2)
    pledge = session.get_one(Pledge, pledge_id)
    assert sitting(session, pledge) == [[1, 2, 3]] * 2 + [[1, 4, 3]] * 4
    page = words(desk.maker.get("/kabupaten/pergantian"))
    assert f"4 {pledge.number}" in page, "how many months, and in which promise"
    assert "Warga 2" in page
    assert "Meninggal dunia" in page
    assert "18 jiwa-bulan, semuanya terlacak" in page
    assert "Sudah dipakai 4" in page
    assert "Terbuang 2" in page
    own = words(desk.company.get("/perusahaan/pergantian"))
    assert "18 jiwa-bulan, semuanya terlacak" in own
    assert "Warga 2" not in own
    assert "Terbuang: 2 jiwa-bulan" in words(desk.maker.get("/transparansi"))


def test_the_wrong_death_report(app, session):
    desk, pledge_id = a_covered_desk(app, session, lives=3)
    person = noted_as_gone(session, desk, 2)
    assert "Batalkan catatan keluar" not in desk.maker.get(person).text
    refused = desk.checker.submit(person, {"reason": "ya"}, action="/batal-keluar")
    assert refused.status_code == 422
    back = desk.checker.submit(person, {"reason": "Yang meninggal tetangganya"}, action="/batal-keluar", follow=True)
    assert "4 bulan yang masih kosong ditempati lagi" in words(back)
    session.expire_all()
    pledge = session.get_one(Pledge, pledge_id)
    assert sitting(session, pledge) == [[1, 2, 3]] * 6
    assert "Dibatalkan" in words(desk.maker.get("/kabupaten/pergantian"))
    assert "Yang meninggal tetangganya" in words(desk.checker.get(person))


def test_who_had_died_before_they_were_listed_leaves_but_nobody_leaves_before_birth(app, session):
    desk, _ = a_covered_desk(app, session)
    who = at_place(session, 1)
    person, listed_on, born = f"/kabupaten/warga/{who.id}", who.registered_at.date(), who.birth_on
    said = {"reason": "died", "on": (born - timedelta(days=1)).isoformat()}
    answer = desk.maker.submit(person, said, action=f"{person}/keluar")
    assert answer.status_code == 422
    assert f"{who.name} baru lahir {born:%d-%m-%Y}" in words(answer)
    assert said["on"] in answer.text, "what was typed stays"
    said["on"] = (listed_on - timedelta(days=1)).isoformat()
    assert desk.maker.submit(person, said, action=f"{person}/keluar").status_code == 303


def test_a_company_that_wants_to_be_asked_answers(app, session):
    desk, pledge_id = a_covered_desk(app, session, rule=SuccessionRule.ASK)
    noted_as_gone(session, desk, 2)
    assert exits.tell_questions(session, ways=WAYS) == 1
    assert exits.tell_questions(session, ways=WAYS) == 0
    session.commit()
    letters = session.query(Message).filter_by(kind="succession").all()
    assert len(letters) == 1
    assert "1 kursi dengan 4 jiwa-bulan" in letters[0].body
    assert "https://contoh.example/perusahaan/pergantian" in letters[0].body
    page = words(desk.company.get("/perusahaan/pergantian"))
    assert "Kursi kosong 1" in page
    assert "Rp151.200" in page
    assert "Menunggu jawaban perusahaan" in words(desk.maker.get("/kabupaten/pergantian"))
    desk.company.submit("/perusahaan/pergantian", action="/berikutnya", follow=True)
    session.expire_all()
    assert sitting(session, session.get_one(Pledge, pledge_id)) == [[1, 2, 3]] * 2 + [[1, 4, 3]] * 4
    noted_as_gone(session, desk, 3)
    answered = desk.company.submit("/perusahaan/pergantian", action="/kembali", follow=True)
    assert "4 jiwa-bulan dilepas" in words(answered)
    session.expire_all()
    assert progress(session, session.get_one(Pledge, pledge_id)) == Progress(funded=8, active=6, released=4)
    assert words(answered).count("Kembali sebagai saldo") >= 1


def test_silence_is_taken_for_the_next_in_order_after_a_reminder(app, session):
    desk, pledge_id = a_covered_desk(app, session, rule=SuccessionRule.ASK)
    noted_as_gone(session, desk, 2)
    exits.tell_questions(session, ways=WAYS)
    question = session.query(SuccessionQuestion).one()
    assert exits.pass_unanswered(session, at=clock.now(), by=WORKER) == 0
    question.answer_until_at = clock.now() + timedelta(days=1)
    question.asked_at = clock.now() - timedelta(days=6)
    assert exits.tell_questions(session, ways=WAYS) == 1
    assert exits.tell_questions(session, ways=WAYS) == 0
    assert exits.pass_unanswered(session, at=clock.now() + timedelta(days=2), by=WORKER) == 1
    assert exits.pass_unanswered(session, at=clock.now() + timedelta(days=2), by=WORKER) == 0
    assert sitting(session, session.get_one(Pledge, pledge_id)) == [[1, 2, 3]] * 2 + [[1, 4, 3]] * 4
    session.commit()
    assert "Tanpa jawaban: diteruskan" in words(desk.company.get("/perusahaan/pergantian"))


def test_a_company_answers_for_its_own_promises_only(app, session):
    desk, pledge_id = a_covered_desk(app, session, rule=SuccessionRule.ASK)
    noted_as_gone(session, desk, 2)
    for way in ("berikutnya", "kembali"):
        assert desk.checker.post(f"/perusahaan/pergantian/{pledge_id}/{way}").status_code in {400, 403, 404}
    desk.company.submit("/perusahaan/pergantian", action="/berikutnya")
    again = desk.company.post(f"/perusahaan/pergantian/{pledge_id}/berikutnya")
    assert again.status_code in {400, 404}
