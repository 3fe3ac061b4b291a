"""The front page and the transparency page tell everybody the same, without a name."""

from __future__ import annotations

from contextlib import contextmanager

import sqlalchemy as sa

from srikandi.database import db
from tests.reports.running import a_running_pledge, a_signed_report
from tests.reports.test_contributions import reviewed

FEW = 18


@contextmanager
def counted(app):
    """Count the statements sent to the database meanwhile."""
    sent = []
    with app.app_context():
        engine = db.engine

    def note(*args):
        sent.append(args[2])

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def test_both_pages_open_on_an_empty_database(session, browser):
    assert "Tanggung iuran JKN" in browser.get("/").text
    assert "Belum ada kabupaten" in browser.get("/transparansi").text


def test_the_front_page_shows_live_figures(session, browser):
    a_running_pledge(session)
    said = browser.get("/").text
    for words in ("18 jiwa-bulan dijanjikan", "Rp630.000", "Nelayan Sungailiat", "Cara kerjanya"):
        assert words in said, words


def test_transparency_adds_up_and_names_nobody(session, browser):
    running = a_running_pledge(session)
    report = a_signed_report(session, running)
    assert "Belum ada laporan yang disetujui" in browser.get("/transparansi").text
    reviewed(session, report, running.forum)
    said = browser.get("/transparansi").text
    for words in ("Dana diterima Rp630.000", "Rp210.000", "Rp420.000", "Rp120.000", "nelayan kami tanggung"):
        assert words in said, words
    assert "Warga " not in said.replace("Warga, perusahaan, dan uang", "")


def test_a_company_can_keep_its_rupiah_out_of_the_published_report(session, browser):
    running = a_running_pledge(session)
    report = a_signed_report(session, running)
    report.shows_rupiah = False
    session.flush()
    reviewed(session, report, running.forum)
    said = browser.get("/transparansi").text
    assert "Rp120.000" not in said
    assert "tidak ditampilkan" in said


def test_the_pages_ask_a_fixed_number_of_questions(app, session, browser):
    a_running_pledge(session)
    for path in ("/", "/transparansi"):
        with counted(app) as sent:
            assert browser.get(path).status_code == 200
        assert len(sent) <= FEW, sent
