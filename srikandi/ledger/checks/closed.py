"""Has a closed month stayed as it was?"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from srikandi.ledger.models import Journal, Transfer
from srikandi.ledger.months import ClosedBalance, ClosedMonth
from srikandi.ledger.reading import moved_sums
from srikandi.ledger.verification.findings import Finding
from srikandi.money import ZERO

CLOSED, CLOSED_BALANCES = "closed", "closed_balances"


def check_closed(session: Session) -> Iterator[Finding]:
    """Count the journals of every closed month again; name those that hold others than at closing."""
    inside = and_(
        Journal.district_id == ClosedMonth.district_id,
        Journal.occurred_at >= ClosedMonth.from_at,
        Journal.occurred_at < ClosedMonth.until_at,
    )
    counted = (
        select(
            ClosedMonth.district_id,
            ClosedMonth.month,
            ClosedMonth.journals,
            ClosedMonth.turnover,
            func.count(Journal.id.distinct()).label("found"),
            func.sum(Transfer.amount).label("moved"),
        )
        .outerjoin(Journal, inside)
        .outerjoin(Transfer, Transfer.journal_id == Journal.id)
        .group_by(ClosedMonth.district_id, ClosedMonth.month, ClosedMonth.journals, ClosedMonth.turnover)
        .order_by(ClosedMonth.district_id, ClosedMonth.month)
    )
    for row in session.execute(counted):
        if (row.journals, row.turnover) != (row.found, row.moved or ZERO):
            message = (
                f"Bulan {row.month} sudah ditutup dengan {row.journals} jurnal ({row.turnover}), "
                f"sekarang {row.found} ({row.moved or ZERO})."
            )
            yield Finding(CLOSED, f"closed_month/{row.district_id}/{row.month}", message)


def check_closed_balances(session: Session) -> Iterator[Finding]:
    """Add up what had moved on each account by the newest closing; name those of which it kept something else."""
    newest = (
        select(ClosedMonth.district_id, func.max(ClosedMonth.month).label("month"))
        .group_by(ClosedMonth.district_id)
        .subquery("newest")
    )
    last = select(ClosedMonth.district_id, ClosedMonth.month, ClosedMonth.until_at).join(
        newest, and_(newest.c.district_id == ClosedMonth.district_id, newest.c.month == ClosedMonth.month)
    )
    for closed in session.execute(last.order_by(ClosedMonth.district_id)).all():
        until = Journal.district_id == closed.district_id, Journal.occurred_at < closed.until_at
        of_month = ClosedBalance.district_id == closed.district_id, ClosedBalance.month == closed.month
        kept = select(ClosedBalance.account_id, ClosedBalance.debits, ClosedBalance.credits).where(*of_month)
        stands = {account_id: (debits, credits_) for account_id, debits, credits_ in session.execute(kept)}
        moved = moved_sums(*until)
        added = session.execute(select(moved.c.account_id, moved.c.debits, moved.c.credits))
        found = {account_id: (debits, credits_) for account_id, debits, credits_ in added}
        for account_id in sorted(stands.keys() | found.keys()):
            if stands.get(account_id) != found.get(account_id):
                message = f"Saldo akun saat bulan {closed.month} ditutup tidak sama dengan jumlah transfernya."
                yield Finding(CLOSED_BALANCES, f"account/{account_id}", message)
