"""Many rows in one statement read the same as rows written one by one, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from srikandi.database import among, insert_many, insert_new, instant_text, update_many
from srikandi.ledger import Journal
from tests.ledger.book import make_district

AT = datetime(2026, 11, 22, 7, 30, tzinfo=timezone(timedelta(hours=7)))
ODD = "“PT Maju” %s \\x41 'é'; -- {ü}\n\t"
NAMES = "reference", "content_hash", "kind", "district_id", "memo", "occurred_at", "recorded_at", "actor_name"


@pytest.fixture
def district(session):
    return make_district(session)


def a_row(reference, district_id, *, memo=ODD):
    return reference, b"\x00\xffhash", "trial", district_id, memo, instant_text(AT), instant_text(AT), "Penguji"


def test_rows_come_back_as_they_were_meant_and_in_their_order(session, district):
    names = [f"r:{number}" for number in (3, 1, 2)]
    fresh = insert_new(session, Journal, NAMES, [a_row(name, district) for name in names], key="reference")
    rows = session.scalars(select(Journal).order_by(Journal.id)).all()
    assert [(one.reference, one.memo, one.content_hash) for one in rows] == [(n, ODD, b"\x00\xffhash") for n in names]
    assert {one.occurred_at for one in rows} == {AT.astimezone(UTC)}
    assert fresh == {one.reference: one.id for one in rows}


def test_only_what_is_new_is_written_when_names_are_taken(session, district):
    first = insert_new(session, Journal, NAMES, [a_row("r:1", district, memo="first")], key="reference")
    again = [a_row("r:1", district), a_row("r:2", district, memo="second"), a_row("r:2", district, memo="third")]
    fresh = insert_new(session, Journal, NAMES, again, key="reference")
    memos = dict(session.execute(select(Journal.reference, Journal.memo)).all())
    assert (list(first), list(fresh)) == (["r:1"], ["r:2"])
    assert memos == {"r:1": "first", "r:2": "second"}
    with pytest.raises(IntegrityError):
        insert_many(session, Journal, NAMES, [a_row("r:2", district)])


def test_what_may_not_change_is_not_changed_in_bulk_either(session, district):
    fresh = insert_new(session, Journal, NAMES, [a_row("r:1", district)], key="reference")
    with pytest.raises(IntegrityError):
        update_many(session, Journal, ("id", "memo"), [(fresh["r:1"], "other")])


def test_among_many_numbers_reads_as_a_list_of_them_does(session, district):
    names = [f"r:{number}" for number in range(4)]
    fresh = insert_new(session, Journal, NAMES, [a_row(name, district) for name in names], key="reference")
    wanted = [fresh["r:1"], fresh["r:3"], -1]
    asked = select(Journal.reference).where(among(Journal.id, wanted)).order_by(Journal.id)
    assert session.scalars(asked).all() == ["r:1", "r:3"]
    assert session.scalars(select(Journal.reference).where(among(Journal.id, []))).all() == []
