"""A bank statement comes in: what is certain is credited, the rest waits in suspense, and the bank's balance agrees."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.payments import BankAccount, BankStatement, StatementUpload, banking
from srikandi.payments.banking import Considered, Recalled, Remark
from srikandi.payments.statements import Bill, LineDecision, Statement, decide, read_statement
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
    return _book(session, account, look(session, account, content, filename=filename), by=by)


def import_or_hold(
    session: Session, account: BankAccount, content: bytes, *, filename: str, by: Actor
) -> Imported | StatementUpload:
    """Do what `import_statement` does; a file that contradicts what stands there is kept until somebody else decides.

    Raises: statements.StatementRefused, WrongAccount, ImportRunning.
    """
    account = banking.lock_account(session, account.id)
    looked = look(session, account, content, filename=filename)
    doubts = doubts_about(session, account, looked)
    if not doubts:
        return _book(session, account, looked, by=by)
    upload = banking.queue_upload(session, account, content, filename=filename, by=by)
    banking.hold_upload(session, upload, doubts, by=by)
    return upload


def _book(session: Session, account: BankAccount, looked: Looked, *, by: Actor) -> Imported:
    made = keep_statement(session, account, looked, by=by)
    while book_next(session, made.statement, by=by):
        pass
    if made.statement.finished_at is None:
        fund_next(session, banking.pledges_of(session, made.statement), by=by)
        finish(session, made.statement, by=by)
    return made


@dataclass(frozen=True)
class Gathered:
    """All that has to be known to say what the lines of a file mean."""

    content: bytes
    filename: str
    statement: Statement
    bills: list[Bill]
    recalled: Recalled | None
    """What stands on the account around these days; nothing, when the very same file is here already."""


def look(session: Session, account: BankAccount, content: bytes, *, filename: str) -> Looked:
    """Read a file and say what each of its lines means, changing nothing.

    Raises: statements.StatementRefused, WrongAccount.
    """
    statement = read_statement(content, filename=filename)
    return think(gather(session, account, statement, content=content, filename=filename))


def gather(session: Session, account: BankAccount, statement: Statement, *, content: bytes, filename: str) -> Gathered:
    """Ask the database all there is to ask about a file that was read. Raises: WrongAccount, statements.OtherLayout."""
    banking.check_account(account, statement)
    bills = bills_for_reading(session, account.district_id)
    is_known = banking.known_file(session, account, content) is not None
    recalled = None if is_known else banking.recall(session, account, statement)
    return Gathered(content, filename, statement, bills, recalled)


def think(known: Gathered) -> Looked:
    """Say what each line means: the long part, with the database left alone."""
    if known.recalled is None:
        considered = Considered.nothing_new(tuple(decide(known.statement.lines, bills=known.bills)))
    else:
        considered = banking.consider(known.statement, known.recalled, bills=known.bills)
    return Looked(known.content, known.filename, known.statement, considered)


def doubts_about(session: Session, account: BankAccount, looked: Looked) -> list[Remark]:
    """Say what speaks against booking a file as it is; nothing, where it brings no line that is new."""
    considered = looked.considered
    if not considered.new:
        return []
    return banking.doubts(session, account, looked.statement, missing=considered.missing)


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
    if looked.considered.state != banking.state_of(session, account):
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
