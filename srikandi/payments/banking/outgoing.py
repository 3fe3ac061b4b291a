"""Money that left an account waits until somebody says what it paid: a refund, a premium, a cost of the operator."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.money import Money
from srikandi.payments.banking.models import StatementLine
from srikandi.payments.refusals import LineDecided
from srikandi.payments.statements import SEN, Action

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


def book_outgoing(session: Session, line: StatementLine, *, journal_id: int, by: Actor) -> None:
    """Note the journal that says what a line of money out has paid, once. Raises: LineDecided."""
    asked = select(StatementLine).where(StatementLine.id == line.id).with_for_update()
    line = session.execute(asked.execution_options(populate_existing=True)).scalar_one()
    _check_waits(line)
    line.journal_id = journal_id
    session.flush()
    audit.record(session, "line:book_outgoing", line, by=by, journal_id=journal_id)


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
