"""Is nobody covered, or held, twice? The database forbids it; this asks as if it had forgotten to."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.ledger import Finding
from srikandi.pledges import Hold, HoldStatus


def check_seats(session: Session) -> Iterator[Finding]:
    """Find people with more than one live life-month in a month."""
    live = LifeMonth.resident_id.is_not(None), LifeMonth.status != LifeMonthStatus.RELEASED
    asked = select(LifeMonth.month, LifeMonth.resident_id, func.count()).where(*live)
    for month, resident_id, count in session.execute(
        asked.group_by(LifeMonth.month, LifeMonth.resident_id).having(func.count() > 1)
    ):
        yield Finding("seats", f"resident/{resident_id}", f"{count} jiwa-bulan hidup di bulan {month}.")


def check_holds(session: Session) -> Iterator[Finding]:
    """Find people held for more than one pledge."""
    asked = select(Hold.resident_id, func.count()).where(Hold.status.in_((HoldStatus.HELD, HoldStatus.KEPT)))
    for resident_id, count in session.execute(asked.group_by(Hold.resident_id).having(func.count() > 1)):
        yield Finding("holds", f"resident/{resident_id}", f"Dititipkan untuk {count} komitmen sekaligus.")
