"""A complaint from being told to being solved; whoever complained may say that it was not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from srikandi import audit, cards, clock, places
from srikandi.audit import Actor
from srikandi.complaints.models import (
    COMPLAINT_MOVES,
    Channel,
    Complaint,
    ComplaintKind,
    ComplaintReply,
    ComplaintStatus,
    Outcome,
)
from srikandi.complaints.refusals import ComplaintMoved, TooLateToReopen, TooManyOpen, WordsMissing
from srikandi.database import Sealed, Secret, destroyed, index_of, seal
from srikandi.places import District
from srikandi.residents import Resident

C = ComplaintStatus
CODE = "complaint"
SHORTEST = 10
MOST_OPEN = 3
REOPEN_DAYS = 30
WEEKEND = 5


@dataclass(frozen=True, repr=False)
class Told:
    """What somebody tells: what went wrong, where, how, and how to reach them. Prints as nothing."""

    kind: ComplaintKind
    story: str
    place: str = ""
    contact: str = ""

    def __repr__(self) -> str:
        """Show nothing of it."""
        return "Told(…)"


def receive(session: Session, resident: Resident, told: Told, *, channel: Channel, by: Actor) -> Complaint:
    """Open a case about a covered person; its clock runs from now. Raises: WordsMissing, TooManyOpen."""
    story = _words(told.story, field="story")
    district = session.get_one(District, resident.district_id, with_for_update=True)
    waiting = Complaint.resident_id == resident.id, Complaint.status != C.SOLVED
    if (session.scalar(select(func.count()).where(*waiting)) or 0) >= MOST_OPEN:
        raise TooManyOpen(n=MOST_OPEN)
    at, uid, code = clock.now(), uuid4(), cards.new_code()
    place, contact = (" ".join(text.split()) for text in (told.place, told.contact))
    made = Complaint(
        uid=uid,
        district_id=district.id,
        number=_next_number(session, district, at=at),
        code=_sealed(code, uid, "complaint|code"),
        code_index=index_of(CODE, code),
        resident_id=resident.id,
        channel=channel,
        kind=told.kind,
        status=C.RECEIVED,
        place=_sealed(place, uid, "complaint|place"),
        story=_sealed(story, uid, "complaint|story"),
        contact=_sealed(contact, uid, "complaint|contact"),
        received_at=at,
        received_by=by.user_id,
        due_at=due_at(session, district, told.kind, at=at),
    )
    session.add(made)
    session.flush()
    audit.record(session, "complaint:receive", made, by=by, number=made.number, kind=told.kind.value)
    return made


def take(session: Session, complaint: Complaint, *, by: Actor) -> Complaint:
    """Answer for a complaint from now on, also one another has had. Raises: ComplaintMoved."""
    complaint = _locked(session, complaint)
    if complaint.status is C.SOLVED:
        raise ComplaintMoved
    if complaint.status is C.RECEIVED:
        _move(complaint, C.WORKING)
    complaint.owner_id = by.user_id
    complaint.taken_at = complaint.taken_at or clock.now()
    session.flush()
    audit.record(session, "complaint:take", complaint, by=by)
    return complaint


def reply(session: Session, complaint: Complaint, *, words: str, by: Actor) -> ComplaintReply:
    """Say something everybody who sees the case reads. Raises: WordsMissing."""
    said = _say(session, complaint, words, by=by)
    audit.record(session, "complaint:reply", complaint, by=by)
    return said


def pass_on(session: Session, complaint: Complaint, *, words: str, by: Actor) -> Complaint:
    """Hand it to the branch with a question. Raises: ComplaintMoved, WordsMissing."""
    complaint = _locked(session, complaint)
    _move(complaint, C.PASSED)
    complaint.passed_at = complaint.passed_at or clock.now()
    _say(session, complaint, words, by=by)
    audit.record(session, "complaint:pass", complaint, by=by)
    return complaint


def answer(session: Session, complaint: Complaint, *, words: str, by: Actor) -> Complaint:
    """Say as the branch what it found; the case is the district's again. Raises: ComplaintMoved, WordsMissing."""
    complaint = _locked(session, complaint)
    if complaint.status is not C.PASSED:
        raise ComplaintMoved
    _move(complaint, C.WORKING)
    _say(session, complaint, words, by=by)
    audit.record(session, "complaint:answer", complaint, by=by)
    return complaint


def solve(session: Session, complaint: Complaint, *, outcome: Outcome, words: str, by: Actor) -> Complaint:
    """End a case with what came of it. Raises: ComplaintMoved, WordsMissing."""
    complaint = _locked(session, complaint)
    _move(complaint, C.SOLVED)
    complaint.outcome, complaint.solved_at, complaint.solved_by = outcome, clock.now(), by.user_id
    _say(session, complaint, words, by=by)
    audit.record(session, "complaint:solve", complaint, by=by, outcome=outcome.value)
    return complaint


def add_from_street(session: Session, complaint: Complaint, *, words: str, by: Actor) -> Complaint:
    """Take what whoever complained adds; of a solved case it says that it is not solved.

    Raises: WordsMissing, TooLateToReopen.
    """
    complaint = _locked(session, complaint)
    if complaint.status is C.SOLVED:
        if clock.now() - (complaint.solved_at or clock.now()) > timedelta(days=REOPEN_DAYS):
            raise TooLateToReopen(n=REOPEN_DAYS, field="words")
        _move(complaint, C.WORKING)
        complaint.solved_at = complaint.solved_by = complaint.outcome = None
        complaint.reopened += 1
    _say(session, complaint, words, by=by)
    audit.record(session, "complaint:add", complaint, by=by, reopened=complaint.reopened)
    return complaint


def forget_complaints(session: Session, resident_id: int) -> None:
    """Destroy what was told by and about somebody whose key is destroyed; the counts stay."""
    for one in session.scalars(select(Complaint).where(Complaint.resident_id == resident_id)):
        one.uid, one.code_index = uuid4(), index_of(CODE, uuid4().hex)
        one.code, one.story = destroyed("complaint|code"), destroyed("complaint|story")
        one.place = one.contact = None
        for said in session.scalars(select(ComplaintReply).where(ComplaintReply.complaint_id == one.id)):
            said.uid, said.words = uuid4(), destroyed("complaint_reply|words")
    session.flush()


def due_at(session: Session, district: District, kind: ComplaintKind, *, at: datetime) -> datetime:
    """Say until when it is to be solved: hours for who is turned away, else working days (Monday to Friday)."""
    today = at.astimezone(ZoneInfo(district.zone)).date()
    if kind is ComplaintKind.REFUSED:
        return at + timedelta(hours=places.setting(session, district.id, "refusal_hours", on=today))
    left = places.setting(session, district.id, "complaint_days", on=today)
    local = at.astimezone(ZoneInfo(district.zone))
    while left:
        local += timedelta(days=1)
        left -= local.weekday() < WEEKEND
    return local.astimezone(at.tzinfo)


def _say(session: Session, complaint: Complaint, words: str, *, by: Actor) -> ComplaintReply:
    uid = uuid4()
    text = _sealed(_words(words, field="words"), uid, "complaint_reply|words")
    said = ComplaintReply(uid=uid, complaint_id=complaint.id, at=clock.now(), by=by.user_id, role=by.role, words=text)
    session.add(said)
    session.flush()
    return said


def _sealed(text: str, row: UUID, place: str) -> Sealed | None:
    return seal(Secret(text, row), place=place) if text else None


def _words(text: str, *, field: str) -> str:
    words = text.strip()
    if len(words) < SHORTEST:
        raise WordsMissing(n=SHORTEST, field=field)
    return words


def _locked(session: Session, complaint: Complaint) -> Complaint:
    asked = select(Complaint).where(Complaint.id == complaint.id).with_for_update()
    return session.execute(asked.execution_options(populate_existing=True)).scalar_one()


def _move(complaint: Complaint, to: ComplaintStatus) -> None:
    if (complaint.status, to) not in COMPLAINT_MOVES:
        raise ComplaintMoved
    complaint.status = to


def _next_number(session: Session, district: District, *, at: datetime) -> str:
    prefix = f"KL-{at.astimezone(ZoneInfo(district.zone)).year}-"
    numbered = Complaint.district_id == district.id, Complaint.number.startswith(prefix)
    return f"{prefix}{(session.scalar(select(func.count(Complaint.id)).where(*numbered)) or 0) + 1:04d}"
