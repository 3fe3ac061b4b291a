"""From the hospital bed to an active card within a day: asked by one officer, approved by another, sent by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock, coverage, places, pledges, pools, residents
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import AnswerRow, Batch, LifeMonth, urgency
from srikandi.coverage.files import Answer
from srikandi.coverage.registration import KIND_OF
from srikandi.coverage.urgency import UrgentCase, UrgentStatus
from srikandi.database import index_of
from srikandi.places import District
from srikandi.pledges import Pledge, PledgeStatus
from srikandi.programme.cover import AnswerReport, leave_urgently, take_answer
from srikandi.programme.money import fund
from srikandi.programme.refusals import (
    AlreadyCared,
    AlreadyHeld,
    CaseOpen,
    HasExited,
    NotAQuota,
    QuotaUnpaid,
    ReasonMissing,
    SamePerson,
)
from srikandi.residents import NewPerson, Resident, ResidentStatus

SIGNED = (PledgeStatus.AGREED, PledgeStatus.RUNNING)
U = UrgentStatus


@dataclass(frozen=True)
class Bed:
    """What is asked for a patient: where, since when, and out of whose quota."""

    facility: str
    admitted_on: date
    pledge_id: int


@dataclass(frozen=True)
class Said:
    """What the branch says about the one person of an urgent file."""

    is_accepted: bool
    code: str = ""
    card: str | None = None


def ask_urgently(session: Session, person: Resident | NewPerson, bed: Bed, *, by: Actor) -> UrgentCase:
    """Open a case for somebody known here, or for somebody nobody has listed yet.

    Raises: AlreadyCared, HasExited, CaseOpen, NotAQuota and what `residents.enrol` refuses.
    """
    district = _take_turn(session, by.district_id)
    pledge = _signed(session, bed.pledge_id, district_id=district.id)
    if isinstance(person, NewPerson):
        person = residents.enrol(session, person, district_id=district.id, by=by)
    _check_person(session, person)
    at, today = clock.now(), clock.today(district.zone)
    hours = places.setting(session, district.id, "urgent_hours", on=today)
    case = UrgentCase(
        district_id=district.id,
        number=urgency.next_number(session, district, at=at),
        status=U.REQUESTED,
        resident_id=person.id,
        pledge_id=pledge.id,
        month=Month.of(today),
        facility=" ".join(bed.facility.split()),
        admitted_on=bed.admitted_on,
        due_at=at + timedelta(hours=hours),
        requested_by=by.user_id,
        requested_at=at,
    )
    session.add(case)
    session.flush()
    audit.record(session, "urgent:ask", case, by=by, number=case.number, pledge=pledge.number)
    return case


def approve_urgently(session: Session, case: UrgentCase, *, by: Actor) -> Batch:
    """Seat the patient out of the quota from this month on, and make the file of one that goes to the branch.

    Raises: CaseMoved, SamePerson, NotAQuota, QuotaUnpaid, AlreadyCared, coverage.NoQuotaLeft.
    """
    pledge = _hold(session, case)
    case = urgency.locked_case(session, case)
    if by.user_id is None or by.user_id == case.requested_by:
        raise SamePerson
    if case.status is not U.REQUESTED:
        raise coverage.CaseMoved
    person = session.get_one(Resident, case.resident_id, with_for_update=True, populate_existing=True)
    if person.status is ResidentStatus.IMPORTED:
        residents.verify(session, person, by=by)
    _check_free(person)
    _seat(session, pledge, case, person, by=by)
    urgency.move_case(case, U.APPROVED)
    batch = _file_of_one(session, pledge, case, person, by=by)
    case.batch_id, case.approved_by, case.approved_at = batch.id, by.user_id, clock.now()
    session.flush()
    audit.record(session, "urgent:approve", case, by=by, number=case.number, seat=case.seat)
    return batch


def refuse_urgently(session: Session, case: UrgentCase, *, reason: str, by: Actor) -> UrgentCase:
    """Say no with a reason. Raises: CaseMoved, ReasonMissing."""
    return _end(session, urgency.locked_case(session, case), to=U.REFUSED, reason=reason, by=by)


def withdraw_urgently(session: Session, case: UrgentCase, *, reason: str, by: Actor) -> UrgentCase:
    """Take a case back that has not gone out; its seat waits for the next one. Raises: CaseMoved, ReasonMissing."""
    pledge = _hold(session, case)
    case = urgency.locked_case(session, case)
    was_seated = case.status is U.APPROVED
    _end(session, case, to=U.WITHDRAWN, reason=reason, by=by)
    if was_seated:
        leave_urgently(session, pledge, case, by=by)
        batch, case.batch_id = session.get_one(Batch, case.batch_id), None
        session.flush()
        coverage.take_apart(session, coverage.locked_batch(session, batch), reason=reason.strip(), by=by)
    return case


def answer_urgently(session: Session, batch: Batch, said: Said, *, by: Actor) -> AnswerReport:
    """Take the branch's word about the one person of an urgent file, without a file. Raises: NotInBatch."""
    line = coverage.lines_of(session, batch)[0]
    who = residents.identities(session, [line.resident_id])[line.resident_id]
    nik = index_of("nik", who.nik)
    row = AnswerRow(1, nik, residents.masked(who.nik), said.is_accepted, said.code, "", said.card)
    own = coverage.layout_of_batch(session, batch).rejections
    return take_answer(session, batch, Answer(rows=[row]), own_codes=own, by=by)


def give_up_quota(session: Session, pledge: Pledge, *, reason: str, by: Actor) -> int:
    """Keep a pledge's seats for urgent cases no longer: they are the next in order's. Raises: ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    pledges.lock_pools(session, [pledge.pool_id])
    pledge = pledges.locked(session, pledge.id)
    count = urgency.give_up_seats(session, pledge.id)
    audit.record(session, "urgent:give_up", pledge, by=by, reason=reason.strip(), seats=count)
    return count


def _take_turn(session: Session, district_id: int) -> District:
    coverage.take_number(session, district_id)
    return session.get_one(District, district_id)


def _signed(session: Session, pledge_id: int, *, district_id: int) -> Pledge:
    own = Pledge.id == pledge_id, Pledge.district_id == district_id, Pledge.status.in_(SIGNED)
    pledge = session.scalar(select(Pledge).where(*own))
    free = {one.pledge_id for one in urgency.quotas_of(session, district_id) if one.free}
    if pledge is None or pledge.id not in free or is_over(pledge):
        raise NotAQuota(field="pledge_id")
    return pledge


def is_over(pledge: Pledge) -> bool:
    """Has the last day of a pledge's quota passed? What is asked for afterwards finds no seat there."""
    return pledge.urgent_until_on is not None and pledge.urgent_until_on < clock.today()


def _check_person(session: Session, person: Resident) -> None:
    _check_free(person)
    running = UrgentCase.resident_id == person.id, UrgentCase.status.in_(urgency.OPEN)
    if session.scalar(select(UrgentCase.id).where(*running)) is not None:
        raise CaseOpen(name=person.name, field="nik")


def _check_free(person: Resident) -> None:
    if person.status is ResidentStatus.EXITED:
        raise HasExited(name=person.name, field="nik")
    if person.status is ResidentStatus.COVERED:
        raise AlreadyCared(name=person.name, field="nik")
    if person.status is ResidentStatus.HELD:
        raise AlreadyHeld(name=person.name, field="nik")


def _hold(session: Session, case: UrgentCase) -> Pledge:
    """Hold every pool the person stands in and the pledge's, lowest first, then the pledge, as everybody does."""
    pledge = session.get_one(Pledge, case.pledge_id)
    member = pools.PoolMember
    listed = member.resident_id == case.resident_id, member.status != pools.MemberStatus.REMOVED
    wanted = [pledge.pool_id, *session.scalars(select(member.pool_id).where(*listed))]
    pledges.lock_pools(session, wanted)
    return pledges.locked(session, pledge.id)


def _seat(session: Session, pledge: Pledge, case: UrgentCase, person: Resident, *, by: Actor) -> None:
    if pledge.status not in SIGNED:
        raise NotAQuota
    member = pools.take_urgently(session, pledge.pool_id, person)
    pledges.replace_hold(session, pledge, leaving=[], joining=[member], by=by)
    case.seat = urgency.take_free_seat(session, pledge.id, person.id, since=case.month)
    fund(session, pledge.id, by=by)
    if not urgency.is_paid(session, pledge.id, case.seat, case.month):
        raise QuotaUnpaid(month=case.month)


def _file_of_one(session: Session, pledge: Pledge, case: UrgentCase, person: Resident, *, by: Actor) -> Batch:
    coverage.take_number(session, pledge.district_id)
    kind = KIND_OF[person.kind]
    batch = coverage.new_batch(session, pledge.district_id, month=case.month, kind=kind, by=by)
    batch.is_urgent = True
    only = (LifeMonth.pledge_id == pledge.id) & (LifeMonth.seat == case.seat) & (LifeMonth.month == case.month)
    return coverage.seat_in_batch(session, batch, only, by=by)


def _end(session: Session, case: UrgentCase, *, to: UrgentStatus, reason: str, by: Actor) -> UrgentCase:
    if not reason.strip():
        raise ReasonMissing(field="reason")
    urgency.move_case(case, to)
    case.ended_at, case.reason = clock.now(), reason.strip()
    session.flush()
    audit.record(session, f"urgent:{to}", case, by=by, reason=case.reason, number=case.number)
    return case
