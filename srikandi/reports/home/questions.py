"""The questions behind what waits: each counts one kind of task for one person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from srikandi import clock
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.complaints import Complaint, ComplaintStatus
from srikandi.complaints import visible_to as complaints_visible_to
from srikandi.coverage import Batch, BatchStatus, LifeMonth, LifeMonthStatus
from srikandi.messages import Message
from srikandi.nominations import OPEN, Nomination
from srikandi.organisations import GateDeclaration, GateStatus, Kind, Organisation, Standing
from srikandi.payments import (
    LineProposal,
    LineWriteOff,
    Payment,
    PaymentStatus,
    ProposalStatus,
    Route,
    StatementLine,
    StatementUpload,
    StatementVoid,
    UploadStatus,
    banking,
)
from srikandi.pledges import Payer, Pledge, PledgeStatus
from srikandi.pledges.renewals import Renewal, RenewalOffer
from srikandi.pledges.shares import PayerShare
from srikandi.pools import Pool, PoolStatus
from srikandi.reports.models import ContributionReport, ReportEvent, ReportStep
from srikandi.residents import ImportStatus, Resident, ResidentImport, ResidentStatus, people_waiting
from srikandi.rights import Breach, BreachStatus, PersonRequest, RequestStatus
from srikandi.users import Role

HOLD_ENDS_SOON = timedelta(days=3)
STILL_OPEN = timedelta(days=120)
ENDED = (PledgeStatus.REFUSED, PledgeStatus.CANCELLED, PledgeStatus.EXPIRED)
DUE = (PledgeStatus.APPROVED, PledgeStatus.AGREED, PledgeStatus.RUNNING)
Question = Callable[[Actor], Select[Any]]


def _count(column: Any) -> Select[Any]:
    return select(func.count(column))


def residents(actor: Actor) -> Select[Any]:
    """People of a village nobody has verified yet."""
    return people_waiting(actor)


def nominations(actor: Actor) -> Select[Any]:
    """People named through a poster of the village, whom nobody has decided about."""
    return _count(Nomination.id).where(Nomination.village_code == actor.village_code, Nomination.status.in_(OPEN))


def imports(actor: Actor) -> Select[Any]:
    """Files that wait for an approval."""
    staged = ResidentImport.status == ImportStatus.STAGED
    return _count(ResidentImport.id).where(ResidentImport.district_id.in_(actor.district_ids), staged)


def complaints(*statuses: ComplaintStatus, is_late: bool | None = None) -> Question:
    """Complaints at one of these stages; only those whose time is over, only the others, or all."""

    def question(actor: Actor) -> Select[Any]:
        asked = complaints_visible_to(actor).with_only_columns(func.count(Complaint.id))
        asked = asked.where(Complaint.status.in_(statuses))
        if is_late is None:
            return asked
        return asked.where(Complaint.due_at < clock.now() if is_late else Complaint.due_at >= clock.now())

    return question


def pools(*statuses: PoolStatus) -> Question:
    """Pools at one of these stages."""
    return lambda actor: _count(Pool.id).where(Pool.district_id.in_(actor.district_ids), Pool.status.in_(statuses))


def pledges(*statuses: PledgeStatus) -> Question:
    """Live pledges at one of these stages."""
    return lambda actor: _count(Pledge.id).where(
        Pledge.district_id.in_(actor.district_ids), Pledge.status.in_(statuses), Pledge.ended_at.is_(None)
    )


def ending_holds(actor: Actor) -> Select[Any]:
    """A company's pledges whose hold ends within days."""
    soon = clock.now() + HOLD_ENDS_SOON
    offered = Pledge.status.in_((PledgeStatus.OFFERED, PledgeStatus.APPROVED))
    return _count(Pledge.id).where(Pledge.company_id == actor.organisation_id, offered, Pledge.hold_until < soon)


def unregistered(actor: Actor) -> Select[Any]:
    """People whose month is funded up to the next one, and who stand in no file."""
    signed = Pledge.status.in_((PledgeStatus.AGREED, PledgeStatus.RUNNING))
    due = LifeMonth.status == LifeMonthStatus.FUNDED, LifeMonth.month <= Month.of(clock.today()) + 1
    return (
        _count(LifeMonth.resident_id.distinct())
        .join(Pledge, Pledge.id == LifeMonth.pledge_id)
        .join(Resident, Resident.id == LifeMonth.resident_id)
        .where(Pledge.district_id.in_(actor.district_ids), signed, *due)
        .where(LifeMonth.batch_id.is_(None), Resident.status == ResidentStatus.HELD)
    )


def batches(status: BatchStatus) -> Question:
    """Files at one stage."""
    return lambda actor: _count(Batch.id).where(Batch.district_id.in_(actor.district_ids), Batch.status == status)


def lines(actor: Actor) -> Select[Any]:
    """Money nobody has recognised, and nobody has proposed anything about."""
    open_lines = banking.in_suspense(), StatementLine.proposal_id.is_(None)
    return _count(StatementLine.id).where(StatementLine.district_id.in_(actor.district_ids), *open_lines)


def proposals(actor: Actor) -> Select[Any]:
    """What somebody else has proposed about money of a bank: its payer, a correction, what the bank took back."""
    counts = [
        _count(row.id)
        .where(row.district_id.in_(actor.district_ids))
        .where(row.status == ProposalStatus.PROPOSED, row.proposed_by != actor.user_id)
        .scalar_subquery()
        for row in (LineProposal, LineWriteOff)
    ]
    return select(counts[0] + counts[1])


def held_statements(actor: Actor) -> Select[Any]:
    """Doubtful bank statements that wait for somebody's word."""
    held = StatementUpload.status == UploadStatus.HELD
    return _count(StatementUpload.id).where(held, StatementUpload.district_id.in_(actor.district_ids))


def voids(actor: Actor) -> Select[Any]:
    """Files somebody else wants out of the book."""
    waits = StatementVoid.status == ProposalStatus.PROPOSED, StatementVoid.proposed_by != actor.user_id
    return _count(StatementVoid.id).where(StatementVoid.district_id.in_(actor.district_ids), *waits)


def claims(actor: Actor) -> Select[Any]:
    """Payments made straight to BPJS Kesehatan that the branch has not seen."""
    claimed = Payment.status.in_((PaymentStatus.CLAIMED, PaymentStatus.SEEN)), Payment.route == Route.DIRECT_TO_BPJS
    return _count(Payment.id).where(Payment.district_id.in_(actor.district_ids), *claimed)


def gates(actor: Actor) -> Select[Any]:
    """Declarations the branch has not decided."""
    return (
        _count(GateDeclaration.id)
        .join(Organisation, Organisation.id == GateDeclaration.organisation_id)
        .where(Organisation.district_id.in_(actor.district_ids), GateDeclaration.status == GateStatus.DECLARED)
    )


def applications(actor: Actor) -> Select[Any]:
    """Companies that have applied."""
    applied = Organisation.kind == Kind.COMPANY, Organisation.standing == Standing.APPLIED
    return _count(Organisation.id).where(Organisation.district_id.in_(actor.district_ids), *applied)


def reports(*steps: ReportStep) -> Question:
    """Reports at one of these steps."""

    def question(actor: Actor) -> Select[Any]:
        last = select(func.max(ReportEvent.id)).group_by(ReportEvent.report_id)
        asked = _count(ReportEvent.id).join(ContributionReport, ContributionReport.id == ReportEvent.report_id)
        asked = asked.where(ReportEvent.id.in_(last), ReportEvent.step.in_(steps))
        if actor.role == Role.COMPANY:
            return asked.where(ContributionReport.organisation_id == actor.organisation_id)
        return asked.where(ContributionReport.district_id.in_(actor.district_ids))

    return question


def unreported(actor: Actor) -> Select[Any]:
    """Pledges of a company with a confirmed month after the last one reported."""
    done = (
        select(func.max(ContributionReport.to_month))
        .where(ContributionReport.pledge_id == LifeMonth.pledge_id)
        .correlate(LifeMonth)
        .scalar_subquery()
    )
    return (
        _count(LifeMonth.pledge_id.distinct())
        .join(Pledge, Pledge.id == LifeMonth.pledge_id)
        .where(Pledge.company_id == actor.organisation_id, LifeMonth.status == LifeMonthStatus.ACTIVE)
        .where(done.is_(None) | (LifeMonth.month > done))
    )


def renewals(actor: Actor) -> Select[Any]:
    """Promises of a company that come to their end and wait for its word."""
    renewed = (
        select(Renewal.pledge_id)
        .join(Pledge, Pledge.id == Renewal.pledge_id)
        .where(Renewal.renews_id == RenewalOffer.pledge_id, Pledge.status.not_in(ENDED))
        .correlate(RenewalOffer)
    )
    old = aliased(Pledge)
    return (
        _count(RenewalOffer.pledge_id)
        .join(old, old.id == RenewalOffer.pledge_id)
        .where(old.company_id == actor.organisation_id, RenewalOffer.declined_at.is_(None), ~renewed.exists())
        .where(RenewalOffer.offered_at > clock.now() - STILL_OPEN)
    )


def top_ups(actor: Actor) -> Select[Any]:
    """Shares a changed tariff asks of this payer."""
    asked = _count(PayerShare.id).join(Payer, Payer.id == PayerShare.payer_id)
    return asked.where(Payer.organisation_id == actor.organisation_id, PayerShare.accepted_at.is_(None))


def people_asking(*, is_late: bool) -> Question:
    """What people have asked about their own data: still within 72 hours, or late."""

    def question(actor: Actor) -> Select[Any]:
        late = PersonRequest.due_at <= clock.now()
        mine = PersonRequest.district_id.in_(actor.district_ids), PersonRequest.status == RequestStatus.OPEN
        return _count(PersonRequest.id).where(*mine, late if is_late else ~late)

    return question


def breaches(*, is_late: bool) -> Question:
    """Breaches somebody still has to be told of: within 72 hours, or late."""

    def question(actor: Actor) -> Select[Any]:
        late = Breach.due_at <= clock.now()
        mine = Breach.district_id.in_(actor.district_ids), Breach.status == BreachStatus.OPEN
        return _count(Breach.id).where(*mine, late if is_late else ~late)

    return question


def letters(_actor: Actor) -> Select[Any]:
    """Letters that were tried and failed."""
    return _count(Message.id).where(Message.sent_at.is_(None), Message.attempts > 0)


def unpaid(actor: Actor) -> Select[Any]:
    """Ask for the number of a company's pledges with life-months that still wait for money."""
    return (
        select(func.count(Pledge.id.distinct()))
        .join(Payer, Payer.pledge_id == Pledge.id)
        .where(Payer.organisation_id == actor.organisation_id, Pledge.status.in_(DUE))
        .where(
            select(LifeMonth.seat)
            .where(LifeMonth.pledge_id == Pledge.id, LifeMonth.status == LifeMonthStatus.PLANNED)
            .exists()
        )
    )
