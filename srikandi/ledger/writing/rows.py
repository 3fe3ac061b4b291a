"""A journal and its transfers as rows.

This is the path every rupiah takes, so it is Core and not ORM, and takes accounts for granted: a transfer finds them by
their codes while it is written, and only when one is missing they are opened and the writing is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Executable, ScalarSelect, Table, bindparam, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.util import identity_key

from srikandi import clock
from srikandi.audit import Actor
from srikandi.ledger.entries import Content
from srikandi.ledger.models import OPEN_MONTH, Account, Journal, Transfer
from srikandi.ledger.refusals import MonthIsClosed, NotEnoughMoney
from srikandi.ledger.writing.accounts import insert_or_skip, open_accounts

OVERDRAFT = "ck_account_balance_no_overdraft"
MISSING = frozenset({"debit_account_id", "credit_account_id"})
Row = dict[str, Any]


def write(session: Session, content: Content, *, by: Actor) -> Journal | None:
    """Write a journal with its transfers; none when its reference, or what it reverses, is taken.

    Raises: NotEnoughMoney, MonthIsClosed, and then nothing of it stands while the rest of the work is untouched.
    """
    session.flush()
    connection = session.connection()
    try:
        row = _written(connection, content, by=by)
    except IntegrityError as error:
        if constraint_of(error) not in MISSING:
            raise
        open_accounts(session, {code for arrow in content.arrows for code in arrow[:2]})
        row = _written(connection, content, by=by)
    return None if row is None else _kept(session, row)


def _written(connection: Connection, content: Content, *, by: Actor) -> Row | None:
    with savepoint(connection):
        row = _journal(content, by=by)
        fresh = connection.execute(_statement(connection, _journals), row).scalar_one_or_none()
        if fresh is None:
            return None
        lines = [
            {"journal": fresh, "debit": debit, "credit": credit, "sum": amount}
            for debit, credit, amount in content.arrows
        ]
        connection.execute(_statement(connection, _transfers), lines if len(lines) > 1 else lines[0])
        return {**row, "id": fresh}


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
    undone = session.identity_map.get(identity_key(Journal, row["id"]))
    if undone:  # SQLite gives its number to the next one.
        session.expunge(undone)
    journal = Journal(**row)
    make_transient_to_detached(journal)
    session.add(journal)
    return journal


def _statement(connection: Connection, made: Callable[[str], Executable]) -> Executable:
    return made(connection.dialect.name)


@cache
def _journals(dialect: str) -> Executable:
    table = cast("Table", Journal.__table__)
    return cast("Executable", insert_or_skip(dialect, table).returning(table.c.id))


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


@contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
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
