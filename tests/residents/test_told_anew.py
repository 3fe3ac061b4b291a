"""What an approved file changes of somebody is told to BPJS Kesehatan, if it was told before; and so is its undoing."""

from __future__ import annotations

import pytest

from srikandi import residents
from srikandi.residents import Resident
from srikandi.residents.staging.deciding import applying
from tests.residents.bringing import approve, bring, listed, open_office, people, stage


@pytest.fixture
def office(session):
    made = open_office(session)
    bring(session, made, people(40))
    return made


def corrected(session):
    """Give when the first person was last corrected."""
    session.expire_all()
    return session.query(Resident).order_by(Resident.id).first().corrected_at


def a_file(session, office, **changes):
    return approve(session, office, stage(session, office, [listed(0, **changes), *people(3, 50)]))


def test_a_new_address_is_a_correction_and_so_is_its_undoing(session, office):
    assert corrected(session) is None
    import_ = a_file(session, office, ALAMAT="JALAN BARU 7")
    first = corrected(session)
    assert first is not None
    residents.undo_import(session, import_, reason="berkas keliru", by=office.by("checker"))
    assert corrected(session) > first


def test_what_bpjs_is_never_told_is_none(session, office):
    a_file(session, office, PEKERJAAN="NELAYAN")
    assert corrected(session) is None


def test_unasked_no_change_would_be_told(session, office, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(applying, "is_told_anew", lambda *_: False)
    a_file(session, office, ALAMAT="JALAN BARU 7")
    with pytest.raises(AssertionError):
        assert corrected(session) is not None
