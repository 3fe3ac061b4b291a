"""Two people decide whose a sum is: one proposes with a reason, another confirms; the database checks that."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.payments.models import BankStatement, StatementLine
from srikandi.payments.refusals import ImporterMatches, LineDecided, MatcherConfirms, ReasonMissing
from srikandi.payments.statements import Action


def propose_match(session: Session, line: StatementLine, *, payer_id: int, reason: str, by: Actor) -> None:
    """Propose whose the money of a line is. Raises: LineDecided, ImporterMatches, ReasonMissing."""
    line = _locked(session, line)
    _check_waits(line)
    if by.user_id is not None and importer_of(session, line) == by.user_id:
        raise ImporterMatches
    if line.matched_payer_id is not None:
        raise LineDecided
    if not reason.strip():
        raise ReasonMissing(field="reason")
    line.matched_payer_id, line.match_reason = payer_id, reason.strip()
    line.matched_by, line.matched_at = by.user_id, clock.now()
    session.flush()
    audit.record(session, "line:match", line, by=by, reason=reason.strip(), payer_id=payer_id)


def importer_of(session: Session, line: StatementLine) -> int | None:
    """Give who brought the statement of a line; nobody when a command did."""
    return session.scalar(select(BankStatement.imported_by).where(BankStatement.id == line.statement_id))


def withdraw_match(session: Session, line: StatementLine, *, reason: str, by: Actor) -> None:
    """Take a proposal back, or turn it down: the line waits again. Raises: LineDecided, ReasonMissing."""
    line = _locked(session, line)
    _check_waits(line)
    if line.matched_payer_id is None:
        raise LineDecided
    if not reason.strip():
        raise ReasonMissing(field="reason")
    audit.record(session, "line:unmatch", line, by=by, reason=reason.strip(), payer_id=line.matched_payer_id)
    line.matched_payer_id = line.matched_by = line.matched_at = line.match_reason = None
    session.flush()


def confirm_match(session: Session, line: StatementLine, *, seen_payer_id: int, by: Actor) -> int:
    """Confirm the proposal that was looked at, and give its payer. Raises: LineDecided, MatcherConfirms."""
    line = _locked(session, line)
    _check_waits(line)
    if line.matched_payer_id is None or line.matched_payer_id != seen_payer_id:
        raise LineDecided
    if line.matched_by == by.user_id:
        raise MatcherConfirms
    line.confirmed_by, line.confirmed_at = by.user_id, clock.now()
    line.action = Action.CREDIT.value
    session.flush()
    audit.record(session, "line:confirm", line, by=by, reason=line.match_reason, payer_id=line.matched_payer_id)
    return line.matched_payer_id


def _locked(session: Session, line: StatementLine) -> StatementLine:
    asked = select(StatementLine).where(StatementLine.id == line.id).with_for_update()
    return session.execute(asked.execution_options(populate_existing=True)).scalar_one()


def _check_waits(line: StatementLine) -> None:
    """Only money in suspense waits for people."""
    is_waiting = line.action == Action.REVIEW and line.amount_sen > 0 and line.journal_id is not None
    if not is_waiting or line.confirmed_by is not None:
        raise LineDecided
