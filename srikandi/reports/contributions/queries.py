"""Reports found: what is ready to be reported, what waits, who is silent, what everybody may read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import LifeMonth, LifeMonthStatus
from srikandi.organisations import Kind, Organisation, Standing
from srikandi.pledges import Pledge
from srikandi.reports.contributions.figures import ReportFigures
from srikandi.reports.models import ContributionReport, ReportEvent, ReportStep
from srikandi.reports.refusals import ReportUnknown
from srikandi.users import Role

APPROVED = (ReportStep.APPROVED, ReportStep.APPROVED_WITH_NOTE)


@dataclass(frozen=True)
class Ready:
    """A pledge with confirmed months that stand in no report yet."""

    pledge_id: int
    pledge_number: str
    company_id: int
    company: str
    from_month: Month
    to_month: Month
    life_months: int


@dataclass(frozen=True)
class ReportRow:
    """A report in a list, with where it stands and since when."""

    report: ContributionReport
    company: str
    pledge_number: str
    step: ReportStep
    at: datetime
    reason: str | None


@dataclass(frozen=True)
class Silent:
    """A company whose confirmed months nobody has reported, and when it last signed anything."""

    company_id: int
    company: str
    from_month: Month
    life_months: int
    signed_at: datetime | None


@dataclass(frozen=True)
class PublicReport:
    """What everybody may read of an approved report."""

    id: int
    figures: ReportFigures
    story: str
    shows_rupiah: bool
    step: ReportStep
    at: datetime


def visible_to(viewer: Actor) -> ColumnElement[bool]:
    """Name the reports a viewer may see: a company its own, officers those of their districts."""
    if viewer.role == Role.COMPANY:
        return ContributionReport.organisation_id == viewer.organisation_id
    return ContributionReport.district_id.in_(viewer.district_ids)


def report_of(session: Session, report_id: int, *, viewer: Actor) -> ContributionReport:
    """Give a report this viewer may see; a forum sees what is signed. Raises: ReportUnknown."""
    report = session.scalar(select(ContributionReport).where(visible_to(viewer), ContributionReport.id == report_id))
    is_hidden = report is not None and viewer.role != Role.COMPANY and report.figures is None
    if report is None or is_hidden:
        raise ReportUnknown
    return report


def status_of(session: Session, report: ContributionReport) -> ReportStep:
    """Give where a report stands: its last step."""
    asked = select(ReportEvent.step).where(ReportEvent.report_id == report.id).order_by(ReportEvent.id.desc()).limit(1)
    return session.scalar(asked) or ReportStep.DRAFTED


def events_of(session: Session, report: ContributionReport) -> list[ReportEvent]:
    """List the steps of a report, oldest first."""
    return list(session.scalars(select(ReportEvent).where(ReportEvent.report_id == report.id).order_by(ReportEvent.id)))


def reports_of(
    session: Session, *, viewer: Actor, steps: Collection[ReportStep] = tuple(ReportStep)
) -> list[ReportRow]:
    """List the reports a viewer may see that stand at one of these steps; those that wait longest first."""
    asked = _with_last_step().where(visible_to(viewer), ReportEvent.step.in_(steps))
    return [_row(*found) for found in session.execute(asked.order_by(ReportEvent.id).limit(500))]


def ready(session: Session, *, viewer: Actor) -> list[Ready]:
    """List the pledges whose confirmed months nobody has put in a report yet."""
    asked = _unreported()
    if viewer.role == Role.COMPANY:
        asked = asked.where(Pledge.company_id == viewer.organisation_id)
    else:
        asked = asked.where(Pledge.district_id.in_(viewer.district_ids))
    return [Ready(*found) for found in session.execute(asked.order_by(Pledge.id))]


def silent(session: Session, *, viewer: Actor) -> list[Silent]:
    """List the companies with confirmed months they have not signed for, those longest silent first.

    Months in a draft nobody signed count as unreported.
    """
    signed = (
        select(ContributionReport.organisation_id, func.max(ReportEvent.at).label("at"))
        .join(ReportEvent, ReportEvent.report_id == ContributionReport.id)
        .where(ReportEvent.step == ReportStep.SIGNED)
        .group_by(ContributionReport.organisation_id)
        .subquery()
    )
    open_months = _unreported(only_signed=True).subquery()
    first = func.min(open_months.c.from_month)
    rows = session.execute(
        select(Organisation.id, Organisation.name, first, func.sum(open_months.c.life_months), func.max(signed.c.at))
        .join(open_months, open_months.c.company_id == Organisation.id)
        .outerjoin(signed, signed.c.organisation_id == Organisation.id)
        .where(Organisation.kind == Kind.COMPANY, Organisation.standing != Standing.REFUSED)
        .where(Organisation.district_id.in_(viewer.district_ids))
        .group_by(Organisation.id, Organisation.name)
        .order_by(first, Organisation.name)
    )
    return [Silent(row[0], row[1], row[2], int(row[3]), row[4]) for row in rows]


def public_reports(session: Session, district_id: int) -> list[PublicReport]:
    """List the approved reports of a district, newest first, as everybody may read them."""
    asked = _with_last_step().where(ContributionReport.district_id == district_id, ReportEvent.step.in_(APPROVED))
    found = session.execute(asked.order_by(ReportEvent.id.desc()).limit(200))
    return [_public(report, event) for report, event, _, _ in found]


def _public(report: ContributionReport, event: ReportEvent) -> PublicReport:
    known = ReportFigures.read(report.figures or {})
    return PublicReport(report.id, known, report.story or "", report.shows_rupiah, event.step, event.at)


def _with_last_step() -> Select[ContributionReport, ReportEvent, str, str]:
    last = select(func.max(ReportEvent.id)).group_by(ReportEvent.report_id)
    return (
        select(ContributionReport, ReportEvent, Organisation.name, Pledge.number)
        .join(ReportEvent, ReportEvent.report_id == ContributionReport.id)
        .join(Organisation, Organisation.id == ContributionReport.organisation_id)
        .join(Pledge, Pledge.id == ContributionReport.pledge_id)
        .where(ReportEvent.id.in_(last))
    )


def _row(report: ContributionReport, event: ReportEvent, company: str, number: str) -> ReportRow:
    return ReportRow(report, company, number, event.step, event.at, event.reason)


def _unreported(*, only_signed: bool = False) -> Select[int, str, int, str, Month, Month, int]:
    """Ask for confirmed months after the last reported one, pledge by pledge."""
    reported = select(ContributionReport.pledge_id, func.max(ContributionReport.to_month).label("until"))
    if only_signed:
        reported = reported.where(ContributionReport.figures.is_not(None))
    done = reported.group_by(ContributionReport.pledge_id).subquery()
    return (
        select(
            Pledge.id.label("pledge_id"),
            Pledge.number.label("pledge_number"),
            Pledge.company_id.label("company_id"),
            Organisation.name.label("company"),
            func.min(LifeMonth.month).label("from_month"),
            func.max(LifeMonth.month).label("to_month"),
            func.count().label("life_months"),
        )
        .join(LifeMonth, LifeMonth.pledge_id == Pledge.id)
        .join(Organisation, Organisation.id == Pledge.company_id)
        .outerjoin(done, done.c.pledge_id == Pledge.id)
        .where(LifeMonth.status == LifeMonthStatus.ACTIVE)
        .where(or_(done.c.until.is_(None), LifeMonth.month > done.c.until))
        .where(Organisation.kind == Kind.COMPANY)
        .group_by(Pledge.id, Pledge.number, Pledge.company_id, Organisation.name)
    )
