"""The branch's monthly list: everybody who differs is found once; a stop or a wrong file changes nothing."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date
from itertools import count

import pytest
from sqlalchemy import func, select, update

from srikandi import programme
from srikandi.coverage import rosters
from srikandi.coverage.refusals import RosterKnown, RosterMoved
from srikandi.coverage.rosters import FindingKind, Roster, RosterLine, RosterStatus
from srikandi.database import index_of
from srikandi.residents import Resident, ResidentStatus
from tests.pledges.making import a_scene, an_agreed_pledge, nik_of, pay, terms_of
from tests.programme.registering.answers import an_answer

HEAD = "PSNOKA;NIK;NAMA;SEGMEN;BULAN;TAHUN"
MONTHS = ("JANUARI", "FEBRUARI", "MARET", "APRIL", "MEI", "JUNI", "JULI", "AGUSTUS", "SEPTEMBER", "OKTOBER", "NOVEMBER")


@pytest.fixture
def scene(session):
    return a_scene(session, lives=12)


@pytest.fixture
def month(session, scene):
    """Four people are active: at the places 1 to 4."""
    pledge = an_agreed_pledge(session, scene, terms_of(scene, lives=4, months=2))
    pay(session, pledge, 4 * 2 * 37_800)
    batch = programme.build_batch(session, scene.district_id, month=pledge.start_month, by=scene.maker)
    programme.send_batch(session, batch, letter_number="440/1", by=scene.maker)
    programme.read_answer(session, batch, an_answer(accepted=[1, 2, 3, 4]), filename="1.csv", by=scene.branch)
    return pledge.start_month


def a_list(month, *lines):
    word = (*MONTHS, "DESEMBER")[month.month - 1]
    rows = [f"{card};{nik};SIAPA;{segment};{word};{month.year}" for card, nik, segment in lines]
    return "\r\n".join(["DAFTAR PESERTA", HEAD, *rows, ""]).encode()


def unit(session):
    @contextmanager
    def opened(_write):
        with session.begin_nested():
            yield session

    return opened


def brought(session, scene, month, content):
    roster = rosters.hand_in(session, month, content, filename="peserta.csv", by=scene.maker)
    rosters.bring_in(roster.id, unit(session))
    return roster


def who(session, roster, kind):
    found = rosters.findings_of(session, roster, kind=kind.value)
    return sorted(one.line if one.resident_id is None else one.resident_id for one in found)


def at_place(session, place):
    return session.scalars(select(Resident).where(Resident.nik_index == index_of("nik", nik_of(place)))).one()


def test_everybody_who_differs_is_found_once_and_the_rest_is_left_alone(session, scene, month):
    programme.exit_resident(session, at_place(session, 8), reason="died", on=date(2026, 10, 1), by=scene.maker)
    programme.exit_resident(session, at_place(session, 9), reason="moved", on=date(2026, 10, 1), by=scene.maker)
    content = a_list(
        month,
        ("", nik_of(1), "PBPU PEMDA"),
        ("0000000000002", "", "PBI APBD"),
        ("", nik_of(3), "PBPU PEMDA"),
        ("", nik_of(3), "PPU"),
        ("", nik_of(6), "PBI APBN"),
        ("", nik_of(7), "PBPU PEMDA"),
        ("", nik_of(8), "PBPU PEMDA"),
        ("", nik_of(9), "PBPU PEMDA"),
        ("", "1901010101809999", "PBPU PEMDA"),
        ("", "123", "PBPU PEMDA"),
    )
    roster = brought(session, scene, month, content)
    assert (roster.status, roster.lines, roster.unreadable, roster.stored) == (RosterStatus.READY, 10, 1, None)
    assert roster.counts == {one.value: 1 for one in FindingKind}
    expected = {
        FindingKind.DEAD: 8, FindingKind.GONE: 9, FindingKind.DOUBLE: 3, FindingKind.ELSEWHERE: 6,
        FindingKind.HERE_ONLY: 4, FindingKind.THERE_ONLY: 7,
    }  # fmt: skip
    for kind, place in expected.items():
        assert who(session, roster, kind) == [at_place(session, place).id], kind
    assert who(session, roster, FindingKind.STRANGER) == [11]
    assert nik_of(1) not in str([vars(one) for one in session.scalars(select(RosterLine))])


def test_a_list_of_another_month_or_of_something_else_is_refused_in_words(session, scene, month):
    other = brought(session, scene, month, a_list(month + 1, ("", nik_of(1), "PBPU PEMDA")))
    assert (other.status, "bukan" in (other.refusal or "")) == (RosterStatus.REFUSED, True)
    for content in (b"halo;dunia\n1;2\n", b"", b"PK\x03\x04rusak", b"%PDF-1.4\x00\x00"):
        roster = brought(session, scene, month, content)
        assert (roster.status, roster.stored) == (RosterStatus.REFUSED, None)
    assert session.scalar(select(func.count()).select_from(RosterLine)) == 0


def test_the_same_file_is_taken_once_and_a_later_one_is_a_further_version(session, scene, month):
    content = a_list(month, ("", nik_of(1), "PBPU PEMDA"))
    first = brought(session, scene, month, content)
    with pytest.raises(RosterKnown):
        rosters.hand_in(session, month, content, filename="lagi.csv", by=scene.maker)
    second = brought(session, scene, month, content + b"\r\n")
    assert (first.version, second.version, second.status) == (1, 2, RosterStatus.READY)


def test_after_a_stop_a_list_is_read_anew_and_nobody_counts_twice(session, scene, month, monkeypatch):
    monkeypatch.setattr("srikandi.coverage.rosters.keeping.AT_ONCE", 2)
    content = a_list(month, *(("", nik_of(place), "PBPU PEMDA") for place in (1, 2, 3, 4, 5)))
    roster = rosters.hand_in(session, month, content, filename="peserta.csv", by=scene.maker)
    steps = count()

    @contextmanager
    def pulled_out(_write):
        if next(steps) == 2:
            raise KeyboardInterrupt
        with session.begin_nested():
            yield session

    with pytest.raises(KeyboardInterrupt):
        rosters.bring_in(roster.id, pulled_out)
    assert (roster.status, roster.lines) == (RosterStatus.READING, 2)
    rosters.bring_in(roster.id, unit(session))
    assert (roster.status, roster.lines, roster.counts["there_only"]) == (RosterStatus.READY, 5, 1)


def test_a_list_is_stopped_while_it_waits_and_not_afterwards(session, scene, month):
    roster = rosters.hand_in(session, month, a_list(month, ("", nik_of(1), "")), filename="a.csv", by=scene.maker)
    rosters.cancel(session, roster, by=scene.maker)
    rosters.bring_in(roster.id, unit(session))
    assert (roster.status, roster.stored, roster.lines) == (RosterStatus.CANCELLED, None, 0)
    with pytest.raises(RosterMoved):
        rosters.cancel(session, roster, by=scene.maker)


def test_a_file_waits_sealed(session, scene, month):
    roster = rosters.hand_in(session, month, a_list(month, ("", nik_of(1), "")), filename="a.csv", by=scene.maker)
    assert nik_of(1).encode() not in (roster.stored or b"")
    session.execute(update(Resident).values(status=ResidentStatus.VERIFIED).where(Resident.id < 0))
    assert session.get(Roster, roster.id) is roster
