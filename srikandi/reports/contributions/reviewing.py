"""The forum's word on a report: always one of three, always with a reason, never by its own people."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi.audit import Actor
from srikandi.reports.contributions.writing import check_move, content_hash, note_step
from srikandi.reports.models import ContributionReport, ReportEvent, ReportStep
from srikandi.reports.refusals import OwnCompany, ReasonMissing, ReportChanged, ReportMoved
from srikandi.users import Membership

OUTCOMES = (ReportStep.APPROVED, ReportStep.APPROVED_WITH_NOTE, ReportStep.RETURNED)


def review(
    session: Session, report: ContributionReport, *, outcome: ReportStep, reason: str, seen_hash: str, by: Actor
) -> ReportEvent:
    """Approve, approve with a note, or return exactly what was read.

    Raises: ReportMoved, ReasonMissing, OwnCompany, ReportChanged.
    """
    if outcome not in OUTCOMES:
        raise ReportMoved
    if not reason.strip():
        raise ReasonMissing(field="reason")
    check_move(session, report, outcome)
    if belongs(session, by, report):
        raise OwnCompany
    if content_hash(report) != seen_hash:
        raise ReportChanged
    return note_step(session, report, outcome, by=by, reason=reason.strip())


def belongs(session: Session, who: Actor, report: ContributionReport) -> bool:
    """Is this person, in whatever role, one of the company's, or did they write the report?"""
    member = select(Membership.id).where(
        Membership.user_id == who.user_id, Membership.organisation_id == report.organisation_id
    )
    wrote = select(ReportEvent.id).where(
        ReportEvent.report_id == report.id,
        ReportEvent.user_id == who.user_id,
        ReportEvent.step.in_((ReportStep.DRAFTED, ReportStep.SIGNED)),
    )
    return session.scalar(member.limit(1)) is not None or session.scalar(wrote.limit(1)) is not None
