"""What the dated shares of payers are, and which wait for a yes."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.clock import Month
from srikandi.money import Money
from srikandi.pledges.shares.models import PayerShare


def steps_of(session: Session, payer_ids: Collection[int]) -> dict[int, tuple[tuple[Month, Money], ...]]:
    """Give the later shares of these payers that count, by payer, in calendar order; in one question."""
    accepted = PayerShare.payer_id.in_(payer_ids), PayerShare.accepted_at.is_not(None)
    found = dict[int, tuple[tuple[Month, Money], ...]]()
    for row in session.scalars(select(PayerShare).where(*accepted).order_by(PayerShare.from_month)):
        found[row.payer_id] = (*found.get(row.payer_id, ()), (row.from_month, row.amount))
    return found


def shares_of(
    session: Session, payer_ids: Collection[int]
) -> tuple[dict[int, tuple[tuple[Month, Money], ...]], dict[int, tuple[PayerShare, ...]]]:
    """Give the later shares of these payers that count, and those they have not accepted yet; in one question."""
    own = PayerShare.payer_id.in_(payer_ids)
    asked = select(PayerShare).where(own).order_by(PayerShare.from_month, PayerShare.payer_id)
    later, waiting = dict[int, tuple[tuple[Month, Money], ...]](), dict[int, tuple[PayerShare, ...]]()
    for row in session.scalars(asked.execution_options(populate_existing=True)):
        if row.accepted_at is None:
            waiting[row.payer_id] = (*waiting.get(row.payer_id, ()), row)
        else:
            later[row.payer_id] = (*later.get(row.payer_id, ()), (row.from_month, row.amount))
    return later, waiting
