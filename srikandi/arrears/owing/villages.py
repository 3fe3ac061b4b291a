"""What each village owes, as the worker counted it: adding up the months of a whole district is no work for a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, insert, select
from sqlalchemy.orm import Session

from srikandi import clock
from srikandi.arrears.models import UNPAID, ArrearsMonth, VillageArrears
from srikandi.arrears.owing.sums import families_counted, still_owed
from srikandi.arrears.pricing import prices
from srikandi.money import Money
from srikandi.places import District
from srikandi.residents import Resident

COUNTED_EVERY = timedelta(minutes=10)
BELIEVED_FOR = timedelta(minutes=15)
"""A count older than this is nobody's: the worker stands still, and the page counts for itself."""


@dataclass(frozen=True)
class VillageOwed:
    """What the people of a village owe together."""

    village_code: str
    people: int
    families: int
    months: int
    amount: Money


@dataclass(frozen=True)
class Owing:
    """What the villages of a district owe, those that owe most first, and when that was counted."""

    villages: Sequence[VillageOwed]
    counted_at: datetime


def villages_owing(session: Session, district_id: int) -> Owing:
    """Give what each village owes: as the worker counted it, or counted now where it did not lately."""
    kept = VillageArrears
    asked = select(kept).where(kept.district_id == district_id, kept.counted_at > clock.now() - BELIEVED_FOR)
    rows = session.scalars(asked).all()
    if not rows:
        return Owing(_counted(session, district_id), clock.now())
    found = [VillageOwed(row.village_code, row.people, row.families, row.months, row.amount) for row in rows]
    return Owing(_in_order(found), max(row.counted_at for row in rows))


def due_for_counting(session: Session) -> list[int]:
    """Name the districts where somebody owes months and the count is old, or was forgotten."""
    owed = exists().where(ArrearsMonth.district_id == District.id, ArrearsMonth.status.in_(UNPAID))
    lately = VillageArrears.counted_at > clock.now() - COUNTED_EVERY
    kept = exists().where(VillageArrears.district_id == District.id, lately)
    return list(session.scalars(select(District.id).where(owed, ~kept)))


def count_villages(session: Session, district_id: int) -> None:
    """Count what each village of a district owes, and keep it in the place of the last count."""
    at = clock.now()
    rows = [{"district_id": district_id, "counted_at": at, **vars(one)} for one in _counted(session, district_id)]
    forget_count(session, district_id)
    if rows:
        session.execute(insert(VillageArrears), rows)


def forget_count(session: Session, district_id: int) -> None:
    """Have the next reader count for itself, because somebody has just said otherwise."""
    session.execute(delete(VillageArrears).where(VillageArrears.district_id == district_id))


def _counted(session: Session, district_id: int) -> list[VillageOwed]:
    asked = (
        select(
            Resident.village_code,
            func.count(Resident.id.distinct()),
            families_counted(),
            func.count(),
            func.sum(prices(session).column()),
        )
        .join(ArrearsMonth, ArrearsMonth.resident_id == Resident.id)
        .where(ArrearsMonth.district_id == district_id, *still_owed())
        .group_by(Resident.village_code)
    )
    return _in_order(VillageOwed(*row) for row in session.execute(asked))


def _in_order(villages: Iterable[VillageOwed]) -> list[VillageOwed]:
    return sorted(villages, key=lambda one: (-one.amount.rupiah, one.village_code))
