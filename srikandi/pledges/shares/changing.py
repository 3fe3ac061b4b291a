"""How a share comes to change: proposed by a tariff, accepted by its payer."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.clock import Month
from srikandi.money import Money
from srikandi.pledges.shares.models import PayerShare


def ask_share(session: Session, payer_id: int, *, from_month: Month, amount: Money) -> PayerShare:
    """Ask a payer for another share from a month on; what was accepted for that month before is asked again."""
    row = _row(session, payer_id, from_month)
    row.amount, row.proposed_at, row.accepted_at, row.accepted_by = amount, clock.now(), None, None
    row.declined_at, row.declined_by, row.reason = None, None, None
    session.flush()
    return row


def note_share(
    session: Session, payer_id: int, *, from_month: Month, amount: Money, accepted_by: int | None = None
) -> PayerShare:
    """Let a share count from a month on."""
    row = _row(session, payer_id, from_month)
    row.amount, row.accepted_at, row.accepted_by = amount, clock.now(), accepted_by
    row.declined_at, row.declined_by, row.reason = None, None, None
    session.flush()
    return row


def note_refusal(session: Session, row: PayerShare, *, reason: str, declined_by: int | None) -> None:
    """Keep why a payer does not take the share it is asked for."""
    row.declined_at, row.declined_by, row.reason = clock.now(), declined_by, reason
    session.flush()


def _row(session: Session, payer_id: int, from_month: Month) -> PayerShare:
    same = PayerShare.payer_id == payer_id, PayerShare.from_month == from_month
    row = session.scalar(select(PayerShare).where(*same))
    if row is None:
        row = PayerShare(payer_id=payer_id, from_month=from_month)
        session.add(row)
    return row
