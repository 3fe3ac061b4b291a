"""What everybody may know: a district's figures, its kecamatan, its money, its reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import coverage
from srikandi.arrears.paying import settled_in
from srikandi.coverage import LifeMonth, LifeMonthStatus, Progress, succession
from srikandi.coverage.succession import Balance
from srikandi.ledger import Journal
from srikandi.organisations import Kind, Organisation, Standing
from srikandi.places import District, Subdistrict, Village, districts
from srikandi.pledges import Pledge, PledgeStatus
from srikandi.pools import SafeCounts, suppress
from srikandi.reports.contributions import PublicReport, public_reports
from srikandi.reports.flows import Flows, flows
from srikandi.residents import Resident

COUNTED = (PledgeStatus.APPROVED, PledgeStatus.AGREED, PledgeStatus.RUNNING, PledgeStatus.COMPLETED)
COVERED = (LifeMonthStatus.ACTIVE,)


@dataclass(frozen=True)
class LiveFigures:
    """The few figures of the front page, over all districts here."""

    lives: int | None
    """People with at least one confirmed month; None when they are fewer than five."""
    life_months: int
    companies: int
    districts: int
    progress: Progress
    """Of everything promised here."""
    flows: Flows


@dataclass(frozen=True)
class PublicFigures:
    """Everything the transparency page says of one district."""

    district: District
    progress: Progress
    companies: int
    pledges: int
    lives: SafeCounts
    """People with a confirmed month, by kecamatan."""
    flows: Flows
    journals: int
    reports: list[PublicReport]
    balance: Balance
    """Where every promised life-month is; what was wasted is shown to everybody."""
    settled: tuple[int, int] | None = None
    """Families and months whose arrears were struck off; None when they are fewer than five families."""


def live_figures(session: Session) -> LiveFigures:
    """Give the figures of the front page, in five questions and one a district."""
    active = LifeMonth.status.in_(COVERED)
    asked = select(func.count(), func.count(LifeMonth.resident_id.distinct())).where(active)
    life_months, lives = session.execute(asked).one()
    here = [one.id for one in districts(session)]
    parts = [coverage.district_progress(session, one) for one in here]
    return LiveFigures(
        lives=suppress({"lives": lives}).total,
        life_months=life_months,
        companies=_companies(session, here)[0],
        districts=len(here),
        progress=_added(parts),
        flows=flows(session, here),
    )


def public_figures(session: Session, district: District) -> PublicFigures:
    """Give what everybody may know of a district, in nine questions however many people it has."""
    companies, pledges = _companies(session, [district.id])
    families, months = settled_in(session, district.id)
    return PublicFigures(
        district=district,
        progress=coverage.district_progress(session, district.id),
        companies=companies,
        pledges=pledges,
        lives=suppress(lives_by_subdistrict(session, district.id)),
        flows=flows(session, [district.id]),
        journals=session.scalar(select(func.count(Journal.id)).where(Journal.district_id == district.id)) or 0,
        reports=public_reports(session, district.id),
        balance=succession.district_balance(session, district.id),
        settled=(families, months) if suppress({"families": families}).total else None,
    )


def lives_by_subdistrict(session: Session, district_id: int) -> dict[str, int]:
    """Count the people with a confirmed month by kecamatan, kecamatan without any among them."""
    covered = (
        select(Village.subdistrict_code, func.count(LifeMonth.resident_id.distinct()).label("lives"))
        .select_from(LifeMonth)
        .join(Resident, Resident.id == LifeMonth.resident_id)
        .join(Village, Village.code == Resident.village_code)
        .where(LifeMonth.district_id == district_id, LifeMonth.status.in_(COVERED))
        .group_by(Village.subdistrict_code)
        .subquery()
    )
    rows = session.execute(
        select(Subdistrict.name, func.coalesce(covered.c.lives, 0))
        .outerjoin(covered, covered.c.subdistrict_code == Subdistrict.code)
        .where(Subdistrict.district_id == district_id)
        .order_by(Subdistrict.code)
    )
    return {row[0]: row[1] for row in rows}


def _added(parts: Iterable[Progress]) -> Progress:
    sums = Counter[str]()
    for part in parts:
        sums.update(asdict(part))
    return Progress(**sums)


def _companies(session: Session, district_ids: Collection[int]) -> tuple[int, int]:
    asked = (
        select(func.count(Pledge.company_id.distinct()), func.count(Pledge.id))
        .join(Organisation, Organisation.id == Pledge.company_id)
        .where(Pledge.district_id.in_(district_ids), Pledge.status.in_(COUNTED))
        .where(Organisation.kind == Kind.COMPANY, Organisation.standing != Standing.REFUSED)
    )
    companies, pledges = session.execute(asked).one()
    return companies, pledges
