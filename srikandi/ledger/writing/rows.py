"""Journals and transfers as rows.

This is the path every rupiah takes, so it is Core and not ORM, and takes accounts for granted: a transfer finds them by
their codes while it is written, and only when one is missing they are opened and the writing is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Executable, ScalarSelect, Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.util import identity_key

from srikandi import clock
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.ledger.entries import Content
from srikandi.ledger.models import OPEN_MONTH, Account, Journal, Transfer
from srikandi.ledger.refusals import MonthIsClosed, NotEnoughMoney
from srikandi.ledger.writing.accounts import insert_or_skip, open_accounts

OVERDRAFT = "ck_account_balance_no_overdraft"
MISSING = frozenset({"debit_account_id", "credit_account_id"})
AT_ONCE = 2000
"""Journals in one statement."""
Row = dict[str, Any]


def write(session: Session, content: Content, *, by: Actor) -> Journal | None:
    """Write a journal with its transfers; none when its reference, or what it reverses, is taken.

    Raises: NotEnoughMoney, MonthIsClosed, and then nothing of it stands while the rest of the work is untouched.
    """
    return write_many(session, [content], by=by)[0]


def write_many(session: Session, contents: Sequence[Content], *, by: Actor) -> list[Journal | None]:
    """Write many as `write` does one, in a few statements, all or none; the answers stand in the order of the asked."""
    return [None if row is None else _kept(session, row) for row in write_rows(session, contents, by=by)]


def write_rows(session: Session, contents: Sequence[Content], *, by: Actor) -> list[Row | None]:
    """Write many as `write_many` does, and give bare rows: of thousands of journals nobody wants objects."""
    session.flush()
    connection = session.connection()
    try:
        rows = _all_or_nothing(connection, contents, by=by)
    except IntegrityError as error:
        if constraint_of(error) not in MISSING:
            raise
        open_accounts(session, _codes(contents))
        rows = _all_or_nothing(connection, contents, by=by)
    for row in rows:
        _forget(session, row)
    return rows


def _all_or_nothing(connection: Connection, contents: Sequence[Content], *, by: Actor) -> list[Row | None]:
    with _savepoint(connection):
        return [row for part in in_parts(contents, AT_ONCE) for row in _written(connection, part, by=by)]


def _written(connection: Connection, contents: Sequence[Content], *, by: Actor) -> list[Row | None]:
    rows = [_journal(content, by=by) for content in contents]
    statement = _statement(connection, _journals)
    ids = {row.reference: row.id for row in connection.execute(statement, rows if len(rows) > 1 else rows[0])}
    # Taken out, because the same reference twice is one journal.
    fresh = [{**row, "id": ids.pop(row["reference"])} if row["reference"] in ids else None for row in rows]
    lines = [
        {"journal": row["id"], "debit": debit, "credit": credit, "sum": amount}
        for row, content in zip(fresh, contents, strict=True)
        if row is not None
        for debit, credit, amount in content.arrows
    ]
    if lines:
        connection.execute(_statement(connection, _transfers), lines if len(lines) > 1 else lines[0])
    return fresh


def _journal(content: Content, *, by: Actor) -> Row:
    return {
        "reference": content.reference,
        "content_hash": content.hash(),
        "kind": content.kind,
        "district_id": content.district_id,
        "contract_id": content.contract_id,
        "document": content.document,
        "memo": content.memo,
        "occurred_at": content.occurred_at,
        "recorded_at": clock.now(),
        "reverses_id": content.reverses_id,
        "actor_id": by.user_id,
        "actor_name": by.name,
    }


def _kept(session: Session, row: Row) -> Journal:
    """Give the row that stands in the database now, without asking for it again."""
    journal = Journal(**row)
    make_transient_to_detached(journal)
    session.add(journal)
    return journal


def _forget(session: Session, row: Row | None) -> None:
    """Let go of a journal that was undone: SQLite gives its number to the next one."""
    known = row and session.identity_map.get(identity_key(Journal, row["id"]))
    if known:
        session.expunge(known)


def _statement(connection: Connection, made: Callable[[str], Executable]) -> Executable:
    return made(connection.dialect.name)


@cache
def _journals(dialect: str) -> Executable:
    table = cast("Table", Journal.__table__)
    return cast("Executable", insert_or_skip(dialect, table).returning(table.c.id, table.c.reference))


@cache
def _transfers(dialect: str) -> Executable:
    """Give the insertion of arrows, in their order, which is part of what a journal says.

    On PostgreSQL it is one statement for all of them, because its trigger locks and counts once a statement.
    """
    table = cast("Table", Transfer.__table__)
    rows = insert(table).values(
        journal_id=bindparam("journal"),
        debit_account_id=_account("debit"),
        credit_account_id=_account("credit"),
        amount=bindparam("sum", type_=table.c.amount.type),
    )
    return rows if dialect == "sqlite" else rows.returning(table.c.id, sort_by_parameter_order=True)


def _account(name: str) -> ScalarSelect[int]:
    return select(Account.id).where(Account.code == bindparam(name)).scalar_subquery()


def _codes(contents: Sequence[Content]) -> set[str]:
    return {code for content in contents for debit, credit, _ in content.arrows for code in (debit, credit)}


@contextmanager
def _savepoint(connection: Connection) -> Iterator[None]:
    """Undo what is inside when it fails, and nothing else; in plain words, which cost a third of SQLAlchemy's own."""
    connection.exec_driver_sql("SAVEPOINT book")
    try:
        yield
    except IntegrityError as error:
        connection.exec_driver_sql("ROLLBACK TO SAVEPOINT book")
        if constraint_of(error) == OVERDRAFT:
            raise NotEnoughMoney from error
        if constraint_of(error) == OPEN_MONTH:
            raise MonthIsClosed from error
        raise
    finally:
        connection.exec_driver_sql("RELEASE SAVEPOINT book")


def constraint_of(error: IntegrityError) -> str:
    """Give the name of what was broken: a constraint, or the column that was left empty.

    PostgreSQL names it apart; SQLite writes it behind a colon, a column with its table.
    """
    said = getattr(error.orig, "diag", None)
    named = said and (said.constraint_name or said.column_name)
    return str(named or str(error.orig).rpartition(": ")[2].rpartition(".")[2])
