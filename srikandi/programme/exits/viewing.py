"""What a page about people who have left shows, gathered in a fixed number of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.coverage import succession
from srikandi.coverage.succession import Balance, Credited, MonthCredit, VacatedMonth, Wasted
from srikandi.pledges import Payer, Pledge
from srikandi.residents import Resident, ResidentExit, visible_to
from srikandi.users import User

PAGE = 50
MOST_WASTED = 100


@dataclass(frozen=True)
class Vacated:
    """Months somebody left behind in a promise; there they pass on."""

    pledge_id: int
    pledge_number: str
    months: int


@dataclass(frozen=True)
class LeftRow:
    """Somebody who was reported, with how many months they left behind, where, and whether it was taken back."""

    exit: ResidentExit
    name: str
    village_code: str
    noted_by: str | None
    vacated: tuple[Vacated, ...]

    @property
    def months(self) -> int:
        """How many months they left behind."""
        return sum(one.months for one in self.vacated)


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
    vacated = _vacated(session, [row[0].id for row in rows])
    shown = [LeftRow(*row, vacated=tuple(vacated[row[0].id])) for row in rows[:PAGE]]
    return shown, shown[-1].exit.id if len(rows) > PAGE else None


def _vacated(session: Session, exit_ids: Sequence[int]) -> dict[int, list[Vacated]]:
    found = defaultdict[int, list[Vacated]](list)
    asked = select(VacatedMonth.exit_id, Pledge.id, Pledge.number, func.count())
    joined = asked.join(Pledge, Pledge.id == VacatedMonth.pledge_id).where(VacatedMonth.exit_id.in_(exit_ids))
    for row in session.execute(joined.group_by(VacatedMonth.exit_id, Pledge.id).order_by(Pledge.id)):
        found[row[0]].append(Vacated(*row[1:]))
    return found


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
    if not found:
        return {}, {}
    names = select(Resident.id, Resident.name).where(Resident.id.in_({one.resident_id for one in found}))
    numbers = select(Pledge.id, Pledge.number).where(Pledge.id.in_({one.pledge_id for one in found}))
    return dict(session.execute(names).all()), dict(session.execute(numbers).all())
