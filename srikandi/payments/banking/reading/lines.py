"""Questions to kept statements: what came in, what it means, what waits for a person."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.money import SEN
from srikandi.payments.banking.models import BankStatement, StatementLine
from srikandi.payments.banking.reading.suspense import in_suspense
from srikandi.payments.models import BankAccount
from srikandi.payments.refusals import LineNotFound, StatementNotFound
from srikandi.payments.statements import Action


@dataclass(frozen=True)
class LineCounts:
    """How many lines of a statement mean what, and how many sen the book has left aside."""

    by_action: dict[str, int]
    residue_sen: int
    unbooked: int
    in_suspense: int
    """How many wait for somebody to say whose they are."""


def statements_of(session: Session, *, viewer: Actor, at_most: int = 100) -> list[tuple[BankStatement, BankAccount]]:
    """List the statements of the viewer's districts, newest first."""
    asked = (
        select(BankStatement, BankAccount)
        .join(BankAccount, BankAccount.id == BankStatement.account_id)
        .where(BankStatement.district_id.in_(viewer.district_ids))
        .order_by(BankStatement.imported_at.desc(), BankStatement.id.desc())
        .limit(at_most)
    )
    return [(statement, account) for statement, account in session.execute(asked)]


def file_hash(content: bytes) -> str:
    """Give the SHA-256 a file is known by."""
    return hashlib.sha256(content).hexdigest()


def known_file(session: Session, account: BankAccount, content: bytes) -> BankStatement | None:
    """Give the statement this very file was imported as, if it was."""
    same = BankStatement.account_id == account.id, BankStatement.file_hash == file_hash(content)
    return session.scalar(select(BankStatement).where(*same))


def statement_of(session: Session, statement_id: int, *, viewer: Actor) -> tuple[BankStatement, BankAccount]:
    """Give a statement this viewer may see, and its account. Raises: StatementNotFound."""
    asked = (
        select(BankStatement, BankAccount)
        .join(BankAccount, BankAccount.id == BankStatement.account_id)
        .where(BankStatement.id == statement_id, BankStatement.district_id.in_(viewer.district_ids))
    )
    found = session.execute(asked).one_or_none()
    if found is None:
        raise StatementNotFound
    return found[0], found[1]


def lines_of(
    session: Session, statement: BankStatement, *, action: str | None = None, after: int = 0, at_most: int | None = 100
) -> list[StatementLine]:
    """List a statement's new lines in the order the money moved, those behind a row, a page at a time."""
    asked = select(StatementLine).where(StatementLine.statement_id == statement.id, StatementLine.id > after)
    if action is not None:
        asked = asked.where(StatementLine.action == action)
    asked = asked.order_by(StatementLine.id)
    return list(session.scalars(asked.limit(at_most) if at_most else asked))


def counts_of(session: Session, statement: BankStatement) -> LineCounts:
    """Count a statement's new lines by what they mean."""
    own = StatementLine.statement_id == statement.id
    booked, size = StatementLine.journal_id.is_not(None), func.abs(StatementLine.amount_sen)
    residue = case((StatementLine.amount_sen < 0, -(size % SEN)), else_=size % SEN)
    asked = select(
        StatementLine.action,
        func.count(),
        func.sum(case((booked, residue), else_=0)),
        func.sum(case((booked, 0), else_=1)),
        func.sum(case((in_suspense(), 1), else_=0)),
    )
    rows = session.execute(asked.where(own).group_by(StatementLine.action)).all()
    return LineCounts(
        {action: count for action, count, *_ in rows},
        *(int(sum(row[place] or 0 for row in rows)) for place in (2, 3, 4)),
    )


def line_of(session: Session, line_id: int, *, viewer: Actor) -> StatementLine:
    """Give a line this viewer may see. Raises: LineNotFound."""
    asked = select(StatementLine).where(StatementLine.id == line_id, StatementLine.district_id.in_(viewer.district_ids))
    found = session.scalar(asked)
    if found is None:
        raise LineNotFound
    return found


def lines_by_id(session: Session, line_ids: Iterable[int]) -> dict[int, StatementLine]:
    """Give these lines as they are now, for a deed that holds their account."""
    found: dict[int, StatementLine] = {}
    for part in in_parts(sorted(set(line_ids))):
        asked = select(StatementLine).where(StatementLine.id.in_(part)).execution_options(populate_existing=True)
        found.update((line.id, line) for line in session.scalars(asked))
    return found


def returns_of(session: Session, line_ids: Sequence[int]) -> list[StatementLine]:
    """Give the lines that take these back and stand in no journal yet."""
    found: list[StatementLine] = []
    for part in in_parts(sorted(line_ids)):
        waits = StatementLine.journal_id.is_(None), StatementLine.action == Action.REVERSE.value
        found += session.scalars(select(StatementLine).where(StatementLine.reverses_id.in_(part), *waits)).all()
    return found


def losses(session: Session, *, viewer: Actor, at_most: int = 100) -> list[StatementLine]:
    """List what a bank took back and the book could not follow by itself, oldest first: a person decides."""
    asked = select(StatementLine).where(StatementLine.district_id.in_(viewer.district_ids), _lost())
    return list(session.scalars(asked.order_by(StatementLine.booked_on, StatementLine.id).limit(at_most)))


def unbooked(session: Session, *, viewer: Actor, at_most: int = 100) -> list[StatementLine]:
    """List money that left an account and stands in no journal yet: what was paid on to others."""
    asked = select(StatementLine).where(
        StatementLine.district_id.in_(viewer.district_ids),
        StatementLine.action == Action.IGNORE.value,
        StatementLine.journal_id.is_(None),
        StatementLine.amount_sen <= -SEN,
    )
    return list(session.scalars(asked.order_by(StatementLine.booked_on, StatementLine.id).limit(at_most)))


def _lost() -> ColumnElement[bool]:
    """What is still being booked may find its money yet."""
    takes_back = StatementLine.action.in_((Action.REVERSE.value, Action.REVIEW.value))
    booked = select(BankStatement.id).where(BankStatement.finished_at.is_not(None))
    return and_(
        takes_back,
        StatementLine.amount_sen <= -SEN,
        StatementLine.journal_id.is_(None),
        StatementLine.statement_id.in_(booked),
    )
