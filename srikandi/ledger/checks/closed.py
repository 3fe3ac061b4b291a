"""Has a closed month stayed as it was?"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from srikandi.ledger.models import Journal, Transfer
from srikandi.ledger.months import ClosedMonth
from srikandi.ledger.verification.findings import Finding
from srikandi.money import ZERO

CLOSED = "closed"


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
