"""What has been struck off: by promise for who paid it, and in a whole district for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.arrears.models import ArrearsMonth, ArrearsStatus
from srikandi.arrears.owing import families_counted
from srikandi.arrears.paying.models import ArrearsLine, ArrearsSettlement
from srikandi.ledger import Transfer
from srikandi.money import ZERO, Money
from srikandi.residents import Resident


def settled_for(
    session: Session, organisation_id: int, pledge_ids: Sequence[int], *, since: datetime, before: datetime
) -> dict[int, tuple[int, Money]]:
    """Give, promise by promise, how many months of a payer's money were struck off in a span, and their rupiah."""
    journal = select(Transfer.journal_id).where(Transfer.id == ArrearsLine.transfer_id).scalar_subquery()
    same = (ArrearsLine.resident_id == ArrearsMonth.resident_id) & (ArrearsLine.month == ArrearsMonth.month)
    rows = session.execute(
        select(ArrearsMonth.pledge_id, func.count(), func.sum(ArrearsLine.amount))
        .join(ArrearsLine, same)
        .join(ArrearsSettlement, ArrearsSettlement.id == ArrearsMonth.settlement_id)
        .where(ArrearsMonth.pledge_id.in_(pledge_ids), ArrearsMonth.status == ArrearsStatus.SETTLED)
        .where(ArrearsLine.organisation_id == organisation_id, ArrearsMonth.funded_by == journal)
        .where(ArrearsSettlement.ended_at >= since, ArrearsSettlement.ended_at < before)
        .group_by(ArrearsMonth.pledge_id)
    )
    return {pledge_id or 0: (count, amount or ZERO) for pledge_id, count, amount in rows}


def settled_in(session: Session, district_id: int) -> tuple[int, int]:
    """Count the families and the months that promises of a district have had struck off."""
    asked = (
        select(families_counted(), func.count())
        .join(ArrearsMonth, ArrearsMonth.resident_id == Resident.id)
        .where(ArrearsMonth.district_id == district_id, ArrearsMonth.status == ArrearsStatus.SETTLED)
    )
    families, months = session.execute(asked).one()
    return families, months
