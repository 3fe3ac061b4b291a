"""Putting a statement's lines into their table: each once, however often and in however many files it comes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.payments.models import BankAccount, BankStatement, StatementLine
from srikandi.payments.references import pack
from srikandi.payments.refusals import WrongAccount
from srikandi.payments.statements import Bill as ReadBill
from srikandi.payments.statements import (
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
from srikandi.payments.statements import StatementLine as ReadLine

LOOK_BACK = timedelta(days=35)


@dataclass(frozen=True)
class KeptFile:
    """What became of a file: its row, what each of its lines means, and which rows are new."""

    statement: BankStatement
    decisions: tuple[LineDecision, ...]
    new: tuple[tuple[StatementLine, LineDecision], ...]
    """In the order the money moved."""
    partners: dict[int, StatementLine]
    """The row of each line a decision may name, by the identity of the line object."""


def file_hash(content: bytes) -> str:
    """Give the SHA-256 a file is known by."""
    return hashlib.sha256(content).hexdigest()


def lock_account(session: Session, account_id: int) -> BankAccount:
    """Give an account on which nobody else counts lines until this work ends."""
    asked = select(BankAccount).where(BankAccount.id == account_id).with_for_update()
    return session.execute(asked.execution_options(populate_existing=True)).scalar_one()


def known_file(session: Session, account: BankAccount, content: bytes) -> BankStatement | None:
    """Give the statement this very file was imported as, if it was."""
    same = BankStatement.account_id == account.id, BankStatement.file_hash == file_hash(content)
    return session.scalar(select(BankStatement).where(*same))


def check_account(account: BankAccount, statement: Statement) -> None:
    """Refuse a file of another account; some layouts don't name theirs. Raises: WrongAccount."""
    if statement.account is not None and _digits(statement.account) != _digits(account.number):
        raise WrongAccount(field="file", found=statement.account, expected=account.number)


def keep_file(
    session: Session,
    account: BankAccount,
    statement: Statement,
    *,
    content: bytes,
    filename: str,
    bills: Sequence[ReadBill],
    by: Actor,
) -> KeptFile:
    """Write down a file and its new lines, each with what it means; the caller holds the account's lock.

    Raises: statements.OtherLayout.
    """
    _check_layout(session, account, statement)
    counted = recount(statement.lines, in_ledger=_in_ledger(session, account, statement))
    known = _known_rows(session, account, counted)
    earlier = _earlier(session, account, statement, without={row.id for row in known.values()})
    decisions = decide(statement.lines, bills=bills, earlier=[line for line, _ in earlier])
    row = _write_statement(session, account, statement, content=content, filename=filename, new=len(counted.new), by=by)
    meant = {id(decision.line): decision for decision in decisions}
    fresh = [(_line(row, numbered, meant[id(numbered.line)]), numbered) for numbered in counted.new]
    session.add_all(line for line, _ in fresh)
    session.flush()
    partners = {id(line): kept for line, kept in earlier} | {id(numbered.line): line for line, numbered in fresh}
    for numbered in counted.known:
        partners[id(numbered.line)] = kept = known[numbered.external_id]
        kept.description = max(kept.description, numbered.line.description, key=len)
    pairs = [(line, meant[id(numbered.line)]) for line, numbered in fresh]
    pairs.sort(key=lambda pair: (pair[0].booked_on, pair[0].id))
    return KeptFile(row, tuple(decisions), tuple(pairs), partners)


def _check_layout(session: Session, account: BankAccount, statement: Statement) -> None:
    """Refuse days that came in another layout before: what makes a line itself differs from layout to layout.

    One bank writes the balance behind each row into its CSV and a reference of its own into its MT940, so the same
    money would have two names and be credited twice. Raises: statements.OtherLayout.
    """
    newest = (
        select(func.max(StatementLine.booked_on))
        .join(BankStatement, BankStatement.id == StatementLine.statement_id)
        .where(StatementLine.account_id == account.id, BankStatement.format != statement.layout)
        .where(StatementLine.booked_on.between(statement.from_on, statement.to_on))
    )
    day = session.scalar(newest)
    if day is not None:
        raise OtherLayout(field="file", day=day.strftime("%d-%m-%Y"))


def _digits(number: str) -> str:
    return "".join(sign for sign in pack(number) if sign.isdigit()).lstrip("0")


def _in_ledger(session: Session, account: BankAccount, statement: Statement) -> dict[GroupKey, int]:
    keys = {str(group_key(line)): group_key(line) for line in statement.lines if not line.is_pending}
    counted: dict[GroupKey, int] = {}
    for part in in_parts(list(keys)):
        asked = select(StatementLine.group_key, func.count()).where(
            StatementLine.account_id == account.id, StatementLine.group_key.in_(part)
        )
        for key, count in session.execute(asked.group_by(StatementLine.group_key)):
            counted[keys[key]] = count
    return counted


def _known_rows(session: Session, account: BankAccount, counted: Recount) -> dict[str, StatementLine]:
    rows: dict[str, StatementLine] = {}
    for part in in_parts(list({str(numbered.key) for numbered in counted.known})):
        of_account = StatementLine.account_id == account.id, StatementLine.group_key.in_(part)
        for row in session.scalars(select(StatementLine).where(*of_account)):
            rows[f"{row.group_key}|{row.ordinal}"] = row
    return rows


def _earlier(
    session: Session, account: BankAccount, statement: Statement, *, without: set[int]
) -> list[tuple[ReadLine, StatementLine]]:
    """Give what stands on the account already around these days, as a reader would have given it."""
    asked = select(StatementLine).where(
        StatementLine.account_id == account.id,
        StatementLine.booked_on.between(statement.from_on - LOOK_BACK, statement.to_on),
    )
    rows = session.scalars(asked.order_by(StatementLine.booked_on, StatementLine.id))
    return [(_as_read(row), row) for row in rows if row.id not in without]


def _as_read(row: StatementLine) -> ReadLine:
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


def _write_statement(
    session: Session,
    account: BankAccount,
    statement: Statement,
    *,
    content: bytes,
    filename: str,
    new: int,
    by: Actor,
) -> BankStatement:
    row = BankStatement(
        district_id=account.district_id,
        account_id=account.id,
        filename=filename,
        file_hash=file_hash(content),
        format=statement.layout,
        from_on=statement.from_on,
        to_on=statement.to_on,
        opening_sen=statement.opening_sen,
        closing_sen=statement.closing_sen,
        lines_read=len(statement.lines),
        lines_new=new,
        imported_by=by.user_id,
    )
    session.add(row)
    session.flush()
    return row


def _line(statement: BankStatement, numbered: NumberedLine, decision: LineDecision) -> StatementLine:
    read = numbered.line
    offered = [
        {"reference": str(one.reference), "reasons": [reason.value for reason in one.reasons]}
        for one in decision.candidates
    ]
    return StatementLine(
        district_id=statement.district_id,
        account_id=statement.account_id,
        statement_id=statement.id,
        group_key=str(numbered.key),
        ordinal=numbered.ordinal,
        line=read.number,
        booked_on=read.booked_on,
        amount_sen=read.amount_sen,
        description=read.description,
        bank_reference=read.bank_reference,
        reading=_reading(read),
        action=decision.action.value,
        codes=[code.value for code in decision.codes],
        candidates=offered,
        reference=None if decision.reference is None else str(decision.reference),
    )


def _reading(read: ReadLine) -> dict[str, object]:
    """Give what a later file's decisions need of this line, less what is empty."""
    said = {"texts": list(read.texts), "sender": read.sender, "trace": read.trace, "kind": read.kind}
    return {name: value for name, value in {**said, "is_reversal": read.is_reversal}.items() if value}
