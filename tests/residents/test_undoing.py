"""What an approved file did is taken back within thirty days, while nobody of it is held."""

from datetime import UTC, datetime, timedelta

import pytest

from srikandi import residents
from srikandi.residents import ImportStatus, Resident, ResidentStatus
from srikandi.residents.refusals import ChangedSince, ImportInUse, TooLateToUndo
from tests.pools.listing import a_proposed_pool
from tests.residents.bringing import approve, bring, listed, open_office, people, stage


@pytest.fixture
def office(session):
    return open_office(session)


def test_undoing_takes_back_who_came_and_what_changed(session, office):
    bring(session, office, people(40))
    import_ = approve(session, office, stage(session, office, [listed(0, ALAMAT="JALAN BARU 7"), *people(3, 50)]))
    session.commit()
    assert session.query(Resident).count() == 43
    residents.undo_import(session, import_, reason="berkas keliru", by=office.by("checker"))
    session.commit()
    assert session.query(Resident).count() == 40
    first = session.query(Resident).order_by(Resident.id).first()
    assert residents.identities(session, [first.id])[first.id].address == "JALAN CONTOH 0"
    assert import_.status is ImportStatus.UNDONE
    assert stage(session, office, [listed(0, ALAMAT="JALAN BARU 7"), *people(3, 50)]).id != import_.id


def test_undoing_keeps_what_the_village_put_right_since(session, office):
    bring(session, office, people(40))
    import_ = approve(session, office, stage(session, office, [listed(0, ALAMAT="JALAN BARU 7", RT="009")]))
    first = session.query(Resident).order_by(Resident.id).first()
    session.refresh(first)
    said = residents.corrections_of(first)
    residents.correct(session, first, corrections=type(said)(**{**vars(said), "rt": "004"}), by=office.by("village"))
    residents.undo_import(session, import_, reason="berkas keliru", by=office.by("checker"))
    session.refresh(first)
    assert (first.rt, residents.identities(session, [first.id])[first.id].address) == ("004", "JALAN CONTOH 0")


def test_nothing_is_undone_while_somebody_is_held(session, office):
    import_ = approve(session, office, stage(session, office, people(3)))
    session.commit()
    held = session.query(Resident).first()
    residents.move(session, [held.id], to=ResidentStatus.VERIFIED)
    residents.move(session, [held.id], to=ResidentStatus.HELD)
    with pytest.raises(ImportInUse):
        residents.undo_import(session, import_, reason="berkas keliru", by=office.by("checker"))
    assert session.query(Resident).count() == 3


def test_without_the_check_people_in_use_would_vanish(session, office, monkeypatch):
    import_ = approve(session, office, stage(session, office, people(3)))
    session.commit()
    held = session.query(Resident).first()
    residents.move(session, [held.id], to=ResidentStatus.VERIFIED)
    residents.move(session, [held.id], to=ResidentStatus.HELD)
    monkeypatch.setattr("srikandi.residents.staging.undoing._check_free", lambda *_: None)
    residents.undo_import(session, import_, reason="berkas keliru", by=office.by("checker"))
    assert session.query(Resident).count() == 0


def test_a_file_changed_by_a_later_one_is_not_undone_first(session, office):
    bring(session, office, people(40))
    first = approve(session, office, stage(session, office, [listed(0, ALAMAT="JALAN A")]))
    approve(session, office, stage(session, office, [listed(0, ALAMAT="JALAN B")]))
    with pytest.raises(ChangedSince):
        residents.undo_import(session, first, reason="berkas keliru", by=office.by("checker"))


def test_after_thirty_days_it_is_too_late(session, office, time_machine):
    time_machine.move_to(datetime(2026, 10, 1, tzinfo=UTC), tick=False)
    import_ = approve(session, office, stage(session, office, people(2)))
    time_machine.move_to(datetime(2026, 10, 1, tzinfo=UTC) + timedelta(days=30, seconds=1), tick=False)
    with pytest.raises(TooLateToUndo):
        residents.undo_import(session, import_, reason="berkas keliru", by=office.by("checker"))


def test_nothing_is_undone_once_somebody_is_listed_in_a_pool(session, office):
    import_ = approve(session, office, stage(session, office, people(6)))
    session.commit()
    ids = [resident.id for resident in session.query(Resident)]
    residents.move(session, ids, to=ResidentStatus.VERIFIED)
    a_proposed_pool(session, office.district)
    session.commit()
    with pytest.raises(ImportInUse):
        residents.undo_import(session, import_, reason="berkas keliru", by=office.by("checker"))
    assert session.query(Resident).count() == 6
