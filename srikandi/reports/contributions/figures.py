"""The figures of a report, read from the book: nobody types them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from srikandi import coverage, documents
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.money import ZERO, Money
from srikandi.organisations import Organisation
from srikandi.places import Subdistrict, Village
from srikandi.pledges import Payer, Pledge
from srikandi.pools import Pool, suppress
from srikandi.reports.models import ContributionReport
from srikandi.residents import Resident


@dataclass(frozen=True)
class ReportFigures:
    """What a report shows before anybody has written a word."""

    company: str
    programme: str
    """The pool."""
    pledge_number: str
    from_month: Month
    to_month: Month
    planned: int
    """Life-months of the plan in these months."""
    realised: int
    """Of them, confirmed active."""
    lives: int
    amount: Money
    """The company's own rupiah in the realised life-months."""
    places: dict[str, int | None]
    """Lives by kecamatan; None is withheld."""
    agreement_number: str | None
    agreement_on: str | None
    certificate: str | None

    def plain(self) -> dict[str, Any]:
        """Give the figures as JSON holds them."""
        return {
            **vars(self),
            "from_month": str(self.from_month),
            "to_month": str(self.to_month),
            "amount": self.amount.rupiah,
        }

    @classmethod
    def read(cls, stored: dict[str, Any]) -> ReportFigures:
        """Read figures back from what was frozen."""
        months = {name: Month.parse(stored[name]) for name in ("from_month", "to_month")}
        return cls(**{**stored, **months, "amount": Money(stored["amount"])})


def figures_of(session: Session, report: ContributionReport) -> ReportFigures:
    """Give a report's figures: frozen once it is signed, until then those of the book."""
    if report.figures is not None:
        return ReportFigures.read(report.figures)
    return figures(session, report.pledge_id, from_month=report.from_month, to_month=report.to_month)


def figures(session: Session, pledge_id: int, *, from_month: Month, to_month: Month) -> ReportFigures:
    """Read the figures of a pledge for a span of months from the book, in five questions."""
    pledge, pool, company = session.execute(
        select(Pledge, Pool.name, Organisation.name)
        .join(Pool, Pool.id == Pledge.pool_id)
        .join(Organisation, Organisation.id == Pledge.company_id)
        .where(Pledge.id == pledge_id)
    ).one()
    rows = (LifeMonth.pledge_id == pledge_id) & LifeMonth.month.between(from_month, to_month)
    active = rows & (LifeMonth.status == LifeMonthStatus.ACTIVE)
    planned, realised, lives = _counts(session, rows)
    certificate = documents.valid_certificates(session, [pledge_id]).get(pledge_id)
    return ReportFigures(
        company=company,
        programme=pool,
        pledge_number=pledge.number,
        from_month=from_month,
        to_month=to_month,
        planned=planned,
        realised=realised,
        lives=lives,
        amount=_own_money(session, pledge, active),
        places=suppress(_by_subdistrict(session, active)).cells,
        agreement_number=pledge.agreement_number,
        agreement_on=str(pledge.agreement_on) if pledge.agreement_on else None,
        certificate=certificate.serial if certificate else None,
    )


def _counts(session: Session, rows: ColumnElement[bool]) -> tuple[int, int, int]:
    is_active = LifeMonth.status == LifeMonthStatus.ACTIVE
    asked = select(
        func.count(),
        func.count(case((is_active, 1))),
        func.count(case((is_active, LifeMonth.resident_id)).distinct()),
    ).where(rows)
    planned, realised, lives = session.execute(asked).one()
    return planned, realised, lives


def _own_money(session: Session, pledge: Pledge, active: ColumnElement[bool]) -> Money:
    own = select(Payer.id).where(Payer.pledge_id == pledge.id, Payer.organisation_id == pledge.company_id)
    payer_id = session.scalar(own)
    return coverage.sums_by_payer(session, active).get(payer_id or 0, ZERO)


def _by_subdistrict(session: Session, rows: ColumnElement[bool]) -> dict[str, int]:
    asked = (
        select(Subdistrict.name, func.count(LifeMonth.resident_id.distinct()))
        .select_from(LifeMonth)
        .join(Resident, Resident.id == LifeMonth.resident_id)
        .join(Village, Village.code == Resident.village_code)
        .join(Subdistrict, Subdistrict.code == Village.subdistrict_code)
        .where(rows)
        .group_by(Subdistrict.code, Subdistrict.name)
        .order_by(Subdistrict.code)
    )
    return {row[0]: row[1] for row in session.execute(asked)}
