"""Which lines of a file are new and what each means: each counts once, however many files it comes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self, cast

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from srikandi.payments.banking.models import BankStatement, StatementLine
from srikandi.payments.models import BankAccount
from srikandi.payments.statements import (
    Action,
    GroupKey,
    LineDecision,
    NumberedLine,
    OtherLayout,
    Recount,
    Statement,
    decide,
    group_key,
    recount,
)
from srikandi.payments.statements import Bill as ReadBill
from srikandi.payments.statements import StatementLine as ReadLine

LOOK_BACK = timedelta(days=35)
State = tuple[int, int]
Recalled = tuple[State, Sequence[Row[Any]]]
_KNOWN_AS = (
    StatementLine.id,
    StatementLine.group_key,
    StatementLine.ordinal,
    StatementLine.line,
    StatementLine.booked_on,
    StatementLine.amount_sen,
    StatementLine.description,
    StatementLine.bank_reference,
    StatementLine.reading,
)


@dataclass(frozen=True)
class Considered:
    """What each line of a file means and which are new, asked without changing anything."""

    decisions: tuple[LineDecision, ...]
    """In the order of the file, lines the bank has not made final included."""
    new: tuple[tuple[NumberedLine, LineDecision], ...]
    """In the order the money moved."""
    rows: dict[int, int]
    """The row of each line that is there already and a decision may name, by the identity of the line object."""
    longer: tuple[tuple[int, str], ...]
    """Rows whose texts have grown since they were kept, with the new text."""
    missing: tuple[date, ...]
    """The days of rows that stand on the account for the file's days, all but the last, and are not in it."""
    state: State
    """What stood on the account at that moment: when something else does later, all this is to be asked again."""
    earlier: tuple[ReadLine, ...]
    """Kept so that no other object takes their identity."""

    @classmethod
    def nothing_new(cls, decisions: tuple[LineDecision, ...]) -> Self:
        """Say of a file that is here already what its lines mean."""
        return cls(decisions=decisions, new=(), rows={}, longer=(), missing=(), state=(0, 0), earlier=())


def recall(session: Session, account: BankAccount, statement: Statement) -> Recalled:
    """Give what stands on an account, and its rows around a file's days. Raises: statements.OtherLayout."""
    _check_layout(session, account, statement)
    return state_of(session, account), _kept_around(session, account, statement)


def consider(statement: Statement, recalled: Recalled, *, bills: Sequence[ReadBill]) -> Considered:
    """Say what every line of a file means and which are new, counted against what stands there (FORMATS 2.4)."""
    state, kept = recalled
    counted = recount(statement.lines, in_ledger=_in_ledger(kept, statement))
    known = _known(kept, counted)
    there = {row.id for row in known.values()}
    earlier = [(_as_read(row), row.id) for row in kept if row.id not in there]
    decisions = decide(statement.lines, bills=bills, earlier=[line for line, _ in earlier])
    meant = {id(decision.line): decision for decision in decisions}
    new = sorted(
        ((numbered, meant[id(numbered.line)]) for numbered in counted.new),
        key=lambda pair: (pair[0].line.booked_on, pair[0].line.index),
    )
    rows = {id(line): row_id for line, row_id in earlier}
    rows.update((id(one.line), known[one.external_id].id) for one in counted.known)
    longer = [
        (known[one.external_id].id, one.line.description)
        for one in counted.known
        if len(one.line.description) > len(known[one.external_id].description)
    ]
    return Considered(
        decisions=tuple(decisions),
        new=tuple(new),
        rows=rows,
        longer=tuple(longer),
        missing=_missing(kept, statement, there),
        state=state,
        earlier=tuple(line for line, _ in earlier),
    )


def _missing(kept: Sequence[Row[Any]], statement: Statement, there: set[int]) -> tuple[date, ...]:
    days = (row.booked_on for row in kept if row.id not in there)
    return tuple(day for day in days if statement.from_on <= day < statement.to_on)


def state_of(session: Session, account: BankAccount) -> State:
    """Give the newest row of an account, and how many of its files were voided: what moves when its rows do."""
    newest = select(func.max(StatementLine.id)).where(StatementLine.account_id == account.id)
    own = BankStatement.account_id == account.id, BankStatement.voided_at.is_not(None)
    voided = session.scalar(select(func.count(BankStatement.id)).where(*own))
    return session.scalar(newest) or 0, voided or 0


def _check_layout(session: Session, account: BankAccount, statement: Statement) -> None:
    """Refuse days that came in another layout before: what makes a line itself differs from layout to layout.

    One bank writes the balance behind each row into its CSV and a reference of its own into its MT940, so the same
    money would have two names and be credited twice. Raises: statements.OtherLayout.
    """
    newest = (
        select(func.max(StatementLine.booked_on))
        .join(BankStatement, BankStatement.id == StatementLine.statement_id)
        .where(StatementLine.account_id == account.id, BankStatement.format != statement.layout)
        .where(BankStatement.voided_at.is_(None))
        .where(StatementLine.booked_on.between(statement.from_on, statement.to_on))
    )
    day = session.scalar(newest)
    if day is not None:
        raise OtherLayout(field="file", day=day.strftime("%d-%m-%Y"))


def _kept_around(session: Session, account: BankAccount, statement: Statement) -> Sequence[Row[Any]]:
    """Give what stands on the account already around these days, in one question however much it is."""
    asked = select(*_KNOWN_AS).where(
        StatementLine.account_id == account.id,
        StatementLine.booked_on.between(statement.from_on - LOOK_BACK, statement.to_on),
        StatementLine.action != Action.VOIDED.value,
    )
    return session.execute(asked.order_by(StatementLine.booked_on, StatementLine.id)).all()


def _in_ledger(kept: Sequence[Row[Any]], statement: Statement) -> dict[GroupKey, int]:
    counted = Counter(row.group_key for row in kept)
    keys = {group_key(line) for line in statement.lines if not line.is_pending}
    return {key: counted[str(key)] for key in keys}


def _known(kept: Sequence[Row[Any]], counted: Recount) -> dict[str, Row[Any]]:
    there = {one.external_id for one in counted.known}
    named = ((f"{row.group_key}|{row.ordinal}", row) for row in kept)
    return {name: row for name, row in named if name in there}


def _as_read(row: Row[Any]) -> ReadLine:
    """Give a kept line as a reader would have given it."""
    kept = dict(row.reading)
    return ReadLine(
        index=row.line,
        number=row.line,
        booked_on=row.booked_on,
        amount_sen=row.amount_sen,
        description=row.description,
        bank_reference=row.bank_reference,
        texts=tuple(kept.get("texts", ())),
        sender=kept.get("sender"),
        trace=kept.get("trace"),
        kind=kept.get("kind"),
        is_reversal=bool(kept.get("is_reversal")),
    )


def as_read(line: StatementLine) -> ReadLine:
    """Give a kept line as a reader would have given it."""
    return _as_read(cast("Row[Any]", line))
