"""A company completes its report in a browser, the forum reviews it."""

from __future__ import annotations

import pytest

from srikandi import reports
from srikandi.organisations import Kind, Organisation, Standing
from srikandi.reports import ReportStep
from srikandi.users import Post, Role
from tests.browsing import Browser
from tests.people import make_user
from tests.reports.running import a_partner, a_running_pledge, a_signed_report


def signed_in(app, session, post):
    user = make_user(session, post.role, post=post)
    session.commit()
    person = Browser(app)
    person.sign_in(user.id)
    return person


@pytest.fixture
def running(session):
    return a_running_pledge(session)


@pytest.fixture
def company(app, session, running):
    return signed_in(app, session, Post(Role.COMPANY, running.scene.district_id, running.scene.company_id))


@pytest.fixture
def forum(app, session, running):
    place = a_partner(session, running.scene, Kind.FORUM)
    return signed_in(app, session, Post(Role.FORUM, running.scene.district_id, place.id))


TOLD = {"story": "Enam nelayan berobat tanpa cemas.", "signer_name": "Fulan Contoh", "signer_title": "Direktur"}


def test_a_report_goes_from_the_book_to_the_public(session, running, company, forum):
    assert "jiwa-bulan aktif yang belum dilaporkan" in company.get("/perusahaan/laporan").text
    begun = company.submit("/perusahaan/laporan", action=f"/mulai/{running.pledge.id}")
    page = begun.headers["Location"]
    said = company.get(page).text
    for words in ("Rp120.000", "Nelayan Sungailiat", "440/12/PKS/2026", "SERT-"):
        assert words in said, words
    assert forum.get(page.replace("/perusahaan", "/forum")).status_code == 404
    kept = company.submit(page, {**TOLD, "tindakan": "simpan"})
    assert kept.status_code == 303
    refused = company.submit(page, {**TOLD, "story": "", "tindakan": "tanda-tangan"})
    assert refused.status_code == 422
    assert "Ceritakan singkat" in refused.text
    assert company.submit(page, {**TOLD, "tindakan": "tanda-tangan"}).status_code == 303
    assert "Menunggu telaah" in company.get(page).text
    reviewing = page.replace("/perusahaan", "/forum")
    assert TOLD["story"] in forum.get(reviewing).text
    empty = forum.submit(reviewing, {"outcome": "approved", "reason": ""})
    assert empty.status_code == 422
    done = forum.submit(reviewing, {"outcome": "approved_with_note", "reason": "Baik; lengkapi foto."}, follow=True)
    assert "Setuju dengan catatan" in done.text
    assert "Baik; lengkapi foto." in company.get(page).text
    assert TOLD["story"] in Browser(company.app).get("/transparansi").text


def test_a_returned_report_can_be_signed_again_in_the_browser(session, running, company, forum):
    report = a_signed_report(session, running)
    number = report.id
    forum.submit(f"/forum/laporan/{number}", {"outcome": "returned", "reason": "Ceritakan lebih jelas."})
    page = f"/perusahaan/laporan/{number}"
    assert "Ceritakan lebih jelas." in company.get(page).text
    assert company.submit(page, {"story": "Lebih jelas.", "tindakan": "tanda-tangan"}).status_code == 303
    session.expire_all()
    assert reports.status_of(session, session.merge(report)) is ReportStep.SIGNED


def test_silent_companies_are_named_to_the_forum(running, forum):
    said = forum.get("/forum/laporan").text
    assert "PT Timah Sejahtera Contoh" in said
    assert "belum pernah" in said


def test_another_company_finds_nothing(app, session, running, company):
    other = Organisation(
        district_id=running.scene.district_id,
        kind=Kind.COMPANY,
        standing=Standing.ADMITTED,
        name="PT Lain Contoh",
        address="Jl. Lain 1",
        email="lain@contoh.example",
    )
    session.add(other)
    session.flush()
    stranger = signed_in(app, session, Post(Role.COMPANY, running.scene.district_id, other.id))
    report = a_signed_report(session, running)
    number = report.id
    session.commit()
    assert stranger.get(f"/perusahaan/laporan/{number}").status_code == 404
    token = stranger.forms("/perusahaan/laporan")[0].fields["csrf_token"]
    begun = stranger.post(f"/perusahaan/laporan/mulai/{running.pledge.id}", {"csrf_token": token})
    assert begun.status_code == 409
    assert "KM-" not in stranger.get("/perusahaan/laporan").text
