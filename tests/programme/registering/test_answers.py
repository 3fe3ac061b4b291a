"""The branch's answer: in parts, twice, with strangers in it, as people really write it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from srikandi import coverage, ledger, programme
from srikandi.coverage import BatchStatus, LifeMonthChange, LineStatus, Progress
from srikandi.coverage.files import REJECTIONS, Next, read, rejection_of
from srikandi.coverage.files.writing import Person, write
from srikandi.residents import Resident, ResidentStatus
from tests.pledges.making import a_scene, an_agreed_pledge, nik_of, pay, terms_of
from tests.programme.registering.answers import a_workbook, an_answer

LIVES = 5


@pytest.fixture
def scene(session):
    return a_scene(session, lives=12)


@pytest.fixture
def pledge(session, scene):
    made = an_agreed_pledge(session, scene, terms_of(scene, lives=LIVES, months=2))
    pay(session, made, LIVES * 2 * 37_800)
    return made


@pytest.fixture
def batch(session, scene, pledge):
    made = programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    return programme.send_batch(session, made, letter_number="440/77", by=scene.maker)


def progress(session, pledge):
    return coverage.progress(session, [pledge.id])[pledge.id]


def answer(session, scene, batch, content, filename="jawaban.csv"):
    return programme.read_answer(session, batch, content, filename=filename, by=scene.branch)


def test_an_answer_comes_in_parts(session, scene, pledge, batch):
    assert answer(session, scene, batch, an_answer(accepted=[1, 2])).accepted == 2
    assert batch.status is BatchStatus.ANSWERED
    assert answer(session, scene, batch, an_answer(accepted=[1, 2, 3, 4])).unchanged == 2
    assert progress(session, pledge) == Progress(funded=5, sent=1, active=4)
    lines = coverage.lines_of(session, batch)
    assert lines[0].card_number == "0000000000001"
    assert [line.status for line in lines] == [LineStatus.ACCEPTED] * 4 + [LineStatus.WAITING]


def test_the_same_answer_twice_changes_nothing(session, scene, pledge, batch):
    content = an_answer(accepted=[1, 2, 3, 4], rejected={5: "T04"})
    answer(session, scene, batch, content)
    before, trail = progress(session, pledge), session.query(LifeMonthChange).count()
    again = answer(session, scene, batch, content)
    assert (again.accepted, again.rejected, again.replaced, again.unchanged) == (0, [], 0, 5)
    assert (progress(session, pledge), session.query(LifeMonthChange).count()) == (before, trail)
    assert list(ledger.verify(session)) == []


def test_persons_who_are_not_in_the_batch_are_refused_and_listed(session, scene, pledge, batch):
    report = answer(session, scene, batch, an_answer(accepted=[1, 9]))
    assert (report.accepted, [row.row for row in report.strangers]) == (1, [3])
    assert report.strangers[0].masked == "1901********0009"
    assert nik_of(9) not in repr(report)
    assert progress(session, pledge).active == 1


def test_a_second_word_about_somebody_answered_is_not_taken(session, scene, pledge, batch):
    answer(session, scene, batch, an_answer(accepted=[1]))
    report = answer(session, scene, batch, an_answer(rejected={1: "T03"}))
    assert (len(report.strangers), report.rejected) == (1, [])
    both = answer(session, scene, batch, an_answer(accepted=[2], rejected={2: "T03"}))
    assert (both.accepted, len(both.strangers)) == (1, 1)
    assert progress(session, pledge).active == 2


@pytest.mark.parametrize("rejection", REJECTIONS, ids=lambda one: one.code)
def test_each_reason_says_where_the_person_goes(session, scene, pledge, batch, rejection):
    report = answer(session, scene, batch, an_answer(rejected={2: rejection.code}))
    assert (report.rejected[0].rejection.code, report.replaced) == (rejection.code, 1)
    session.expire_all()
    person = session.get_one(Resident, report.rejected[0].resident_id)
    if rejection.next is Next.EXIT:
        assert (person.status, person.exit_reason) == (ResidentStatus.EXITED, rejection.exit_reason)
    else:
        assert (person.status, person.exit_reason) == (ResidentStatus.VERIFIED, None)
    trail = select(LifeMonthChange.reason).where(LifeMonthChange.seat == 2).order_by(LifeMonthChange.id)
    assert session.scalars(trail).all()[-4:] == ["rejected", "rejected", "succeeded", "succeeded"]
    assert progress(session, pledge) == Progress(funded=6, sent=4)


def test_words_do_when_the_code_is_missing():
    assert rejection_of("", "Peserta sudah meninggal dunia").code == "T03"
    assert rejection_of("NIK tidak padan dukcapil").code == "T01"
    assert rejection_of("aktif di segmen PPU").code == "T04"
    assert rejection_of("apa saja").code == "T99"


def test_a_workbook_with_titles_and_other_words_is_read(session, scene, pledge, batch):
    rows = [
        (nik_of(1), "Aktif", "", "0001234567890", ""),
        (f" {nik_of(2)}", "TIDAK AKTIF", "", "", "Meninggal"),
        ("123", "Diterima", "", "", ""),
        (nik_of(3), "entah", "", "", ""),
        ("", "", "", "", ""),
    ]
    report = answer(session, scene, batch, a_workbook(rows), filename="Jawaban BPJS.XLSX")
    assert (report.accepted, len(report.rejected), report.unreadable) == (1, 1, [6, 7])
    assert report.rejected[0].rejection.code == "T03"


def test_our_own_file_filled_in_is_an_answer():
    values: tuple[Any, ...] = (1, nik_of(1), "", "Warga", "L", date(1980, 1, 1), *[""] * 7, "KM-2026-0001")
    person = Person(*values)
    content = write([person], title="BP")
    answer = read(content, filename="BP.xlsx")
    assert (answer.rows, answer.unreadable) == ([], [])


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (b"", "a.csv"),
        (b"bukan,tabel\n1,2\n", "a.csv"),
        (b"PK\x03\x04rusak", "a.xlsx"),
        (b"%PDF-1.4", "a.pdf"),
        (b"NIK;STATUS\0;\n", "a.csv"),
    ],
)
def test_a_file_that_is_no_answer_is_refused(content, filename):
    with pytest.raises(coverage.AnswerUnreadable):
        read(content, filename=filename)


def test_nobody_sees_a_foreign_batch(session, scene, batch):
    with pytest.raises(coverage.BatchUnknown):
        coverage.batch_of(session, batch.id, viewer=replace(scene.branch, district_ids=(999,)))
    assert coverage.batch_of(session, batch.id, viewer=scene.branch).id == batch.id
