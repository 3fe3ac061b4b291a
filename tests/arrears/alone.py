"""A promise of arrears alone, made for tests."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy.orm import Session

from srikandi import clock, pledges, programme
from srikandi.money import Money
from srikandi.pledges import Agreement, Pledge, owing
from srikandi.pledges.owing import ArrearsTerms
from tests.pledges.making import Scene


def offered(session: Session, scene: Scene, *, families: int, key: str | None = None) -> Pledge:
    """Give an offer to pay what the first families owe."""
    cost = owing.quote_arrears(session, scene.pool_id, families=families).amount
    terms = ArrearsTerms(scene.pool_id, families, cost, key or uuid4().hex)
    return owing.offer_arrears(session, terms, by=scene.officer)


def agreed(session: Session, scene: Scene, *, families: int) -> Pledge:
    """Give one that is approved and signed."""
    pledge = offered(session, scene, families=families)
    programme.approve_pledge(session, pledge, seen_hash=pledge.content_hash, by=scene.checker)
    return pledges.agree(session, pledge, agreement=Agreement("440/7/PKS/2026", clock.today()), by=scene.maker)


def rupiah(months: int) -> Money:
    """Give what so many months of class III cost."""
    return Money(35_000) * months
