"""A file of people who have left: each row decided with its reason, approved by another, nothing the second time."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import xlsxwriter
from sqlalchemy import select

from srikandi import clock, ledger, residents
from srikandi.coverage import BatchLine, Progress, succession
from srikandi.programme.exits import lists
from srikandi.residents import ResidentStatus, exits
from srikandi.residents.exits import ExitFile, ExitListStatus, ExitRow, ExitSource
from tests.pledges.making import a_scene, nik_of
from tests.programme.exits.leaving import a_covered_pledge, at_place, come_back, leave, progress, sitting

DAY = clock.today() - timedelta(days=3)
HEADING = "NIK;NAMA;ALASAN;TANGGAL"


def a_file(*rows, heading=HEADING):
    return "\n".join([heading, *rows]).encode()


def row(place, words="Meninggal", day=None, name=""):
    return f"{nik_of(place)};{name};{words};{day or DAY:%d-%m-%Y}"


def stage(session, scene, content, name="akta.csv", **said):
    file = ExitFile(content, name, **said)
    kept, _ = lists.stage_exits(session, file, source=ExitSource.CIVIL_REGISTRY, by=scene.maker)
    return kept


def approve(session, scene, kept):
    return lists.approve_exits(session, kept, seen_hash=kept.content_hash.hex(), by=scene.checker)


def decisions(session, kept):
    rows = session.scalars(select(ExitRow).where(ExitRow.list_id == kept.id).order_by(ExitRow.row))
    return [(one.row, one.decision, *one.codes) for one in rows]


def test_every_row_is_decided_with_its_reason(session):
    scene = a_scene(session, lives=12)
    leave(session, scene, 9)
    old = DAY - timedelta(days=500)
    content = a_file(
        row(1),
        row(2, "PINDAH KELUAR KABUPATEN"),
        row(3, "Alih ke segmen PPU"),
        row(4, "PBI JK"),
        row(5, "PBPU Mandiri"),
        row(6, "entah"),
        row(7, "HIDUP"),
        row(8, day=clock.today() + timedelta(days=3)),
        row(9),
        row(1, "pindah"),
        row(99),
        "1901;X;Meninggal;01-01-2026",
        row(10, name="SITI AMINAH"),
        row(11, name="Warga"),
        row(12, day=old),
        f"{nik_of(8)};;Meninggal;01-01-1970",
        ";TOTAL 16;;",
    )
    kept = stage(session, scene, content)
    assert decisions(session, kept) == [
        (2, "accept"),
        (3, "accept"),
        (4, "accept"),
        (5, "accept"),
        (6, "accept"),
        (7, "reject", "REASON_UNKNOWN"),
        (8, "reject", "STILL_HERE"),
        (9, "reject", "DATE_WRONG"),
        (10, "duplicate", "ALREADY_LEFT"),
        (11, "duplicate", "TWICE"),
        (12, "reject", "UNKNOWN"),
        (13, "reject", "NIK_WRONG"),
        (14, "reject", "NAME_DIFFERS"),
        (15, "accept"),
        (16, "warn", "LONG_AGO"),
        (17, "reject", "BEFORE_BIRTH"),
    ]
    approve(session, scene, kept)
    reasons = [at_place(session, place).exit_reason for place in (1, 2, 3, 4, 5, 11, 12)]
    assert reasons == ["died", "moved", "employed", "pbi", "self_paying", "died", "died"]
    assert {at_place(session, place).status for place in (6, 7, 8, 10)} == {ResidentStatus.VERIFIED}


def test_nothing_happens_before_approval_and_all_of_it_the_same_day_after(session):
    scene = a_scene(session, lives=10)
    pledge = a_covered_pledge(session, scene)
    kept = stage(session, scene, a_file(row(1), row(3, "pindah")))
    assert lists.months_at_stake(session, kept) == 4
    assert sitting(session, pledge) == [[1, 2, 3]] * 3
    with pytest.raises(exits.OwnExitList):
        lists.approve_exits(session, kept, seen_hash=kept.content_hash.hex(), by=scene.maker)
    with pytest.raises(exits.ExitListChanged):
        lists.approve_exits(session, kept, seen_hash="00", by=scene.checker)
    passed = approve(session, scene, kept)
    assert len(passed.successors) == 2
    assert sitting(session, pledge) == [[1, 2, 3], [4, 2, 5], [4, 2, 5]]
    with pytest.raises(exits.ExitListDecided):
        approve(session, scene, kept)
    report = lists.report_of(session, kept).decode("utf-8-sig")
    assert report.splitlines()[1].endswith("2;2;0;0")
    assert nik_of(1) not in report
    come_back(session, scene, 1)
    assert [one.is_undone for one in lists.exit_list_rows(session, kept)[0]] == [True, False]
    assert list(ledger.verify(session)) == []


def test_the_same_file_again_changes_nothing_nor_does_the_same_list_in_another_file(session):
    scene = a_scene(session, lives=10)
    a_covered_pledge(session, scene)
    content = a_file(row(1), row(2))
    kept = stage(session, scene, content)
    approve(session, scene, kept)
    again, is_new = lists.stage_exits(session, ExitFile(content, "x.csv"), source=ExitSource.BPJS, by=scene.maker)
    assert (again.id, is_new) == (kept.id, False)
    copied = stage(session, scene, content + b"\n", "salinan.csv")
    assert decisions(session, copied) == [(2, "duplicate", "ALREADY_LEFT"), (3, "duplicate", "ALREADY_LEFT")]
    with pytest.raises(exits.NobodyLeaves):
        approve(session, scene, copied)


def test_who_left_between_upload_and_approval_is_left_as_noted(session):
    scene = a_scene(session, lives=10)
    kept = stage(session, scene, a_file(row(1), row(2)))
    leave(session, scene, 1, reason="employed")
    approve(session, scene, kept)
    assert decisions(session, kept)[0] == (2, "duplicate", "LEFT_MEANWHILE")
    assert (at_place(session, 1).exit_reason, at_place(session, 2).exit_reason) == ("employed", "died")
    assert kept.status is ExitListStatus.APPROVED


def test_a_branch_names_people_by_card_number_and_the_whole_file_has_one_reason(session):
    scene = a_scene(session, lives=6)
    pledge = a_covered_pledge(session, scene)
    card = session.scalar(select(BatchLine.card_number).where(BatchLine.resident_id == at_place(session, 2).id))
    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, "PESERTA NONAKTIF")
    for column, words in enumerate(("No", "No. Kartu", "Nama Peserta")):
        sheet.write_string(2, column, words)
    for number, cells in enumerate(((1, card), (2, "0009999999999"), (3, "12")), 3):
        sheet.write_number(number, 0, cells[0])
        sheet.write_string(number, 1, cells[1])
    book.close()
    with pytest.raises(exits.NoReasonColumn):
        stage(session, scene, target.getvalue(), "bpjs.xlsx")
    kept = stage(session, scene, target.getvalue(), "bpjs.xlsx", reason="employed", left_on=DAY)
    assert [one[1:] for one in decisions(session, kept)] == [
        ("warn", "PAID_SINCE"),
        ("reject", "UNKNOWN"),
        ("reject", "CARD_WRONG"),
    ]
    approve(session, scene, kept)
    assert progress(session, pledge) == Progress(funded=6, active=3)
    assert succession.balances(session, [pledge.id])[pledge.id].wasted == 1


def test_a_numeric_nik_and_a_file_without_numbers_are_refused_in_words(session):
    scene = a_scene(session, lives=3)
    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    for column, words in enumerate(("NIK", "Alasan", "Tanggal")):
        sheet.write_string(0, column, words)
    sheet.write_number(1, 0, float(nik_of(1)))
    sheet.write_string(1, 1, "Meninggal")
    sheet.write_string(1, 2, f"{DAY:%d-%m-%Y}")
    book.close()
    assert decisions(session, stage(session, scene, target.getvalue(), "n.xlsx")) == [(2, "reject", "NIK_LOST")]
    for refused in (b"NAMA;ALASAN\nBudi;Meninggal\n", b"\x00\x01", b""):
        with pytest.raises((exits.NobodyNamed, residents.FileRefused)):
            stage(session, scene, refused, "x.csv")
