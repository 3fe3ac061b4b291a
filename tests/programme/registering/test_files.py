"""Files for people who are new, back, changed or gone: built apart, thrown away, written in a branch's own form."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import time_machine
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update

from srikandi import coverage, places, programme, residents
from srikandi.coverage import BatchKind, BatchStatus, LineStatus, sheets
from srikandi.coverage.sheets import Column, Content, Layout, Purpose
from srikandi.database import index_of
from srikandi.programme.refusals import ReasonMissing
from srikandi.residents import Resident, ResidentKind
from tests.pledges.making import a_scene, an_agreed_pledge, nik_of, pay, terms_of
from tests.programme.registering.answers import an_answer

LIVES = 4


@pytest.fixture
def scene(session):
    return a_scene(session, lives=12)


@pytest.fixture
def pledge(session, scene):
    made = an_agreed_pledge(session, scene, terms_of(scene, lives=LIVES, months=2))
    pay(session, made, LIVES * 2 * 37_800)
    return made


def build(session, scene, month, kind=BatchKind.NEW):
    return programme.build_batch(session, scene.district_id, month=month, kind=kind, by=scene.maker)


def active(session, scene, pledge, accepted=(1, 2, 3, 4)):
    batch = build(session, scene, pledge.start_month)
    programme.send_batch(session, batch, letter_number="440/1", by=scene.maker)
    programme.read_answer(session, batch, an_answer(accepted=accepted), filename="1.csv", by=scene.branch)
    return batch


def grid_of(content):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()


def person(session, place):
    return session.scalars(select(Resident).where(Resident.nik_index == index_of("nik", nik_of(place)))).one()


def test_new_people_and_those_who_come_back_go_in_files_of_their_own(session, scene, pledge):
    two = [person(session, place).id for place in (1, 2)]
    session.execute(update(Resident).where(Resident.id.in_(two)).values(kind=ResidentKind.REACTIVATION))
    waiting = programme.months_to_send(session, places.district_of(session, scene.district_id))
    assert waiting[0].waiting == {BatchKind.NEW: 2, BatchKind.REACTIVATED: 2}
    again = build(session, scene, pledge.start_month, BatchKind.REACTIVATED)
    assert {line.resident_id for line in coverage.lines_of(session, again)} == set(two)
    new = build(session, scene, pledge.start_month)
    assert [again.number[-2:], new.number[-2:]] == ["01", "02"]


def test_a_file_for_the_wrong_month_is_thrown_away_and_its_number_is_not_given_again(session, scene, pledge):
    wrong = build(session, scene, pledge.start_month)
    number = wrong.number
    with pytest.raises(ReasonMissing):
        programme.discard_batch(session, wrong, reason=" ", by=scene.maker)
    programme.discard_batch(session, wrong, reason="bulan keliru", by=scene.maker)
    with pytest.raises(coverage.BatchUnknown):
        coverage.batch_of(session, wrong.id, viewer=scene.maker)
    again = build(session, scene, pledge.start_month)
    assert (again.number != number, coverage.count_lines(session, again)["waiting"]) == (True, LIVES)
    assert [gone.number for gone in coverage.discarded_of(session, scene.maker)] == [number]


def test_what_has_gone_out_is_not_thrown_away(session, scene, pledge):
    batch = build(session, scene, pledge.start_month)
    programme.send_batch(session, batch, letter_number="440/1", by=scene.maker)
    with pytest.raises(coverage.BatchMoved):
        programme.discard_batch(session, batch, reason="terlambat", by=scene.maker)


def test_an_answer_without_any_status_says_what_is_missing_and_changes_nothing(session, scene, pledge):
    batch = build(session, scene, pledge.start_month)
    programme.send_batch(session, batch, letter_number="440/1", by=scene.maker)
    ours = programme.batch_file(session, batch, by=scene.branch)
    with pytest.raises(coverage.AnswerEmpty, match="kosong di 4 baris"):
        programme.read_answer(session, batch, ours, filename="BP.xlsx", by=scene.branch)
    partly = an_answer(accepted=[1]) + f"\n{nik_of(2)};;;;\n".encode()
    report = programme.read_answer(session, batch, partly, filename="1.csv", by=scene.branch)
    assert (report.accepted, len(report.blank), report.unreadable) == (1, 1, [])


def test_a_person_put_right_is_told_once_and_again_only_when_it_changes_again(session, scene, pledge):
    active(session, scene, pledge)
    who = person(session, 2)
    change = residents.corrections_of(who)
    with time_machine.travel(datetime(2031, 1, 1, tzinfo=UTC), tick=False):
        residents.correct(session, who, corrections=replaced(change, name="NAMA BENAR"), by=scene.maker)
    assert coverage.count_notices(session, scene.district_id) == {BatchKind.CHANGED: 1, BatchKind.ENDED: 0}
    with time_machine.travel(datetime(2031, 1, 2, tzinfo=UTC), tick=False):
        batch = build(session, scene, pledge.start_month + 1, BatchKind.CHANGED)
        programme.send_batch(session, batch, letter_number="440/2", by=scene.maker)
    grid = grid_of(programme.batch_file(session, batch, by=scene.maker))
    said = dict(zip(grid[0], grid[1], strict=True))
    assert (said["NAMA"], said["NO KARTU JKN"]) == ("NAMA BENAR", "0000000000002")
    assert said["JENIS PEMBERITAHUAN"] == "PERUBAHAN"
    assert coverage.count_notices(session, scene.district_id)[BatchKind.CHANGED] == 0
    report = programme.read_answer(session, batch, an_answer(rejected={2: "T02"}), filename="1.csv", by=scene.branch)
    assert (report.is_notice, len(report.rejected)) == (True, 1)
    session.expire_all()
    assert person(session, 2).status.value == "covered"
    assert coverage.count_notices(session, scene.district_id)[BatchKind.CHANGED] == 1


def replaced(change, **values):
    return type(change)(**{**change.__dict__, **values})


def test_who_has_gone_is_told_with_reason_and_day_and_changes_no_seat(session, scene, pledge):
    active(session, scene, pledge)
    programme.exit_resident(session, person(session, 3), reason="died", on=date(2026, 11, 3), by=scene.maker)
    before = coverage.progress(session, [pledge.id])
    batch = build(session, scene, pledge.start_month + 1, BatchKind.ENDED)
    grid = grid_of(programme.batch_file(session, batch, by=scene.maker))
    said = dict(zip(grid[0], grid[1], strict=True))
    assert (said["ALASAN BERHENTI"], said["TANGGAL BERHENTI"]) == ("MENINGGAL", "03-11-2026")
    programme.send_batch(session, batch, letter_number="440/2", by=scene.maker)
    programme.read_answer(session, batch, an_answer(accepted=[3]), filename="1.csv", by=scene.branch)
    assert coverage.lines_of(session, batch)[0].status is LineStatus.ACCEPTED
    assert coverage.progress(session, [pledge.id]) == before
    with pytest.raises(coverage.NothingToSend):
        build(session, scene, pledge.start_month + 1, BatchKind.ENDED)


OWN = Layout(
    (
        Column(Content.NIK, "No Identitas", 20),
        Column(Content.NAME, "Nama Peserta", 30),
        Column(Content.SEX, "Kd Sex", 6),
        Column(Content.STATUS, "Hasil Cabang", 12),
        Column(Content.CODE, "Sebab", 8),
    ),
    {Content.SEX: {"L": "PRIA", "P": "WANITA"}},
    "%Y%m%d",
    {"T03": "K-9"},
)


def test_a_branchs_own_form_is_written_read_back_and_its_codes_are_understood(session, scene, pledge):
    sheets.write_form(session, Purpose.REGISTRATION, OWN, note="formulir cabang", by=scene.maker)
    batch = build(session, scene, pledge.start_month)
    programme.send_batch(session, batch, letter_number="440/1", by=scene.maker)
    grid = grid_of(programme.batch_file(session, batch, by=scene.branch))
    assert grid[0] == ["No Identitas", "Nama Peserta", "Kd Sex", "Hasil Cabang", "Sebab"]
    assert (grid[1][0], grid[1][2] in {"PRIA", "WANITA"}) == (nik_of(1), True)
    assert isinstance(grid[1][0], str)
    said = f"No Identitas;Hasil Cabang;Sebab\n{nik_of(1)};DITERIMA;\n{nik_of(2)};DITOLAK;k-9\n"
    report = programme.read_answer(session, batch, said.encode(), filename="1.csv", by=scene.branch)
    assert (report.accepted, report.rejected[0].rejection.code) == (1, "T03")


def test_a_file_that_has_gone_out_keeps_the_form_it_went_with(session, scene, pledge):
    batch = build(session, scene, pledge.start_month)
    sheets.write_form(session, Purpose.REGISTRATION, OWN, note="formulir cabang", by=scene.maker)
    assert grid_of(programme.batch_file(session, batch, by=scene.maker))[0][0] == "No Identitas"
    programme.send_batch(session, batch, letter_number="440/1", by=scene.maker)
    sent = programme.batch_file(session, batch, by=scene.maker)
    sheets.write_form(session, Purpose.REGISTRATION, None, note="salah formulir", by=scene.maker)
    assert programme.batch_file(session, batch, by=scene.maker) == sent
    assert [
        form.version for form in sheets.versions_of(session, sheets.Owner.of(scene.maker), Purpose.REGISTRATION)
    ] == [2, 1]
    assert sheets.standing_form(session, scene.district_id, Purpose.REGISTRATION).is_shipped


@pytest.mark.parametrize(
    "columns",
    [
        (Column(Content.NAME, "NAMA"), Column(Content.STATUS, "STATUS")),
        (Column(Content.NIK, "NIK"), Column(Content.NAME, "NIK"), Column(Content.STATUS, "STATUS")),
        (Column(Content.NIK, "NIK"), Column(Content.NAME, ""), Column(Content.STATUS, "STATUS")),
    ],
)
def test_a_form_nobody_can_work_with_is_refused(session, scene, columns):
    with pytest.raises(coverage.LayoutRefused):
        sheets.write_form(session, Purpose.REGISTRATION, Layout(columns), note="formulir cabang", by=scene.maker)


def test_a_look_at_a_form_shows_real_rows_with_every_number_masked(session, scene, pledge):
    batch = build(session, scene, pledge.start_month)
    rows = programme.batch_preview(session, batch, coverage.layout_of_batch(session, batch))
    assert rows[0][1] == "1901********0001"
    assert nik_of(1) not in str(rows)


def test_the_quota_is_counted_month_by_month_and_says_by_how_much_it_is_over(session, scene, pledge):
    district = places.district_of(session, scene.district_id)
    district.pbpu_quota = 3
    first = programme.months_to_send(session, district)[0]
    assert (first.month, first.people, first.registered, first.left) == (pledge.start_month, 4, 0, -1)
    assert first.due_on == (pledge.start_month + -1).first_day.replace(day=20)
    active(session, scene, pledge)
    month = pledge.start_month
    assert coverage.count_registered(session, district.id, [month, month + 1]) == {month: 4, month + 1: 4}
    assert session.scalar(select(coverage.Batch.status)) is BatchStatus.ANSWERED
