"""What a journal and its arrows are as rows, and which broken rule of the database is which refusal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from srikandi.audit import Actor
from srikandi.database import instant_text, tell
from srikandi.ledger.entries import Content
from srikandi.ledger.models import OPEN_MONTH
from srikandi.ledger.refusals import MonthIsClosed, NotEnoughMoney

JOURNAL = {
    "reference": "text",
    "content_hash": "bytea",
    "kind": "text",
    "district_id": "bigint",
    "contract_id": "bigint",
    "document": "text",
    "memo": "text",
    "occurred_at": "timestamptz",
    "recorded_at": "timestamptz",
    "reverses_id": "bigint",
    "actor_id": "bigint",
    "actor_name": "text",
}
"""The columns of a journal in the order they are written, and what PostgreSQL reads each of them as."""
TRANSFER = "journal_id", "debit_account_id", "credit_account_id", "amount"
JournalRow = tuple[str | int | bytes | None, ...]
Arrows = list[tuple[str, str, int]]


class AccountsMissing(Exception):
    """An arrow names an account that nobody has opened yet."""


REFUSALS: dict[str, type[Exception]] = {
    "ck_account_balance_no_overdraft": NotEnoughMoney,
    OPEN_MONTH: MonthIsClosed,
    "debit_account_id": AccountsMissing,
    "credit_account_id": AccountsMissing,
}
"""What each rule of the database means when it is broken: by its name, or that of the column left empty."""


def journal_row(content: Content, *, by: Actor, at: datetime) -> JournalRow:
    """Give the row of a journal as both databases read it."""
    return (
        content.reference,
        content.hash(),
        content.kind,
        content.district_id,
        content.contract_id,
        content.document,
        content.memo,
        instant_text(content.occurred_at),
        instant_text(at),
        content.reverses_id,
        by.user_id,
        by.name,
    )


@contextmanager
def savepoint(connection: Connection) -> Iterator[None]:
    """Undo what is inside when it breaks a rule, and nothing else."""
    tell(connection, "SAVEPOINT book")
    try:
        yield
    except IntegrityError as error:
        tell(connection, "ROLLBACK TO SAVEPOINT book")
        refusal = REFUSALS.get(_broken(error))
        if refusal:
            raise refusal from error
        raise
    finally:
        tell(connection, "RELEASE SAVEPOINT book")


def _broken(error: IntegrityError) -> str:
    """Give the name of what was broken: a constraint, or the column that was left empty.

    PostgreSQL names it apart; SQLite writes it behind a colon, a column with its table.
    """
    said = getattr(error.orig, "diag", None)
    named = said and (said.constraint_name or said.column_name)
    return str(named or str(error.orig).rpartition(": ")[2].rpartition(".")[2])
