"""Long files: the worker reads them a piece at a time, is stopped at any point, goes on, and lets their people in."""

from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from srikandi import residents
from srikandi.audit import Actor
from srikandi.cli.uploads import bring_lists
from srikandi.database import current_session, index_of, unit_of_work
from srikandi.residents import Field, ImportStatus, Resident, ResidentImport, ResidentKind, Upload
from srikandi.residents.importing import FileRefused
from srikandi.residents.models import ImportFile, ImportRow
from srikandi.residents.refusals import ColumnTwice, ImportDecided, NikColumnNeeded
from srikandi.residents.staging.bringing import arriving, reading
from srikandi.residents.staging.bringing import rows as stored
from srikandi.residents.staging.deciding import again, apart, applying, approving
from tests.residents.bringing import approve, as_csv, listed, open_office, people, stage

WORKER = Actor.system("worker")


@pytest.fixture
def office(session):
    return open_office(session)


@pytest.fixture(autouse=True)
def long_files(monkeypatch):
    """Every file is long, and a piece is ten rows."""
    monkeypatch.setattr(arriving, "SMALL", 0)
    monkeypatch.setattr(reading, "AT_A_TIME", 10)
    monkeypatch.setattr(stored, "AT_A_TIME", 5)
    for module in (approving, applying, again):
        monkeypatch.setattr(module, "MOST_AT_ONCE", 0)


def taken_in(session, office, rows, name="daftar.csv"):
    content = rows if isinstance(rows, bytes) else as_csv(rows)
    by, district = office.by("maker"), office.district.id
    import_ = residents.take_in(
        session, Upload(content, name), district_id=district, kind=ResidentKind.RECRUITMENT, by=by
    )
    session.commit()
    return import_


@contextmanager
def unit(write):
    with unit_of_work(current_session(), write=write) as work:
        yield work.session


class Killed(BaseException):
    """The machine went away."""


def dying_after(units):
    """Give units of work of which the last one is never kept."""
    left = [units]

    @contextmanager
    def one(write):
        with unit_of_work(current_session(), write=write) as work:
            yield work.session
            left[0] -= 1
            if left[0] < 0:
                raise Killed

    return one


def said(session, import_):
    """What stands in the rows, but for what is drawn anew each time."""
    rows = session.query(ImportRow).filter_by(import_id=import_.id).order_by(ImportRow.row)
    return [(row.row, row.decision, row.codes, row.effect, row.content.open(row.uid)) for row in rows]


def test_a_long_file_waits_sealed_and_is_read_by_the_worker(session, office):
    import_ = taken_in(session, office, people(35))
    assert import_.status is ImportStatus.WAITING
    assert listed(0)["NIK"].encode() not in session.query(ImportFile).one().content
    assert bring_lists(session) == [import_.id]
    assert (import_.status, import_.rows_found, import_.rows_done) == (ImportStatus.STAGED, 35, 35)
    assert session.query(ImportFile).count() == 0
    assert bring_lists(session) == []


@pytest.mark.parametrize("units", range(8))
def test_a_stop_at_any_point_loses_and_doubles_nothing(session, office, units):
    whole = stage(session, office, people(35, 100), name="utuh.csv")
    import_ = taken_in(session, office, [*people(35, 100), listed(100)])
    with pytest.raises(Killed):
        residents.work_on(import_.id, dying_after(units), by=WORKER)
    assert session.query(ImportRow).filter_by(import_id=import_.id).count() == import_.rows_done
    residents.work_on(import_.id, unit, by=WORKER)
    assert import_.status is ImportStatus.STAGED
    assert said(session, import_)[:-1] == said(session, whole)
    approve(session, office, import_)
    session.commit()
    residents.work_on(import_.id, unit, by=WORKER)
    assert import_.status is ImportStatus.APPROVED
    assert session.query(Resident).count() == 35


def test_two_workers_on_one_file_do_not_keep_a_row_twice(session, office, monkeypatch):
    import_ = taken_in(session, office, people(30))
    keep = reading._keep
    inside: list[bool] = []

    def with_another(session_, import_id, piece, *, behind):
        if not inside:
            inside.append(True)
            residents.work_on(import_id, residents.same_session(session_), by=WORKER)
        return keep(session_, import_id, piece, behind=behind)

    monkeypatch.setattr(reading, "_keep", with_another)
    residents.work_on(import_.id, unit, by=WORKER)
    assert import_.status is ImportStatus.STAGED
    assert session.query(ImportRow).count() == 30


def test_without_the_place_a_second_worker_meets_the_database(session, office):
    import_ = taken_in(session, office, people(30))
    with pytest.raises(Killed):
        residents.work_on(import_.id, dying_after(4), by=WORKER)
    import_.done_to_row = 0
    session.commit()
    with pytest.raises(sa.exc.IntegrityError):
        residents.work_on(import_.id, unit, by=WORKER)


def test_a_person_stops_the_reading_and_goes_on_later(session, office):
    import_ = taken_in(session, office, people(35))
    with pytest.raises(Killed):
        residents.work_on(import_.id, dying_after(4), by=WORKER)
    residents.stop_import(session, import_, by=office.by("maker"))
    session.commit()
    residents.work_on(import_.id, unit, by=WORKER)
    assert (import_.status, import_.rows_done) == (ImportStatus.STOPPED, 10)
    with pytest.raises(ImportDecided):
        approve(session, office, import_)
    residents.continue_import(session, import_, by=office.by("maker"))
    session.commit()
    bring_lists(session)
    assert (import_.status, import_.rows_done) == (ImportStatus.STAGED, 35)


def test_a_stopped_file_is_thrown_away_with_everything_of_it(session, office):
    import_ = taken_in(session, office, people(35))
    residents.stop_import(session, import_, by=office.by("maker"))
    residents.discard_import(session, import_, reason="salah berkas", by=office.by("maker"))
    assert session.query(ImportFile).count() == 0
    assert taken_in(session, office, people(35)).id != import_.id


def test_a_file_that_cannot_be_read_is_refused_in_words_and_the_next_one_is_read(session, office):
    broken = taken_in(session, office, b"%PDF-1.7", name="rusak.xlsx")
    sound = taken_in(session, office, people(3))
    bring_lists(session)
    assert broken.status is ImportStatus.REFUSED
    assert "Berkas ini %(found)s" in broken.problem["message"]
    assert broken.problem["values"] == {"found": "dokumen PDF"}
    assert sound.status is ImportStatus.STAGED
    assert taken_in(session, office, b"%PDF-1.7", name="rusak.xlsx").id != broken.id


def test_the_worker_lets_people_in_or_says_why_not(session, office):
    early, late = (taken_in(session, office, rows) for rows in (people(3), [listed(0), listed(7)]))
    bring_lists(session)
    for import_ in (early, late):
        approve(session, office, import_)
        assert import_.status is ImportStatus.APPROVING
    session.commit()
    assert session.query(Resident).count() == 0
    bring_lists(session)
    assert (early.status, late.status) == (ImportStatus.APPROVED, ImportStatus.STAGED)
    assert "Daftar warga berubah" in late.problem["message"]
    assert late.approved_by is None
    assert session.query(Resident).count() == 3
    residents.compare_again(session, late, by=office.by("maker"))
    session.commit()
    assert late.status is ImportStatus.COMPARING
    bring_lists(session)
    assert (late.counts["effects"], late.problem) == ({"same": 1, "new": 1}, None)
    approve(session, office, late)
    session.commit()
    bring_lists(session)
    assert session.query(Resident).count() == 4


def test_what_would_change_is_counted_field_by_field(session, office):
    approve(session, office, stage(session, office, people(40)))
    session.commit()
    bring_lists(session)
    rows = [listed(0, ALAMAT="JALAN BARU 1", RT="009"), listed(1, ALAMAT="JALAN BARU 2"), *people(38, 2)]
    assert stage(session, office, rows).counts["fields"] == {"address": 2, "rt": 1}


STRANGE = b"No. Identitas;Sebutan;Lahir;Kel\n" + b"".join(
    f"{listed(n)['NIK']};{listed(n)['NAMA']};{listed(n)['TGL LAHIR']};Kenanga\n".encode() for n in range(12)
)
TOLD = {0: Field.NIK, 1: Field.NAME, 2: Field.BIRTH_ON, 3: Field.VILLAGE}


def test_a_list_nobody_understands_is_explained_once_and_remembered(session, office):
    import_ = taken_in(session, office, STRANGE)
    bring_lists(session)
    assert import_.status is ImportStatus.UNMAPPED
    shown = str(import_.counts["puzzle"])
    assert "No. Identitas" in shown
    assert not any(listed(n)["NIK"][:6] in shown or listed(n)["NAMA"] in shown for n in range(12))
    residents.tell_columns(session, import_, columns=TOLD, by=office.by("maker"))
    session.commit()
    bring_lists(session)
    assert import_.counts["decisions"] == {"warn": 12}
    assert set(import_.counts["codes"]) == {"KK_MISSING", "SEX_MISSING"}
    more = taken_in(session, office, STRANGE + f"{listed(20)['NIK']};SITI;01-02-1980;Kenanga\n".encode())
    bring_lists(session)
    assert (more.status, more.rows_done) == (ImportStatus.STAGED, 13)


def test_a_file_thrown_away_takes_what_was_said_of_its_columns_along(session, office):
    import_ = taken_in(session, office, STRANGE)
    bring_lists(session)
    residents.tell_columns(session, import_, columns=TOLD, by=office.by("maker"))
    session.commit()
    bring_lists(session)
    residents.discard_import(session, import_, reason="kolomnya keliru", by=office.by("maker"))
    again_ = taken_in(session, office, STRANGE)
    bring_lists(session)
    assert again_.status is ImportStatus.UNMAPPED


def test_columns_are_told_apart_and_name_a_person(session, office):
    import_ = taken_in(session, office, STRANGE)
    bring_lists(session)
    with pytest.raises(NikColumnNeeded):
        residents.tell_columns(session, import_, columns={1: Field.NAME}, by=office.by("maker"))
    with pytest.raises(ColumnTwice):
        residents.tell_columns(session, import_, columns={**TOLD, 2: Field.NAME}, by=office.by("maker"))


def test_a_list_without_any_number_of_a_person_is_no_question(session, office):
    import_ = taken_in(session, office, b"NAMA;ALAMAT\nA;B\n")
    bring_lists(session)
    assert import_.status is ImportStatus.REFUSED


def test_a_short_file_is_read_at_once(session, office, monkeypatch):
    monkeypatch.setattr(arriving, "SMALL", 10_000)
    assert taken_in(session, office, people(3)).status is ImportStatus.STAGED
    with pytest.raises(FileRefused):
        taken_in(session, office, b"%PDF-1.7")
    session.rollback()
    assert session.query(ResidentImport).count() == 1


def test_a_program_that_ends_lets_nobody_in(session, office, monkeypatch, tmp_path):
    import_ = taken_in(session, office, people(12))
    bring_lists(session)
    approve(session, office, import_)
    session.commit()
    ended = tmp_path / "ended.py"
    ended.write_text("import sys; sys.stdin.buffer.read(9)")
    with monkeypatch.context() as patched:
        patched.setattr(apart, "PROGRAM", (str(ended),))
        with pytest.raises(apart.SealerBroke):
            residents.work_on(import_.id, unit, by=WORKER)
    assert (import_.status, session.query(Resident).count()) == (ImportStatus.APPROVING, 0)
    residents.work_on(import_.id, unit, by=WORKER)
    assert (import_.status, session.query(Resident).count()) == (ImportStatus.APPROVED, 12)
    come = {one.name: one for one in session.query(Resident)}
    for row in people(12):
        one = come[row["NAMA"]]
        assert (one.nik.open(one.uid), one.address.open(one.uid)) == (row["NIK"], row["ALAMAT"])
        assert (one.nik_index, one.family_index) == (index_of("nik", row["NIK"]), index_of("family_card", row["NO KK"]))


def test_a_row_sealed_for_another_lets_nobody_in(session, office):
    import_ = taken_in(session, office, people(12))
    bring_lists(session)
    approve(session, office, import_)
    first, second = session.query(ImportRow).order_by(ImportRow.row).limit(2)
    first.content = second.content
    session.commit()
    with pytest.raises(apart.SealerBroke, match="InvalidTag"):
        residents.work_on(import_.id, unit, by=WORKER)
    assert session.query(Resident).count() == 0
