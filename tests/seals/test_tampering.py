"""Somebody owns the database and changes it by one byte, a row, or a whole day: each is found, and the row is named.

The attacker drops every trigger and computes again whatever needs no key: content hashes, kept balances, heads. With
the seal check switched off the same changes pass, which is why there are seals.
"""

from __future__ import annotations

import os
import random
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from srikandi import database, ledger, seals
from srikandi.cli.db.tables import METADATA
from srikandi.database import current_session
from srikandi.ledger.checks import content
from srikandi.ledger.verification import findings
from srikandi.seals import SealBlock
from srikandi.seals.checks import check
from tests.counts import times
from tests.ledger.book import drop_guards, restore_guards
from tests.people import SYSTEM
from tests.settings import KEYS

pytestmark = pytest.mark.leaves_a_broken_book
CHANGES = times(60, full=1000)
SEED = int(os.environ.get("SRIKANDI_SEED", "1901"))
SEALED = {
    "journal": ("journal", "id"),
    "transfer": ("journal", "journal_id"),
    "life_month_change": ("life_month", "id"),
    "funding_line": ("funding", "transfer_id"),
    "audit_entry": ("audit", "id"),
}
"""Each sealed table: its stream, and the column that names the leaf."""
SEALS = {"seal_block": "number", "seal_range": "block", "seal_pack": "block"}
TABLES = (*SEALED, *SEALS)


def seal(app):
    with app.app_context():
        return seals.seal_in_steps(current_session(), by=SYSTEM)


@pytest.fixture
def owned(demonstration, session):
    """The sealed demonstration in the hands of somebody who dropped its guards."""
    seal(demonstration)
    seal(demonstration)
    drop_guards(session, *TABLES)
    session.commit()
    assert list(check(session)) == []
    return session


def named_by(session):
    session.expire_all()
    return {one.subject for one in check(session)}


def value_changed(value, rng):
    """Give a value with one byte changed, or one bit of a number."""
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1 << rng.randrange(20))
    if isinstance(value, bytes):
        place = rng.randrange(len(value))
        return value[:place] + bytes([value[place] ^ 1 << rng.randrange(8)]) + value[place + 1 :]
    if isinstance(value, str):
        place = rng.randrange(len(value))
        return value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :]
    return value ^ (1 << rng.randrange(8))


def change_a_byte(session, rng):
    """Change one byte of one row; give what may be named for it. What a key or a check refuses is drawn again."""
    while True:
        table = rng.choice(TABLES)
        row = rng.choice(session.execute(text(f"SELECT * FROM {table}")).mappings().all())  # noqa: S608 - our own tables
        column = rng.choice([name for name, value in row.items() if value not in (None, "", b"")])
        key = [one.name for one in METADATA.tables[table].primary_key]
        its_own = " AND ".join(f"{name} = :its_{name}" for name in key)
        change = f"UPDATE {table} SET {column} = :value WHERE {its_own}"  # noqa: S608 - our own tables
        row_key = {f"its_{name}": row[name] for name in key}
        try:
            session.execute(text(change), {"value": value_changed(row[column], rng), **row_key})
        except (SQLAlchemyError, OverflowError, ValueError):
            session.rollback()
            continue
        return table, column, row


def is_named(table, row, found):
    """Is the row named; of a block's parts, its block?"""
    if table in SEALED:
        stream, column = SEALED[table]
        return f"{stream}/{row[column]}" in found
    return str(row[SEALS[table]]) in {one.split("/")[1] for one in found if one.startswith("seal_")}


@pytest.mark.timeout(3600)
def test_every_changed_byte_is_found_and_its_row_named(owned):
    rng = random.Random(SEED)
    missed = []
    for _ in range(CHANGES):
        table, column, row = change_a_byte(owned, rng)
        found = named_by(owned)
        if not is_named(table, row, found):
            missed.append((table, column, dict(row), sorted(found)[:5]))
        owned.rollback()
    assert missed == []


def test_bytes_that_are_no_text_are_named_too(owned):
    if owned.get_bind().dialect.name == "postgresql":
        pytest.skip("PostgreSQL keeps no such bytes")
    owned.execute(text("UPDATE journal SET memo = CAST(x'ff00fe' AS TEXT) WHERE id = 2"))
    assert "journal/2" in {one.subject for one in ledger.verify(owned)}


def test_a_moment_that_is_none_names_its_block(owned):
    if owned.get_bind().dialect.name == "postgresql":
        pytest.skip("PostgreSQL keeps no such moment")
    owned.execute(text("UPDATE seal_block SET sealed_at = '2026-05-11T02:00:00.000000+00;00' WHERE number = 1"))
    assert "seal_block/1" in named_by(owned)


def dressed_up(session, journal_id):
    """Compute again all that needs no key: the journal's content hash, and every kept balance."""
    row = session.execute(select(*ledger.Journal.__table__.columns).where(ledger.Journal.id == journal_id)).one()
    digest = content._content(row, content._arrows(session, [journal_id])[journal_id]).hash()
    session.execute(text("UPDATE journal SET content_hash = :it WHERE id = :id"), {"it": digest, "id": journal_id})
    drop_guards(session, "account_balance")
    for side in ("debit", "credit"):
        added = f"SELECT coalesce(sum(amount), 0) FROM transfer WHERE {side}_account_id = account_id"  # noqa: S608 - our own tables
        session.execute(text(f"UPDATE account_balance SET {side}s = ({added})"))  # noqa: S608 - two words of ours


def last_receipt(session):
    """Give the newest journal that filled a payer's funds: raising it breaks no balance."""
    asked = "SELECT max(journal_id) FROM transfer JOIN account ON account.id = credit_account_id WHERE kind = :kind"
    return session.scalar(text(asked), {"kind": "payer_funds"})


def without_seals(session, monkeypatch):
    """Run the checks of the book itself, its seals and its papers left out."""
    book = ("content", "reversals", "balances", "accounts", "strays")
    with monkeypatch.context() as patch:
        patch.setattr(findings, "INVARIANTS", {name: findings.INVARIANTS[name] for name in book})
        return ledger.verify(session)


def test_a_sum_changed_with_all_that_needs_no_key_passes_the_book_but_not_the_seal(owned, monkeypatch):
    journal = last_receipt(owned)
    owned.execute(text("UPDATE transfer SET amount = amount + 37800 WHERE journal_id = :id"), {"id": journal})
    assert without_seals(owned, monkeypatch) != []
    dressed_up(owned, journal)
    assert without_seals(owned, monkeypatch) == [], "control: without seals nobody would notice"
    assert f"journal/{journal}" in named_by(owned)


SLIPPED_IN = """
    INSERT INTO audit_entry SELECT -3, at, actor_id, actor_name, actor_role, action, subject_kind, subject_id,
    district_id, reason, details, request_id FROM audit_entry WHERE id = 4
"""
CHANGED_ROWS = [
    ("DELETE FROM audit_entry WHERE id = 5", {"audit/5"}),
    (SLIPPED_IN, {"audit/-3"}),
    ("UPDATE audit_entry SET actor_name = 'Orang lain' WHERE id = 7", {"audit/7"}),
    ("UPDATE life_month_change SET resident_id = NULL WHERE id = 3", {"life_month/3"}),
]


@pytest.mark.parametrize(("statement", "expected"), CHANGED_ROWS)
def test_rows_deleted_slipped_in_or_changed_are_named(owned, statement, expected):
    owned.execute(text(statement))
    assert named_by(owned) == expected


def test_two_rows_swapped_are_both_named(owned):
    for old, new in ((4, -4), (5, 4), (-4, 5)):
        owned.execute(text("UPDATE audit_entry SET id = :new WHERE id = :old"), {"old": old, "new": new})
    assert named_by(owned) == {"audit/4", "audit/5"}


def test_a_row_changed_together_with_its_pack_of_marks_is_found_by_the_head(owned):
    owned.execute(text("UPDATE audit_entry SET reason = 'lain' WHERE id = 9"))
    owned.execute(text("DELETE FROM seal_pack WHERE stream = 'audit' AND block = 1"))
    assert "seal_range/1/audit" in named_by(owned)


def test_an_end_cut_off_the_rows_is_named(owned):
    last = owned.scalar(text("SELECT max(to_id) FROM seal_range WHERE stream = 'audit'"))
    owned.execute(text("DELETE FROM audit_entry WHERE id >= :last"), {"last": last})
    assert named_by(owned) == {f"audit/{last}"}


def test_a_whole_day_chained_again_without_the_key_is_found(owned, demonstration):
    """The attacker has our program and a key of their own: they change a row and seal everything anew."""
    owned.execute(text("UPDATE audit_entry SET reason = 'lain' WHERE id = 9"))
    drop_guards(owned, "sample")
    owned.execute(text("UPDATE sample SET block = NULL"))
    for table in ("seal_pack", "seal_range", "seal_block"):
        owned.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own tables
    restore_guards(owned)
    owned.commit()
    theirs = type(KEYS)(KEYS.field, KEYS.index, b"x" * 32, b"y" * 32)
    database.use_keys(theirs)
    seal(demonstration)
    assert list(check(owned)) == [], "control: their own program finds their own chain in order"
    database.use_keys(KEYS)
    owned.expire_all()
    assert "seal_block/1" in named_by(owned)
    blocks = owned.scalars(select(SealBlock.number)).all()
    assert blocks == [1]
