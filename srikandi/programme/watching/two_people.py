"""Were two people at work where two are asked for? The database forbids one; this asks as if it had forgotten to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from srikandi.ledger import Finding
from srikandi.payments import StatementLine
from srikandi.pledges import Pledge
from srikandi.pools import Pool
from srikandi.residents import ResidentImport

Person = InstrumentedAttribute[Any]
PAIRS: tuple[tuple[str, Person, Person, Person], ...] = (
    ("pledge", Pledge.id, Pledge.offered_by, Pledge.approved_by),
    ("statement_line", StatementLine.id, StatementLine.matched_by, StatementLine.confirmed_by),
    ("pool", Pool.id, Pool.proposed_by, Pool.approved_by),
    ("import", ResidentImport.id, ResidentImport.uploaded_by, ResidentImport.approved_by),
)
"""What, its number, who made it, who checked it."""


def check_two_people(session: Session) -> Iterator[Finding]:
    """Find deeds one person did alone."""
    for what, number, maker, checker in PAIRS:
        for found in session.scalars(select(number).where(maker == checker).order_by(number)):
            yield Finding("two people", f"{what}/{found}", "Diusulkan dan disetujui oleh orang yang sama.")
