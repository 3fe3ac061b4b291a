"""Putting a file and its new lines into their tables: what the bank said, what was decided, whom a line takes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.database import insert_many, json_text, update_many
from srikandi.payments.banking.considering import Considered
from srikandi.payments.banking.models import BankStatement, StatementLine
from srikandi.payments.models import BankAccount
from srikandi.payments.statements import Action, LineDecision, NumberedLine, Statement
from srikandi.payments.statements import StatementLine as ReadLine

NONE = "[]"
_WRITTEN = (
    *("district_id", "account_id", "statement_id", "group_key", "ordinal", "line", "booked_on", "amount_sen"),
    *("description", "bank_reference", "reading", "action", "codes", "candidates", "reference", "parts"),
    "times_voided",
)


def keep_file(
    session: Session,
    account: BankAccount,
    statement: Statement,
    *,
    considered: Considered,
    filename: str,
    content_hash: str,
    by: Actor,
) -> BankStatement:
    """Write down a file and its new lines, each with what it means; the caller holds the account's lock."""
    row = BankStatement(
        district_id=account.district_id,
        account_id=account.id,
        filename=filename,
        file_hash=content_hash,
        format=statement.layout,
        from_on=statement.from_on,
        to_on=statement.to_on,
        opening_sen=statement.opening_sen,
        closing_sen=statement.closing_sen,
        lines_read=len(statement.lines),
        lines_new=len(considered.new),
        pending=_pending(statement),
        imported_by=by.user_id,
    )
    session.add(row)
    session.flush()
    _write_lines(session, row, considered)
    return row


def _write_lines(session: Session, statement: BankStatement, considered: Considered) -> None:
    if considered.longer:
        update_many(session, StatementLine, ("id", "description"), considered.longer)
    rounds = _rounds(session, statement)
    insert_many(session, StatementLine, _WRITTEN, (_line(statement, *pair, rounds) for pair in considered.new))
    takes_back = [(numbered, decision.reverses) for numbered, decision in considered.new if decision.reverses]
    if takes_back:
        update_many(
            session, StatementLine, ("id", "reverses_id"), _partners(session, statement, considered, takes_back)
        )


def _rounds(session: Session, statement: BankStatement) -> dict[str, int]:
    """Give how often lines of these days were voided, by what makes them equal."""
    asked = select(StatementLine.group_key, func.max(StatementLine.times_voided) + 1).where(
        StatementLine.account_id == statement.account_id,
        StatementLine.booked_on.between(statement.from_on, statement.to_on),
        StatementLine.action == Action.VOIDED.value,
    )
    return {key: int(number) for key, number in session.execute(asked.group_by(StatementLine.group_key))}


def _partners(
    session: Session,
    statement: BankStatement,
    considered: Considered,
    takes_back: Sequence[tuple[NumberedLine, ReadLine]],
) -> list[tuple[int, int]]:
    """Give the rows of lines that take another back, each with the other's row: one of this file, or an older one."""
    of_file = {id(numbered.line): numbered.external_id for numbered, _ in considered.new}
    wanted = {numbered.external_id for numbered, _ in takes_back}
    wanted |= {of_file[id(partner)] for _, partner in takes_back if id(partner) in of_file}
    own = select(StatementLine.id, StatementLine.group_key, StatementLine.ordinal)
    written = session.execute(own.where(StatementLine.statement_id == statement.id))
    named = ((f"{group_key}|{ordinal}", row_id) for row_id, group_key, ordinal in written)
    rows = {name: row_id for name, row_id in named if name in wanted}
    older = considered.rows
    partners = (
        (rows[one.external_id], rows.get(of_file.get(id(partner), "")) or older.get(id(partner)))
        for one, partner in takes_back
    )
    return [(row_id, partner_id) for row_id, partner_id in partners if partner_id is not None]


def _line(
    statement: BankStatement, numbered: NumberedLine, decision: LineDecision, rounds: Mapping[str, int]
) -> tuple[str | int | bytes | None, ...]:
    read = numbered.line
    return (
        statement.district_id,
        statement.account_id,
        statement.id,
        str(numbered.key),
        numbered.ordinal,
        read.number,
        read.booked_on.isoformat(),
        read.amount_sen,
        read.description,
        read.bank_reference,
        json_text(_reading(read)),
        decision.action.value,
        json_text(list(decision.codes)) if decision.codes else NONE,
        json_text(_candidates(decision)) if decision.candidates else NONE,
        None if decision.reference is None else str(decision.reference),
        json_text(_parts(decision)) if decision.parts else NONE,
        rounds.get(str(numbered.key), 0) if rounds else 0,
    )


def _candidates(decision: LineDecision) -> list[dict[str, object]]:
    return [{"reference": str(one.reference), "reasons": list(one.reasons)} for one in decision.candidates]


def _parts(decision: LineDecision) -> list[list[object]]:
    """Give the shares of a batch; a line of one payer has its reference."""
    return [] if decision.reference else [[str(one.reference), one.amount_sen] for one in decision.parts]


def _reading(read: ReadLine) -> dict[str, object]:
    """Give what a later file's decisions need of this line, less what is empty."""
    said = {"texts": list(read.texts), "sender": read.sender, "trace": read.trace, "kind": read.kind}
    return {name: value for name, value in {**said, "is_reversal": read.is_reversal}.items() if value}


def _pending(statement: Statement) -> list[list[object]]:
    waits = (line for line in statement.lines if line.is_pending)
    return [[one.number, one.booked_on.isoformat(), one.amount_sen, one.description] for one in waits]
