"""Money that left an account waits until somebody says what it paid: a refund, a premium, a cost of the operator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from srikandi import audit, clock
from srikandi.audit import Actor
from srikandi.i18n import N_
from srikandi.money import SEN, Money
from srikandi.payments.banking.considering import as_read
from srikandi.payments.banking.deciding import withdraw_write_offs_of
from srikandi.payments.banking.models import BankStatement, LineWriteOff, ProposalStatus, StatementLine
from srikandi.payments.banking.reading.suspense import in_suspense
from srikandi.payments.refusals import LineDecided
from srikandi.payments.statements import Action, decide
from srikandi.payments.statements import Bill as ReadBill

FAR = timedelta(days=35)
"""How long after a payment a bank may still take it back."""
BOOKED = N_("Uang keluar ini sudah dibukukan dengan cara lain.")
MEANINGS = (Action.IGNORE.value, Action.REVIEW.value)
"""What went out by our own order, and what a bank says it took back without a payment it could be."""


def outgoing_waiting(session: Session, district_id: int, *, amount: Money | None = None) -> list[StatementLine]:
    """List lines of money out that stand in no journal yet, oldest first; with an amount only those of just that sum.

    The amount is what left, above zero; sen are left aside as everywhere in the book.
    """
    asked = select(StatementLine).where(StatementLine.district_id == district_id, waits_outgoing())
    if amount is not None:
        least = amount.rupiah * SEN
        asked = asked.where(StatementLine.amount_sen.between(-least - SEN + 1, -least))
    return list(session.scalars(asked.order_by(StatementLine.booked_on, StatementLine.id)))


def open_lines(session: Session, district_id: int, *, until_on: date, at_most: int) -> list[StatementLine]:
    """List what came in and is in suspense, and what went out and is in no journal, up to a day; oldest first."""
    own = StatementLine.district_id == district_id, StatementLine.booked_on <= until_on
    asked = select(StatementLine).where(*own, or_(in_suspense(), waits_outgoing()))
    return list(session.scalars(asked.order_by(StatementLine.booked_on, StatementLine.id).limit(at_most)))


def book_outgoing(session: Session, line: StatementLine, *, journal_id: int, by: Actor) -> None:
    """Note the journal that says what a line of money out has paid, once. Raises: LineDecided."""
    asked = select(StatementLine).where(StatementLine.id == line.id).with_for_update()
    line = session.execute(asked.execution_options(populate_existing=True)).scalar_one()
    _check_waits(line)
    line.journal_id = journal_id
    session.flush()
    withdraw_write_offs_of(session, [line.id], reason=BOOKED, by=by)
    audit.record(session, "line:book_outgoing", line, by=by, journal_id=journal_id)


def look_again(
    session: Session, statement: BankStatement, *, bills: Callable[[], Sequence[ReadBill]]
) -> list[StatementLine]:
    """Find money out, kept or written off earlier, that takes back lines which only this statement has brought.

    Files come in any order: what a bank took back may be here before what it took. Gives those lines, marked.
    """
    lost = _lost_around(session, statement)
    if not lost:
        return []
    days = [line.booked_on for line in lost]
    asked = select(StatementLine).where(
        StatementLine.account_id == statement.account_id,
        StatementLine.booked_on.between(min(days) - FAR, max(days)),
        StatementLine.action != Action.VOIDED.value,
    )
    rows = session.scalars(asked.order_by(StatementLine.booked_on, StatementLine.id)).all()
    reads = [as_read(row) for row in rows]
    by_read = {id(read): row for read, row in zip(reads, rows, strict=True)}
    wanted, found = {line.id for line in lost}, []
    for row, decision in zip(rows, decide(reads, bills=bills()), strict=True):
        partner = by_read.get(id(decision.reverses))
        if row.id in wanted and partner is not None and partner.statement_id == statement.id:
            row.action, row.reverses_id = decision.action.value, partner.id
            row.codes = [code.value for code in decision.codes]
            row.reference = None if decision.reference is None else str(decision.reference)
            found.append(row)
    session.flush()
    return found


def late_returns(session: Session, statement: BankStatement) -> list[StatementLine]:
    """Give lines of other statements that take back lines of this one and stand in no journal yet."""
    own = select(StatementLine.id).where(StatementLine.statement_id == statement.id)
    asked = select(StatementLine).where(
        StatementLine.reverses_id.in_(own),
        StatementLine.statement_id != statement.id,
        StatementLine.journal_id.is_(None),
        StatementLine.action == Action.REVERSE.value,
    )
    return list(session.scalars(asked.order_by(StatementLine.booked_on, StatementLine.id)))


def late_written_off(session: Session, statement: BankStatement) -> list[StatementLine]:
    """Give lines of other statements that were written off before this one told what they take back."""
    own = select(StatementLine.id).where(StatementLine.statement_id == statement.id)
    asked = select(StatementLine).where(StatementLine.reverses_id.in_(own), _was_written_off())
    others = StatementLine.statement_id != statement.id
    return list(session.scalars(asked.where(others).order_by(StatementLine.booked_on, StatementLine.id)))


def _lost_around(session: Session, statement: BankStatement) -> list[StatementLine]:
    asked = select(StatementLine).where(
        StatementLine.account_id == statement.account_id,
        StatementLine.statement_id != statement.id,
        StatementLine.booked_on >= statement.from_on,
        StatementLine.booked_on <= (statement.to_on or clock.today()) + FAR,
        or_(waits_outgoing(), and_(StatementLine.reverses_id.is_(None), _was_written_off())),
    )
    return list(session.scalars(asked))


def _was_written_off() -> ColumnElement[bool]:
    two = select(LineWriteOff.line_id).where(LineWriteOff.status == ProposalStatus.CONFIRMED)
    return StatementLine.id.in_(two)


def waits_outgoing() -> ColumnElement[bool]:
    """Say of a line that it is money out which nobody has booked."""
    return and_(
        StatementLine.amount_sen <= -SEN,
        StatementLine.journal_id.is_(None),
        StatementLine.action.in_(MEANINGS),
    )


def _check_waits(line: StatementLine) -> None:
    if line.amount_sen > -SEN or line.journal_id is not None or line.action not in MEANINGS:
        raise LineDecided
