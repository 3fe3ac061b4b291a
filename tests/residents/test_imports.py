"""A file becomes residents: staged, held against the registry, approved by somebody else, undone."""

import pytest
import sqlalchemy as sa

from srikandi import residents
from srikandi.audit import AuditEntry
from srikandi.database import Secret
from srikandi.errors import Conflict, NotAllowed
from srikandi.residents import ImportStatus, Resident, ResidentKind, ResidentStatus
from srikandi.residents.models import ImportRow
from srikandi.residents.refusals import (
    AnotherPersonNeeded,
    ImportChanged,
    ImportDecided,
    OwnImport,
    RegistryChanged,
)
from tests.residents.bringing import SAMPLES, approve, as_csv, bring, listed, open_office, people, stage
from tests.web.questions.counting import counted


@pytest.fixture
def office(session):
    return open_office(session)


def test_a_real_list_is_staged_with_its_decisions_and_nobody_is_registered_yet(session, office):
    import_ = residents.stage_import(
        session,
        (SAMPLES / "siak.xlsx").read_bytes(),
        filename="siak.xlsx",
        district_id=office.district.id,
        kind=ResidentKind.RECRUITMENT,
        by=office.by("maker"),
    )
    decisions = import_.counts["decisions"]
    assert sum(decisions.values()) == session.query(ImportRow).count()
    assert import_.counts["effects"]["new"] == decisions["accept"] + decisions["warn"]
    assert session.query(Resident).count() == 0


def test_the_same_file_twice_is_the_same_import(session, office):
    first = stage(session, office, people(3))
    again = stage(session, office, people(3), name="salinan.csv")
    assert again.id == first.id
    approve(session, office, first)
    assert stage(session, office, people(3)).id == first.id
    assert session.query(Resident).count() == 3
    assert session.query(AuditEntry).filter_by(action="resident_import:stage").count() == 1


def test_approved_people_stand_sealed_in_the_registry(session, office):
    first, *_ = bring(session, office, people(4))
    assert first.status is ResidentStatus.IMPORTED
    assert first.name_key == first.name
    who = residents.identities(session, [first.id])[first.id]
    assert who.nik == listed(0)["NIK"]
    assert who.family_card == listed(0)["NO KK"]
    assert who.address == "JALAN CONTOH 0"
    stored = session.execute(sa.text("SELECT nik, family_card, address FROM resident")).all()
    assert not any(listed(0)["NIK"] in str(row) or "JALAN" in str(row) for row in stored)


def test_the_maker_cannot_approve_and_the_database_agrees(session, office):
    import_ = stage(session, office, people(2))
    with pytest.raises(OwnImport):
        approve(session, office, import_, "maker")
    import_.approved_by = import_.uploaded_by
    with pytest.raises(sa.exc.IntegrityError):
        session.flush()


def test_without_the_guard_the_maker_would_get_as_far_as_the_database(session, office, monkeypatch):
    import_ = stage(session, office, people(2))
    monkeypatch.setattr("srikandi.residents.staging.deciding.approving._check_person", lambda *_: None)
    with pytest.raises(sa.exc.IntegrityError):
        approve(session, office, import_, "maker")


def test_an_approval_binds_to_what_was_seen(session, office):
    import_ = stage(session, office, people(2))
    seen = import_.content_hash.hex()
    row = session.query(ImportRow).order_by(ImportRow.row).first()
    content = row.content.open(row.uid).replace("WARGA", "ORANG")
    row.content = Secret(content, row.uid)
    session.flush()
    with pytest.raises(ImportChanged):
        residents.approve_import(session, import_, seen_hash=seen, by=office.by("checker"))


def test_without_the_binding_the_altered_row_would_get_in(session, office, monkeypatch):
    import_ = stage(session, office, people(1))
    seen = import_.content_hash
    row = session.query(ImportRow).one()
    row.content = Secret(row.content.open(row.uid).replace("WARGA", "ORANG"), row.uid)
    session.flush()
    monkeypatch.setattr("srikandi.residents.staging.deciding.applying.content_hash", lambda _digest: seen)
    residents.approve_import(session, import_, seen_hash=seen.hex(), by=office.by("checker"))
    assert session.query(Resident).one().name.startswith("ORANG")


def test_an_older_hash_is_refused(session, office):
    import_ = stage(session, office, people(2))
    with pytest.raises(ImportChanged):
        residents.approve_import(session, import_, seen_hash="00" * 16, by=office.by("checker"))


def test_an_import_is_decided_once(session, office):
    import_ = approve(session, office, stage(session, office, people(2)))
    with pytest.raises(ImportDecided):
        approve(session, office, import_, "second")
    with pytest.raises(ImportDecided):
        residents.discard_import(session, import_, reason="salah berkas", by=office.by("maker"))


def test_the_same_people_again_change_nothing(session, office):
    bring(session, office, people(3))
    again = stage(session, office, [*people(3), listed(9)])
    assert again.counts["effects"] == {"same": 3, "new": 1}
    approve(session, office, again)
    assert session.query(Resident).count() == 4


def test_a_changed_address_is_an_effect_and_an_empty_cell_is_none(session, office):
    bring(session, office, people(30))
    changed = stage(session, office, [listed(0, ALAMAT="JALAN BARU 7", RT=""), *people(29, 1)])
    assert changed.counts["effects"] == {"changed": 1, "same": 29}
    approve(session, office, changed)
    first = session.query(Resident).order_by(Resident.id).first()
    assert residents.identities(session, [first.id])[first.id].address == "JALAN BARU 7"
    assert first.rt == "001"


def test_a_large_change_waits_for_a_second_person(session, office):
    bring(session, office, people(10))
    import_ = stage(session, office, [listed(0, ALAMAT="JALAN BARU 7"), *people(5, 1)])
    approve(session, office, import_)
    assert import_.status is ImportStatus.STAGED
    with pytest.raises(AnotherPersonNeeded):
        approve(session, office, import_)
    with pytest.raises(OwnImport):
        approve(session, office, import_, "maker")
    approve(session, office, import_, "second")
    assert import_.status is ImportStatus.APPROVED
    assert import_.second_approved_by == office.second.id


def test_five_percent_exactly_needs_one_approval(session, office):
    bring(session, office, people(20))
    import_ = stage(session, office, [listed(0, ALAMAT="JALAN BARU 7"), *people(19, 1)])
    assert not residents.needs_second(session, import_)
    approve(session, office, import_)
    assert import_.status is ImportStatus.APPROVED


def test_somebody_of_another_district_is_sent_back_without_saying_where(session, office):
    other = open_office(session, "63.07")
    bring(session, office, people(1))
    village = {"DESA": "", "KECAMATAN": ""}
    content = as_csv([listed(0, **village), listed(1, **village)])
    import_ = residents.stage_import(
        session,
        content,
        filename="hst.csv",
        district_id=other.district.id,
        kind=ResidentKind.RECRUITMENT,
        village_code=other.village_code,
        by=other.by("maker"),
    )
    assert import_.counts["codes"]["REGISTERED_ELSEWHERE"] == 1
    assert import_.counts["effects"] == {"new": 1}
    report = residents.sent_back(session, import_).decode()
    assert "sudah terdaftar di kabupaten lain" in report
    assert "Bangka" not in report
    assert listed(0)["NIK"] not in report


def test_the_list_of_rejects_holds_no_formula_and_no_full_nik(session, office):
    odd = listed(1, NIK="190101280775", NAMA="=HYPERLINK(1)")
    import_ = stage(session, office, [listed(0), listed(0), odd, listed(2, NAMA="@SUM(A1)", DESA="ENTAH")])
    first, third = (residents.identity.masked(listed(number)["NIK"]) for number in (0, 2))
    assert residents.sent_back(session, import_).decode("utf-8-sig").splitlines()[1:] == [
        f"3;{listed(0)['NAMA']};{first};Ganda;Orang ini sudah ada di baris 2 berkas yang sama.",
        "4;'=HYPERLINK(1);1901****;Ditolak;NIK bukan 16 angka. NIK di berkas: 12 tanda.",
        f"5;'@SUM(A1);{third};Ditolak;Desa tidak ada di kabupaten ini. Di berkas tertulis: ENTAH, Sungailiat.",
    ]


def test_another_person_under_a_known_nik_is_sent_back(session, office):
    bring(session, office, people(1))
    other = stage(session, office, [listed(0, NAMA="ORANG LAIN", **{"TGL LAHIR": "02-02-1971"})])
    assert other.counts["codes"]["REGISTERED_AS_OTHER"] == 1
    assert other.counts["effects"] == {}


def test_the_dead_do_not_come_back_and_those_who_left_do(session, office):
    dead, gone, *_ = bring(session, office, people(30))
    dead.status, dead.exit_reason = ResidentStatus.EXITED, "died"
    gone.status, gone.exit_reason = ResidentStatus.EXITED, "moved"
    session.commit()
    import_ = stage(session, office, people(2))
    assert import_.counts["codes"]["REGISTERED_DEAD"] == 1
    assert import_.counts["effects"] == {"changed": 1}
    approve(session, office, import_)
    session.refresh(gone)
    assert (gone.status, gone.exit_reason) == (ResidentStatus.IMPORTED, None)


def test_when_the_registry_moves_on_the_approval_stops_until_it_is_compared_again(session, office):
    early = stage(session, office, people(3))
    late = stage(session, office, [listed(0), listed(7)])
    approve(session, office, early)
    with pytest.raises(RegistryChanged):
        approve(session, office, late)
    old = late.content_hash
    residents.compare_again(session, late, by=office.by("maker"))
    assert late.content_hash != old
    assert late.counts["effects"] == {"same": 1, "new": 1}
    approve(session, office, late)
    assert session.query(Resident).count() == 4


def test_a_discarded_file_may_be_brought_again(session, office):
    import_ = stage(session, office, people(2))
    residents.discard_import(session, import_, reason="salah desa", by=office.by("maker"))
    assert session.query(ImportRow).filter(ImportRow.content.is_not(None)).count() == 0
    assert stage(session, office, people(2)).id != import_.id


def test_two_thousand_people_come_in_with_as_many_questions_as_twenty(session, office):
    def questions(start, count):
        import_ = stage(session, office, people(count, start))
        session.commit()
        with counted(session) as asked:
            approve(session, office, import_)
            session.commit()
        return len(asked)

    few = questions(0, 20)
    assert questions(20, 2000) <= few + 8
    assert session.query(Resident).count() == 2020


def test_no_number_reaches_an_audit_row_or_an_open_column(session, office):
    bring(session, office, [listed(0, NAMA="1901012807750001", ALAMAT="NIK 1901 0128 0775 0001"), *people(3, 1)])
    for table in ("audit_entry", "resident", "resident_import", "resident_import_row"):
        for row in session.execute(sa.text(f"SELECT * FROM {table}")):  # noqa: S608 - our own table names
            assert not any(listed(number)["NIK"] in str(row) for number in range(4))
            assert "1901012807750001" not in str(row)


def test_refusals_are_conflicts_or_not_allowed():
    assert issubclass(RegistryChanged, Conflict)
    assert issubclass(OwnImport, NotAllowed)
