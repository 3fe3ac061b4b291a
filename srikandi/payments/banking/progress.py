"""How far the booking of a file is, and the long files that wait for the worker.

A file's lines are kept in one transaction and booked in several; each notes how far it came, so that whoever goes on
after a stop neither leaves a line out nor books one twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Text, case, select, type_coerce
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import update_many
from srikandi.i18n import N_
from srikandi.payments.banking.models import (
    UPLOAD_MOVES,
    BankStatement,
    StatementLine,
    StatementUpload,
    UploadStatus,
)
from srikandi.payments.banking.reading import Remark
from srikandi.payments.models import BankAccount, Payment, PaymentStatus
from srikandi.payments.refusals import ImportRunning, ReasonMissing, UploaderAccepts, UploadNotFound
from srikandi.payments.statements import Action

DROPPED = N_("Berkas ini dibuang sebelum dicatat.")

_BOOKED_FROM: tuple[Any, ...] = (
    *(StatementLine.id, StatementLine.district_id, StatementLine.group_key, StatementLine.ordinal),
    *(StatementLine.booked_on, StatementLine.amount_sen, StatementLine.description, StatementLine.action),
    *(StatementLine.reference, StatementLine.reverses_id, StatementLine.times_voided),
    case((type_coerce(StatementLine.parts, Text) != "[]", StatementLine.parts)).label("batch"),
    case((StatementLine.action == Action.IGNORE.value, StatementLine.reading)).label("said"),
)
"""Documents are read only where there is something in them that booking needs."""


def check_nothing_runs(session: Session, account: BankAccount) -> None:
    """Refuse a second file while the lines of another are not all booked. Raises: ImportRunning."""
    running = BankStatement.account_id == account.id, BankStatement.finished_at.is_(None)
    if session.scalar(select(BankStatement.id).where(*running).limit(1)) is not None:
        raise ImportRunning


@dataclass(frozen=True, slots=True)
class KeptLine:
    """What booking needs of a kept line; of thousands nobody wants objects that a session watches."""

    id: int
    district_id: int
    group_key: str
    ordinal: int
    booked_on: date
    amount_sen: int
    description: str
    action: str
    reference: str | None
    parts: list[tuple[str, int]]
    reverses_id: int | None
    kind: str | None
    times_voided: int


def lines_to_book(session: Session, statement: BankStatement, *, at_most: int) -> list[KeptLine]:
    """Give the next lines of a statement that nobody has booked, in the order the money moved."""
    session.refresh(statement)
    if statement.finished_at is not None:
        return []
    behind = StatementLine.id > (statement.done_to_id or 0)
    asked = select(*_BOOKED_FROM).where(StatementLine.statement_id == statement.id, behind)
    return [_kept(row) for row in session.execute(asked.order_by(StatementLine.id).limit(at_most))]


def _kept(row: Row[Any]) -> KeptLine:
    return KeptLine(
        row.id,
        row.district_id,
        row.group_key,
        row.ordinal,
        row.booked_on,
        row.amount_sen,
        row.description,
        row.action,
        row.reference,
        row.batch or [],
        row.reverses_id,
        (row.said or {}).get("kind"),
        row.times_voided,
    )


def note_journals(session: Session, journals: Iterable[tuple[int, int]]) -> None:
    """Let each of these lines name its journal: pairs of their numbers."""
    update_many(session, StatementLine, ("id", "journal_id"), journals)


def note_done(session: Session, statement: BankStatement, lines: Sequence[KeptLine]) -> None:
    """Note how far a statement is booked."""
    statement.lines_done += len(lines)
    statement.done_to_id = lines[-1].id
    session.flush()


def note_finished(session: Session, statement: BankStatement) -> None:
    """Note that a statement is booked and its money at work."""
    statement.finished_at = clock.now()
    session.flush()


def pledges_of(session: Session, statement: BankStatement) -> list[int]:
    """Give the pledges that a statement's lines have credited."""
    asked = (
        select(Payment.pledge_id)
        .join(StatementLine, StatementLine.id == Payment.statement_line_id)
        .where(StatementLine.statement_id == statement.id, Payment.status == PaymentStatus.SETTLED)
    )
    return sorted(session.scalars(asked.distinct()))


def queue_upload(
    session: Session, account: BankAccount, content: bytes, *, filename: str, by: Actor
) -> StatementUpload:
    """Keep a long file for the worker."""
    upload = StatementUpload(
        district_id=account.district_id,
        account_id=account.id,
        filename=filename,
        content=content,
        lines=count_lines(content),
        status=UploadStatus.WAITING,
        uploaded_by=by.user_id,
        uploader=by.name,
        uploaded_at=clock.now(),
    )
    session.add(upload)
    session.flush()
    audit.record(session, "statement:upload", upload, by=by, lines=upload.lines, size=len(content))
    return upload


def count_lines(content: bytes) -> int:
    """Give about how many movements a file holds, without reading it."""
    if b"camt.053" in content[:4096]:
        return content.count(b"<Ntry>")
    return content.count(b"\n:61:") or content.count(b"\n")


def hold_upload(session: Session, upload: StatementUpload, doubts: Sequence[Remark], *, by: Actor) -> None:
    """Let a file wait for a person, with what is doubtful about it. Raises: ImportRunning."""
    move_upload(session, upload, UploadStatus.HELD)
    upload.doubts = [one.as_json() for one in doubts]
    audit.record(session, "statement:hold", upload, by=by, doubts=[one.words for one in doubts])


def accept_upload(session: Session, upload: StatementUpload, *, reason: str, by: Actor) -> None:
    """Let a held file be booked as it is, on the word of somebody who did not bring it.

    Raises: ImportRunning, ReasonMissing, UploaderAccepts.
    """
    if by.user_id is None or by.user_id == upload.uploaded_by:
        raise UploaderAccepts
    if not reason.strip():
        raise ReasonMissing(field="reason")
    move_upload(session, upload, UploadStatus.WAITING)
    upload.accepted_by, upload.accepted_reason = by.user_id, reason.strip()
    audit.record(session, "statement:accept", upload, by=by, reason=reason.strip())


def drop_upload(session: Session, upload: StatementUpload, *, by: Actor) -> None:
    """Throw a held file away: nothing of it was kept. Raises: ImportRunning."""
    if upload.status is not UploadStatus.HELD:
        raise ImportRunning
    move_upload(session, upload, UploadStatus.REFUSED, refusal=DROPPED)
    audit.record(session, "statement:drop", upload, by=by)


def upload_of(session: Session, upload_id: int, *, viewer: Actor) -> StatementUpload:
    """Give a long file this viewer may see. Raises: UploadNotFound."""
    own = StatementUpload.id == upload_id, StatementUpload.district_id.in_(viewer.district_ids)
    found = session.scalar(select(StatementUpload).where(*own))
    if found is None:
        raise UploadNotFound
    return found


def uploads_under_way(session: Session) -> list[StatementUpload]:
    """List the files the worker has to do with, oldest first."""
    working = StatementUpload.status.in_((UploadStatus.WAITING, UploadStatus.BOOKING))
    return list(session.scalars(select(StatementUpload).where(working).order_by(StatementUpload.id)))


def uploads_open(session: Session, *, viewer: Actor) -> list[StatementUpload]:
    """List a viewer's files that are not done, oldest first; those held for somebody's word are among them."""
    is_open = StatementUpload.status.not_in((UploadStatus.DONE, UploadStatus.REFUSED))
    own = StatementUpload.district_id.in_(viewer.district_ids)
    return list(session.scalars(select(StatementUpload).where(is_open, own).order_by(StatementUpload.id)))


def move_upload(session: Session, upload: StatementUpload, to: UploadStatus, *, refusal: str | None = None) -> None:
    """Move a long file on; its bytes are let go of when nothing more is to be read. Raises: ImportRunning."""
    if (upload.status, to) not in UPLOAD_MOVES:
        raise ImportRunning
    upload.status, upload.refusal = to, refusal
    if to not in {UploadStatus.WAITING, UploadStatus.HELD}:
        upload.content = None
    if to in {UploadStatus.DONE, UploadStatus.REFUSED}:
        upload.finished_at = clock.now()
    session.flush()
