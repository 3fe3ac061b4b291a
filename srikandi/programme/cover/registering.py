"""Funded people go to BPJS Kesehatan in a file; the branch's answer makes them active, or passes their seat on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from srikandi import audit, clock, coverage, places, pledges, pools, residents
from srikandi.audit import Actor
from srikandi.clock import Month
from srikandi.coverage import (
    Answer,
    Answered,
    AnswerRow,
    Batch,
    BatchKind,
    BatchLine,
    BatchStatus,
    DiscardedBatch,
    Next,
    Rejection,
)
from srikandi.coverage.sheets import Layout
from srikandi.coverage.urgency import UrgentStatus
from srikandi.pledges import Pledge, PledgeStatus
from srikandi.programme.certificates import certify
from srikandi.programme.cover.leaving import leave_urgently
from srikandi.programme.exits import leave
from srikandi.programme.finishing import finish
from srikandi.programme.money import book_premium
from srikandi.programme.refusals import NotInBatch, ReasonMissing
from srikandi.residents import Leaving, ResidentStatus

SIGNED = (PledgeStatus.AGREED, PledgeStatus.RUNNING)


@dataclass(frozen=True)
class TurnedDown:
    """A line the branch refused, why, and what is to be done."""

    line: int
    resident_id: int
    rejection: Rejection


@dataclass
class AnswerReport:
    """What an answer changed."""

    accepted: int = 0
    rejected: list[TurnedDown] = field(default_factory=list)
    replaced: int = 0
    """Seats the next in order has taken."""
    waiting: int = 0
    """Seats nobody was left for."""
    gone: int = 0
    """Accepted people who had left their seat before the answer came."""
    unchanged: int = 0
    strangers: list[AnswerRow] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    """Rows whose status is still empty: they wait on."""
    is_notice: bool = False
    """Did it answer what was only told? Nobody becomes active or leaves by it."""


def build_batch(
    session: Session, district_id: int, *, month: Month, kind: BatchKind = BatchKind.NEW, by: Actor
) -> Batch:
    """Put everybody of a kind into a file: funded under a signed agreement, or with news for BPJS Kesehatan.

    Raises: coverage.NothingToSend.
    """
    if kind not in coverage.REGISTERING:
        return coverage.build_notice(session, district_id, kind=kind, month=month, by=by)
    signed = signed_pledges(session, district_id)
    for pledge_id in signed:
        pledges.locked(session, pledge_id)
    return coverage.build_batch(session, district_id, month=month, pledge_ids=signed, kind=kind, by=by)


def signed_pledges(session: Session, district_id: int) -> list[int]:
    """List the pledges of a district whose people may be registered."""
    asked = select(Pledge.id).where(Pledge.district_id == district_id, Pledge.status.in_(SIGNED))
    return list(session.scalars(asked.order_by(Pledge.id)))


def send_batch(session: Session, batch: Batch, *, letter_number: str, by: Actor) -> Batch:
    """Note that the file has gone out under a letter. Raises: coverage.BatchMoved, coverage.LetterMissing."""
    _hold(session, batch)
    batch = coverage.send_batch(session, batch, letter_number=letter_number, by=by)
    if batch.is_urgent:
        coverage.urgency.follow_sent(session, batch)
    return batch


def discard_batch(session: Session, batch: Batch, *, reason: str, by: Actor) -> DiscardedBatch:
    """Throw away a file that has not gone out. Raises: coverage.BatchMoved, coverage.UrgentStays, ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(field="reason")
    _hold(session, batch)
    return coverage.discard_batch(session, batch, reason=reason.strip(), by=by)


def batch_file(session: Session, batch: Batch, *, by: Actor) -> bytes:
    """Give the .xlsx of a batch; that somebody took it, full identities and all, is written down."""
    audit.record(session, "batch:download", batch, by=by)
    return coverage.sheet(session, batch, pledge_numbers=_numbers(session, batch))


def batch_preview(session: Session, batch: Batch, layout: Layout) -> list[list[str]]:
    """Give the first rows of a batch in a form, every identity masked."""
    return coverage.preview(session, batch, layout, pledge_numbers=_numbers(session, batch))


def _numbers(session: Session, batch: Batch) -> dict[int, str]:
    wanted = select(BatchLine.pledge_id).where(BatchLine.batch_id == batch.id)
    numbers = session.execute(select(Pledge.id, Pledge.number).where(Pledge.id.in_(wanted)))
    return {row[0]: row[1] for row in numbers}


def read_answer(session: Session, batch: Batch, content: bytes, *, filename: str, by: Actor) -> AnswerReport:
    """Take the branch's answer in, also in parts; the same answer again changes nothing.

    Raises: coverage.AnswerUnreadable, coverage.AnswerEmpty, NotInBatch.
    """
    layout = coverage.layout_of_batch(session, batch)
    answer = coverage.read(content, filename=filename, layout=layout)
    if answer.blank and not answer.rows and not answer.unreadable:
        raise coverage.AnswerEmpty(field="file", count=len(answer.blank))
    return take_answer(session, batch, answer, own_codes=layout.rejections, by=by)


def take_answer(
    session: Session, batch: Batch, answer: Answer, *, own_codes: Mapping[str, str], by: Actor
) -> AnswerReport:
    """Let what the branch said change what it changes. Raises: NotInBatch."""
    held = _hold(session, batch)
    batch = coverage.locked_batch(session, batch)
    if batch.status is BatchStatus.BUILT:
        raise NotInBatch
    matched = coverage.match(session, batch, answer.rows)
    report = AnswerReport(
        unchanged=matched.unchanged,
        strangers=matched.strangers,
        unreadable=answer.unreadable,
        blank=answer.blank,
        is_notice=batch.kind not in coverage.REGISTERING,
    )
    reasons = {
        one.resident_id: coverage.rejection_of(one.row.code, one.row.words, own=own_codes)
        for one in matched.new
        if not one.row.is_accepted
    }
    coverage.note_answers(session, batch, matched.new, by=by, codes={who: why.code for who, why in reasons.items()})
    if report.is_notice:
        _note_only(matched.new, reasons, report=report)
    else:
        _act_on(session, batch, held, _Said(matched.new, reasons), report=report, by=by)
    said = {"accepted": report.accepted, "rejected": len(report.rejected), "strangers": len(report.strangers)}
    audit.record(session, "batch:answer", batch, by=by, lines=said)
    return report


@dataclass(frozen=True)
class _Said:
    """What is new in an answer, and why people were turned down."""

    answers: list[Answered]
    reasons: dict[int, Rejection]


def _act_on(
    session: Session, batch: Batch, held: dict[int, Pledge], said: _Said, *, report: AnswerReport, by: Actor
) -> None:
    for pledge, answers in _by_pledge(held, said.answers):
        _accept(session, batch, pledge, [one for one in answers if one.row.is_accepted], report=report, by=by)
        turned_down = [one for one in answers if not one.row.is_accepted]
        if not batch.is_urgent:
            _reject(session, pledge, turned_down, said.reasons, report=report, by=by)
    case = coverage.urgency.follow_answer(session, batch) if batch.is_urgent else None
    if case is not None and case.status is UrgentStatus.REJECTED:
        report.rejected += [
            TurnedDown(one.line, one.resident_id, said.reasons[one.resident_id]) for one in said.answers
        ]
        leave_urgently(session, held[case.pledge_id], case, by=by)
    for pledge_id in sorted(held):
        certify(session, pledge_id, by=by)


def _note_only(answers: list[Answered], reasons: dict[int, Rejection], *, report: AnswerReport) -> None:
    report.accepted = sum(1 for one in answers if one.row.is_accepted)
    report.rejected = [
        TurnedDown(one.line, one.resident_id, reasons[one.resident_id]) for one in answers if not one.row.is_accepted
    ]


def _hold(session: Session, batch: Batch) -> dict[int, Pledge]:
    """Hold every pool and pledge of a batch, in the order everybody does."""
    wanted = {line.pledge_id for line in coverage.lines_of(session, batch)}
    pool_ids = list(session.scalars(select(Pledge.pool_id).where(Pledge.id.in_(wanted))))
    pledges.lock_pools(session, pool_ids)
    return {pledge_id: pledges.locked(session, pledge_id) for pledge_id in sorted(wanted)}


def _by_pledge(held: dict[int, Pledge], answers: list[Answered]) -> list[tuple[Pledge, list[Answered]]]:
    grouped = defaultdict[int, list[Answered]](list)
    for one in answers:
        grouped[one.pledge_id].append(one)
    return [(held[pledge_id], grouped[pledge_id]) for pledge_id in sorted(grouped)]


def _accept(
    session: Session, batch: Batch, pledge: Pledge, answers: list[Answered], *, report: AnswerReport, by: Actor
) -> None:
    rows = coverage.accepted(batch.id, pledge.id, [one.resident_id for one in answers])
    sitting = [who for _, who in coverage.seats_in(session, rows)]
    report.gone += len(answers) - len(sitting)
    if not sitting:
        return
    journal = book_premium(session, pledge, rows, document=f"batch/{batch.id}", by=by)
    coverage.confirm(session, rows, journal=journal)
    pools.cover(session, pledge.pool_id, sitting)
    report.accepted += len(sitting)
    pledges.start_running(session, pledge, by=by)
    finish(session, pledge, by=by)


def _reject(
    session: Session,
    pledge: Pledge,
    answers: list[Answered],
    reasons: dict[int, Rejection],
    *,
    report: AnswerReport,
    by: Actor,
) -> None:
    report.rejected += [TurnedDown(one.line, one.resident_id, reasons[one.resident_id]) for one in answers]
    still_held = {hold.resident_id for hold in pledges.holds_of(session, pledge.id)}
    today = clock.today(places.district_of(session, pledge.district_id).zone)
    by_reason = defaultdict[Rejection, list[int]](list)
    for one in answers:
        if one.resident_id in still_held:
            by_reason[reasons[one.resident_id]].append(one.resident_id)
    for why, leaving in by_reason.items():
        leaves = why.next is Next.EXIT
        if leaves:
            residents.begin_exits(session, [Leaving(who, why.exit_reason, today) for who in leaving], by=by)
        passed = leave(session, pledge, dict.fromkeys(leaving, why.exit_reason), by=by, cause="rejected")
        report.replaced += len(passed.successors)
        report.waiting += passed.waiting
        if leaves:
            residents.finish_exits(session, leaving)
        else:
            residents.move(session, leaving, to=ResidentStatus.VERIFIED)
