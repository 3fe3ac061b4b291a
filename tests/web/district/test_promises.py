"""A district approves what it saw, signs, and sends people to BPJS; the branch answers."""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime, time, timedelta
from io import BytesIO

import pytest
import time_machine
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from srikandi import clock, coverage, pledges
from srikandi.audit import AuditEntry
from srikandi.coverage import Batch, BatchStatus, Progress
from srikandi.organisations import Kind
from srikandi.places import district_of
from srikandi.pledges import PledgeStatus
from srikandi.users import Membership, Post, Role
from tests.browsing import Browser
from tests.people import make_user
from tests.pledges.making import an_organisation, nik_of, pay, terms_of
from tests.programme.registering.answers import an_answer
from tests.web.acting import a_desk

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture
def desk(app, session):
    return a_desk(app, session)


@pytest.fixture
def pledge(session, desk):
    made = pledges.offer(session, terms_of(desk.scene, lives=3, months=2), by=desk.scene.officer)
    session.commit()
    return made


def page_of(pledge):
    return f"/kabupaten/komitmen/{pledge.id}"


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def an_agreed(session, desk, pledge):
    desk.checker.submit(page_of(pledge), action="/setujui")
    today = clock.today().isoformat()
    desk.maker.submit(page_of(pledge), {"number": "440/12/PKS", "signed_on": today}, action="/perjanjian")
    session.rollback()
    session.refresh(pledge)
    return pledge


def test_the_checker_sees_what_is_approved_and_approves_it(session, desk, pledge):
    page = desk.checker.get(page_of(pledge))
    assert pledge.content_hash in page.text
    assert "PT Timah Sejahtera Contoh" in page.text
    assert "P3" in page.text
    answer = desk.checker.submit(page_of(pledge), action="/setujui", follow=True)
    assert "disetujui" in answer.text
    session.refresh(pledge)
    assert pledge.status is PledgeStatus.APPROVED


def test_a_changed_content_is_not_approved(session, desk, pledge):
    form = next(one for one in desk.checker.forms(page_of(pledge)) if one.action.endswith("/setujui"))
    session.refresh(pledge)
    pledge.months = 24
    session.commit()
    answer = desk.checker.post(form.action, form.fields)
    assert answer.status_code == 422
    assert "Isi komitmen berubah" in answer.text
    session.rollback()
    session.refresh(pledge)
    assert pledge.status is PledgeStatus.OFFERED


def test_a_refusal_needs_its_reason(session, desk, pledge):
    assert desk.checker.submit(page_of(pledge), {"reason": ""}, action="/tolak").status_code == 422
    answer = desk.checker.submit(page_of(pledge), {"reason": "Belum ada MoU"}, action="/tolak", follow=True)
    assert "Belum ada MoU" in answer.text
    session.refresh(pledge)
    assert pledge.status is PledgeStatus.REFUSED


def test_the_maker_cannot_approve_and_the_checker_cannot_sign(desk, pledge):
    assert desk.maker.post(f"{page_of(pledge)}/setujui", {"seen_hash": pledge.content_hash}).status_code in {400, 403}
    assert 'action="/kabupaten/komitmen/' not in desk.maker.get(page_of(pledge)).text.split("perpanjang")[-1]
    assert desk.checker.post(f"{page_of(pledge)}/perjanjian").status_code in {400, 403}
    assert desk.company.get(page_of(pledge)).status_code == 403


def test_the_deadline_moves_twice(session, desk, pledge):
    first = pledge.hold_until
    for _ in range(2):
        assert desk.maker.submit(page_of(pledge), action="/perpanjang").status_code == 303
    session.rollback()
    session.refresh(pledge)
    assert pledge.hold_until == first + timedelta(days=28)
    assert "/perpanjang" not in desk.maker.get(page_of(pledge)).text


def test_an_agreement_is_kept_with_its_paper(session, desk, pledge):
    desk.checker.submit(page_of(pledge), action="/setujui")
    tomorrow = (clock.today() + timedelta(days=2)).isoformat()
    wrong = desk.maker.submit(page_of(pledge), {"number": "1", "signed_on": tomorrow}, action="/perjanjian")
    assert wrong.status_code == 422
    assert "belum tiba" in wrong.text
    bad = {"number": "1", "signed_on": clock.today().isoformat(), "file": (b"MZ\x90\x00", "pks.pdf")}
    assert desk.maker.submit(page_of(pledge), bad, action="/perjanjian").status_code == 422
    good = {"number": "440/12/PKS", "signed_on": clock.today().isoformat(), "file": (PICTURE, "pks.png")}
    assert desk.maker.submit(page_of(pledge), good, action="/perjanjian").status_code == 303
    session.rollback()
    session.refresh(pledge)
    assert pledge.agreement_file_id is not None
    assert (pledge.status, pledge.agreement_number) == (PledgeStatus.AGREED, "440/12/PKS")


def test_the_paper_of_an_agreement_is_read_by_both_sides_and_nobody_else(app, session, desk, pledge):
    own, theirs = (f"/{area}/komitmen/{pledge.id}/perjanjian/berkas" for area in ("kabupaten", "perusahaan"))
    assert desk.maker.get(own).status_code == 404
    desk.checker.submit(page_of(pledge), action="/setujui")
    paper = {"number": "440/12/PKS", "signed_on": clock.today().isoformat(), "file": (PICTURE, "pks.png")}
    desk.maker.submit(page_of(pledge), paper, action="/perjanjian")
    for reader, page, address in ((desk.checker, page_of(pledge), own), (desk.company, theirs[:-18], theirs)):
        assert address in reader.get(page).text
        answer = reader.get(address)
        assert (answer.status_code, answer.mimetype, answer.data[:4]) == (200, "image/png", b"\x89PNG")
        assert answer.headers["Content-Disposition"].startswith("attachment")
    other = an_organisation(session, district_of(session, pledge.district_id), Kind.COMPANY, "PT Lain Contoh")
    stranger = Browser(app)
    stranger.sign_in(make_user(session, Role.COMPANY, post=Post(Role.COMPANY, pledge.district_id, other.id)).id)
    assert stranger.get(theirs).status_code == 404
    assert desk.branch.get(own).status_code == 403
    assert Browser(app).get(theirs).headers["Location"].startswith("/masuk")


def test_from_money_to_active_people(session, desk, pledge):
    an_agreed(session, desk, pledge)
    pay(session, pledge, 6 * 37_800)
    session.commit()
    assert "3 orang" in desk.maker.get("/kabupaten/berkas").text
    built = desk.maker.submit(
        "/kabupaten/berkas", {"month": f"{pledge.start_month}/new"}, action="/berkas", follow=True
    )
    assert "siap" in built.text
    assert "Warga 1" in built.text
    session.rollback()
    batch = session.scalars(select(Batch)).one()
    own, theirs = f"/kabupaten/berkas/{batch.id}", f"/cabang/berkas/{batch.id}"
    assert desk.branch.get(theirs).status_code == 404
    taken = desk.maker.submit(own, action="/unduh")
    rows = CalamineWorkbook.from_filelike(BytesIO(taken.data)).get_sheet_by_index(0).to_python()
    assert rows[1][1] == nik_of(1)
    assert nik_of(1) not in desk.maker.get(own).text
    assert session.scalar(select(AuditEntry.id).where(AuditEntry.action == "batch:download"))
    assert desk.maker.submit(own, {"letter_number": "440/77"}, action="/kirim").status_code == 303
    assert desk.branch.submit(theirs, {"file": (b"bukan", "a.csv")}).status_code == 422
    answer = an_answer(accepted=[1, 2, 9], rejected={3: "T03"})
    said = words(desk.branch.submit(theirs, {"file": (answer, "jawaban.csv")}, follow=True))
    assert "2 orang aktif, 1 ditolak" in said
    assert "1 kursi diteruskan" in said
    assert "4 (1901********0009)" in said
    assert "akta kematian" in said
    session.rollback()
    assert session.get_one(Batch, batch.id).status is BatchStatus.ANSWERED
    assert coverage.progress(session, [pledge.id])[pledge.id] == Progress(funded=4, active=2)
    month = f"{desk.scene.district_id}/{pledge.start_month + 1}"
    assert f'value="{month}"' not in desk.branch.get("/cabang/berkas").text
    with time_machine.travel(datetime.combine(pledge.start_month.last_day, time(5), UTC), tick=False):
        desk.branch.sign_in(session.scalars(select(Membership.user_id).where(Membership.role == Role.BRANCH)).one())
        confirmed = desk.branch.submit("/cabang/berkas", {"month": month, "document_number": "BA/1"}, follow=True)
    assert "2 jiwa-bulan dikonfirmasi aktif" in words(confirmed)


def test_empty_lists_say_what_comes_first(desk):
    for browser, path in ((desk.maker, "/kabupaten/berkas"), (desk.branch, "/cabang/berkas")):
        assert "Belum ada berkas" in browser.get(path).text
    assert "Belum ada komitmen" in desk.maker.get("/kabupaten/komitmen").text
    assert desk.maker.get("/kabupaten/berkas/99").status_code == 404
    assert desk.maker.get("/kabupaten/komitmen/99").status_code == 404
