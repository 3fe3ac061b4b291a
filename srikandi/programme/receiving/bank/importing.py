"""A bank statement comes in: what is certain is credited, the rest waits in suspense, and the bank's balance agrees."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.payments import BankAccount, BankStatement, banking
from srikandi.payments.banking import Considered
from srikandi.payments.statements import LineDecision, Statement, decide, read_statement
from srikandi.programme.receiving.bank.booking import book_next, finish, fund_next
from srikandi.programme.receiving.purposes import bills_for_reading


@dataclass(frozen=True)
class Imported:
    """What came of a file."""

    statement: BankStatement
    decisions: tuple[LineDecision, ...]
    is_repeat: bool
    """The very same file was here before: nothing was added."""


@dataclass(frozen=True)
class Looked:
    """A file that has been read and thought about; nothing is kept of it yet."""

    content: bytes
    filename: str
    statement: Statement
    considered: Considered


def import_statement(session: Session, account: BankAccount, content: bytes, *, filename: str, by: Actor) -> Imported:
    """Read a file of an account and book what is new in it; the same file again adds nothing.

    Raises: statements.StatementRefused, WrongAccount, ImportRunning.
    """
    account = banking.lock_account(session, account.id)
    made = keep_statement(session, account, look(session, account, content, filename=filename), by=by)
    while book_next(session, made.statement, by=by):
        pass
    if made.statement.finished_at is None:
        fund_next(session, banking.pledges_of(session, made.statement), by=by)
        finish(session, made.statement, by=by)
    return made


def look(session: Session, account: BankAccount, content: bytes, *, filename: str) -> Looked:
    """Read a file and say what each of its lines means, changing nothing: the long part, with nobody kept waiting.

    Raises: statements.StatementRefused, WrongAccount.
    """
    statement = read_statement(content, filename=filename)
    banking.check_account(account, statement)
    bills = bills_for_reading(session, account.district_id)
    known = banking.known_file(session, account, content)
    if known is not None:
        decisions = tuple(decide(statement.lines, bills=bills))
        return Looked(content, filename, statement, Considered.nothing_new(decisions))
    return Looked(content, filename, statement, banking.consider(session, account, statement, bills=bills))


def keep_statement(session: Session, account: BankAccount, looked: Looked, *, by: Actor) -> Imported:
    """Write down what a file says and what each line means, and book nothing yet; the same file again is the same row.

    What was looked at counts only while no other line has come to the account since. Raises:
    statements.OtherLayout, ImportRunning.
    """
    account = banking.lock_account(session, account.id)
    known = banking.known_file(session, account, looked.content)
    if known is not None:
        return Imported(known, looked.considered.decisions, is_repeat=True)
    banking.check_nothing_runs(session, account)
    if looked.considered.newest != banking.newest_line(session, account):
        looked = look(session, account, looked.content, filename=looked.filename)
    row = banking.keep_file(
        session,
        account,
        looked.statement,
        considered=looked.considered,
        filename=looked.filename,
        content_hash=banking.file_hash(looked.content),
        by=by,
    )
    banking.look_again(session, row, bills=lambda: bills_for_reading(session, account.district_id))
    return Imported(row, looked.considered.decisions, is_repeat=False)
