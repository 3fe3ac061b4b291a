"""A file that is not true leaves the book as a whole: one person says so, another confirms it.

Its lines stay to be seen, but they give up their places and their file its name, so that what the bank really says can
be imported afterwards, even where the two have lines in common.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.i18n import N_
from srikandi.payments.banking.deciding.proposals import decide, withdraw_of
from srikandi.payments.banking.deciding.writeoffs import withdraw_write_offs_of
from srikandi.payments.banking.models import (
    PLACES,
    BankStatement,
    ProposalStatus,
    StatementLine,
    StatementVoid,
)
from srikandi.payments.banking.reading import returns_of
from srikandi.payments.models import BankAccount
from srikandi.payments.refusals import ImportRunning, NobodyProposes, ReasonMissing, StatementVoided, VoiderConfirms
from srikandi.payments.statements import Action

VOIDED = N_("Berkasnya dibatalkan seluruhnya.")


def propose_void(session: Session, statement: BankStatement, *, reason: str, by: Actor) -> StatementVoid:
    """Propose to take a whole file out of the book.

    Raises: NobodyProposes, ReasonMissing, ImportRunning, StatementVoided.
    """
    if by.user_id is None:
        raise NobodyProposes
    if not reason.strip():
        raise ReasonMissing(field="reason")
    statement = _held(session, statement.id)
    if statement.finished_at is None:
        raise ImportRunning
    if void_of(session, statement) is not None:
        raise StatementVoided
    void = StatementVoid(
        district_id=statement.district_id,
        statement_id=statement.id,
        status=ProposalStatus.PROPOSED,
        reason=reason.strip(),
        proposed_by=by.user_id,
        proposed_at=clock.now(),
    )
    session.add(void)
    session.flush()
    audit.record(session, "statement:void", statement, by=by, reason=void.reason)
    return void


def confirm_void(session: Session, void: StatementVoid, *, by: Actor) -> tuple[BankStatement, list[StatementLine]]:
    """Confirm what somebody else proposed, and give the file and its lines, held.

    Whoever confirms moves the money, and says so with `keep_void`. Raises: StatementVoided, VoiderConfirms.
    """
    statement = _held(session, void.statement_id)
    session.refresh(void)
    if by.user_id is None or by.user_id == void.proposed_by:
        raise VoiderConfirms
    decide(session, void, ProposalStatus.CONFIRMED, otherwise=StatementVoided, by=by)
    asked = select(StatementLine).where(StatementLine.statement_id == statement.id).order_by(StatementLine.id)
    lines = session.scalars(asked.with_for_update().execution_options(populate_existing=True)).all()
    return statement, list(lines)


def keep_void(session: Session, statement: BankStatement, lines: Sequence[StatementLine], *, by: Actor) -> None:
    """Write down that a file and its lines count no more; what was proposed for them is taken back.

    What another file says takes them back looks for its partner anew.
    """
    ids = [line.id for line in lines]
    withdraw_of(session, ids, reason=VOIDED, by=by)
    withdraw_write_offs_of(session, ids, reason=VOIDED, by=by)
    for line in returns_of(session, ids):
        line.action, line.reverses_id = Action.REVIEW.value, None
    session.flush()
    own = update(StatementLine).where(StatementLine.statement_id == statement.id)
    gone = {
        "action": Action.VOIDED.value,
        "ordinal": -(StatementLine.ordinal + StatementLine.times_voided * PLACES),
        "proposal_id": None,
    }
    session.execute(own.values(gone), execution_options={"synchronize_session": False})
    statement.voided_at = clock.now()
    statement.file_hash = f"{statement.file_hash}:{statement.id}"
    session.flush()
    for line in lines:
        session.expire(line)
    audit.record(session, "statement:void_confirm", statement, by=by, lines=len(lines))


def withdraw_void(session: Session, void: StatementVoid, *, reason: str, by: Actor) -> None:
    """Take such a proposal back, or turn it down: the file stays as it is. Raises: StatementVoided, ReasonMissing."""
    statement = _held(session, void.statement_id)
    session.refresh(void)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    void.decided_reason = reason.strip()
    decide(session, void, ProposalStatus.WITHDRAWN, otherwise=StatementVoided, by=by)
    audit.record(session, "statement:void_withdraw", statement, by=by, reason=reason.strip())


def void_of(session: Session, statement: BankStatement) -> StatementVoid | None:
    """Give what stands about a file: proposed or confirmed, not what was taken back."""
    own = StatementVoid.statement_id == statement.id, StatementVoid.status != ProposalStatus.WITHDRAWN
    return session.scalar(select(StatementVoid).where(*own))


def voids_waiting(session: Session, *, viewer: Actor, at_most: int = 100) -> list[tuple[StatementVoid, BankStatement]]:
    """List the files somebody wants out of the book, oldest first."""
    own = StatementVoid.district_id.in_(viewer.district_ids), StatementVoid.status == ProposalStatus.PROPOSED
    asked = select(StatementVoid, BankStatement).join(BankStatement, BankStatement.id == StatementVoid.statement_id)
    rows = session.execute(asked.where(*own).order_by(StatementVoid.id).limit(at_most))
    return [(void, statement) for void, statement in rows]


def _held(session: Session, statement_id: int) -> BankStatement:
    """Hold a file and, before it, its account: an import on it waits."""
    account = select(BankStatement.account_id).where(BankStatement.id == statement_id).scalar_subquery()
    session.execute(select(BankAccount.id).where(BankAccount.id == account).with_for_update()).all()
    asked = select(BankStatement).where(BankStatement.id == statement_id).with_for_update()
    return session.execute(asked.execution_options(populate_existing=True)).scalar_one()
