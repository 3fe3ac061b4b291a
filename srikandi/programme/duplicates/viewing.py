"""What the pages about duplicates show, gathered in a fixed number of questions."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from srikandi.audit import Actor
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.coverage.succession import UNUSED
from srikandi.pledges import LIVE_HOLDS, Hold, Pledge
from srikandi.residents import Masked, Resident, ResidentStatus, masked_numbers
from srikandi.residents.duplicates import DuplicatePair, SuspicionStatus, pairs

PAGE = 50
STAYS_FIRST = (
    ResidentStatus.COVERED,
    ResidentStatus.HELD,
    ResidentStatus.LAPSED,
    ResidentStatus.VERIFIED,
    ResidentStatus.IMPORTED,
    ResidentStatus.EXITED,
)
"""Who is further along stays, when nobody says otherwise."""


@dataclass(frozen=True)
class PairRow:
    """One case in a list."""

    pair: DuplicatePair
    first: str
    second: str
    village_code: str


@dataclass(frozen=True)
class Side:
    """One of the two records, with what would pass on if it left."""

    resident: Resident
    numbers: Masked
    pledge_number: str | None
    months: int
    """Unused life-months."""
    delivered: int
    """Confirmed life-months."""


@dataclass(frozen=True)
class PairView:
    """A case with both records."""

    pair: DuplicatePair
    sides: tuple[Side, Side]

    @property
    def stays(self) -> int:
        """The record that stays when nobody says otherwise: who is further along, then who came first."""
        order = {status: at for at, status in enumerate(STAYS_FIRST)}
        ranked = sorted(self.sides, key=lambda one: (order[one.resident.status], one.resident.id))
        return ranked[0].resident.id


def pair_rows(session: Session, *, viewer: Actor, status: SuspicionStatus, page: int) -> tuple[list[PairRow], bool]:
    """Give a page of cases, what has most to say for it first, and whether there are more."""
    first, second = aliased(Resident), aliased(Resident)
    asked = (
        pairs(viewer)
        .add_columns(first.name, second.name, first.village_code)
        .join(first, first.id == DuplicatePair.first_id)
        .join(second, second.id == DuplicatePair.second_id)
        .where(DuplicatePair.status == status)
        .order_by(DuplicatePair.weight.desc(), DuplicatePair.id)
    )
    rows = session.execute(asked.offset(page * PAGE).limit(PAGE + 1)).all()
    return [PairRow(*row) for row in rows[:PAGE]], len(rows) > PAGE


def pair_view(session: Session, pair: DuplicatePair) -> PairView:
    """Give a case with both records and where they stand."""
    ids = (pair.first_id, pair.second_id)
    known = {one.id: one for one in session.scalars(select(Resident).where(Resident.id.in_(ids)))}
    held = select(Hold.resident_id, Pledge.number).join(Pledge, Pledge.id == Hold.pledge_id)
    numbers = {
        row[0]: row[1] for row in session.execute(held.where(Hold.resident_id.in_(ids), Hold.status.in_(LIVE_HOLDS)))
    }
    months = session.execute(
        select(LifeMonth.resident_id, LifeMonth.status).where(LifeMonth.resident_id.in_(ids))
    ).all()
    first, second = (
        Side(
            resident=known[one],
            numbers=masked_numbers(known[one]),
            pledge_number=numbers.get(one),
            months=sum(1 for who, status in months if who == one and status in UNUSED),
            delivered=sum(1 for who, status in months if who == one and status is LifeMonthStatus.ACTIVE),
        )
        for one in ids
    )
    return PairView(pair, (first, second))
