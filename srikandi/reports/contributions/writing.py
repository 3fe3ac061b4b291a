"""A company completes what the book has drafted: story, signer, signature. The figures freeze with the signature."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit
from srikandi.audit import Actor
from srikandi.reports.contributions.figures import figures
from srikandi.reports.contributions.queries import ready, status_of
from srikandi.reports.models import REPORT_MOVES, ContributionReport, ReportEvent, ReportStep
from srikandi.reports.refusals import NothingToReport, ReportMoved, SignerMissing, StoryMissing


@dataclass(frozen=True)
class Told:
    """What the company adds to the figures."""

    story: str
    signer_name: str
    signer_title: str
    shows_rupiah: bool = True


def draft(session: Session, pledge_id: int, *, by: Actor) -> ContributionReport:
    """Begin the report of a pledge's confirmed months that stand in no report yet; a draft that waits is given back.

    Raises: NothingToReport.
    """
    waiting = session.scalar(
        select(ContributionReport).where(
            ContributionReport.pledge_id == pledge_id,
            ContributionReport.organisation_id == by.organisation_id,
            ContributionReport.figures.is_(None),
        )
    )
    if waiting is not None:
        return waiting
    span = next((one for one in ready(session, viewer=by) if one.pledge_id == pledge_id), None)
    if span is None or by.organisation_id != span.company_id:
        raise NothingToReport
    report = ContributionReport(
        district_id=by.district_id,
        organisation_id=span.company_id,
        pledge_id=pledge_id,
        from_month=span.from_month,
        to_month=span.to_month,
    )
    session.add(report)
    session.flush()
    note_step(session, report, ReportStep.DRAFTED, by=by)
    return report


def tell(session: Session, report: ContributionReport, *, told: Told, by: Actor) -> ContributionReport:
    """Keep what the company adds; nothing is signed yet. Raises: ReportMoved."""
    check_move(session, report, ReportStep.SIGNED)
    report.story, report.shows_rupiah = told.story.strip(), told.shows_rupiah
    report.signer_name, report.signer_title = told.signer_name.strip(), told.signer_title.strip()
    session.flush()
    audit.record(session, "report:tell", report, by=by)
    return report


def sign(session: Session, report: ContributionReport, *, by: Actor) -> ContributionReport:
    """Freeze the figures and hand the report to the forum. Raises: ReportMoved, StoryMissing, SignerMissing."""
    check_move(session, report, ReportStep.SIGNED)
    if not report.story:
        raise StoryMissing(field="story")
    if not report.signer_name or not report.signer_title:
        raise SignerMissing(field="signer_name")
    now = figures(session, report.pledge_id, from_month=report.from_month, to_month=report.to_month)
    report.figures = now.plain()
    session.flush()
    note_step(session, report, ReportStep.SIGNED, by=by)
    return report


def content_hash(report: ContributionReport) -> str:
    """Give the hash of what was signed: figures, story, signer and what is shown."""
    said = [report.figures, report.story, report.signer_name, report.signer_title, report.shows_rupiah]
    packed = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(packed.encode()).hexdigest()


def note_step(
    session: Session, report: ContributionReport, step: ReportStep, *, by: Actor, reason: str | None = None
) -> ReportEvent:
    """Write a step down, bound to what was signed."""
    event = ReportEvent(
        report_id=report.id,
        step=step,
        reason=reason,
        content_hash=content_hash(report) if report.figures is not None else None,
        user_id=by.user_id,
    )
    session.add(event)
    session.flush()
    audit.record(session, f"report:{step.value}", report, by=by, reason=reason)
    return event


def check_move(session: Session, report: ContributionReport, step: ReportStep) -> None:
    """Say nothing when a report may take this step now, and hold it. Raises: ReportMoved."""
    locked = select(ContributionReport.id).where(ContributionReport.id == report.id).with_for_update()
    session.execute(locked)
    if (status_of(session, report), step) not in REPORT_MOVES:
        raise ReportMoved
