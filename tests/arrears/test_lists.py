"""Lists of arrears: every row is decided, another person approves, and the same file again changes nothing."""

from __future__ import annotations

import pytest

from srikandi import arrears
from srikandi.arrears import CareClass, lists
from srikandi.arrears.lists import ArrearsFile
from srikandi.clock import Month
from srikandi.money import Money
from tests.arrears.test_owing import LAST, months, people, say
from tests.pledges.making import a_scene, nik_of

HEADER = "NIK;NAMA;KELAS RAWAT;BULAN TUNGGAKAN;JUMLAH TUNGGAKAN"


def a_file(*rows: str, header: str = HEADER, last: Month = LAST, care_class: CareClass | None = None) -> ArrearsFile:
    return ArrearsFile("\n".join((header, *rows)).encode(), "tunggakan.csv", last, care_class)


def decided(session, scene, file):
    kept, is_new = lists.stage_list(session, file, by=scene.maker)
    assert is_new
    return kept, [(row.decision, *row.codes) for row, _ in lists.rows_of(session, kept)[0]]


def approve(session, scene, kept):
    return lists.approve_list(session, kept, seen_hash=kept.content_hash.hex(), by=scene.checker)


def test_a_list_says_what_each_person_owes_and_takes_effect_when_another_approves(session):
    scene = a_scene(session, lives=4)
    known = people(session, scene)
    name = known[0].name
    kept, rows = decided(
        session,
        scene,
        a_file(
            f"{nik_of(1)};{name};III;14;490000",
            f"{nik_of(2)};;Kelas 2;2;250.000",
            f"{nik_of(3)};;1;30 bulan;",
            f"{nik_of(4)};;3;0;0",
            f"{nik_of(99)};;3;2;70000",
            "123;;3;2;70000",
            f"{nik_of(1)};;3;14;490000",
        ),
    )
    assert rows == [
        ("accept",),
        ("warn", "AMOUNT_DIFFERS"),
        ("warn", "CAPPED"),
        ("duplicate", "SAME"),
        ("reject", "UNKNOWN"),
        ("reject", "NIK_WRONG"),
        ("duplicate", "TWICE"),
    ]
    assert arrears.owed_by(session, [one.id for one in known]) == {}
    with pytest.raises(arrears.OwnList):
        lists.approve_list(session, kept, seen_hash=kept.content_hash.hex(), by=scene.maker)
    assert approve(session, scene, kept) == 3
    owed = arrears.owed_by(session, [one.id for one in known])
    assert [owed[one.id].amount for one in known[:3]] == [Money(490_000), Money(200_000), Money(150_000 * 24)]
    assert known[3].id not in owed
    with pytest.raises(arrears.ListDecided):
        approve(session, scene, kept)


def test_a_newer_list_replaces_what_stood_and_the_same_one_changes_nothing(session):
    scene = a_scene(session, lives=2)
    who, _ = people(session, scene)
    kept, _ = decided(session, scene, a_file(f"{nik_of(1)};;3;3;"))
    approve(session, scene, kept)
    assert lists.stage_list(session, a_file(f"{nik_of(1)};;3;3;"), by=scene.maker) == (kept, False)
    _, rows = decided(session, scene, a_file(f"{nik_of(1)};;3;3;105000"))
    assert rows == [("duplicate", "SAME")]
    newer, rows = decided(session, scene, a_file(f"{nik_of(1)};;3;0;"))
    assert rows == [("warn", "OWES_NOTHING")]
    approve(session, scene, newer)
    assert arrears.owed_by(session, [who.id]) == {}


def test_periods_and_classes_of_several_rows_of_one_person_add_up(session):
    scene = a_scene(session, lives=1)
    (who,) = people(session, scene)
    file = a_file(
        f"{nik_of(1)};2;Januari 2026;2026-03",
        f"{nik_of(1)};III;04/2026;Jun-26",
        header="NIK;KELAS;BULAN AWAL;BULAN AKHIR",
        last=Month(2026, 6),
    )
    kept, rows = decided(session, scene, file)
    assert rows == [("accept",), ("accept",)]
    approve(session, scene, kept)
    owed = arrears.owed_by(session, [who.id])[who.id]
    assert (owed.months, owed.amount) == (6, Money(3 * 100_000 + 3 * 35_000))
    assert owed.classes == (CareClass.SECOND, CareClass.THIRD)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (f"{nik_of(1)};;4;2;", "CLASS_WRONG"),
        (f"{nik_of(1)};;;2;", "CLASS_WRONG"),
        (f"{nik_of(1)};;3;banyak;", "MONTHS_WRONG"),
        (f"{nik_of(1)};;3;;", "MONTHS_WRONG"),
        (f"{nik_of(1)};Orang Lain;3;2;", "NAME_DIFFERS"),
        (f"{nik_of(1)};;3;2,5;", "MONTHS_WRONG"),
    ],
)
def test_a_row_that_cannot_be_understood_is_never_guessed(session, row, why):
    scene = a_scene(session, lives=1)
    people(session, scene)[0].name_key = "BUDI SANTOSO"
    session.flush()
    assert decided(session, scene, a_file(row))[1] == [("reject", why)]


def test_a_class_said_for_the_whole_file_counts_where_a_row_says_none(session):
    scene = a_scene(session, lives=1)
    assert decided(session, scene, a_file(f"{nik_of(1)};;;2;", care_class=CareClass.SECOND))[1] == [("accept",)]


def test_a_file_without_numbers_or_months_is_refused(session):
    scene = a_scene(session, lives=1)
    with pytest.raises(arrears.NobodyNamed):
        lists.stage_list(session, a_file("Budi;3", header="NAMA;KELAS"), by=scene.maker)
    with pytest.raises(arrears.NoMonthsColumn):
        lists.stage_list(session, a_file(f"{nik_of(1)};3", header="NIK;KELAS"), by=scene.maker)


def test_an_approval_binds_to_what_was_seen_and_a_thrown_away_list_changes_nothing(session):
    scene = a_scene(session, lives=1)
    (who,) = people(session, scene)
    kept, _ = decided(session, scene, a_file(f"{nik_of(1)};;3;3;"))
    row = lists.rows_of(session, kept)[0][0][0]
    row.last_month = LAST + -1
    session.flush()
    with pytest.raises(arrears.ListChanged):
        approve(session, scene, kept)
    lists.discard_list(session, kept, reason="Salah kirim", by=scene.checker)
    assert arrears.owed_by(session, [who.id]) == {}
    again, is_new = lists.stage_list(session, a_file(f"{nik_of(1)};;3;3;"), by=scene.maker)
    assert (again.id != kept.id, is_new) == (True, True)


def test_a_list_leaves_people_alone_whom_it_does_not_name(session):
    scene = a_scene(session, lives=2)
    who, other = people(session, scene)
    say(session, other, months(4), scene)
    kept, _ = decided(session, scene, a_file(f"{nik_of(1)};;3;3;"))
    approve(session, scene, kept)
    owed = arrears.owed_by(session, [who.id, other.id])
    assert (owed[who.id].months, owed[other.id].months) == (3, 4)
