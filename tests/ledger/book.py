"""Plain factories for the book: a district, account keys, entries; and ways around its guards, for controls."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from srikandi import database, ledger
from srikandi.database import current_session, unit_of_work
from srikandi.ledger import AccountKey, AccountKind, Arrow, Entry
from srikandi.money import Money
from srikandi.places.models import District
from tests.people import SYSTEM

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
THREADS = 8


def make_district(session: Session, code: str = "19.01") -> int:
    """Make a district and give its id."""
    words = ("name", "province", "office", "office_address", "seat", "head_name", "head_title", "contact")
    district = District(code=code, zone="Asia/Jakarta", tariff_basis="x", **dict.fromkeys(words, "Bangka"))
    session.add(district)
    session.flush()
    return district.id


def bank(district_id: int) -> AccountKey:
    """The collection account."""
    return AccountKey(AccountKind.BANK, district_id, contract_id=1)


def funds(district_id: int, party: int = 3, contract: int = 4) -> AccountKey:
    """A payer's unallocated funds."""
    return AccountKey(AccountKind.PAYER_FUNDS, district_id, party, contract)


def committed(district_id: int, party: int = 3, contract: int = 4) -> AccountKey:
    """A payer's committed funds."""
    return AccountKey(AccountKind.COMMITTED_FUNDS, district_id, party, contract)


def entry(reference: str, *arrows: tuple[AccountKey, AccountKey, int], memo: str = "uji") -> Entry:
    """Give an entry of (debit, credit, rupiah) arrows."""
    drawn = tuple(Arrow(debit, credit, Money(rupiah)) for debit, credit, rupiah in arrows)
    return Entry(reference, "test", arrows[0][0].district_id, memo, AT, drawn)


def receive(session: Session, district_id: int, rupiah: int, *, reference: str = "bank:1") -> ledger.Journal:
    """Book money that arrived for the payer."""
    return ledger.post(session, entry(reference, (bank(district_id), funds(district_id), rupiah)), by=SYSTEM)


def spend(district_id: int, rupiah: int, *, reference: str) -> Entry:
    """Give the entry that commits some of the payer's funds."""
    return entry(reference, (funds(district_id), committed(district_id), rupiah))


def together(app: Flask, work: Callable[[Session, int], Any]) -> tuple[list[Any], list[Exception]]:
    """Let eight threads do this at once, each in its own unit of work; give the results and the refusals."""
    results: list[Any] = []
    refusals: list[Exception] = []
    start = threading.Barrier(THREADS)

    def one(number: int) -> None:
        with app.app_context():
            start.wait()
            try:
                with unit_of_work(current_session()) as kept:
                    result = work(kept.session, number)
                results.append(result)
            except Exception as refusal:  # noqa: BLE001 - whatever it was, the test looks at it
                refusals.append(refusal)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, refusals


def drop_guards(session: Session, *tables: str) -> None:
    """Take the triggers off these tables, as somebody with the database in their hands would."""
    if session.get_bind().dialect.name == "postgresql":
        for table in tables:
            session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        return
    for table in tables:
        names = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table")
        for name in session.scalars(names, {"table": table}).all():
            session.execute(text(f'DROP TRIGGER "{name}"'))


def change_routine(session: Session, name: str, words: str, others: str) -> None:
    """Have a routine of PostgreSQL's read otherwise."""
    text_of = text("SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = :name")
    stands = str(session.scalar(text_of, {"name": name}))
    assert words in stands
    session.connection().exec_driver_sql(stands.replace(words, others))


def restore_guards(session: Session) -> None:
    """Put every trigger back."""
    database.install(session.connection())
