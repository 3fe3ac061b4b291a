"""What a page about people who have left shows, gathered in a fixed number of questions."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.coverage import succession
from srikandi.coverage.succession import Balance, Wasted
from srikandi.pledges import Pledge
from srikandi.residents import Resident, ResidentExit, visible_to
from srikandi.users import User

PAGE = 50
MOST_WASTED = 100


@dataclass(frozen=True)
class LeftRow:
    """Somebody who was reported, with how many months they left behind and whether it was taken back."""

    exit: ResidentExit
    name: str
    village_code: str
    noted_by: str | None
    months: int


@dataclass(frozen=True)
class WastedRow:
    """A month paid for somebody who had left."""

    month: Wasted
    name: str
    pledge_number: str


def company_balance(session: Session, company_id: int) -> Balance:
    """Give where the life-months of everything a company has promised are."""
    own = list(session.scalars(select(Pledge.id).where(Pledge.company_id == company_id)))
    return sum(succession.balances(session, own).values(), Balance())


def left_rows(session: Session, *, viewer: Actor, before: int | None = None) -> tuple[list[LeftRow], int | None]:
    """List who was reported as leaving, the newest first, a page at a time; the second value begins the next page."""
    seen = visible_to(viewer).with_only_columns(Resident.id).subquery()
    asked = (
        select(ResidentExit, Resident.name, Resident.village_code, User.name)
        .join(Resident, Resident.id == ResidentExit.resident_id)
        .join(seen, seen.c.id == ResidentExit.resident_id)
        .outerjoin(User, User.id == ResidentExit.noted_by)
        .where(ResidentExit.district_id.in_(viewer.district_ids))
    )
    if before is not None:
        asked = asked.where(ResidentExit.id < before)
    rows = session.execute(asked.order_by(ResidentExit.id.desc()).limit(PAGE + 1)).all()
    months = succession.count_vacated(session, [row[0].id for row in rows])
    shown = [LeftRow(row[0], row[1], row[2], row[3], months.get(row[0].id, 0)) for row in rows[:PAGE]]
    return shown, shown[-1].exit.id if len(rows) > PAGE else None


def wasted_rows(session: Session, district_id: int) -> list[WastedRow]:
    """List the months paid for people who had left, with their names: for those who settle it with the branch."""
    found = succession.wasted_months(session, district_id, limit=MOST_WASTED)
    names = select(Resident.id, Resident.name).where(Resident.id.in_({one.resident_id for one in found}))
    numbers = select(Pledge.id, Pledge.number).where(Pledge.id.in_({one.pledge_id for one in found}))
    named = {row[0]: row[1] for row in session.execute(names)}
    numbered = {row[0]: row[1] for row in session.execute(numbers)}
    return [WastedRow(one, named[one.resident_id], numbered[one.pledge_id]) for one in found]
