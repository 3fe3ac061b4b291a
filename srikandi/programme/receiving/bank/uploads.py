"""Long files: the worker reads, keeps, books and funds them in small transactions, and goes on after any stop.

Each step leaves the tables whole. A stop while a file is read leaves it waiting; one while it is booked leaves its
lines kept and the place noted; one while money is put to work leaves some of it as credit, and that is done again.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.errors import Refusal
from srikandi.payments import BankAccount, BankStatement, StatementUpload, UploadStatus, banking
from srikandi.payments.statements import read_statement
from srikandi.programme.receiving.bank.booking import book_next, finish, fund_next
from srikandi.programme.receiving.bank.importing import Imported, Looked, doubts_about, gather, keep_statement, think
from srikandi.programme.refusals import StatementDoubtful

LONG = 5_000
"""Lines above which a file is the worker's."""
PLEDGES_AT_A_TIME = 20
Unit = Callable[[bool], AbstractContextManager[Session]]
"""Opens a transaction, one that writes or one that only reads, and closes it."""


def bring_in(upload_id: int, unit: Unit) -> None:
    """Take a long file as far as it goes, each step in a transaction of its own."""
    with unit(True) as session:
        upload = session.get_one(StatementUpload, upload_id)
        status, statement_id, by = upload.status, upload.statement_id, _uploader(upload)
    if status is UploadStatus.WAITING:
        statement_id = _keep(upload_id, unit, by=by)
    if statement_id is not None:
        _book(statement_id, unit, by=by)
        with unit(True) as session:
            upload = session.get_one(StatementUpload, upload_id)
            if upload.status is UploadStatus.BOOKING:
                banking.move_upload(session, upload, UploadStatus.DONE)


def import_in_steps(
    account_id: int, content: bytes, unit: Unit, *, filename: str, is_sure: bool, by: Actor
) -> Imported:
    """Do what `import_statement` does, each step in a transaction of its own: stopped and called again, it goes on.

    A file that contradicts what stands there is booked only by who is sure. Raises: StatementDoubtful,
    statements.StatementRefused, WrongAccount, ImportRunning.
    """
    statement = read_statement(content, filename=filename)
    with unit(False) as session:
        account = session.get_one(BankAccount, account_id)
        gathered = gather(session, account, statement, content=content, filename=filename)
    looked = think(gathered)
    with unit(True) as session:
        account = banking.lock_account(session, account_id)
        doubts = [] if is_sure else doubts_about(session, account, looked)
        if doubts:
            raise StatementDoubtful(doubts=" ".join(one.words for one in doubts))
        made = keep_statement(session, account, looked, by=by)
        statement_id = made.statement.id
    _book(statement_id, unit, by=by)
    return made


def _keep(upload_id: int, unit: Unit, *, by: Actor) -> int | None:
    """Read and think with nobody kept waiting, then write; what cannot be used is refused in words."""
    looked, refusal = _looked(upload_id, unit)
    with unit(True) as session:
        upload = session.get_one(StatementUpload, upload_id)
        if looked is None:
            banking.move_upload(session, upload, UploadStatus.REFUSED, refusal=refusal)
            return None
        account = banking.lock_account(session, upload.account_id)
        doubts = [] if upload.accepted_by else doubts_about(session, account, looked)
        if doubts:
            banking.hold_upload(session, upload, doubts, by=by)
            return None
        made = keep_statement(session, account, looked, by=by)
        upload.statement_id = made.statement.id
        banking.move_upload(session, upload, UploadStatus.BOOKING)
        return made.statement.id


def _looked(upload_id: int, unit: Unit) -> tuple[Looked | None, str | None]:
    """Read and think between two questions: a database lets nobody sit idle in a transaction for half a minute."""
    with unit(False) as session:
        upload = session.get_one(StatementUpload, upload_id)
        content, filename, account_id = upload.content or b"", upload.filename, upload.account_id
    try:
        statement = read_statement(content, filename=filename)
        with unit(False) as session:
            account = session.get_one(BankAccount, account_id)
            gathered = gather(session, account, statement, content=content, filename=filename)
        return think(gathered), None
    except Refusal as refusal:
        return None, str(refusal)


def _book(statement_id: int, unit: Unit, *, by: Actor) -> None:
    while True:
        with unit(True) as session:
            if not book_next(session, session.get_one(BankStatement, statement_id), by=by):
                break
    with unit(False) as session:
        statement = session.get_one(BankStatement, statement_id)
        touched = [] if statement.finished_at else banking.pledges_of(session, statement)
    for first in range(0, len(touched), PLEDGES_AT_A_TIME):
        with unit(True) as session:
            fund_next(session, touched[first : first + PLEDGES_AT_A_TIME], by=by)
    with unit(True) as session:
        statement = session.get_one(BankStatement, statement_id)
        if statement.finished_at is None:
            finish(session, statement, by=by)


def _uploader(upload: StatementUpload) -> Actor:
    return Actor(upload.uploaded_by, upload.uploader, "treasurer", (upload.district_id,))
