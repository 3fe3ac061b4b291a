"""What was written is sealed, block after block, and nothing can be slipped in behind a seal."""

from dataclasses import replace

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from srikandi import database, ledger, seals
from srikandi.database import current_session
from srikandi.seals import SealBlock, SealPack, SealRange
from tests.ledger.book import drop_guards, make_district, receive
from tests.people import SYSTEM
from tests.settings import KEYS


def seal(app):
    with app.app_context():
        return seals.seal_in_steps(current_session(), by=SYSTEM)


@pytest.fixture
def district(session):
    made = make_district(session)
    receive(session, made, 1000)
    session.commit()
    return made


def test_a_block_seals_what_is_new_and_names_its_head(app, session, district):
    assert seal(app) == 1
    receive(session, district, 7, reference="bank:2")
    session.commit()
    assert seal(app) == 2
    blocks = session.scalars(select(SealBlock).order_by(SealBlock.number)).all()
    assert blocks[1].previous == blocks[0].head
    counts = dict(session.execute(select(SealRange.block, SealRange.count).where(SealRange.stream == "journal")).all())
    assert counts == {1: 1, 2: 1}
    assert ledger.verify(session) == []


@pytest.mark.leaves_a_broken_book
def test_what_is_sealed_takes_no_further_row(app, session, district):
    seal(app)
    twin = "SELECT journal_id, debit_account_id, credit_account_id, 5 FROM transfer"
    row = f"INSERT INTO transfer (journal_id, debit_account_id, credit_account_id, amount) {twin}"
    with pytest.raises(IntegrityError, match="sealed"):
        session.execute(text(row))
    session.rollback()
    drop_guards(session, "transfer")
    session.execute(text(row))
    sealed = session.scalar(text("SELECT max(to_id) FROM seal_range WHERE stream = 'journal'"))
    assert f"journal/{sealed}" in {one.subject for one in ledger.verify(session)}


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_a_temporary_table_of_its_name_does_not_hide_a_seal(app, session, district):
    seal(app)
    session.execute(text("CREATE TEMPORARY TABLE seal_range (LIKE public.seal_range)"))
    twin = "SELECT journal_id, debit_account_id, credit_account_id, 5 FROM transfer"
    with pytest.raises(IntegrityError, match="sealed"):
        session.execute(text(f"INSERT INTO transfer (journal_id, debit_account_id, credit_account_id, amount) {twin}"))


@pytest.mark.parametrize("table", ["seal_block", "seal_range", "seal_pack"])
def test_seals_are_never_changed(app, session, district, table):
    seal(app)
    with pytest.raises(IntegrityError, match="append-only"):
        session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own three


def test_the_whole_demonstration_can_be_sealed_and_holds(demonstration, session):
    seal(demonstration)
    streams = set(session.scalars(select(SealPack.stream)))
    assert streams == {"journal", "receipt", "life_month", "funding", "audit"}
    assert ledger.verify(session) == []


def test_the_demonstration_comes_sealed(demonstration, session):
    blocks = session.scalars(select(SealBlock).order_by(SealBlock.number)).all()
    assert [one.number for one in blocks] == [1, 2, 3]
    assert not seals.is_due(session)


def test_blocks_of_before_a_change_of_keys_still_hold(app, session, district):
    seal(app)
    newer = replace(
        KEYS,
        chain=b"n" * 32,
        signing=b"m" * 32,
        chain_id="2",
        signing_id="2",
        former=(("chain", "1", KEYS.chain), ("signing", "1", KEYS.signing)),
    )
    database.use_keys(newer)
    receive(session, district, 7, reference="bank:2")
    session.commit()
    assert seal(app) == 2
    blocks = session.scalars(select(SealBlock).order_by(SealBlock.number)).all()
    assert [(one.chain_key, one.signing_key) for one in blocks] == [("1", "1"), ("2", "2")]
    assert ledger.verify(session) == []
    assert list(seals.public_keys()) == ["2", "1"], "strangers find both on the page"
    database.use_keys(replace(newer, former=()))
    assert "seal_block/1" in {one.subject for one in ledger.verify(session)}, "the control: the old keys were needed"
    database.use_keys(newer)
