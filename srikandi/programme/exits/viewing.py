"""What a page about people who have left shows, gathered in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.coverage import succession
from srikandi.coverage.succession import Balance, Credited, MonthCredit, Wasted
from srikandi.pledges import Payer, Pledge
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


@dataclass(frozen=True)
class CreditedRow:
    """A month that was given back."""

    month: Credited
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


def wasted_rows(session: Session, district_ids: Collection[int]) -> list[WastedRow]:
    """List the months paid for people who had left, with their names: for those who settle it with the branch."""
    found = succession.wasted_months(session, district_ids, limit=MOST_WASTED)
    named, numbered = _named(session, found)
    return [WastedRow(one, named[one.resident_id], numbered[one.pledge_id]) for one in found]


def credited_rows(session: Session, district_ids: Collection[int]) -> list[CreditedRow]:
    """List the months BPJS Kesehatan has given back, with the names of whom they were for."""
    found = succession.credited_months(session, MonthCredit.district_id.in_(district_ids))
    named, numbered = _named(session, found)
    return [CreditedRow(one, named[one.resident_id], numbered[one.pledge_id]) for one in found]


def company_credits(session: Session, organisation_id: int) -> list[CreditedRow]:
    """List what BPJS Kesehatan has given back to one payer; whom it was for is not said."""
    rows = session.execute(select(Payer.id, Payer.pledge_id).where(Payer.organisation_id == organisation_id)).all()
    payers, mine = [row.id for row in rows], MonthCredit.pledge_id.in_({row.pledge_id for row in rows})
    found = succession.credited_months(session, mine, payers=payers) if rows else []
    _, numbered = _named(session, found)
    return [CreditedRow(one, "", numbered[one.pledge_id]) for one in found]


def _named(session: Session, found: Sequence[Wasted | Credited]) -> tuple[dict[int, str], dict[int, str]]:
    names = select(Resident.id, Resident.name).where(Resident.id.in_({one.resident_id for one in found}))
    numbers = select(Pledge.id, Pledge.number).where(Pledge.id.in_({one.pledge_id for one in found}))
    return dict(session.execute(names).all()), dict(session.execute(numbers).all())
