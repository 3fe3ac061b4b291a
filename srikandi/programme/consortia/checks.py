"""What must always be true of promises made together: nothing of one moves before the whole, and all move together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from srikandi.coverage import FundingLine
from srikandi.ledger import Finding
from srikandi.pledges import LIVE_CONSORTIA, Consortium, ConsortiumMember, ConsortiumStatus, Pledge, PledgeStatus

ALONE = "consortium money"
TOGETHER = "consortium decisions"


def check_funded_alone(session: Session) -> Iterator[Finding]:
    """Find promises of a consortium whose money is used though the whole was not approved."""
    funded = select(FundingLine.pledge_id).where(FundingLine.pledge_id == Pledge.id).exists()
    asked = _members(Consortium.number, Pledge.number).where(Consortium.status != ConsortiumStatus.FORMED, funded)
    for together, number in session.execute(asked.order_by(Pledge.id)):
        yield Finding(ALONE, together, f"{number} didanai sebelum {together} disetujui seluruhnya.")


def check_decided_apart(session: Session) -> Iterator[Finding]:
    """Find promises that were decided without the rest of their consortium, or by somebody else."""
    is_live, is_formed = Consortium.status.in_(LIVE_CONSORTIA), Consortium.status == ConsortiumStatus.FORMED
    early = is_live & (Pledge.status != PledgeStatus.OFFERED)
    apart = (
        Pledge.approved_at.is_(None)
        | (Pledge.approved_at != Consortium.approved_at)
        | (Pledge.approved_by != Consortium.approved_by)
    )
    asked = _members(Consortium.number, Pledge.number).where(early | (is_formed & apart))
    for together, number in session.execute(asked.order_by(Pledge.id)):
        yield Finding(TOGETHER, together, f"{number} diputuskan lain dari {together}.")


def _members(*columns: Any) -> Select[Any]:
    """Ask about promises that are in a consortium still."""
    return (
        select(*columns)
        .select_from(ConsortiumMember)
        .join(Consortium, Consortium.id == ConsortiumMember.consortium_id)
        .join(Pledge, Pledge.id == ConsortiumMember.pledge_id)
        .where(ConsortiumMember.left_at.is_(None))
    )
