"""A file that contradicts what stands on the account is held: nothing of it is kept before somebody else says so."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from srikandi.audit import Actor
from srikandi.payments import (
    ImportRunning,
    ReasonMissing,
    StatementLine,
    StatementUpload,
    UploaderAccepts,
    UploadStatus,
    banking,
)
from srikandi.programme.receiving import bring_in, import_or_hold, import_statement
from srikandi.programme.receiving.bank import uploads
from tests.payments.importing.test_uploads import units
from tests.payments.pages.making import as_, enrol
from tests.payments.receiving.making import OPENING, a_bca_file, a_desk, transfer

JUMP = a_bca_file([transfer(7_000, "B", 6)], opening=OPENING + 6_000, days=(6, 8))
FOLLOWS = a_bca_file([transfer(7_000, "B", 6)], opening=OPENING + 5_000, days=(6, 8))
CORRECTED = a_bca_file([transfer(4_000, "A", 2), transfer(1_000, "C", 3)], days=(1, 8))
LONGER = a_bca_file([transfer(5_000, "A", 2), transfer(7_000, "B", 6)], days=(1, 8))
IMPORT = "/bendahara/rekening-koran/impor"


@pytest.fixture
def desk(session):
    made = a_desk(session)
    enrol(session, made)
    content = a_bca_file([transfer(5_000, "A", 2)], days=(1, 5))
    import_statement(session, made.account, content, filename="a.csv", by=made.treasurer)
    session.commit()
    return made


def count_lines(session):
    session.rollback()
    return session.scalar(select(func.count(StatementLine.id)))


def bring(app, desk, content):
    values = {"account": str(desk.account.id), "file": (content, "oktober.csv")}
    treasurer = as_(app, desk.treasurer)
    answer = treasurer.submit(IMPORT, values, action="/impor")
    return treasurer.get(answer.location)


def held(session):
    session.rollback()
    return session.scalars(select(StatementUpload).where(StatementUpload.status == UploadStatus.HELD)).one()


@pytest.mark.parametrize(
    ("content", "words"),
    [(JUMP, "selisih Rp1.000"), (CORRECTED, "1 mutasi yang sudah tercatat untuk hari-hari berkas ini tidak ada")],
)
def test_a_file_that_contradicts_what_stands_there_is_held_and_nothing_is_kept(app, session, desk, content, words):
    page = bring(app, desk, content)
    assert ("Berkas ditahan" in page.text, words in page.text) == (True, True)
    assert "Bendahara lain yang memutuskan" in page.text
    assert count_lines(session) == 1
    assert "ditahan" in as_(app, desk.second).get("/bendahara/rekening-koran").text


@pytest.mark.parametrize("content", [FOLLOWS, LONGER])
def test_a_file_that_follows_is_booked_at_once(app, session, desk, content):
    assert "Berkas ditahan" not in bring(app, desk, content).text
    assert count_lines(session) == 2


def test_the_same_file_again_is_no_doubt(app, session, desk):
    bring(app, desk, FOLLOWS)
    assert "sudah pernah diimpor" in bring(app, desk, FOLLOWS).text


def test_another_treasurer_lets_it_be_booked_with_a_reason(app, session, desk):
    bring(app, desk, JUMP)
    upload_id, second = held(session).id, as_(app, desk.second)
    here = f"/bendahara/rekening-koran/proses/{upload_id}"
    assert second.submit(here, {"reason": ""}, action="/catat").status_code == 422
    second.submit(here, {"reason": "Bank memastikan saldonya"}, action="/catat")
    session.rollback()
    bring_in(upload_id, units(session))
    assert count_lines(session) == 2
    kept = session.get_one(StatementUpload, upload_id)
    assert (kept.status, kept.accepted_by, kept.content) == (UploadStatus.DONE, desk.second.user_id, None)


def test_who_brought_it_may_throw_it_away_and_bring_the_right_one(app, session, desk):
    bring(app, desk, JUMP)
    upload_id, treasurer = held(session).id, as_(app, desk.treasurer)
    treasurer.submit(f"/bendahara/rekening-koran/proses/{upload_id}", {}, action="/buang")
    session.rollback()
    gone = session.get_one(StatementUpload, upload_id)
    assert (gone.status, gone.content) == (UploadStatus.REFUSED, None)
    bring(app, desk, FOLLOWS)
    assert count_lines(session) == 2


def test_who_brought_it_does_not_accept_it(session, desk):
    upload = import_or_hold(session, desk.account, JUMP, filename="b.csv", by=desk.treasurer)
    for by in (desk.treasurer, Actor.system("worker")):
        with pytest.raises(UploaderAccepts):
            banking.accept_upload(session, upload, reason="benar", by=by)
    with pytest.raises(ReasonMissing):
        banking.accept_upload(session, upload, reason=" ", by=desk.second)


def test_what_is_decided_is_decided_once(session, desk):
    upload = import_or_hold(session, desk.account, JUMP, filename="b.csv", by=desk.treasurer)
    banking.drop_upload(session, upload, by=desk.second)
    with pytest.raises(ImportRunning):
        banking.accept_upload(session, upload, reason="benar", by=desk.second)
    with pytest.raises(ImportRunning):
        banking.drop_upload(session, upload, by=desk.second)


def queue(session, desk, content):
    upload = banking.queue_upload(session, desk.account, content, filename="panjang.csv", by=desk.treasurer)
    session.commit()
    return upload.id


def test_the_worker_holds_a_long_one_too(session, desk):
    upload_id = queue(session, desk, JUMP)
    bring_in(upload_id, units(session))
    assert count_lines(session) == 1
    upload = held(session)
    assert (upload.id, upload.content is None, upload.doubts[0]["is_trouble"]) == (upload_id, False, True)
    assert upload_id not in [one.id for one in banking.uploads_under_way(session)]


def test_without_the_question_the_worker_books_it(session, desk, monkeypatch):
    monkeypatch.setattr(uploads, "doubts_about", lambda *_: [])
    bring_in(queue(session, desk, JUMP), units(session))
    assert count_lines(session) == 2


def test_a_remark_is_read_as_it_was_kept(session, desk):
    upload = import_or_hold(session, desk.account, JUMP, filename="b.csv", by=desk.treasurer)
    (remark,) = [banking.Remark.of_json(one) for one in upload.doubts]
    assert "Saldo awal berkas ini Rp100.006.000" in remark.words
