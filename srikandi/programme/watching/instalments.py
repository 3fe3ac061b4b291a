"""Do instalments ask for what is promised? Every change of a promise reshapes them; this asks as if one had not."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import coverage, pledges
from srikandi.ledger import Finding
from srikandi.pledges import Pledge, PledgeStatus
from srikandi.programme.money import promises_of

RUNNING = (PledgeStatus.APPROVED, PledgeStatus.AGREED, PledgeStatus.RUNNING)


def check_instalments(session: Session) -> Iterator[Finding]:
    """Find payers whose instalments do not add up to their life-months and reserve."""
    running = select(Pledge.id).where(Pledge.status.in_(RUNNING), Pledge.ended_at.is_(None)).order_by(Pledge.id)
    far = coverage.progress(session, list(session.scalars(running)))
    ids = [pledge_id for pledge_id, one in far.items() if one.committed]
    payers = pledges.payers_of_all(session, ids)
    promised = promises_of(session, ids, payers)
    for payer in payers:
        if payer.total != promised[payer.id]:
            message = f"angsuran payer/{payer.id} {payer.total}, janjinya {promised[payer.id]}"
            yield Finding("instalments", f"pledge/{payer.pledge_id}", message)
