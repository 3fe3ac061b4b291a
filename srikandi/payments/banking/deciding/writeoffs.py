"""Money a bank took back after it was used is written off: one person says so, another confirms it.

Each payer of what was taken back has a part: what it had got, and what has been made good of it since. What nobody has
made good is the operator's loss.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.database import in_parts
from srikandi.money import SEN, ZERO, Money
from srikandi.payments.banking.deciding.proposals import decide, lock_lines, whole
from srikandi.payments.banking.models import BankStatement, LineWriteOff, ProposalStatus, StatementLine, WriteOffPart
from srikandi.payments.models import Payment
from srikandi.payments.refusals import ImportRunning, LineDecided, MatcherConfirms, NobodyProposes, ReasonMissing
from srikandi.payments.statements import Action


def is_lost(line: StatementLine, statement: BankStatement) -> bool:
    """Did a bank take this back, and the book could not follow? While its file is being booked, it may yet."""
    return _takes_back(line) and statement.finished_at is not None


def _takes_back(line: StatementLine) -> bool:
    says_so = line.action in (Action.REVERSE, Action.REVIEW)
    return says_so and line.amount_sen <= -SEN and line.journal_id is None


def propose_write_off(session: Session, line: StatementLine, *, reason: str, by: Actor) -> LineWriteOff:
    """Propose to book what a bank took back. Raises: NobodyProposes, ReasonMissing, LineDecided, ImportRunning."""
    if by.user_id is None:
        raise NobodyProposes
    if not reason.strip():
        raise ReasonMissing(field="reason")
    line = _lost(session, line.id)
    if write_off_of(session, line) is not None:
        raise LineDecided
    write_off = LineWriteOff(
        district_id=line.district_id,
        line_id=line.id,
        status=ProposalStatus.PROPOSED,
        reason=reason.strip(),
        proposed_by=by.user_id,
        proposed_at=clock.now(),
    )
    session.add(write_off)
    session.flush()
    audit.record(session, "line:write_off", line, by=by, reason=write_off.reason)
    return write_off


def hold_write_off(session: Session, write_off: LineWriteOff, *, by: Actor) -> StatementLine:
    """Give the line of what somebody else proposed, held, to whoever confirms it now.

    Raises: MatcherConfirms, LineDecided, ImportRunning.
    """
    line = _lost(session, write_off.line_id)
    session.refresh(write_off)
    if write_off.status is not ProposalStatus.PROPOSED:
        raise LineDecided
    if by.user_id is None or by.user_id == write_off.proposed_by:
        raise MatcherConfirms
    return line


def confirm_write_off(
    session: Session, write_off: LineWriteOff, line: StatementLine, *, credited: Mapping[int, Money], by: Actor
) -> None:
    """Write down that a held line is written off: all of it is lost until a payer (payer -> what it got) makes it good.

    Raises: LineDecided.
    """
    decide(session, write_off, ProposalStatus.CONFIRMED, by=by)
    write_off.loss, line.action = whole(line), Action.REVERSE.value
    name_payers(session, write_off, credited)
    audit.record(session, "line:write_off_confirm", line, by=by, reason=write_off.reason)


def name_payers(session: Session, write_off: LineWriteOff, credited: Mapping[int, Money]) -> None:
    """Write down what each payer had got of a line that is written off."""
    parts = sorted(credited.items())
    session.add_all(WriteOffPart(write_off_id=write_off.id, payer_id=who, credited=amount) for who, amount in parts)
    session.flush()


def note_made_good(
    session: Session, write_off: LineWriteOff, part: WriteOffPart | None, amount: Money, *, by: Actor
) -> None:
    """Count a sum as made good, by a payer or by nobody in particular; the loss is less by it."""
    write_off.loss = (write_off.loss or ZERO) - amount
    if part is not None:
        part.made_good += amount
    session.flush()
    payer_id = None if part is None else part.payer_id
    audit.record(session, "line:made_good", write_off, by=by, payer=payer_id, amount=amount.rupiah)


def withdraw_write_off(session: Session, write_off: LineWriteOff, *, reason: str, by: Actor) -> None:
    """Take such a proposal back, or turn it down: the line waits again. Raises: LineDecided, ReasonMissing."""
    (line,) = lock_lines(session, [write_off.line_id])
    session.refresh(write_off)
    if not reason.strip():
        raise ReasonMissing(field="reason")
    write_off.decided_reason = reason.strip()
    decide(session, write_off, ProposalStatus.WITHDRAWN, by=by)
    audit.record(session, "line:write_off_withdraw", line, by=by, reason=reason.strip())


def withdraw_write_offs_of(session: Session, line_ids: Sequence[int], *, reason: str, by: Actor) -> None:
    """Take back what waits for these lines, because they need nobody's word any more."""
    for one in _standing(session, line_ids):
        if one.status is ProposalStatus.PROPOSED:
            withdraw_write_off(session, one, reason=reason, by=by)


def write_off_of(session: Session, line: StatementLine) -> LineWriteOff | None:
    """Give what stands about a line: proposed or confirmed, not what was taken back."""
    return next(iter(_standing(session, [line.id])), None)


def all_write_offs_of(session: Session, line: StatementLine) -> list[LineWriteOff]:
    """List all that was ever proposed about a line, the newest first; what stands, if anything does, is the first."""
    own = LineWriteOff.line_id == line.id
    return list(session.scalars(select(LineWriteOff).where(own).order_by(LineWriteOff.id.desc())))


def write_offs_of(session: Session, lines: Iterable[StatementLine]) -> dict[int, LineWriteOff]:
    """Give what stands about these lines (line -> write-off)."""
    return {one.line_id: one for one in _standing(session, [line.id for line in lines])}


def written_off(session: Session, line_ids: Sequence[int]) -> set[int]:
    """Give those of these lines that two people have written off."""
    return {one.line_id for one in _standing(session, line_ids) if one.status is ProposalStatus.CONFIRMED}


def payers_of_write_off(session: Session, write_off: LineWriteOff) -> list[WriteOffPart]:
    """List what each payer had got of a line, and what was made good of it."""
    own = WriteOffPart.write_off_id == write_off.id
    return list(session.scalars(select(WriteOffPart).where(own).order_by(WriteOffPart.payer_id)))


def part_of_payment(session: Session, payment: Payment) -> tuple[LineWriteOff, WriteOffPart] | None:
    """Give the part of a payment's payer where a bank took the payment back and two people wrote it off, held."""
    if payment.statement_line_id is None:
        return None
    asked = (
        select(LineWriteOff, WriteOffPart)
        .join(WriteOffPart, WriteOffPart.write_off_id == LineWriteOff.id)
        .join(StatementLine, StatementLine.id == LineWriteOff.line_id)
        .where(StatementLine.reverses_id == payment.statement_line_id, WriteOffPart.payer_id == payment.payer_id)
    )
    confirmed = LineWriteOff.status == ProposalStatus.CONFIRMED
    held = asked.where(confirmed).limit(1).with_for_update(of=[LineWriteOff, WriteOffPart])
    found = session.execute(held.execution_options(populate_existing=True)).one_or_none()
    return None if found is None else (found[0], found[1])


def _lost(session: Session, line_id: int) -> StatementLine:
    """Hold a line a bank took back, which waits for people. Raises: LineDecided, ImportRunning."""
    (line,) = lock_lines(session, [line_id])
    if not _takes_back(line):
        raise LineDecided
    if not is_lost(line, session.get_one(BankStatement, line.statement_id)):
        raise ImportRunning
    return line


def _standing(session: Session, line_ids: Sequence[int]) -> list[LineWriteOff]:
    found: list[LineWriteOff] = []
    for part in in_parts(sorted(line_ids)):
        own = LineWriteOff.line_id.in_(part), LineWriteOff.status != ProposalStatus.WITHDRAWN
        found += session.scalars(select(LineWriteOff).where(*own).order_by(LineWriteOff.id))
    return found
