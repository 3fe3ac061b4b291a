"""Were two people at work where two are asked for? The database forbids one; this asks as if it had forgotten to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from srikandi.closings import Remittance
from srikandi.ledger import ClosedMonth, Finding
from srikandi.organisations import GateDeclaration
from srikandi.payments import LineProposal, ProposalStatus
from srikandi.payments.cards import Payout
from srikandi.payments.destinations import DestinationChange
from srikandi.payments.refunding import Refund
from srikandi.pledges import Pledge
from srikandi.pledges.consortia import Consortium
from srikandi.pledges.reserves import ReserveRelease
from srikandi.pools import Pool
from srikandi.residents import ResidentExit, ResidentImport
from srikandi.residents.exits import ExitList
from srikandi.tariffs import TariffProposal

Person = InstrumentedAttribute[Any]
CONFIRMED_BY = case((LineProposal.status == ProposalStatus.CONFIRMED, LineProposal.decided_by))
"""Whoever proposes may take it back; only confirming takes another."""
PAIRS: tuple[tuple[str, Person, Person, Person | ColumnElement[Any]], ...] = (
    ("import", ResidentImport.id, ResidentImport.uploaded_by, ResidentImport.approved_by),
    ("exit_list", ExitList.id, ExitList.uploaded_by, ExitList.approved_by),
    ("exit", ResidentExit.id, ResidentExit.noted_by, ResidentExit.undone_by),
    ("pool", Pool.id, Pool.proposed_by, Pool.approved_by),
    ("gate", GateDeclaration.id, GateDeclaration.declared_by, GateDeclaration.decided_by),
    ("pledge", Pledge.id, Pledge.offered_by, Pledge.approved_by),
    ("consortium", Consortium.id, Consortium.started_by, Consortium.approved_by),
    ("reserve", ReserveRelease.id, ReserveRelease.asked_by, ReserveRelease.decided_by),
    ("line_proposal", LineProposal.id, LineProposal.proposed_by, CONFIRMED_BY),
    ("payout", Payout.id, Payout.matched_by, Payout.confirmed_by),
    ("refund", Refund.id, Refund.requested_by, Refund.decided_by),
    ("destination", DestinationChange.id, DestinationChange.proposed_by, DestinationChange.approved_by),
    ("remittance", Remittance.id, Remittance.prepared_by, Remittance.confirmed_by),
    ("tariff", TariffProposal.id, TariffProposal.proposed_by, TariffProposal.decided_by),
    ("month", ClosedMonth.month, ClosedMonth.proposed_by, ClosedMonth.confirmed_by),
)
"""What, its number, who made it, who checked it."""


def check_two_people(session: Session) -> Iterator[Finding]:
    """Find deeds one person did alone."""
    for what, number, maker, checker in PAIRS:
        for found in session.scalars(select(number).where(maker == checker).order_by(number)):
            yield Finding("two people", f"{what}/{found}", "Diusulkan dan disetujui oleh orang yang sama.")
