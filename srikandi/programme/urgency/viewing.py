"""Urgent cases as pages show them: who, whose quota, whose step it is and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case as when
from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.coverage import BatchLine, urgency
from srikandi.coverage.urgency import Clock, Quota, UrgentCase, UrgentStatus
from srikandi.ledger import AccountKind, balances
from srikandi.money import ZERO, Money, total
from srikandi.organisations import Organisation
from srikandi.places import Village
from srikandi.pledges import Pledge
from srikandi.programme.urgency.deeds import SIGNED, is_over
from srikandi.residents import Resident
from srikandi.users import Role, User

U = UrgentStatus
TURNS: dict[UrgentStatus, Role] = {U.REQUESTED: Role.CHECKER, U.APPROVED: Role.MAKER, U.SENT: Role.BRANCH}
"""Whose step it is."""


@dataclass(frozen=True)
class CaseRow:
    """One case in a list or on its page."""

    case: UrgentCase
    name: str
    village: str
    pledge_number: str
    company: str
    card_number: str | None = None

    @property
    def clock(self) -> Clock:
        """How much of its time is left."""
        return urgency.clock_of(self.case)

    @property
    def is_open(self) -> bool:
        """Is it still under way?"""
        return self.case.status in urgency.OPEN

    @property
    def turn(self) -> Role | None:
        """Whose step it is, while it is under way."""
        return TURNS.get(self.case.status)

    @property
    def since(self) -> datetime:
        """Since when it lies there."""
        return self.case.sent_at or self.case.approved_at or self.case.requested_at


@dataclass(frozen=True)
class QuotaRow:
    """What a pledge keeps free, and the money that lies there for it."""

    quota: Quota
    number: str
    company: str
    credit: Money
    is_running: bool
    until_on: date | None
    """The last day it is kept free, if one was said."""


def urgent_rows(session: Session, *, viewer: Actor, only: UrgentCase | None = None) -> list[CaseRow]:
    """List the cases of a viewer's districts, those under way first and by their hour; or one of them."""
    is_over = when((UrgentCase.status.in_(urgency.OPEN), 0), else_=1)
    card = BatchLine.batch_id == UrgentCase.batch_id
    asked = (
        select(UrgentCase, Resident.name, Village.name, Pledge.number, Organisation.name, BatchLine.card_number)
        .join(Resident, Resident.id == UrgentCase.resident_id)
        .join(Village, Village.code == Resident.village_code)
        .join(Pledge, Pledge.id == UrgentCase.pledge_id)
        .join(Organisation, Organisation.id == Pledge.company_id)
        .outerjoin(BatchLine, card)
        .where(UrgentCase.district_id.in_(viewer.district_ids))
        .order_by(is_over, UrgentCase.due_at, UrgentCase.id.desc())
        .limit(urgency.MOST_CASES)
    )
    if only is not None:
        asked = asked.where(UrgentCase.id == only.id)
    if viewer.role == Role.BRANCH:
        asked = asked.where(UrgentCase.sent_at.is_not(None))
    return [CaseRow(*row) for row in session.execute(asked)]


def urgent_quotas(session: Session, district_id: int) -> list[QuotaRow]:
    """List who keeps seats free for urgent cases in a district."""
    quotas = urgency.quotas_of(session, district_id)
    named = {
        pledge.id: (pledge, company)
        for pledge, company in session.execute(
            select(Pledge, Organisation.name)
            .join(Organisation, Organisation.id == Pledge.company_id)
            .where(Pledge.id.in_([one.pledge_id for one in quotas]))
        )
    }
    credit = balances(session, kind=AccountKind.PAYER_FUNDS, district_id=district_id) if quotas else {}
    found = []
    for one in quotas:
        pledge, company = named[one.pledge_id]
        left = total([sum_ for (_, contract), sum_ in credit.items() if contract == pledge.id] or [ZERO])
        running = pledge.status in SIGNED and not is_over(pledge)
        found.append(QuotaRow(one, pledge.number, company, left, running, pledge.urgent_until_on))
    return found


def people_of_case(session: Session, case: UrgentCase) -> dict[int, str]:
    """Name who asked and who approved."""
    wanted = {one for one in (case.requested_by, case.approved_by) if one is not None}
    return dict(session.execute(select(User.id, User.name).where(User.id.in_(wanted))).all())
