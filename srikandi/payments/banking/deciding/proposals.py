"""Two people decide about a sum: one proposes with a reason, another confirms; the database checks that.

A proposal is never changed: whoever confirms one has seen all of it, and what is wrong is taken back and made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.errors import Conflict
from srikandi.money import SEN, Money, total
from srikandi.payments.banking.models import (
    PROPOSAL_MOVES,
    BankStatement,
    LineProposal,
    ProposalKind,
    ProposalPart,
    ProposalStatus,
    Proposed,
    StatementLine,
)
from srikandi.payments.banking.progress import KeptLine
from srikandi.payments.models import BankAccount
from srikandi.payments.refusals import (
    ImporterMatches,
    LineDecided,
    MatcherConfirms,
    NobodyProposes,
    ReasonMissing,
    SharesDiffer,
)
from srikandi.payments.statements import Action


@dataclass(frozen=True)
class Share:
    """What one payer gets of one line, or gives back."""

    line_id: int
    payer_id: int
    amount: Money


def propose(
    session: Session,
    lines: Sequence[StatementLine],
    *,
    shares: Sequence[Share],
    kind: ProposalKind,
    reason: str,
    by: Actor,
) -> LineProposal:
    """Propose whose the money of these lines is, or that it went to the wrong payer.

    Raises: LineDecided, ImporterMatches, ReasonMissing, SharesDiffer.
    """
    lines = lock_lines(session, [line.id for line in lines])
    _check_lines(session, lines, kind=kind, by=by)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    _check_shares(lines, shares)
    proposal = LineProposal(
        district_id=lines[0].district_id,
        kind=kind,
        status=ProposalStatus.PROPOSED,
        reason=reason.strip(),
        proposed_by=by.user_id,
        proposed_at=clock.now(),
    )
    _write(session, proposal, lines, shares)
    ids, payers = [line.id for line in lines], sorted({one.payer_id for one in shares})
    audit.record(session, f"line:{kind.value}", proposal, by=by, reason=proposal.reason, lines=ids, payers=payers)
    return proposal


def _write(session: Session, proposal: LineProposal, lines: Sequence[StatementLine], shares: Sequence[Share]) -> None:
    session.add(proposal)
    session.flush()
    session.add_all(
        ProposalPart(proposal_id=proposal.id, line_id=one.line_id, payer_id=one.payer_id, amount=one.amount)
        for one in shares
    )
    for line in lines:
        line.proposal_id = proposal.id
    session.flush()


def confirm(session: Session, proposal: LineProposal, *, by: Actor) -> list[StatementLine]:
    """Confirm what somebody else proposed and give its lines, held. Raises: LineDecided, MatcherConfirms."""
    proposal, lines = _held(session, proposal)
    if by.user_id is None or by.user_id == proposal.proposed_by:
        raise MatcherConfirms
    decide(session, proposal, ProposalStatus.CONFIRMED, by=by)
    for line in lines:
        line.proposal_id = None
    session.flush()
    audit.record(session, f"line:{proposal.kind.value}_confirm", proposal, by=by, reason=proposal.reason)
    return lines


def withdraw(session: Session, proposal: LineProposal, *, reason: str, by: Actor) -> None:
    """Take a proposal back, or turn it down: its lines wait again. Raises: LineDecided, ReasonMissing."""
    proposal, lines = _held(session, proposal)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    proposal.decided_reason = reason.strip()
    decide(session, proposal, ProposalStatus.WITHDRAWN, by=by)
    for line in lines:
        line.proposal_id = None
    session.flush()
    audit.record(session, f"line:{proposal.kind.value}_withdraw", proposal, by=by, reason=reason.strip())


def withdraw_of(session: Session, line_ids: Iterable[int], *, reason: str, by: Actor) -> None:
    """Take back what waits for these lines, because their money is gone."""
    waits = LineProposal.id == StatementLine.proposal_id
    asked = select(LineProposal).join(StatementLine, waits).where(StatementLine.id.in_(list(line_ids))).distinct()
    for proposal in session.scalars(asked).all():
        withdraw(session, proposal, reason=reason, by=by)


def lock_lines(session: Session, line_ids: Iterable[int]) -> list[StatementLine]:
    """Hold these lines and, before them, their accounts: an import on one of them waits. Raises: LineDecided."""
    wanted = sorted(set(line_ids))
    accounts = select(StatementLine.account_id).where(StatementLine.id.in_(wanted))
    held = select(BankAccount.id).where(BankAccount.id.in_(accounts)).order_by(BankAccount.id)
    session.execute(held.with_for_update()).all()
    asked = select(StatementLine).where(StatementLine.id.in_(wanted)).order_by(StatementLine.id).with_for_update()
    found = session.scalars(asked.execution_options(populate_existing=True)).all()
    if not found or len(found) != len(wanted):
        raise LineDecided
    return list(found)


def importers_of(session: Session, lines: Iterable[StatementLine]) -> set[int]:
    """Give who brought the statements of these lines; nobody where a command did."""
    statements = {line.statement_id for line in lines}
    asked = select(BankStatement.imported_by).where(BankStatement.id.in_(statements))
    return {user_id for user_id in session.scalars(asked) if user_id is not None}


def waits(line: StatementLine) -> bool:
    """Is this money in suspense that nobody has decided about?"""
    return line.action == Action.REVIEW and line.amount_sen >= SEN and line.journal_id is not None


def whole(line: StatementLine | KeptLine) -> Money:
    """Give the whole rupiah a line moves, without a sign."""
    return Money(abs(line.amount_sen) // SEN)


def _check_lines(session: Session, lines: Sequence[StatementLine], *, kind: ProposalKind, by: Actor) -> None:
    if by.user_id is None:
        raise NobodyProposes
    wanted = Action.REVIEW if kind is ProposalKind.MATCH else Action.CREDIT
    are_open = all(
        line.action == wanted and line.amount_sen >= SEN and line.journal_id is not None and line.proposal_id is None
        for line in lines
    )
    if not are_open or len({line.district_id for line in lines}) != 1:
        raise LineDecided
    if kind is ProposalKind.MATCH and by.user_id in importers_of(session, lines):
        raise ImporterMatches


def _check_shares(lines: Sequence[StatementLine], shares: Sequence[Share]) -> None:
    """Every rupiah of every line has a payer, and no more than that. Raises: SharesDiffer."""
    given: defaultdict[int, list[Money]] = defaultdict(list)
    for share in shares:
        given[share.line_id].append(share.amount)
    for line in lines:
        parts = given.pop(line.id, [])
        if total(parts) != whole(line) or any(part.rupiah <= 0 for part in parts):
            raise SharesDiffer(field="shares", whole=whole(line), given=total(parts))
    if given:
        raise LineDecided


def _held(session: Session, proposal: LineProposal) -> tuple[LineProposal, list[StatementLine]]:
    """Hold a proposal that waits, with its lines. Raises: LineDecided."""
    named = select(ProposalPart.line_id).where(ProposalPart.proposal_id == proposal.id)
    lines = lock_lines(session, session.scalars(named))
    asked = select(LineProposal).where(LineProposal.id == proposal.id).with_for_update()
    proposal = session.execute(asked.execution_options(populate_existing=True)).scalar_one()
    if proposal.status is not ProposalStatus.PROPOSED or any(line.proposal_id != proposal.id for line in lines):
        raise LineDecided
    return proposal, lines


def decide(
    session: Session, row: Proposed, to: ProposalStatus, *, otherwise: type[Conflict] = LineDecided, by: Actor
) -> None:
    """Move what somebody proposed along the table of legal moves. Raises: what is given for any other move."""
    if (row.status, to) not in PROPOSAL_MOVES:
        raise otherwise
    row.status, row.decided_by, row.decided_at = to, by.user_id, clock.now()
    session.flush()


def decided_about(session: Session, line_ids: Sequence[int]) -> set[int]:
    """Give those of these lines about which two people have decided something."""
    found: set[int] = set()
    for part in in_parts(sorted(line_ids)):
        asked = select(ProposalPart.line_id).join(LineProposal, LineProposal.id == ProposalPart.proposal_id)
        confirmed = LineProposal.status == ProposalStatus.CONFIRMED
        found |= set(session.scalars(asked.where(ProposalPart.line_id.in_(part), confirmed)))
    return found


def note_credited(session: Session, line: StatementLine, *, reference: str | None) -> None:
    """Say of a line that its money has found its payers."""
    line.action, line.reference = Action.CREDIT.value, reference
    session.flush()


def note_suspense(session: Session, line: StatementLine) -> None:
    """Say of a line that its money is in suspense again."""
    line.action, line.reference, line.parts = Action.REVIEW.value, None, []
    session.flush()


def note_taken_back(session: Session, line_ids: Sequence[int]) -> None:
    """Say of lines in suspense that the bank has taken their money back."""
    session.execute(update(StatementLine).where(StatementLine.id.in_(line_ids)).values(action=Action.REVERSE.value))
